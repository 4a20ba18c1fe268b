import type { BrokenProvider } from './broken.ts'
import { copyOf, type Edits } from './folders.ts'
import { candleContract, lanternContract } from './references.ts'

const why = '"why_not_real": "There is no such vendor: nothing can be recorded or quoted."'

/** Tapes that group Q has to refuse. */
export const brokenFixtures: readonly BrokenProvider[] = [
  taped('no-such-field: a tape that nobody can read', ['FIX-01'], {
    'more.tape.jsonc': () => story('candle.more', 'watch').replace('{', '{ "remark": "a field too many", '),
  }),
  taped('told-twice: two tapes tell one story', ['FIX-01'], {
    'refused-429-again.tape.jsonc': () => story('candle.again', 'refused.rate_limited'),
  }),
  taped('idle-tape: of something that the provider does not claim', ['FIX-01'], {
    'watch.tape.jsonc': () => story('candle.watch', 'watch', 'watch'),
  }),
  taped('orphan: a tape of an example that the configuration does not have', ['FIX-01'], {
    'orphan.tape.jsonc': () => story('candle.orphan', 'example.orphan'),
  }),
  taped('lazy-excuse: an invented success with a reason that is none', ['FIX-02'], {
    'text.tape.jsonc': (text) => text.replace(why, '"why_not_real": "TODO"'),
  }),
  taped('no-excuse: an invented success without a word of why', ['FIX-02'], {
    'text.tape.jsonc': (text) => text.replace(`,\n    ${why}`, ''),
  }),
  taped('misquoted: the page says something else', ['FIX-02'], {
    'refused-429.tape.jsonc': () => documented({ quote_sha256: '0'.repeat(64) }),
  }),
  taped('quoted-tomorrow', ['FIX-02'], {
    'refused-429.tape.jsonc': () => documented({ retrieved: '2999-01-01' }),
  }),
  taped('key-in-base64', ['FIX-03'], {
    'text.tape.jsonc': (text) => text.replace('// ', `// ${btoa('sk-live-0123456789abcdef')} `),
  }),
  taped('key-in-hexadecimal', ['FIX-03'], {
    'text.tape.jsonc': (text) => text.replace('// ', `// ${Buffer.from('sk-live-0123456789abcdef').toString('hex')} `),
  }),
  {
    name: 'stale-recording: half a year old',
    of: 'lantern',
    breaks: ['FIX-04'],
    createProvider: lanternContract.createProvider,
    config: () => ({ today: '2026-09-01' }),
  },
  taped('no-bad-key: nobody knows what the vendor says to one', ['ERR-13', 'ERR-14', 'ERR-16', 'FIX-05'], {
    'refused-401.tape.jsonc': () => undefined,
  }),
]

/** Candle, with some of its tapes changed. */
function taped(name: string, breaks: readonly string[], edits: Edits): BrokenProvider {
  const { createProvider, tapes } = candleContract
  return { name, of: 'candle', breaks, createProvider, config: () => ({ tapes: copyOf(tapes, edits) }) }
}

const slowDown = '{ "message": "More than 60 calls a minute" }'
const look = { op: 'get', request: { method: 'GET', path: '/jobs/7f3' } }

function story(id: string, scenario: string, op = 'get'): string {
  const provenance = {
    kind: 'simulated',
    reason: 'The bug of a broken provider.',
    why_not_real: 'There is no such vendor.',
  }
  const response = { status: 429, json: JSON.parse(slowDown) }
  return written({ id, scenario, provenance, interactions: [{ ...look, op, response }] })
}

function documented(changes: object): string {
  const provenance = {
    kind: 'documented',
    source: 'https://candle.example/docs',
    retrieved: '2026-03-01',
    vendor_version: '1',
    quote_sha256: '628bcc29d3734a6b5230199536991e21f54bb215151a67ccd0fafd1037f531dd',
    assumptions: ['The page states no HTTP status.'],
    ...changes,
  }
  const interactions = [{ ...look, response: { status: 429, quote: [slowDown] } }]
  return written({ id: 'candle.refused-429', scenario: 'refused.rate_limited', provenance, interactions })
}

function written(tape: object): string {
  return JSON.stringify({ tape: 1, clock_start: '2026-03-01T10:00:00Z', ...tape })
}
