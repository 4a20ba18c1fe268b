import type { BrokenProvider } from './broken.ts'
import { copyOf, type Edits } from './folders.ts'
import { candleContract, lanternContract } from './references.ts'

const why = '"why_not_real": "There is no such vendor: nothing can be recorded or quoted."'

/** Fixtures that group Q has to refuse. */
export const brokenFixtures: readonly BrokenProvider[] = [
  withFixtures('no-such-field: a fixture that nobody can read', ['FIX-01'], {
    'more.fixture.jsonc': () => scenario('candle.more', 'watch').replace('{', '{ "remark": "a field too many", '),
  }),
  withFixtures('told-twice: two fixtures tell one scenario', ['FIX-01'], {
    'refused-429-again.fixture.jsonc': () => scenario('candle.again', 'refused.rate_limited'),
  }),
  withFixtures('idle-fixture: of something that the provider does not claim', ['FIX-01'], {
    'watch.fixture.jsonc': () => scenario('candle.watch', 'watch', 'watch'),
  }),
  withFixtures('unused: a fixture of an example that the configuration does not have', ['FIX-01'], {
    'unused.fixture.jsonc': () => scenario('candle.unused', 'example.unused'),
  }),
  withFixtures('lazy-excuse: an invented success with a reason that is none', ['FIX-02'], {
    'text.fixture.jsonc': (text) => text.replace(why, '"why_not_real": "TODO"'),
  }),
  withFixtures('no-excuse: an invented success without a word of why', ['FIX-02'], {
    'text.fixture.jsonc': (text) => text.replace(`,\n    ${why}`, ''),
  }),
  withFixtures('misquoted: the page says something else', ['FIX-02'], {
    'refused-429.fixture.jsonc': () => documented({ quote_sha256: '0'.repeat(64) }),
  }),
  withFixtures('quoted-tomorrow', ['FIX-02'], {
    'refused-429.fixture.jsonc': () => documented({ retrieved: '2999-01-01' }),
  }),
  withFixtures('key-in-base64', ['FIX-03'], {
    'text.fixture.jsonc': (text) => text.replace('// ', `// ${btoa('sk-live-0123456789abcdef')} `),
  }),
  withFixtures('key-in-hexadecimal', ['FIX-03'], {
    'text.fixture.jsonc': (text) =>
      text.replace('// ', `// ${Buffer.from('sk-live-0123456789abcdef').toString('hex')} `),
  }),
  {
    name: 'stale-recording: half a year old',
    of: 'lantern',
    breaks: ['FIX-04'],
    createProvider: lanternContract.createProvider,
    config: () => ({ today: '2026-09-01' }),
  },
  withFixtures('no-bad-key: nobody knows what the vendor says to one', ['ERR-13', 'ERR-14', 'ERR-16', 'FIX-05'], {
    'refused-401.fixture.jsonc': () => undefined,
  }),
]

/** Candle, with some of its fixtures changed. */
function withFixtures(name: string, breaks: readonly string[], edits: Edits): BrokenProvider {
  const { createProvider, fixtures } = candleContract
  return { name, of: 'candle', breaks, createProvider, config: () => ({ fixtures: copyOf(fixtures, edits) }) }
}

const slowDown = '{ "code": "too_fast", "message": "More than 60 calls a minute" }'
const poll = { op: 'get', request: { method: 'GET', path: '/jobs/7f3' } }

function scenario(id: string, scenario: string, op = 'get'): string {
  const provenance = {
    kind: 'simulated',
    reason: 'The bug of a broken provider.',
    why_not_real: 'There is no such vendor.',
  }
  const response = { status: 429, json: JSON.parse(slowDown) }
  return written({ id, scenario, provenance, interactions: [{ ...poll, op, response }] })
}

function documented(changes: object): string {
  const provenance = {
    kind: 'documented',
    source: 'https://candle.example/docs',
    retrieved: '2026-03-01',
    vendor_version: '1',
    quote_sha256: 'd4877859a3d68edbbf9a04033b986ce415123563c91dc664c6863a320935da22',
    assumptions: ['The page states no HTTP status.'],
    ...changes,
  }
  const interactions = [{ ...poll, response: { status: 429, quote: [slowDown] } }]
  return written({ id: 'candle.refused-429', scenario: 'refused.rate_limited', provenance, interactions })
}

function written(fixture: object): string {
  return JSON.stringify({ fixture: 1, clock_start: '2026-03-01T10:00:00Z', ...fixture })
}
