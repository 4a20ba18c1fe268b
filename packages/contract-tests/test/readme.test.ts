import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definedIds } from '../src/clauses/index.ts'
import { ContractConfig } from '../src/config/config.ts'
import { fieldsOf } from '../src/config/fields.ts'
import { clauses, operations, parseFixture, scenarios, verdicts } from '../src/index.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const region = (name: string): string =>
  new RegExp(`<!-- ${name}:start -->([^]*?)<!-- ${name}:end -->`).exec(readme)?.[1]?.trim() ?? `no region ${name}`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const upTo = (group: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${group}-${String(index + 1).padStart(2, '0')}`)
const statuses = ['400', '401', '402', '403', '404', '408', '409', '413', '422', '429', '5xx', 'network']

/** Every promise that was ever given an id; none is used for anything else. */
const planned = [
  ...upTo('MAN', 6),
  ...upTo('REQ', 9),
  ...upTo('WIRE', 7),
  ...upTo('SEC', 5),
  ...upTo('SUB', 7),
  ...upTo('STA', 9),
  ...upTo('TIM', 4),
  ...statuses.map((status) => `ERR-${status}`),
  'ERR-13',
  'ERR-14',
  'ERR-15',
  'ERR-16',
  ...upTo('RET', 5),
  ...upTo('ABT', 4),
  ...upTo('LST', 3),
  ...upTo('CAN', 3),
  ...upTo('DEL', 3),
  ...upTo('STR', 3),
  ...upTo('WHK', 3),
  ...upTo('DWN', 7),
  ...upTo('HOS', 8),
  ...upTo('CON', 2),
  ...upTo('REF', 3),
  ...upTo('PKG', 6),
  ...upTo('FIX', 5),
  ...upTo('ISO', 3),
]

describe('the README', () => {
  it('lists every clause', () => {
    const rows = clauses.map(({ id, title, gate }) => [id, title, gate ?? 'every provider'])
    expect(region('clauses')).toBe(table(['clause', 'demands', 'of'], rows))
  })

  it('lists every clause that a file defines, once', () => {
    const ids = clauses.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.toSorted()).toEqual(definedIds.toSorted())
  })

  it('lists every field of a configuration, and what it must be', () => {
    const rows = fieldsOf(ContractConfig).map(({ path, expected, isOptional }) => [
      `\`${path}\``,
      isOptional ? '' : 'yes',
      expected,
    ])
    expect(region('config')).toBe(table(['field', 'needed', 'must be'], rows))
  })

  it('lists every verdict and every scenario', () => {
    const listed = (names: object): string[][] =>
      Object.entries(names).map(([name, meaning]) => [`\`${name}\``, String(meaning)])
    expect(region('verdicts')).toBe(table(['verdict', 'means'], listed(verdicts)))
    expect(region('scenarios')).toBe(table(['scenario', 'tells'], listed(scenarios)))
  })

  it('leaves out what is not there, with the reason, and nothing else; it names tests of core that are there', () => {
    const rows = region('left-out')
      .split('\n')
      .slice(2)
      .map((row) => row.split(' | '))
    const left = rows.map(([id = '']) => id.replace('| ', ''))
    const here = clauses.map(({ id }) => id)
    expect([...here, ...left].toSorted()).toEqual([...planned].toSorted())
    for (const [, why = ''] of rows) expect(why).toMatch(/^[`a-z].{20,}/)
    const named = rows.flatMap(([, , by = '']) => [...by.matchAll(/"([^"]+)" in `([^`]+)`/g)])
    expect(named).toHaveLength(5)
    for (const [, title, file] of named)
      expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toContain(title)
  })

  it('shows a fixture of the right form', () => {
    const [, example = ''] = /```jsonc\n([^]*?)```/.exec(readme) ?? []
    const { findings } = parseFixture(example, 'README', () => undefined)
    expect(findings.map(({ text }) => text)).toEqual(['README#/provenance/quote_sha256: 64 hexadecimal digits'])
    expect(operations).toContain('create')
  })
})
