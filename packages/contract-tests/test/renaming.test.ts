import { describe, expect, it } from 'vitest'
import { newIds, rename, renamed } from '../src/clauses/cases/renaming.ts'
import type { Fixture } from '../src/fixtures/fixture.ts'

const fixture: Fixture = {
  id: 'try',
  scenario: 'text.completes',
  provenance: { kind: 'simulated', reason: 'a test', why_not_real: 'it is one' },
  startMs: 0,
  mutated: [],
  exchanges: [
    {
      operation: 'get',
      request: { method: 'GET', path: '/v1/jobs/a%2Fb1', query: { of: 'a/b1' }, headers: {} },
      response: {
        status: 200,
        headers: {},
        body: { kind: 'json', value: { id: 'a/b1', file: 'https://files.example/a/b1.mp4', v1: 1 } },
      },
      most: 1,
    },
  ],
}

describe('another name for a job', () => {
  it('stands in the address, in the query and in the answer', () => {
    const [exchange] = renamed({ from: 'a/b1', to: 'a/10' }).apply(fixture, Math.random).exchanges
    expect(exchange?.request).toMatchObject({ path: '/v1/jobs/a%2F10', query: { of: 'a/10' } })
    expect(exchange?.response.body).toEqual({
      kind: 'json',
      value: { id: 'a/10', file: 'https://files.example/a/10.mp4', v1: 1 },
    })
  })

  it('changes nothing where the old one does not stand', () => {
    expect(renamed({ from: 'other', to: 'else' }).apply(fixture, Math.random)).toBe(fixture)
  })

  it('leaves alone the words that a short one is part of', () => {
    expect(rename({ id: '7', size: '1027', at: 7 }, { from: '7', to: '10' })).toEqual({
      id: '10',
      size: '1027',
      at: 10,
    })
  })

  it('has the form of the old one, and is never the same', () => {
    expect(newIds('f47ac10b-d479', 2, 10)).toEqual(['f47ac10b-d410', 'f47ac10b-d411'])
    expect(newIds('job-10', 2, 10)).toEqual(['job-11', 'job-12'])
    expect(newIds('7', 1, 90)).toEqual(['90'])
  })
})
