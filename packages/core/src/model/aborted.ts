import { VideoError } from './errors.ts'
/** The error for an abort by the caller; its `cause` is the signal's reason. */
export function aborted(signal: AbortSignal, details: ConstructorParameters<typeof VideoError>[2] = {}): VideoError {
  const { provider, operation, job } = details
  const what = [provider ?? job?.provider, operation].filter(Boolean).join(': ')
  const rest = job ? `; job ${job.id} may still be running` : ''
  return new VideoError('aborted', `${what}${what && ': '}aborted by the caller${rest}`, {
    ...details,
    cause: signal.reason,
  })
}
