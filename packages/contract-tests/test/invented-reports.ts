import type { ConformanceReport, JudgedClause } from '../src/report/index.ts'
import { scoreOf } from '../src/report/score.ts'

const passed: JudgedClause = {
  id: 'REQ-01',
  group: 'B',
  title: 'A value that is not taken is refused',
  since: '1.0',
  level: 'required',
  why: 'a wrong value is paid for.',
  fix: 'declare only what `models` takes.',
  verdict: 'pass',
  isFailure: false,
  provenance: 'none',
  fixtures: [],
  mutations: [],
  requests: 0,
  calls: [],
  durationMs: 3,
  warnings: [],
  rerun: 'npx reelay contract run acme.config.ts --clause REQ-01 --seed 7',
}

const exchanged = {
  provenance: 'documented',
  fixtures: ['acme.text'],
  requests: 3,
  calls: [
    { operation: 'create', method: 'POST', url: 'https://sub-02-1.contract.test/v1/jobs', answer: '503', atMs: 0 },
    { method: 'GET', url: 'https://elsewhere.contract.test/?…', answer: 'no such call on the fixture', atMs: 1500 },
  ],
} as const satisfies Partial<JudgedClause>

function clause(id: string, changes: Partial<JudgedClause>): JudgedClause {
  return { ...passed, id, rerun: passed.rerun.replace('REQ-01', id), ...changes }
}

function report(changes: Partial<ConformanceReport> & Pick<ConformanceReport, 'clauses'>): ConformanceReport {
  const whole: ConformanceReport = {
    conformance: 1,
    suite: { name: '@reelay/contract-tests', version: '1.2.0' },
    interface: 1,
    plugin: { name: 'reelay-provider-acme', version: '0.3.0' },
    provider: 'acme',
    node: '24.1.0',
    date: '2026-11-02',
    seed: 7,
    level: 'stable',
    isComplete: true,
    score: { applicable: 0, pass: 0, wording: '' },
    fixtures: [
      {
        id: 'acme.text',
        scenario: 'text.completes',
        provenance: 'documented',
        origin: 'documented, https://docs.acme.example/video#create, 2026-11-01',
        sha256: 'a'.repeat(64),
      },
    ],
    ...changes,
  }
  return { ...whole, score: scoreOf(whole) }
}

/** Text that a format may not read anything into. */
export const nasty = '</script><img src=x onerror="globalThis.hacked=1"> | `*_` & ]]>'

/** Every verdict that there is, and text that nobody may trust. */
export const acme: ConformanceReport = report({
  clauses: [
    passed,
    clause('REQ-02', {
      ...exchanged,
      title: 'Every value reaches the wire',
      verdict: 'deviation',
      reason: 'declared: the vendor drops fps',
    }),
    clause('SUB-02', {
      ...exchanged,
      group: 'E',
      title: `A create is sent once ${nasty}`,
      verdict: 'fail',
      isFailure: true,
      provenance: 'simulated',
      mutations: ['status:create=503,body=same'],
      reason: 'number of create calls: must be 1, but is 2',
      message: `✗ SUB-02  A create is sent once\n  plugin     number of create calls: must be 1, but is 2\n  fix        ${nasty}`,
    }),
    clause('SUB-03', {
      group: 'E',
      title: 'The key of the caller is sent',
      gate: "providers with idempotency 'key'",
      verdict: 'not-declared',
      reason: "only for providers with idempotency 'key'",
    }),
    clause('SUB-05', {
      group: 'E',
      title: 'A step before the create may fail',
      verdict: 'no-fixture',
      isFailure: true,
      reason: 'no fixture tells "image.completes"',
      message: '✗ SUB-05  A step before the create may fail',
    }),
    clause('STA-01', {
      group: 'F',
      title: 'Words mean what is declared',
      verdict: 'vacuous',
      isFailure: true,
      reason: 'it is about get, which never happened',
      message: '✗ STA-01  Words mean what is declared',
    }),
    clause('STA-02', {
      group: 'F',
      title: 'An unknown word is no end',
      verdict: 'unexpected-pass',
      isFailure: true,
      provenance: 'recorded',
      reason: 'declared as a deviation, but kept',
      message: '✗ STA-02  An unknown word is no end',
    }),
    clause('STA-03', {
      group: 'F',
      title: 'An end is an end',
      verdict: 'expired-deviation',
      isFailure: true,
      reason: 'its day has passed',
      message: '✗ STA-03  An end is an end',
    }),
    clause('ERR-13', {
      group: 'H',
      title: 'Codes are read as documented',
      verdict: 'harness-error',
      isFailure: true,
      reason: 'TypeError: a bug of ours',
      message: '✗ ERR-13  Codes are read as documented',
    }),
    clause('ABT-04', {
      group: 'J',
      title: 'A call ends by itself',
      level: 'experimental',
      verdict: 'fail',
      reason: 'it waits for ever',
      warnings: ['the fixture acme.text is 100 days old'],
    }),
  ],
})

/** Conformant, and never seen live. */
export const boreal: ConformanceReport = report({
  provider: 'boreal',
  plugin: { name: '@boreal/reelay', version: '2.0.0' },
  clauses: [passed, clause('REQ-02', { ...exchanged, title: 'Every value reaches the wire' })],
})

/** What a vendor, a fixture or a file from elsewhere may hold, to break what it is written into. */
export const hostile: Readonly<Record<string, string>> = {
  'a script': '</script><script>globalThis.hacked = 1</script><!--<script>',
  'an element': '<img src=x onerror="globalThis.hacked=1"><svg/onload=globalThis.hacked=1>',
  'the end of an attribute': `" onfocus="globalThis.hacked=1" autofocus x='`,
  'the end of an apostrophe': `' onx=1 '><b onx>`,
  'the end of CDATA': ']]></failure></testcase><testcase name="forged"/>',
  'an entity': '&lt;b onx&gt; &#60;img&#62; &amp;',
  'control characters': 'a\0b\x07c\x08\r\ud800d\ufffe\x7f\x9b31m',
  'colours and links of a terminal': '\x1b[2J\x1b[31mred\x1b]8;;https://evil.test\x07link\x1b]8;;\x07',
  'lines of its own': 'a\n✓ everything passed\r\n\n| a | b |\n\n# Title\n```\n</details>\n````\u2028b',
  'signs of Markdown': '`*_~[a](javascript:alert(1))|\\| <details> ![i](https://evil.test/i.png) @all #1',
  'the other direction': 'a\u202egpj.exe\u2066\u2069',
  'the name of a property': '__proto__',
}

/** A report in which every text that is no choice is this one. */
export function hostileReport(text: string): ConformanceReport {
  const clauses = acme.clauses.map(
    (one, index): JudgedClause => ({
      ...one,
      id: `${one.id}${text}${index}`,
      group: text,
      title: text,
      since: text,
      gate: text,
      why: text,
      fix: text,
      fixtures: [text],
      mutations: [text],
      requests: 2,
      calls: [{ method: text, url: text, answer: text, atMs: 0 }],
      warnings: [text],
      ...(one.verdict !== 'pass' && { reason: text, message: text }),
      rerun: text,
    }),
  )
  const named = { name: text, version: text }
  const fixtures = acme.fixtures.map((fixture) => ({
    ...fixture,
    id: text,
    scenario: text,
    origin: text,
    sha256: text,
  }))
  return { ...acme, suite: named, plugin: named, provider: text, node: text, date: text, fixtures, clauses }
}
