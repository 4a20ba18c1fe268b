import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { copyOf, type Edits } from '../broken/folders.ts'
import { candleContract, lanternContract } from '../broken/references.ts'
import { exitCode } from '../src/index.ts'
import { prepareRun } from '../src/run/run.ts'
import { readFixtureSet } from '../src/fixtures/fixture-set.ts'

const found = (edits: Edits, sound = candleContract.fixtures): string[] =>
  readFixtureSet(copyOf(sound, edits)).findings.map(({ text }) => text)

describe('a folder of fixtures', () => {
  it('has no findings when every fixture is sound', () => {
    expect(found({})).toEqual([])
    expect(found({}, lanternContract.fixtures)).toEqual([])
  })

  it('is told of a fixture that cannot be read', () => {
    const folder = copyOf(candleContract.fixtures, {})
    mkdirSync(new URL('folder.fixture.jsonc', folder))
    writeFileSync(new URL('empty.fixture.jsonc', folder), '')
    writeFileSync(new URL('bytes.fixture.jsonc', folder), Uint8Array.from([0xff, 0xfe, 0x00]))
    expect(readFixtureSet(folder).findings.map(({ about, text }) => `${about}: ${text}`)).toEqual([
      'form: bytes.fixture.jsonc:1: not JSON with comments: InvalidSymbol',
      'form: empty.fixture.jsonc:1: not JSON with comments: ValueExpected',
      'form: folder.fixture.jsonc: cannot be read as a file',
    ])
  })

  it('is told of a fixture that nobody would read for its name', () => {
    const edits = { 'text.fixture.json': () => '{}', 'watch.fixture.jsonc.old': () => '{}', 'notes.md': () => '' }
    expect(found(edits)).toEqual([
      'text.fixture.json: is never played: its name must end with .fixture.jsonc',
      'watch.fixture.jsonc.old: is never played: its name must end with .fixture.jsonc',
    ])
  })

  it('is told of a day that the calendar does not have', () => {
    const at = (text: string): string => text.replace(/"clock_start": "[^"]+"/, '"clock_start": "2026-13-01T25:00:00Z"')
    expect(found({ 'text.fixture.jsonc': at })).toEqual([
      'text.fixture.jsonc#/clock_start: an instant in UTC, such as 2026-11-02T10:00:00Z',
    ])
  })

  it('of which a file is bad is judged all the same: its clause is red, and the suite is not at fault', async () => {
    const fixtures = copyOf(candleContract.fixtures, { 'more.fixture.jsonc': () => '{ "fixture": 1, oops' })
    const { findings, run } = prepareRun(
      { ...candleContract, fixtures, only: ['SUB-01', 'FIX-01', 'FIX-02'] },
      'memory',
    )
    expect(findings).toEqual([])
    const results = []
    for (const clause of run.clauses) results.push(await run.judge(clause))
    expect(results.map(({ clause, verdict }) => `${clause.id} ${verdict}`)).toEqual([
      'SUB-01 pass',
      'FIX-01 fail',
      'FIX-02 pass',
    ])
    expect(exitCode(results)).toBe(1)
  })
})

describe('a recording', () => {
  it('of no day that there is has no age, and is refused', () => {
    const edits: Edits = {
      'refused-429.fixture.jsonc': (text) => text.replace(/"at": "\d{4}-\d\d-\d\dT/, '"at": "2026-19-39T'),
    }
    const wrong = found(edits, lanternContract.fixtures)
    expect(wrong).toEqual([expect.stringContaining('#/provenance/recorder/at: an instant in UTC')])
  })
})
