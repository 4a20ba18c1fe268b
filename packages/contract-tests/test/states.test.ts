import { describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import type { ContractConfig } from '../src/index.ts'
import { prepareRun, type ClauseResult } from '../src/run/run.ts'
import { readFixtureSet } from '../src/fixtures/fixture-set.ts'
import { specWords } from '../src/clauses/spec-words.ts'
import type { Exchange } from '../src/fixtures/fixture.ts'

const poll: Exchange = readFixtureSet(candleContract.fixtures)
  .find('text.completes')!
  .exchanges.find(({ operation }) => operation === 'get')!

/** A document in which the status of `GET /jobs/{id}` has this schema. */
const documentOf = (is: unknown): Record<string, unknown> => ({
  openapi: '3.1.0',
  info: { title: 'invented', version: '1' },
  paths: {
    '/jobs': { get: { responses: { 200: answer({ enum: ['wrong path'] }) } } },
    '/jobs/{id}': {
      post: { responses: { 200: answer({ enum: ['wrong method'] }) } },
      get: { responses: { 200: { $ref: '#/components/responses/Job' }, 404: answer({ enum: ['wrong status'] }) } },
    },
  },
  components: {
    responses: { Job: answer({ $ref: '#/components/schemas/a~1b' }) },
    schemas: { 'a/b': is, Late: { const: 'late' } },
  },
})
function answer(is: unknown): object {
  return { content: { 'application/json': { schema: { allOf: [{ type: 'object' }, { properties: { is } }] } } } }
}

describe('the words of a specification', () => {
  it('are found through references, alternatives and constants', () => {
    const schema = { anyOf: [{ enum: ['new', 'ok', null] }, { $ref: '#/components/schemas/Late' }] }
    expect(specWords(documentOf(schema), poll, '/is')).toEqual(['new', 'ok', 'late'])
    const list = { type: 'array', items: { properties: { word: { enum: ['x'] } } } }
    expect(specWords(documentOf(list), poll, '/is/*/word')).toEqual(['x'])
  })

  it('are none where there is no list, no such field or no such path', () => {
    expect(specWords(documentOf({ type: 'string' }), poll, '/is')).toEqual([])
    expect(specWords(documentOf({ enum: ['ok'] }), poll, '/was')).toEqual([])
    expect(specWords({}, poll, '/is')).toEqual([])
  })
})

describe('the clauses on states', () => {
  const judge = async (id: string, config: Partial<ContractConfig>): Promise<ClauseResult> => {
    const { findings, run } = prepareRun({ ...candleContract, ...config, only: [id] }, 'memory')
    expect(findings).toEqual([])
    return run.judge(run.clauses[0]!)
  }

  it('want every word of the specification declared', async () => {
    expect(await judge('STA-01', { spec: documentOf({ enum: ['new', 'ok'] }) })).toMatchObject({ verdict: 'pass' })
    expect(await judge('STA-01', { spec: documentOf({ enum: ['new', 'paused'] }) })).toMatchObject({
      verdict: 'fail',
      reason: 'the specification lists the status "paused", which wire.words does not have',
    })
  })

  it('read a figure as the fixture writes it', async () => {
    const wire = { ...candleContract.wire, progress: '/done' }
    const { verdict, reason } = await judge('STA-05', { wire })
    expect([verdict, reason]).toEqual(['fail', 'job.progress when the vendor says -20: must be 0, but is nothing'])
  })

  it('cannot be answered without the vendor saying where a video is', async () => {
    const { resultUrl: _url, ...wire } = candleContract.wire
    expect(await judge('STA-04', { wire })).toMatchObject({
      verdict: 'fail',
      reason: 'the configuration has no wire.resultUrl for get',
    })
  })
})
