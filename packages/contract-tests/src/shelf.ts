import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseTape, type Scenario, type Tape } from './tape.ts'

/** All tapes of one provider. */
export interface Shelf {
  tapes: readonly Tape[]
  /** What is wrong with the files, each with file and place; with any of these nothing is judged. */
  findings: readonly string[]
  /** The tape that tells this story. */
  find(scenario: Scenario): Tape | undefined
}

/** Reads every `*.tape.jsonc` of a folder. Never throws: what is wrong is a finding. */
export function readShelf(folder: URL): Shelf {
  const tapes: Tape[] = []
  const findings: string[] = []
  for (const name of namesIn(folder, findings)) {
    const read = parseTape(readFileSync(new URL(name, folder), 'utf8'), name, (side) => readSide(folder, side))
    findings.push(...read.findings)
    if (read.tape) tapes.push(read.tape)
  }
  for (const [index, tape] of tapes.entries()) {
    const twin = tapes.slice(0, index).find(({ id, scenario }) => id === tape.id || scenario === tape.scenario)
    if (twin) findings.push(`${tape.id}: tells the same story (${tape.scenario}) as ${twin.id}, or has its id`)
  }
  return { tapes, findings, find: (scenario) => tapes.find((tape) => tape.scenario === scenario) }
}

function namesIn(folder: URL, findings: string[]): string[] {
  if (!folder.href.endsWith('/')) {
    findings.push(`tapes: ${folder.href} must end with a slash: it is a folder`)
    return []
  }
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.tape.jsonc'))
    if (names.length === 0) findings.push(`tapes: no *.tape.jsonc in ${fileURLToPath(folder)}`)
    return names.sort()
  } catch {
    findings.push(`tapes: no folder ${fileURLToPath(folder)}`)
    return []
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
