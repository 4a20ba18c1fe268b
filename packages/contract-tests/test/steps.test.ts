import { describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import { bendTapes, setField, status, textOf, type Mutation } from '../src/mutators.ts'
import { withValue, without } from '../src/pointer.ts'
import { createRandom } from '../src/random.ts'
import { readShelf } from '../src/shelf.ts'
import { answeredAs, clipAt, refusal, steps } from '../src/steps.ts'
import type { Exchange, Tape } from '../src/tape.ts'

const shelf = readShelf(candleContract.tapes)
const tape = shelf.find('text.completes')!
const bend = (mutation: Mutation): Tape => bendTapes([tape], [mutation], createRandom(7))[0]!
const gets = ({ exchanges }: Tape): Exchange['response'][] =>
  exchanges.filter(({ operation }) => operation === 'get').map(({ response }) => response)

describe('steps', () => {
  it('answer an operation in order, each bent from the last taped answer', () => {
    const bent = bend(steps('get', [[setField('get', '/is', 'new')], [status('get', 503, 'empty')], []]))
    expect(gets(bent).map(({ status: code, body }) => [code, textOf(body)])).toEqual([
      [200, '{"job":"7f3","is":"new","video":"https://candle.example/files/7f3.mp4"}'],
      [503, ''],
      [200, '{"job":"7f3","is":"ok","video":"https://candle.example/files/7f3.mp4"}'],
    ])
    expect(bent.exchanges[0]).toBe(tape.exchanges[0])
    expect(bent.bent).toEqual(['steps:get=setField:get/is="new", status:get=503,body=empty, as taped'])
  })

  it('of an operation that is not on the tape are a mistake of the clause', () => {
    expect(() => bend(steps('list', [[]]))).toThrow('changes nothing')
    expect(() => bend(refusal('delete', 400, 'no'))).toThrow('changes nothing')
  })
})

describe('an answer', () => {
  it('can be that of another exchange', () => {
    const missing = shelf.find('refused.not_found')!.exchanges[0]!
    expect(gets(bend(answeredAs('get', missing)))).toEqual([missing.response])
  })

  it('can refuse in given words', () => {
    const [found] = gets(bend(refusal('get', 422, 'not "that"')))
    expect(found!.status).toBe(422)
    expect(JSON.parse(textOf(found!.body))).toEqual({ error: { message: 'not "that"' }, message: 'not "that"' })
  })
})

it('a clip lies at its address, query and all', () => {
  const { request, response } = bend(clipAt('https://files.test/a/b.mp4?x=1&y=%2F')).exchanges.at(-1)!
  expect(request).toMatchObject({ origin: 'https://files.test', path: '/a/b.mp4', query: { x: '1', y: '/' } })
  expect(textOf(response.body).slice(4, 8)).toBe('ftyp')
})

it('a star stands for every member', () => {
  const value = { files: [{ url: 'a', size: 1 }, { url: 'b' }], other: { x: 1, y: 2 } }
  expect(withValue(value, '/files/*/url', 'c')).toEqual({ ...value, files: [{ url: 'c', size: 1 }, { url: 'c' }] })
  expect(without(value, '/files/*/url')).toEqual({ ...value, files: [{ size: 1 }, {}] })
  expect(withValue(value, '/other/*', 0)).toEqual({ ...value, other: { x: 0, y: 0 } })
})
