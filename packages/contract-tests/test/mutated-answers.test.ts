import { expect, it } from 'vitest'
import { mutatedAnswers, holds, withUnknownFields } from '../src/clauses/cases/mutated-answers.ts'

it('every field is left out, made null and made another kind of value, of a list the first member', () => {
  const answer = { id: 'a', list: [{ n: 1 }, { n: 2 }], none: null }
  expect(mutatedAnswers(answer).map(({ what, value }) => [what, JSON.stringify(value)])).toEqual([
    ['/id left out', '{"list":[{"n":1},{"n":2}],"none":null}'],
    ['/id null', '{"id":null,"list":[{"n":1},{"n":2}],"none":null}'],
    ['/id 7', '{"id":7,"list":[{"n":1},{"n":2}],"none":null}'],
    ['/list left out', '{"id":"a","none":null}'],
    ['/list null', '{"id":"a","list":null,"none":null}'],
    ['/list {"an":"object"}', '{"id":"a","list":{"an":"object"},"none":null}'],
    ['/list/0 null', '{"id":"a","list":[null,{"n":2}],"none":null}'],
    ['/list/0 "a text"', '{"id":"a","list":["a text",{"n":2}],"none":null}'],
    ['/list/0/n left out', '{"id":"a","list":[{},{"n":2}],"none":null}'],
    ['/list/0/n null', '{"id":"a","list":[{"n":null},{"n":2}],"none":null}'],
    ['/list/0/n {"an":"object"}', '{"id":"a","list":[{"n":{"an":"object"}},{"n":2}],"none":null}'],
    ['/none left out', '{"id":"a","list":[{"n":1},{"n":2}]}'],
  ])
  expect(mutatedAnswers('text')).toEqual([])
})

it('every object gets a field that nobody knows', () => {
  const news = { x_contract_unknown: { list: [1, 'two', null] } }
  expect(withUnknownFields([{ a: { b: 1 } }, 2])).toEqual([{ ...news, a: { ...news, b: 1 } }, 2])
})

it('a place holds a pointer that is there or below, and a star is any member of a list', () => {
  expect(holds('/data', '/data/id')).toBe(true)
  expect(holds('/data/id', '/data/id')).toBe(true)
  expect(holds('/data/id/more', '/data/id')).toBe(false)
  expect(holds('/data/0/id', '/data/*/id')).toBe(true)
  expect(holds('/data/x/id', '/data/*/id')).toBe(false)
})
