import { statement, write, type OpenFile } from './sqlite-file.ts'

const dayMs = 86_400_000

// Damaged records are kept.
const deleteOld = `
  DELETE FROM records WHERE state IN ('completed', 'ended', 'refused', 'abandoned')
    AND CASE WHEN json_valid(record) THEN record ->> 'changedAt' < ? END
`
const newestChange = `
  SELECT max(record ->> 'changedAt') AS at FROM records
    WHERE number > (SELECT max(number) - 100 FROM records) AND json_valid(record)
`

/** Deletes what nothing is left to do for and changed last more than so many days ago; nothing while the clock is in doubt. */
export function forget(file: OpenFile, keepForDays: number): void {
  if (keepForDays === Infinity) return
  const nowMs = Date.now()
  const before = new Date(Math.max(0, nowMs - keepForDays * dayMs)).toISOString()
  write(file, () => {
    if (isTrusted(file, nowMs)) statement(file, deleteOld).run(before)
  })
}

/**
 * Whether the clock shows the day of the last use, or one that it has gone on from for a day at least since it jumped: a clock
 * that is wrong for a while must not make records look old.
 */
function isTrusted(file: OpenFile, nowMs: number): boolean {
  const fact = (name: string): number | undefined => {
    const value = statement(file, 'SELECT value FROM facts WHERE name = ?').get(name)?.['value']
    return value == null ? undefined : Number(value)
  }
  const set = (name: string, value: number): unknown =>
    statement(file, 'INSERT OR REPLACE INTO facts VALUES (?, ?)').run(name, value)
  const newest = statement(file, newestChange).get()?.['at']
  const lastMs = fact('clockMs') ?? (newest == null ? nowMs : Date.parse(String(newest)))
  const sinceJumpMs = nowMs - (fact('jumpMs') ?? Infinity)
  if (Math.abs(nowMs - lastMs) <= dayMs || (sinceJumpMs >= dayMs && sinceJumpMs <= 60 * dayMs)) {
    set('clockMs', nowMs)
    statement(file, "DELETE FROM facts WHERE name = 'jumpMs'").run()
    return true
  }
  if (!(sinceJumpMs >= 0 && sinceJumpMs < dayMs)) set('jumpMs', nowMs)
  return false
}
