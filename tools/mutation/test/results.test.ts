import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countOf, listOf } from '../results.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-results-'))
  await writeFile(join(folder, 'acme.ts'), 'const a = 1 + 2\nconst b = {\n  c: 3,\n}\n')
})
afterAll(() => rm(folder, { recursive: true }))

function mutant(status: MutantResult['status'], from = [1, 11], to = [1, 16]): MutantResult {
  const [line = 1, column = 1] = from
  const [lastLine = 1, lastColumn = 1] = to
  const location = { start: { line, column }, end: { line: lastLine, column: lastColumn } }
  const fileName = join(folder, 'acme.ts')
  return { id: '7', fileName, location, mutatorName: 'ArithmeticOperator', replacement: '1 - 2', status }
}

it('a mutant that never ends counts as killed, one that is left out not at all', () => {
  const all = (['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'] as const).map((status) => mutant(status))
  expect(countOf(all)).toEqual({ killed: 2, survived: 1, uncovered: 1 })
})

it('a mutant that could not be judged is an error, not a number', () => {
  expect(() => countOf([{ ...mutant('RuntimeError'), statusReason: 'the worker died' }])).toThrow('the worker died')
})

it('those that nobody noticed are listed in order, with what they change', async () => {
  const all = [mutant('NoCoverage', [2, 11], [4, 2]), mutant('Killed'), mutant('Survived')]
  expect(await listOf(all, folder)).toEqual([
    'acme.ts:1:11 ArithmeticOperator: 1 + 2 -> 1 - 2',
    'acme.ts:2:11 ArithmeticOperator: { c: 3, } -> 1 - 2 (no clause runs it)',
  ])
})
