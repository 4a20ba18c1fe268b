import * as z from 'zod/mini'

/** How many mutants of a provider ended how. */
export interface Count {
  /** Noticed by a clause, or by the clock where they never came to an end. */
  killed: number
  /** Seen by clauses, none of which noticed. */
  survived: number
  /** In code that no clause runs. */
  uncovered: number
}

/** What a provider has reached: its score may rise, never fall. */
export type Floor = z.output<typeof Floor>
const counted = z.int().check(z.gte(0))
const Floor = z.strictObject({
  /** Per cent of the covered mutants that were killed, one decimal. */
  score: z.number().check(z.gte(0), z.lte(100)),
  killed: counted,
  survived: counted,
  uncovered: counted,
  /** Day on which it was reached, such as `2027-03-01`. */
  date: z.iso.date(),
})

/** A floor for each provider, by its name. */
export type Floors = Readonly<Record<string, Floor>>
const Floors = z.record(z.string(), Floor)

/** Reads the file of floors; throws when it has another form. */
export function parseFloors(text: string): Floors {
  return Floors.parse(JSON.parse(text))
}

/** The file of floors. */
export function formatFloors(floors: Floors): string {
  return `${JSON.stringify(floors, null, 2)}\n`
}

/** Per cent of the covered mutants that were killed, one decimal, never rounded up; 0 where there were none. */
export function scoreOf({ killed, survived }: Count): number {
  return killed + survived === 0 ? 0 : Math.floor((1000 * killed) / (killed + survived)) / 10
}

/** The floors after a measurement: a better score becomes the floor, any other leaves them as they are. */
export function raise(floors: Floors, provider: string, count: Count, date: string): Floors {
  const score = scoreOf(count)
  if (score <= (floors[provider]?.score ?? 0)) return floors
  const { killed, survived, uncovered } = count
  return { ...floors, [provider]: { score, killed, survived, uncovered, date } }
}

/** Whether a measurement is worse than what was reached before, or has measured nothing. */
export function isBelow(floors: Floors, provider: string, count: Count): boolean {
  return scoreOf(count) < (floors[provider]?.score ?? 0) || count.killed + count.survived === 0
}
