import { describe, expect, it } from 'vitest'
import { toHtml, toJUnit, toSummary, toTable } from '../src/report/index.ts'
import { acme, boreal, nasty } from './invented-reports.ts'

/** What of the page is not style, data or script: these are tried out in a browser. */
function shown(page: string): string {
  const body = page.slice(page.indexOf('<body>'), page.indexOf('<script'))
  return `${body.replaceAll(/(<(article|section|form|table|tbody|tr|dialog|footer|div|h2|p|ul)\b)/g, '\n$1').replaceAll(/\n\n+/g, '\n')}\n`
}

describe('reports look as they were last reviewed', () => {
  it('on a terminal, one and several', async () => {
    await expect(toTable([acme])).toMatchFileSnapshot('golden/acme.txt')
    await expect(toTable([acme, boreal], { columns: 60 })).toMatchFileSnapshot('golden/both.txt')
  })

  it('as JUnit XML', async () => {
    await expect(toJUnit([acme, boreal])).toMatchFileSnapshot('golden/both.junit.txt')
  })

  it('as the summary of a GitHub job', async () => {
    await expect(toSummary([acme, boreal])).toMatchFileSnapshot('golden/both.summary.txt')
  })

  it('as a page', async () => {
    await expect(shown(toHtml([acme, boreal]))).toMatchFileSnapshot('golden/both.page.txt')
  })
})

describe('a report', () => {
  it('colours what matters, and says the same without colours', () => {
    const style = (text: string, format: string): string => `<${format}>${text}</${format}>`
    const styled = toTable([acme], { style })
    expect(styled).toContain('<red>✗</red>')
    expect(styled.replaceAll(/<\/?(bold|dim|green|red|cyan)>/g, '')).toBe(toTable([acme]))
  })

  it('has every skip with its reason, and no skip among the passes', () => {
    const xml = toJUnit([acme])
    const skipped = [...xml.matchAll(/<skipped message="([^"]*)"\/>/g)].map(([, message]) => message)
    expect(skipped).toEqual([
      'deviation: declared: the vendor drops fps',
      "not-declared: only for providers with idempotency 'key'",
      'fail: it waits for ever',
    ])
    expect(xml).toContain('<testsuite name="acme" tests="10" failures="5" errors="1" skipped="3" time="0.03">')
  })

  it('keeps a nasty text as a text', () => {
    for (const text of [toHtml([acme]), toSummary([acme]).replace(/```text[^]*?```/g, '')]) {
      expect(text).not.toContain('<img')
      expect(text.match(/<\/script>/g) ?? []).toHaveLength(text.startsWith('<!doctype') ? 2 : 0)
    }
    const odd = { ...acme.clauses[2]!, message: `${nasty}\0\ud800` }
    expect(toJUnit([{ ...acme, clauses: [odd] }])).not.toMatch(/<img|\0|[\ud800-\udfff]/)
    // A fence is longer than whatever looks like one.
    const fenced = { ...acme.clauses[2]!, message: `\`\`\`\`\n${nasty}` }
    expect(toSummary([{ ...acme, clauses: [fenced] }])).toContain('`````text\n````\n')
  })

  it('needs nothing from anywhere', () => {
    const page = toHtml([acme, boreal])
    expect(page).not.toMatch(/<(link|img|iframe|script src)|@import|url\(/)
    expect(page).toContain("default-src 'none'")
  })

  it('tells two versions of a provider apart', () => {
    const newer = { ...acme, plugin: { ...acme.plugin, version: '0.4.0' } }
    expect(toTable([acme, newer])).toMatch(/1 {2}acme 0\.3\.0\n {2}2 {2}acme 0\.4\.0\n/)
  })
})
