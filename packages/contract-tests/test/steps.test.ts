import { describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import { mutateFixtures, setField, status, textOf, type Mutation } from '../src/replay/mutators.ts'
import { withValue, without } from '../src/fixtures/pointer.ts'
import { createRandom } from '@reelay/simulator/random'
import { readFixtureSet } from '../src/fixtures/fixture-set.ts'
import { answeredAs, videoAt, refusal, steps } from '../src/clauses/cases/steps.ts'
import type { Exchange, Fixture } from '../src/fixtures/fixture.ts'

const fixtureSet = readFixtureSet(candleContract.fixtures)
const fixture = fixtureSet.find('text.completes')!
const mutate = (mutation: Mutation): Fixture => mutateFixtures([fixture], [mutation], createRandom(7))[0]!
const gets = ({ exchanges }: Fixture): Exchange['response'][] =>
  exchanges.filter(({ operation }) => operation === 'get').map(({ response }) => response)

describe('steps', () => {
  it('answer an operation in order, each mutated from the last fixture answer', () => {
    const mutated = mutate(steps('get', [[setField('get', '/is', 'new')], [status('get', 503, 'empty')], []]))
    expect(gets(mutated).map(({ status: code, body }) => [code, textOf(body)])).toEqual([
      [200, '{"job":"7f3","is":"new","video":"https://candle.example/files/7f3.mp4"}'],
      [503, ''],
      [200, '{"job":"7f3","is":"ok","video":"https://candle.example/files/7f3.mp4"}'],
    ])
    expect(mutated.exchanges[0]).toBe(fixture.exchanges[0])
    expect(mutated.mutated).toEqual(['steps:get=setField:get/is="new", status:get=503,body=empty, as fixture'])
  })

  it('of an operation that is not on the fixture are a mistake of the clause', () => {
    expect(() => mutate(steps('list', [[]]))).toThrow('changes nothing')
    expect(() => mutate(refusal('delete', 400, 'no'))).toThrow('changes nothing')
  })
})

describe('an answer', () => {
  it('can be that of another exchange', () => {
    const missing = fixtureSet.find('refused.not_found')!.exchanges[0]!
    expect(gets(mutate(answeredAs('get', missing)))).toEqual([missing.response])
  })

  it('can refuse in given words', () => {
    const [found] = gets(mutate(refusal('get', 422, 'not "that"')))
    expect(found!.status).toBe(422)
    expect(JSON.parse(textOf(found!.body))).toEqual({ error: { message: 'not "that"' }, message: 'not "that"' })
  })
})

it('a video lies at its address, query and all', () => {
  const { request, response } = mutate(videoAt('https://files.test/a/b.mp4?x=1&y=%2F')).exchanges.at(-1)!
  expect(request).toMatchObject({ origin: 'https://files.test', path: '/a/b.mp4', query: { x: '1', y: '/' } })
  expect(textOf(response.body).slice(4, 8)).toBe('ftyp')
})

it('a star stands for every member', () => {
  const value = { files: [{ url: 'a', size: 1 }, { url: 'b' }], other: { x: 1, y: 2 } }
  expect(withValue(value, '/files/*/url', 'c')).toEqual({ ...value, files: [{ url: 'c', size: 1 }, { url: 'c' }] })
  expect(without(value, '/files/*/url')).toEqual({ ...value, files: [{ size: 1 }, {}] })
  expect(withValue(value, '/other/*', 0)).toEqual({ ...value, other: { x: 0, y: 0 } })
})
