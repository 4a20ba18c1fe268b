import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { formatFloors, isBelow, parseFloors, raise, scoreOf, type Floors } from '../floors.ts'
import { readTargets } from '../targets.ts'

const root = new URL('../../../', import.meta.url)
const file = (): Promise<string> => readFile(new URL('../floors.json', import.meta.url), 'utf8')
const floors: Floors = { acme: { score: 90, killed: 90, survived: 10, uncovered: 4, date: '2027-03-01' } }
const at = (killed: number, survived: number) => ({ killed, survived, uncovered: 0 })

it('the file has a floor for each provider, with the score that its counts make', async () => {
  const found = parseFloors(await file())
  expect(Object.keys(found).sort()).toEqual((await readTargets(root)).map(({ name }) => name).sort())
  for (const floor of Object.values(found)) {
    expect(floor.killed + floor.survived).toBeGreaterThan(0)
    expect(floor.score).toBe(scoreOf(floor))
  }
})

it('the file is written as it is read', async () => {
  const text = await file()
  expect(formatFloors(parseFloors(text))).toBe(text.replaceAll('\r\n', '\n'))
})

it.each([
  ['no list of providers', '[]'],
  ['a score over 100', '{"acme":{"score":101,"killed":1,"survived":0,"uncovered":0,"date":"2027-03-01"}}'],
  ['half a mutant', '{"acme":{"score":100,"killed":0.5,"survived":0,"uncovered":0,"date":"2027-03-01"}}'],
  ['no day', '{"acme":{"score":100,"killed":1,"survived":0,"uncovered":0,"date":"yesterday"}}'],
  ['a field too many', '{"acme":{"score":100,"killed":1,"survived":0,"uncovered":0,"date":"2027-03-01","by":"me"}}'],
])('a file with %s is refused', (_what, text) => {
  expect(() => parseFloors(text)).toThrow()
})

it('a score is of what is covered, and never rounded up', () => {
  expect(scoreOf({ killed: 2, survived: 1, uncovered: 50 })).toBe(66.6)
  expect(scoreOf(at(1999, 1))).toBe(99.9)
  expect(scoreOf(at(5, 0))).toBe(100)
})

it('a better score is the new floor', () => {
  const count = { killed: 95, survived: 5, uncovered: 1 }
  expect(raise(floors, 'acme', count, '2027-04-01')).toEqual({ acme: { score: 95, ...count, date: '2027-04-01' } })
})

it('the first score of a provider is its first floor, and leaves the others alone', () => {
  const raised = raise(floors, 'lantern', at(1, 1), '2027-04-01')
  expect(raised).toEqual({
    ...floors,
    lantern: { score: 50, killed: 1, survived: 1, uncovered: 0, date: '2027-04-01' },
  })
  expect(isBelow(floors, 'lantern', at(0, 1))).toBe(false)
})

it('the same score, or a worse one, leaves the floor where it is', () => {
  expect(raise(floors, 'acme', at(180, 20), '2027-04-01')).toBe(floors)
  expect(raise(floors, 'acme', at(10, 90), '2027-04-01')).toBe(floors)
})

it('only a worse score is below the floor', () => {
  expect(isBelow(floors, 'acme', at(899, 101))).toBe(true)
  expect(isBelow(floors, 'acme', at(900, 100))).toBe(false)
  expect(isBelow(floors, 'acme', at(901, 99))).toBe(false)
})

it('nothing that was broken proves nothing: that is below every floor, and below none', () => {
  for (const provider of ['acme', 'new']) {
    expect(isBelow(floors, provider, at(0, 0))).toBe(true)
    expect(isBelow(floors, provider, { ...at(0, 0), uncovered: 3 })).toBe(true)
  }
  expect(raise(floors, 'acme', at(0, 0), '2027-03-02')).toBe(floors)
})
