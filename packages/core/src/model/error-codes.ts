/** Every code an error can carry. Codes are API and change only in a major; sentences may change any day. */
export const errorCodes = [
  'invalid_request', // a field of the call is wrong; the call spent nothing
  'unsupported', // the vendor, the model or the mode has no such thing; the call spent nothing
  'authentication', // the key is missing or refused
  'insufficient_credit', // the account cannot pay for it
  'permission', // the key is good, but not for this
  'not_found', // the vendor does not know the job, the model or the address
  'conflict', // not possible in the state that the job is in
  'rate_limited', // too many calls or jobs at once; wait `retryAfterMs`
  'moderated', // the vendor refused the content
  'vendor_failure', // the vendor took the job and failed
  'unavailable', // the vendor answered 5xx
  'network', // no answer
  'timeout', // a deadline of ours passed; the job, if any, may still be running
  'aborted', // the caller's signal; the job, if any, may still be running
  'invalid_response', // an answer outside the vendor's own contract
  'expired', // the job is gone at the vendor, or its result on every way to it
  'storage', // the file could not be written
  'submission_unknown', // the billable call may or may not have been accepted
] as const

/** One of `errorCodes`. */
export type ErrorCode = (typeof errorCodes)[number]
