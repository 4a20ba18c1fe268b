import { describe, expect, it } from 'vitest'
import { parseFixture, type Fixture } from '../src/index.ts'
import {
  mutateFixtures,
  body,
  dropField,
  echoSecret,
  hang,
  headers,
  redirect,
  regressStatus,
  reset,
  setField,
  status,
  textOf,
  unknownEnum,
  type Mutation,
} from '../src/replay/mutators.ts'
import { leaves, valuesAt } from '../src/fixtures/pointer.ts'
import { createRandom } from '@reelay/simulator/random'

const provenance = { kind: 'simulated', reason: 'a test', why_not_real: 'it is one' }
const get = (state: string): object => ({
  op: 'get',
  request: { method: 'GET', path: '/jobs/1' },
  response: { status: 200, json: { job: { id: '1', state }, list: [1, 2] } },
})
const written = {
  fixture: 1,
  id: 't',
  scenario: 'fails',
  provenance,
  clock_start: '2026-03-01T10:00:00Z',
  interactions: [get('busy'), get('ok')],
}
const fixture = parseFixture(JSON.stringify(written), 't', () => undefined).fixture!

const mutate = (mutation: Mutation, of: Fixture = fixture): Fixture =>
  mutateFixtures([of], [mutation], createRandom(7))[0]!
const last = (mutation: Mutation): Fixture['exchanges'][number]['response'] =>
  mutate(mutation).exchanges.at(-1)!.response
const json = (mutation: Mutation): unknown => JSON.parse(textOf(last(mutation).body))

describe('a mutator', () => {
  it('changes a copy and says so', () => {
    const before = structuredClone(fixture)
    const mutated = mutate(status('get', 503))
    expect(fixture).toEqual(before)
    expect(mutated.mutated).toEqual(['status:get=503,body=same'])
    expect(mutated.exchanges.map(({ response }) => response.status)).toEqual([503, 503])
  })

  it('that finds nothing to change is a mistake of the clause', () => {
    expect(() => mutate(status('list', 503))).toThrow(
      'the mutation status:list=503,body=same changes nothing on t: do wire and fixture fit?',
    )
    expect(() => mutate(dropField('delete', '/x'))).toThrow('changes nothing')
    expect(() => mutate(dropField('get', '/job/name'))).toThrow('changes nothing')
    expect(() => mutate(unknownEnum('get', '/status'))).toThrow('changes nothing')
  })

  it('finds its place in a text that holds JSON, and leaves a text there', () => {
    const held = JSON.stringify({ urls: ['a', 'b'] })
    const answer = { op: 'get', request: { method: 'GET', path: '/' }, response: { status: 200, json: { held } } }
    const nested = parseFixture(JSON.stringify({ ...written, interactions: [answer] }), 't', () => undefined).fixture!
    const heldBy = (mutation: Mutation): unknown =>
      JSON.parse(textOf(mutate(mutation, nested).exchanges[0]!.response.body)).held
    expect(heldBy(setField('get', '/held/urls/1', 'c'))).toBe('{"urls":["a","c"]}')
    expect(heldBy(dropField('get', '/held/urls'))).toBe('{}')
    expect(valuesAt({ held }, '/held/urls/*')).toEqual(['a', 'b'])
    expect(leaves({ held })).toEqual([['/held', held]])
  })

  it('gives the same for the same seed', () => {
    expect(mutate(unknownEnum('get', '/job/state'))).toEqual(mutate(unknownEnum('get', '/job/state')))
    expect(json(unknownEnum('get', '/job/state'))).toMatchObject({
      job: { state: expect.stringMatching(/^limbo_\d+$/) },
    })
  })

  it('spoils bodies', () => {
    expect(last(body('get', 'empty')).body).toEqual({ kind: 'none' })
    expect(json(body('get', 'json-null'))).toBeNull()
    expect(textOf(last(body('get', 'html')).body)).toMatch(/^<!doctype html>/)
    expect(last(body('get', 'html')).headers['content-type']).toBe('text/html')
    const whole = textOf(fixture.exchanges[1]!.response.body)
    const cut = textOf(last(body('get', 'truncated')).body)
    expect(whole.startsWith(cut) && cut.length < whole.length && cut.length > 0).toBe(true)
  })

  it('takes fields out and puts other ones in', () => {
    expect(json(dropField('get', '/job/id'))).toEqual({ job: { state: 'ok' }, list: [1, 2] })
    expect(json(dropField('get', '/list/0'))).toMatchObject({ list: [2] })
    expect(json(setField('get', '/job/state', null))).toMatchObject({ job: { id: '1', state: null } })
    expect(json(setField('get', '/new/deep', 1))).toMatchObject({ new: { deep: 1 } })
    expect(last(headers('get', { 'retry-after': '7' })).headers).toEqual({ 'retry-after': '7' })
  })

  it('lets a status go back after the end', () => {
    const { exchanges } = mutate(regressStatus('get', '/job/state', 'busy'))
    const states = exchanges.map(({ response }) => JSON.parse(textOf(response.body)).job.state)
    expect(states).toEqual(['busy', 'ok', 'busy'])
  })

  it('breaks the line', () => {
    expect(last(reset('get', 'before-headers')).trouble).toEqual({ code: 'ECONNRESET', afterBytes: undefined })
    expect(last(reset('get', 'mid-body')).trouble?.afterBytes).toBeGreaterThan(0)
    expect(last(hang('get')).trouble).toEqual({ code: 'HANG', afterBytes: undefined })
  })

  it('echoes a secret in every form, and sends elsewhere', () => {
    const said = textOf(last(echoSecret('get', 'sk-canary-1')).body)
    for (const form of ['sk-canary-1', btoa('sk-canary-1'), 'key=sk-canary-1']) expect(said).toContain(form)
    expect(last(redirect('get', 'cross'))).toMatchObject({
      status: 307,
      headers: { location: 'https://elsewhere.contract.test/elsewhere' },
    })
    expect(last(redirect('get', 'same', 302)).headers).toEqual({ location: '/elsewhere' })
  })
})
