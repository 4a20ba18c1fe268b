import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clauses, operations, parseTape, scenarios, verdicts } from '../src/index.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const region = (name: string): string =>
  new RegExp(`<!-- ${name}:start -->([^]*?)<!-- ${name}:end -->`).exec(readme)?.[1]?.trim() ?? `no region ${name}`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

describe('the README', () => {
  it('lists every clause', () => {
    const rows = clauses.map(({ id, title, gate }) => [id, title, gate ?? 'every provider'])
    expect(region('clauses')).toBe(table(['clause', 'demands', 'of'], rows))
  })

  it('lists every verdict and every story', () => {
    const listed = (names: object): string[][] =>
      Object.entries(names).map(([name, meaning]) => [`\`${name}\``, String(meaning)])
    expect(region('verdicts')).toBe(table(['verdict', 'means'], listed(verdicts)))
    expect(region('scenarios')).toBe(table(['scenario', 'tells'], listed(scenarios)))
  })

  it('does not call a clause missing that is there', () => {
    const missing = region('not-yet')
      .split(', ')
      .flatMap((part) => {
        const [, prefix = '', first = '', last = first] = /^([A-Z]+)-(\d\d)(?: (?:to|and) (\d\d))?/.exec(part) ?? []
        return Array.from(
          { length: Number(last) - Number(first) + 1 },
          (_, index) => `${prefix}-${String(Number(first) + index).padStart(2, '0')}`,
        )
      })
    expect(missing).toContain('PKG-06')
    expect(clauses.map(({ id }) => id).filter((id) => missing.includes(id))).toEqual([])
  })

  it('shows a tape of the right form', () => {
    const [, example = ''] = /```jsonc\n([^]*?)```/.exec(readme) ?? []
    const { findings } = parseTape(example, 'README', () => undefined)
    expect(findings).toEqual(['README#/provenance/quote_sha256: 64 hexadecimal digits'])
    expect(operations).toContain('create')
  })
})
