import type { ErrorCode, VideoError } from '@reelay/core'

/** What an exit code tells a script. */
export const exitCodes = [
  [0, 'done'],
  [1, "internal error, or an answer outside the vendor's own documentation"],
  [2, 'wrong usage, or something the model or the vendor does not offer; nothing was spent'],
  [3, 'no key, a wrong key, or no permission'],
  [4, 'not enough credit'],
  [5, 'not found, or expired at the vendor'],
  [6, 'not now: rate limit, vendor down, network, timeout, job not ready; try again'],
  [7, 'the job failed, or its content was refused'],
  [8, 'nobody knows whether the job was created; look for it before trying again'],
  [9, 'the file could not be written'],
  [130, 'stopped by Ctrl-C, or by a no to its question'],
] as const

/** Exit code of a run that was stopped by a signal. */
export const stoppedCode = 130

const byCode: Readonly<Record<ErrorCode, number>> = {
  invalid_request: 2,
  unsupported: 2,
  authentication: 3,
  permission: 3,
  insufficient_credit: 4,
  not_found: 5,
  expired: 5,
  conflict: 6,
  rate_limited: 6,
  unavailable: 6,
  network: 6,
  timeout: 6,
  moderated: 7,
  vendor_failure: 7,
  submission_unknown: 8,
  storage: 9,
  aborted: stoppedCode,
  invalid_response: 1,
}

/** The exit code for an error. A vendor that refuses what it is asked about a job says nothing of what the command was given, or has spent. */
export function exitCodeOf({ code, job, operation }: Pick<VideoError, 'code' | 'job' | 'operation'>): number {
  const isOfTheJob = code === 'invalid_request' && job !== undefined && operation !== 'download'
  return isOfTheJob ? byCode.invalid_response : byCode[code]
}

/** The table of exit codes as the help shows it. */
export function exitCodeHelp(): string {
  return exitCodes.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`).join('\n')
}
