import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { commandOf } from '../src/run/rerun.ts'
import {
  readReport,
  toHtml,
  toJUnit,
  toSummary,
  toTable,
  type ConformanceReport,
  type JudgedClause,
} from '../src/report/index.ts'
import { redact } from '../src/fixtures/redact.ts'
import { hostile, hostileReport } from './invented-reports.ts'

const texts = Object.entries(hostile)

/** As it comes from a file: what nobody may show is gone. */
const read = (report: ConformanceReport): ConformanceReport => readReport(JSON.stringify(report), 'a.json')

describe.each(texts)('a stranger who writes %s into every text', (_name, text) => {
  const report = hostileReport(text)

  it('steers no terminal, and writes no line of his own above the failures', () => {
    const table = toTable([read(report)])
    expect(table).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
    const [matrix = ''] = table.split('\n\nNeither')
    expect(matrix.split('\n')).toHaveLength(1 + report.clauses.length)
  })

  it('writes no element of JUnit XML', () => {
    const xml = toJUnit([report])
    expect(xml).not.toMatch(/[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff](?![\udc00-\udfff])/)
    const elements = [...xml.matchAll(/<([^\s>/]*)/g)].map(([, name]) => name)
    const known = new Set([
      '?xml',
      'testsuites',
      'testsuite',
      'properties',
      'property',
      'testcase',
      'failure',
      'error',
      'skipped',
      'system-out',
      '',
    ])
    expect(elements.filter((name) => !known.has(name ?? ''))).toEqual([])
    expect(elements.filter((name) => name === 'testcase')).toHaveLength(report.clauses.length)
    expect(xml.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]|\]\]>/)
    // Between the quotes of an attribute there is no quote.
    for (const [tag] of xml.matchAll(/<\w[^<>]*>/g))
      expect(tag.replaceAll(/ [\w]+="[^"]*"/g, '')).toMatch(/^<[\w-]+\/?>$/)
  })

  it('writes neither HTML nor a column into Markdown', () => {
    const summary = toSummary([report])
    const fences = [...summary.matchAll(/^(`{3,})text\n[^]*?\n\1$/gm)]
    expect(fences).toHaveLength(report.clauses.filter(({ isFailure }) => isFailure).length)
    const outside = summary.replaceAll(/^(`{3,})text\n[^]*?\n\1$/gm, '')
    expect([...new Set(outside.match(/<[^>]*>?/g))].sort()).toEqual([
      '</details>',
      '</summary>',
      '<details>',
      '<summary>',
    ])
    const tables = outside.split('\n\n').filter((part) => part.startsWith('|'))
    expect(tables.length).toBeGreaterThan(2)
    for (const table of tables) {
      const [head, ...rows] = table.split('\n').map((line) => line.split('|').length)
      expect(new Set(rows)).toEqual(new Set([head]))
    }
  })

  it('writes neither an element nor a script into the page', () => {
    const page = toHtml([report])
    expect(page.match(/<\/?script/g)).toHaveLength(4)
    expect(page.match(/<!--|<img|<svg|<b onx/gi)).toBeNull()
    for (const [tag] of page.slice(page.indexOf('<body>'), page.indexOf('<script')).matchAll(/<\w[^<>]*>/g))
      expect(tag.replaceAll(/ [\w-]+(="[^"]*")?/g, '')).toMatch(/^<\w+\/?>$/)
  })
})

describe('a huge text', () => {
  const key = 'hunter2hunter2hunter2'
  const environment = { ACME_API_KEY: key }

  it('keeps its begin and its end, and nothing of a secret that the cut has taken apart', () => {
    for (let offset = 14_950; offset < 15_030; offset += 7) {
      const shown = redact(`begin ${'a '.repeat(offset / 2)}${key}${' z'.repeat(10_000)}${key} end`, environment)
      expect(shown.length).toBeLessThan(20_000)
      expect(shown).toMatch(/^begin a /)
      expect(shown).toMatch(/… \(cut: \d+ characters\) …/)
      expect(shown).toMatch(/z\[redacted\] end$/)
      expect(shown).not.toContain(key.slice(0, 4))
    }
  })

  it('stays what it is when it is read again', () => {
    const shown = redact('https://x.test/ '.repeat(10_000))
    expect(redact(shown)).toBe(shown)
  })

  it('takes no time to speak of, whatever it repeats', () => {
    const parts = ['https://', 'sk-a', 'a@', '?sig=', 'AAAA', '%41', 'eyJaaaaaaaaaaa.']
    const begin = performance.now()
    for (const part of parts) redact(part.repeat(4_000_000 / part.length))
    expect(performance.now() - begin).toBeLessThan(3_000)
  })

  it('does not make a summary that GitHub throws away', () => {
    const clause = hostileReport('x').clauses.find(({ isFailure }) => isFailure)
    const many = Array.from(
      { length: 100 },
      (_, index): JudgedClause => ({
        ...clause!,
        id: `ERR-${index}`,
        message: redact('é '.repeat(20_000)),
      }),
    )
    const summary = toSummary([{ ...hostileReport('x'), clauses: many }])
    expect(Buffer.byteLength(summary)).toBeLessThan(1 << 20)
    expect(summary).toMatch(/\nAnd \d+ failures more\.\n/)
  })
})

describe('the query of an address', () => {
  it.each([
    'https://cdn.test/a.mp4?X-Amz-Signature=c0ffee&Expires=60',
    'HTTPS://cdn.test/a.mp4?sig=c0ffee',
    'https%3A%2F%2Fcdn.test%2Fa.mp4%3Fsig%3Dc0ffee',
    '{"url":"https://cdn.test/a.mp4?token=c0ffee"}',
    'see <https://cdn.test/a.mp4?token=c0ffee>.',
  ])('is not shown: %s', (text) => {
    expect(redact(text)).not.toContain('c0ffee')
  })
})

describe('a rerun line', () => {
  const words = ['a b', '$HOME', '`id`', `it's`, '"', '\\', '!x', '', 'plain/file.ts', '$(id)', 'a;b', 'a&b', '*']

  it('is read by a shell as the words that it is made of', () => {
    const line = commandOf([process.execPath, '-p', 'JSON.stringify(process.argv.slice(1))', '--', ...words])
    expect(JSON.parse(execFileSync('sh', ['-c', line], { encoding: 'utf8' }))).toEqual(words)
  })
})
