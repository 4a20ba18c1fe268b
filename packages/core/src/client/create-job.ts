import { turnError, withinTurn, type TurnBounds } from '../limits/turn.ts'
import { abortable } from '../time/abortable.ts'
import { fingerprintOf, storedRequest } from '../journal/stored-request.ts'
import type { JobRecord } from '../journal/record.ts'
import type { Intent } from '../journal/state-machine.ts'
import { asVideoError, recoverable, VideoError, withAttempts, type Attempt, type Recovery } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import type { Job } from '../model/job.ts'
import type { VideoRequest, VideoRequestInput } from '../model/request.ts'
import { sendBillableCall } from './billable-call.ts'
import type { ClientContext } from './client-context.ts'
import type { CreateOptions } from './client.ts'
import { nameOf } from './job-ends.ts'
import { alternatives } from './manage.ts'
import { choose, considerAll, preferListed, type Choice, type Considered } from './plan.ts'
import { readRequest } from './read-request.ts'

/** A job, and everything that was tried for it. */
export interface Created {
  job: Job
  attempts: Attempt[]
}

// No other vendor can do better: it is ours, or the caller's.
const final: ReadonlySet<string> = new Set(['aborted', 'storage', 'conflict', 'submission_unknown'])

/**
 * Creates a job with one billable call. Where several providers may make it, the next one is asked only after a refusal that
 * surely cost nothing; whoever refused for too many is asked again once none is left, within the deadline. Throws `invalid_request` or `unsupported` before anything is spent, and what `submitOnce` throws.
 */
export async function createJob(
  context: ClientContext,
  recover: (id: string) => Promise<Recovery>,
  input: VideoRequestInput,
  options: CreateOptions,
): Promise<Created> {
  const request = await readRequest(input)
  assertCreateOptions(options)
  return withinTurn(context, options, async (bounds) => {
    const { attempts, add } = attemptList(options)
    const choices = await choicesOf(context, request, options, { bounds, add })
    const left = choices.map(
      (choice): Asked => ({ choice, intent: intentOf(request, choice, options), isAgain: false }),
    )
    for (;;) {
      const asked = takeNext(context, left)
      if (!asked) throw new VideoError('unsupported', 'no provider')
      const { choice } = asked
      const base = { provider: choice.provider.id, model: choice.request.model }
      const { limiter } = context.accounts.of(base.provider)
      if (options.key !== undefined && choice.provider.capabilities.idempotency !== 'key') context.keyIsSingle(base)
      try {
        const send = (record: JobRecord): Promise<Job> =>
          sendBillableCall(context, record, choice, context.callOf(options))
        const call = { ...base, key: options.key, limiter, bounds, send }
        const job = await context.submissions.submit(asked.intent, call, asked.isAgain)
        add({ ...base, outcome: 'accepted', job: job.id })
        return { job, attempts }
      } catch (error) {
        const { code, message, submitted, retryable } = asVideoError(error)
        const isLate = code === 'timeout' && context.clock.elapsed() >= bounds.deadlineMs
        const isRefused = submitted === 'no' && !final.has(code) && !isLate
        add({ ...base, outcome: isRefused ? 'refused' : 'failed', code, message })
        // It made nothing, so it may be sent again once the account takes creates.
        const untilMs = limiter.pausedUntilMs() ?? Infinity
        if (isRefused && code === 'rate_limited' && retryable && untilMs < bounds.deadlineMs)
          left.push({ ...asked, isAgain: true })
        if (!isRefused || left.length === 0) throw withAttempts(recoverable(error, recover), attempts)
      }
    }
  })
}

/** A choice that is left to ask, or to ask again. */
interface Asked {
  choice: Choice
  intent: Intent
  isAgain: boolean
}

