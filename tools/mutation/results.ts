import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'
import type { Count } from './floors.ts'

/** How the mutants of a run ended. Throws when one could not be judged at all. */
export function countOf(mutants: readonly MutantResult[]): Count {
  const broken = mutants.find(({ status }) => status === 'RuntimeError' || status === 'Pending')
  if (broken) throw new Error(`mutant ${broken.id} could not be judged: ${broken.status}: ${broken.statusReason}`)
  const count = (...wanted: readonly MutantResult['status'][]): number =>
    mutants.filter(({ status }) => wanted.includes(status)).length
  return { killed: count('Killed', 'Timeout'), survived: count('Survived'), uncovered: count('NoCoverage') }
}

/** One line for each mutant that nobody noticed: where it is, what it changes, and whether a clause runs it at all. */
export async function listOf(mutants: readonly MutantResult[], root: string): Promise<string[]> {
  const files = [...new Set(mutants.map(({ fileName }) => fileName))].sort()
  const lists = files.map(async (file) => {
    const lines = (await readFile(file, 'utf8')).split('\n')
    return mutants
      .filter(({ fileName, status }) => fileName === file && (status === 'Survived' || status === 'NoCoverage'))
      .toSorted((one, other) => place(one) - place(other))
      .map(({ location: { start, end }, mutatorName, replacement, status }) => {
        const [first = '', ...rest] = lines.slice(start.line - 1, end.line)
        const last = rest.pop()
        const original =
          last === undefined
            ? first.slice(start.column - 1, end.column - 1)
            : [first.slice(start.column - 1), ...rest, last.slice(0, end.column - 1)].join(' ')
        const where = `${relative(root, file).replaceAll('\\', '/')}:${start.line}:${start.column}`
        const change = `${short(original)} -> ${short(replacement)}`
        return `${where} ${mutatorName}: ${change}${status === 'NoCoverage' ? ' (no clause runs it)' : ''}`
      })
  })
  return (await Promise.all(lists)).flat()
}

function place({ location: { start } }: MutantResult): number {
  return start.line * 1_000 + start.column
}

function short(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 77)}...` : line
}
