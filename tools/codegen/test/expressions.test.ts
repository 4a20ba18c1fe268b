import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { expressions } from './expressions.ts'

const cwd = fileURLToPath(new URL('../../../', import.meta.url))
const places = [
  'packages/{core,cli,recorder}/src/**/*.ts',
  'packages/provider-*/src/**/*.ts',
  'packages/contract-tests/src/{fixtures,replay,report,run}/**/*.ts',
]
// Made of texts of ours: a name that is fixed, or parts that are escaped.
const made = new Set(['contract-suite.ts', 'pseudonyms.ts', 'search.ts', 'redact.ts', 'secrets.ts'])

/** Every regular expression in the sources, and every file that makes one at run time. */
function written(): { literals: Set<string>; makers: Set<string> } {
  const [literals, makers] = [new Set<string>(), new Set<string>()]
  for (const file of places.flatMap((pattern) => globSync(pattern, { cwd }))) {
    const source = ts.createSourceFile(file, readFileSync(`${cwd}/${file}`, 'utf8'), ts.ScriptTarget.Latest, true)
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) literals.add(normal(node.text))
      const isMade = (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp'
      if (isMade) makers.add(file.replace(/^.*\//, ''))
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return { literals, makers }
}

function normal(literal: string): string {
  const end = literal.lastIndexOf('/')
  return String(new RegExp(literal.slice(1, end), literal.slice(end + 1)))
}

/** Texts that repeat a piece of a match, as it is and after what leads to it, so that the match must fail late. */
function* attacks(match: string, size: number): Generator<string> {
  const pieces = Array.from(match, (_, from) => [1, 2, 3, 5, 8].map((length) => [from, from + length] as const)).flat()
  for (const [from, to] of [...pieces, [0, match.length] as const]) {
    if (to > match.length) continue
    const piece = match.slice(from, to)
    const run = piece.repeat(Math.ceil(size / piece.length))
    const before = match.slice(0, from)
    for (const end of ['\0', ' ', '\n', `${match.slice(to)}\0`]) yield* [run + end, before + run + end]
  }
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

// What is quadratic takes 100 ms and more for 32 KiB, what is exponential for 26 characters; what is linear less than one.
const sizes = [20, 26, 32 << 10]
const limitMs = 50

/** The first attack that takes too long, each time that it is tried. */
function slowAttack(pattern: RegExp, match: string): string | undefined {
  const isSlow = (text: string): boolean => cpuMs(() => text.replace(pattern, '')) > limitMs
  for (const size of sizes)
    for (const text of new Set(attacks(match, size)))
      if (isSlow(text) && isSlow(text) && isSlow(text))
        return `${JSON.stringify(text.slice(0, 60))}... of ${text.length}`
  return undefined
}

describe('a regular expression takes time that grows with the text, and no faster', () => {
  test.each(expressions.map(([pattern, ...matches]) => [String(pattern), pattern, matches] as const))(
    '%s',
    (_, pattern, matches) => {
      for (const match of matches) {
        expect(match.search(pattern), 'matches').not.toBe(-1)
        expect(slowAttack(pattern, match)).toBeUndefined()
      }
    },
  )

  test('every expression of the sources is in the table, and no other', () => {
    const { literals, makers } = written()
    const listed = expressions.map(([pattern]) => String(pattern))
    expect(listed.filter((pattern, index) => listed.indexOf(pattern) < index)).toEqual([])
    expect([...literals].filter((pattern) => !listed.includes(pattern))).toEqual([])
    expect(listed.filter((pattern) => !literals.has(pattern))).toEqual([])
    expect([...makers].filter((file) => !made.has(file))).toEqual([])
  })
})
