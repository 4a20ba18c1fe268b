import type { Snapshot } from './job.ts'

/** The end that a word nobody lists seems to be: where it stands beside a result or an error, and nothing else speaks against it. */
export function likelyEndOf({ status, outputs, error, progress }: Snapshot): 'completed' | 'failed' | undefined {
  const hasResult = outputs?.some(({ url }) => url !== undefined) === true
  const hasError = Boolean(error?.message || error?.vendorCode)
  if (status !== 'unknown' || hasResult === hasError || (hasResult && (progress ?? 100) < 100)) return undefined
  return hasResult ? 'completed' : 'failed'
}
