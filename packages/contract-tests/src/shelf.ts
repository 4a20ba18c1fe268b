import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findingsAbout } from './tape-lint.ts'
import { parseTape, type Scenario, type Tape, type TapeFinding } from './tape.ts'

const ending = '.tape.jsonc'

/** All tapes of one provider. */
export interface Shelf {
  /** Those that can be played. */
  tapes: readonly Tape[]
  /** SHA-256 of each tape's file by the id of the tape, with `\n` at the end of each line. */
  digests: ReadonlyMap<string, string>
  /** What is wrong with the files, each with file and place. */
  findings: readonly TapeFinding[]
  /** Why there is nothing to read; with any of these nothing is judged. */
  problems: readonly string[]
  /** Every file as it is. */
  texts: ReadonlyMap<string, string>
  /** The tape that tells this story. */
  find(scenario: Scenario): Tape | undefined
}

/** Reads every `*.tape.jsonc` of a folder. Never throws: what is wrong is a finding. */
export function readShelf(folder: URL): Shelf {
  const tapes: Tape[] = []
  const digests = new Map<string, string>()
  const texts = new Map<string, string>()
  const findings: TapeFinding[] = []
  const problems: string[] = []
  for (const name of namesIn(folder, problems)) {
    const text = readText(new URL(name, folder))
    if (text === undefined || !name.endsWith(ending)) {
      const why = name.endsWith(ending)
        ? 'cannot be read as a file'
        : `is never played: its name must end with ${ending}`
      findings.push(...findingsAbout('form', [`${name}: ${why}`]))
      continue
    }
    const read = parseTape(text, name, (side) => readSide(folder, side))
    texts.set(name, text)
    findings.push(...read.findings)
    if (!read.tape) continue
    tapes.push(read.tape)
    digests.set(read.tape.id, createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'))
  }
  for (const [index, tape] of tapes.entries()) {
    const twin = tapes.slice(0, index).find(({ id, scenario }) => id === tape.id || scenario === tape.scenario)
    const text = `${tape.id}: tells the same story (${tape.scenario}) as ${twin?.id}, or has its id`
    if (twin) findings.push(...findingsAbout('form', [text]))
  }
  const find = (scenario: Scenario): Tape | undefined => tapes.find((tape) => tape.scenario === scenario)
  return { tapes, digests, texts, findings, problems, find }
}

function namesIn(folder: URL, problems: string[]): string[] {
  if (!folder.href.endsWith('/')) {
    problems.push(`tapes: ${folder.href} must end with a slash: it is a folder`)
    return []
  }
  try {
    const names = readdirSync(folder).filter((name) => name.includes('.tape.'))
    if (!names.some((name) => name.endsWith(ending))) problems.push(`tapes: no *${ending} in ${fileURLToPath(folder)}`)
    return names.sort()
  } catch {
    problems.push(`tapes: no folder ${fileURLToPath(folder)}`)
    return []
  }
}

function readText(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function readSide(folder: URL, name: string): Uint8Array | undefined {
  // A tape names a file beside it, never one elsewhere.
  if (!/^[\w.-]+$/.test(name)) return undefined
  try {
    return readFileSync(new URL(name, folder))
  } catch {
    return undefined
  }
}
