/** A group of clauses, by its letter. */
export interface Group {
  letter: string
  name: string
  /** What the ids of its clauses begin with. */
  prefixes: readonly string[]
}

/** Every group, in the order in which reports show them. */
export const groups: readonly Group[] = [
  { letter: 'A', name: 'Manifest and capabilities', prefixes: ['MAN'] },
  { letter: 'B', name: 'Request validation', prefixes: ['REQ'] },
  { letter: 'C', name: 'Wire conformance', prefixes: ['WIRE'] },
  { letter: 'D', name: 'Secrets', prefixes: ['SEC'] },
  { letter: 'E', name: 'Create', prefixes: ['SUB'] },
  { letter: 'F', name: 'Polls and states', prefixes: ['STA'] },
  { letter: 'G', name: 'Time and units', prefixes: ['TIM'] },
  { letter: 'H', name: 'Errors', prefixes: ['ERR'] },
  { letter: 'I', name: 'Retries and rate limits', prefixes: ['RET'] },
  { letter: 'J', name: 'Abort and timeouts', prefixes: ['ABT'] },
  { letter: 'K', name: 'List, cancel, delete', prefixes: ['LST', 'CAN', 'DEL'] },
  { letter: 'L', name: 'Streams and webhooks', prefixes: ['STR', 'WHK'] },
  { letter: 'M', name: 'Downloads and expiry', prefixes: ['DWN'] },
  { letter: 'N', name: 'Hostile answers', prefixes: ['HOS'] },
  { letter: 'O', name: 'Concurrency and stored jobs', prefixes: ['CON', 'REF'] },
  { letter: 'P', name: 'Packaging and runtimes', prefixes: ['PKG'] },
  { letter: 'Q', name: 'Fixtures', prefixes: ['FIX'] },
  { letter: 'R', name: 'Isolation', prefixes: ['ISO'] },
]

/** The group of a clause. Throws for an id that belongs to none. */
export function groupOf(clause: string): Group {
  const found = groups.find(({ prefixes }) => prefixes.includes(prefixOf(clause)))
  if (found) return found
  throw new Error(`${clause} belongs to no group: its prefix must be in src/report/groups.ts`)
}

/** Ids of the clauses of a group, which is named by its letter or by a prefix, in any case; undefined when there is none. */
export function clausesOf(group: string, clauses: readonly string[]): string[] | undefined {
  const asked = group.toUpperCase()
  const found = groups.find(({ letter, prefixes }) => letter === asked || prefixes.includes(asked))
  if (!found) return undefined
  const wanted = found.letter === asked ? found.prefixes : [asked]
  return clauses.filter((clause) => wanted.includes(prefixOf(clause)))
}

function prefixOf(clause: string): string {
  return clause.split('-', 1)[0] ?? ''
}
