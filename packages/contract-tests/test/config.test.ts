import { describe, expect, it } from 'vitest'
import { candleContract, lanternContract } from '../broken/references.ts'
import { shapeFindings } from '../src/config/config-findings.ts'
import { isDay } from '../src/config/fields.ts'
import { exitCode, runContract, type ContractConfig } from '../src/index.ts'
import { prepareRun } from '../src/run/run.ts'

const { wire } = candleContract
/** What a configuration in JavaScript may look like. */
const findings = (changes: object, sound: object = candleContract): string[] =>
  prepareRun({ ...sound, ...changes } as ContractConfig).findings

describe('a configuration', () => {
  it('of the right shape has no findings', () => {
    for (const config of [candleContract, lanternContract]) expect(prepareRun(config).findings).toEqual([])
  })

  it('that is none is told what was given', () => {
    for (const [config, shown] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [[], '[]'],
      ['candle', "'candle'"],
    ] as const)
      expect(shapeFindings(config)).toEqual([
        `the configuration: ${shown} is not an object with createProvider, fixtures, …`,
      ])
  })

  it('that misses a field is told all of them', () => {
    expect(shapeFindings({})).toEqual([
      'createProvider: is missing; it must be a function that makes the provider',
      "fixtures: is missing; it must be a URL of a folder, such as new URL('./fixtures/', import.meta.url)",
      'wire: is missing; it must be an object',
      'samples: is missing; it must be an object with one request for each mode',
    ])
    expect(findings({ wire: {} })).toEqual([
      'wire.id: is missing; it must be a JSON pointer such as /task_id, or one for each operation',
      'wire.status: is missing; it must be a JSON pointer such as /task_id, or one for each operation',
      "wire.words: is missing; it must be an object with the vendor's words for each status",
    ])
    expect(findings({ wire: { ...wire, cost: { at: '/a' }, pages: {} } })).toEqual([
      'wire.cost.currency: is missing; it must be a currency such as USD',
      'wire.cost.perUnit: is missing; it must be a number such as 100',
      'wire.pages.cursor: is missing; it must be a JSON pointer such as /next',
    ])
    expect(findings({ examples: [{ name: 'Odd sizes', throws: 'no' }] })).toEqual([
      "examples[0].name: 'Odd sizes' is not lower-case words such as odd-sizes",
      "examples[0].throws: 'no' is not an object with fields of the error",
    ])
    expect(findings({ deviations: [{ clause: 'SUB-01' }], waivers: [{ fixture: 'a', pointer: '/' }] })).toEqual([
      'waivers[0].reason: is missing; it must be a reason',
      'deviations[0].reason: is missing; it must be a reason',
      'deviations[0].issue: is missing; it must be a URL',
      'deviations[0].until: is missing; it must be a day such as 2027-03-01',
    ])
  })

  it.each([
    [{ createProvider: 'candle' }, "createProvider: 'candle' is not a function that makes the provider"],
    [{ fixtures: './fixtures/' }, "fixtures: './fixtures/' is not a URL of a folder"],
    [{ fixtures: new URL('https://fixtures.example/') }, 'fixtures: URL {'],
    [{ wire: '/id' }, "wire: '/id' is not an object"],
    [{ wire: { ...wire, id: 1 } }, 'wire.id: 1 is not a JSON pointer'],
    [{ wire: { ...wire, id: { creat: '/id' } } }, "wire.id: { creat: '/id' } is not a JSON pointer"],
    [{ wire: { ...wire, words: { queued: 'new' } } }, "wire.words: { queued: 'new' } is not an object with"],
    [{ wire: { ...wire, state: '/is' } }, 'wire.state: there is no such field; allowed: id, status, progress'],
    [{ samples: { text: 'a prompt' } }, "samples.text: 'a prompt' is not a request"],
    [{ samples: { textToVideo: {} } }, 'samples.textToVideo: there is no such field; allowed: text, image, reference'],
    [{ spec: 'openapi: 3.1.0' }, "spec: 'openapi: 3.1.0' is not an OpenAPI document, parsed"],
    [{ package: '../package.json' }, "package: '../package.json' is not a URL of a file"],
    [{ jobs: {} }, 'jobs: {} is not a list of stored jobs'],
    [{ deviations: ['SUB-01'] }, "deviations: [ 'SUB-01' ] is not a list of objects"],
    [{ level: 'strict' }, "level: 'strict' is not stable, draft or experimental"],
    [{ seed: 1.5 }, 'seed: 1.5 is not a whole number'],
    [{ seed: NaN }, 'seed: NaN is not a whole number'],
    [{ today: '2026-13-01' }, "today: '2026-13-01' is not a day such as 2027-03-01"],
    [{ watchdogMs: 0 }, 'watchdogMs: 0 is not a number of ms'],
    [{ contract: 1 }, 'contract: 1 is not a range such as 1.x or 1.4'],
    [{ pakage: 1 }, 'pakage: there is no such field; allowed: createProvider, fixtures, wire, samples, spec, package'],
    // Nothing would be judged, and nothing would have failed.
    [{ only: [] }, 'only: [] is not a list of ids of clauses'],
  ])('with %o is refused', async (changes, found) => {
    expect(findings(changes)).toEqual([expect.stringContaining(found)])
    await expect(runContract({ ...candleContract, ...changes } as ContractConfig).next()).rejects.toThrow(found)
  })

  it('is told of a day that the calendar does not have, before it excuses anything', () => {
    const deviation = { clause: 'SUB-01', reason: 'why', issue: 'https://issues.example/1' }
    for (const until of ['soon', '2027-02-30', '9999-99-99'])
      expect(findings({ deviations: [{ ...deviation, until }] })).toEqual([
        'deviations[0].until: must be a day such as 2027-03-01',
      ])
    expect([isDay('2028-02-29'), isDay('2027-02-29'), isDay(20270301)]).toEqual([true, false, false])
  })

  it('is told of a seed in the environment that is none', () => {
    process.env['REELAY_CONTRACT_SEED'] = 'seven'
    try {
      expect(findings({})).toEqual(['REELAY_CONTRACT_SEED: "seven" is not a whole number'])
      expect(findings({ seed: 7 })).toEqual([])
    } finally {
      delete process.env['REELAY_CONTRACT_SEED']
    }
  })
})

it('a run in which nothing was judged is not conformant', () => {
  expect(exitCode([])).toBe(2)
})
