import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readTargets } from '../../mutation/targets.ts'

const root = new URL('../../../', import.meta.url)
const cwd = fileURLToPath(root)
const textOf = (file: string): string => readFileSync(new URL(file, root), 'utf8')
const exclude = ['**/node_modules/**', '**/dist/**', '.git/**', '.toolchain/**']
const names = (pattern: string): boolean => globSync(pattern, { cwd, exclude }).length > 0

// Written by tools, and in no fresh clone.
const untracked = /(^|\/)(dist|\.turbo|\.toolchain|CHANGELOG\.md)$/

/** Every text of a file that is a path or a pattern with a folder in it. */
function patternsIn(file: string): string[] {
  const found = [...textOf(file).matchAll(/["']!?((?:\*\*|[\w.-]+)\/[\w./*{},-]*)["']/g)].map(
    ([, pattern = '']) => pattern,
  )
  return found.filter((pattern) => !untracked.test(pattern) && !/^(vitest|@|node:)/.test(pattern))
}

describe('a pattern of a configuration names files, so that a move cannot leave it behind', () => {
  test.each(['biome.json', 'tsconfig.json', 'vitest.config.ts', 'vitest.matrix.config.ts'])('%s', (file) => {
    const patterns = patternsIn(file)
    expect(patterns).not.toEqual([])
    expect(patterns.filter((pattern) => !names(pattern))).toEqual([])
  })

  test('.oxlintrc.json', () => {
    const lists = [...textOf('.oxlintrc.json').matchAll(/"files": \[([^\]]+)\]/g)].map(([, list = '']) => list)
    const patterns = lists.flatMap((list) => [...list.matchAll(/"([^"]+)"/g)].map(([, pattern = '']) => pattern))
    expect(patterns).not.toEqual([])
    expect(patterns.filter((pattern) => !names(pattern))).toEqual([])
  })

  test('the mutants', async () => {
    const targets = await readTargets(root)
    const patterns = targets.flatMap(({ mutate, contract, folder }) => [...mutate, contract, folder])
    expect(patterns.filter((pattern) => !pattern.startsWith('!') && !names(pattern))).toEqual([])
  })
})
