import type { Cost, Job, WaitReason } from '@reelay/core'
import { jobName } from './job-name.ts'

/** Said beside everything that no vendor made. */
export const simulatedNote = 'simulated: no vendor was asked and nothing was spent'

const waits: Record<WaitReason, string> = {
  concurrency: 'the account runs as many jobs as it may',
  unresolved: 'the account may run as many jobs as it may: the outcome of a call is unknown',
  rate: 'the account has sent as many requests as it may',
  retry_after: 'the vendor asked for a pause',
  key: 'another process sends this call',
}

/** Why a call is not sent yet. */
export function showWait({ reason, until }: { reason: WaitReason; until?: string }): string {
  return `waiting${until === undefined ? '' : ` until ${until}`}: ${waits[reason]}`
}

// C0, C1 and what turns the direction of writing; a line end would begin a line that nobody wrote.
const steering = /[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** A vendor's words on one line, without what steers a terminal. */
export function plainText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(steering, '\ufffd')
}

/** "0.40 USD"; amounts below a cent keep their digits. */
export function showCost({ amount, currency }: Pick<Cost, 'amount' | 'currency'>): string {
  const cents = amount * 100
  const isWhole = Math.abs(cents - Math.round(cents)) < 1e-9
  return `${isWhole ? amount.toFixed(2) : String(Number(amount.toFixed(6)))} ${currency}`
}

/** "0.40 USD, estimated" unless the vendor has settled it. */
export function showJobCost(cost: Cost | undefined): string | undefined {
  if (!cost) return undefined
  if (cost.final) return showCost(cost)
  return `${showCost(cost)}, ${cost.source === 'estimated' ? 'estimated' : 'not settled yet'}`
}

/** "in_progress 42 %"; a status nobody knows comes with the vendor's word. */
export function showStatus({ status, vendorStatus, progress }: Job): string {
  const word = status === 'unknown' && vendorStatus !== undefined ? `${status} (${plainText(vendorStatus)})` : status
  return progress === undefined ? word : `${word} ${Math.round(progress)} %`
}

/** "airforce:f47ac10b-... completed 100 %, simulated" */
export function showJobLine(job: Job): string {
  return `${jobName(job)} ${showStatus(job)}${job.simulated ? ', simulated' : ''}`
}

/** A job in full, one fact a line; never its result URLs, which are as good as keys. */
export function showJob(job: Job): string {
  const { error } = job
  return showFacts([
    ['job', jobName(job) + (job.simulated ? ' (simulated)' : '')],
    ['model', job.model],
    ['status', showStatus(job)],
    ['error', error && `${error.message} (${error.code}, charged: ${error.charged})`],
    ['cost', showJobCost(job.cost)],
    ['created', showInstant(job.createdAt)],
    ['completed', showInstant(job.completedAt)],
    ['expires', showInstant(job.expiresAt)],
  ])
}

/** Facts below each other, their names in a column; those without a value are left out. */
export function showFacts(facts: readonly (readonly [name: string, value: string | undefined])[]): string {
  const known = facts.flatMap(([name, value]) => (value ? [[name, plainText(value)] as const] : []))
  const width = Math.max(0, ...known.map(([name]) => name.length))
  return known.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

/** "2026-11-21 04:18 UTC" */
export function showInstant(instant: string | undefined): string | undefined {
  return instant?.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC')
}

/** "1.2 MB" */
export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** Columns as wide as their widest cell, under their heads. */
export function showTable(
  head: readonly string[],
  given: readonly (readonly string[])[],
  styleHead: (text: string) => string,
): string {
  const rows = given.map((cells) => cells.map(plainText))
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return [styleHead(line(head)), ...rows.map(line)].join('\n')
}
