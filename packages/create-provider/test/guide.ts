import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a reader of the guide does, or is told to see, in its order. */
export type Step =
  | { kind: 'file'; path: string; text: string }
  | { kind: 'change'; paths: readonly string[]; before: string; after: string }
  | { kind: 'commands'; commands: readonly string[] }
  | { kind: 'shown'; lines: readonly string[] }

/** What the commands of a block printed, and what of the contract suite failed. */
export interface Seen {
  /** What every line of the guide that shows something must be in. */
  output: string
  /** Ids of the clauses that failed; undefined when the command judged nothing, or not all. */
  failed?: readonly string[] | undefined
}

/** The steps of a page: its fenced blocks, but for those that it quotes from somebody else. */
export function readGuide(page: string): Step[] {
  return [...page.matchAll(/^```(\S+)([^\n]*)\n([^]*?)^```$/gm)].flatMap(
    ([, language = '', about = '', body = '']): Step[] => {
      const paths = [...about.matchAll(/ file=(\S+)/g)].map(([, path = '']) => path)
      const lines = body.split('\n').slice(0, -1)
      const [path] = paths
      switch (language) {
        case 'sh':
          return [{ kind: 'commands', commands: lines }]
        case 'text':
          return [{ kind: 'shown', lines }]
        case 'diff':
          return [{ kind: 'change', paths, before: side(lines, '+'), after: side(lines, '-') }]
        default:
          if (path === undefined) throw new Error(`a block of ${language} names no file: ${body.slice(0, 60)}`)
          return [{ kind: 'file', path, text: body }]
      }
    },
  )
}

/** Writes a step's file, or changes it. A change must fit in one place. */
export function write(folder: string, step: Extract<Step, { kind: 'file' | 'change' }>): void {
  if (step.kind === 'file') {
    mkdirSync(dirname(join(folder, step.path)), { recursive: true })
    writeFileSync(join(folder, step.path), step.text)
    return
  }
  for (const path of step.paths) {
    const parts = readFileSync(join(folder, path), 'utf8').split(step.before)
    if (parts.length !== 2) throw new Error(`${path} holds this ${parts.length - 1} times:\n${step.before}`)
    writeFileSync(join(folder, path), parts.join(step.after))
  }
}

/** The clauses that the guide shows as failing after the commands of a step. */
export function namedAfter(steps: readonly Step[], index: number): string[] {
  const next = steps[index + 1]
  return next?.kind === 'shown' ? [...namedIn(next.lines), ...namedAfter(steps, index + 1)] : []
}

/** What the guide shows and nobody would have seen; a line may begin with the clause that says it. */
export function unseen(lines: readonly string[], { output, failed }: Seen): string[] {
  const named = namedIn(lines)
  const missing = lines.filter((line) => !output.includes(line.replace(/^\[[\w-]+\] /, '')))
  if (failed === undefined || named.length === 0) return missing
  const others = failed.filter((id) => !named.includes(id)).map((id) => `${id} failed, too`)
  return [...missing, ...others, ...named.filter((id) => !failed.includes(id)).map((id) => `${id} did not fail`)]
}

function namedIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^\[([\w-]+)\]/.exec(line)?.[1] ?? [])
}

function side(lines: readonly string[], without: string): string {
  const kept = lines.filter((line) => !line.startsWith(without)).map((line) => line.slice(1))
  return `${kept.join('\n')}\n`
}