/** Takes out the first whose account takes creates now, or else the one that will be first to. */
function takeNext({ accounts, clock }: ClientContext, left: Asked[]): Asked | undefined {
  const untilMs = ({ choice }: Asked): number =>
    Math.max(clock.elapsed(), accounts.of(choice.provider.id).limiter.pausedUntilMs() ?? 0)
  const next = left.toSorted((one, other) => untilMs(one) - untilMs(other))[0]
  if (next) left.splice(left.indexOf(next), 1)
  return next
}

/** Who is to be asked, once the store is open; who is left out is added to the attempts. */
async function choicesOf(
  context: ClientContext,
  request: VideoRequest,
  options: CreateOptions,
  { bounds, add }: { bounds: TurnBounds; add: (attempt: Attempt) => void },
): Promise<readonly Choice[]> {
  const { among, provider, maxCost } = options
  const { signal } = bounds
  try {
    const given = { call: context.callOf({ signal }), maxCost }
    const found = await considerAll(context, among ?? alternatives(context, provider), request, given)
    const candidates = among ? found : preferListed(found)
    const choices = ordered(candidates, options, context.tookMs)
    for (const { provider, model, problems } of candidates)
      if (problems.length > 0) add({ provider, model, outcome: 'excluded', problems })
    await abortable(context.catchUp(), signal)
    return choices
  } catch (error) {
    throw turnError(bounds, error)
  }
}

function assertCreateOptions({ key, among, timeoutMs = 0 }: CreateOptions): void {
  const isRight = timeoutMs >= 0
  const issues = [
    ...(isRight ? [] : [issue('timeoutMs', timeoutMs, 'ms from 0')]),
    ...(key === '' ? [issue('key', key, 'a name for this video')] : []),
    ...(among?.length === 0 ? [issue('among', 'none', 'a provider')] : []),
  ]
  if (issues.length > 0) throw invalidRequest(issues, { operation: 'create' })
}

/** Every attempt of one create, and what adds one. */
function attemptList({ onAttempt = () => {} }: CreateOptions): {
  attempts: Attempt[]
  add: (attempt: Attempt) => void
} {
  const attempts: Attempt[] = []
  const add = (attempt: Attempt): void => {
    attempts.push(attempt)
    try {
      onAttempt(attempt)
    } catch {
      // A listener that fails must neither cost a job nor send another one.
    }
  }
  return { attempts, add }
}

/** What is stored before the call of a choice is sent. */
function intentOf(
  request: VideoRequest,
  { provider, request: finished }: Choice,
  { key, among }: CreateOptions,
): Intent {
  const stored = storedRequest(request)
  // One key for one logical call: by it, the vendor recognises a repeat.
  const hasKey = provider.capabilities.idempotency === 'key'
  const idempotencyKey = request.idempotencyKey ?? (hasKey ? (key ?? crypto.randomUUID()) : undefined)
  return {
    provider: provider.id,
    model: finished.model,
    id: crypto.randomUUID(),
    request: { ...stored, model: finished.model },
    idempotencyKey,
    key,
    fingerprint: key === undefined ? undefined : fingerprintOf(among ? { ...stored, among } : stored),
  }
}

/**
 * The providers to ask: as they stand, by price, or by the duration that this client has seen; what is not known comes last.
 * Throws why none can make it, or that one of several has to be named.
 */
function ordered(
  candidates: readonly Considered[],
  { among, rank }: CreateOptions,
  tookMs: ReadonlyMap<string, number>,
): readonly Choice[] {
  const able = candidates.flatMap(({ choice }) => choice ?? [])
  if ((!among && !rank) || able.length === 0) return [choose(candidates)]
  const weight = ({ provider, request, cost }: Choice): number => {
    if (rank === 'price') return cost?.amount ?? Infinity
    return rank === 'speed' ? (tookMs.get(nameOf(provider.id, request.model)) ?? Infinity) : 0
  }
  // Not a difference: Infinity less Infinity is no number.
  return able.toSorted((one, other) => Number(weight(one) > weight(other)) - Number(weight(one) < weight(other)))
}
