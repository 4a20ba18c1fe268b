import { hostnameOf } from '../http/public-address.ts'
import { asVideoError, isVideoError, withJob, type VideoError } from '../model/errors.ts'
import { aborted } from '../model/aborted.ts'
import type { Job, Output } from '../model/job.ts'
import type { Content, ProviderCall, VideoProvider } from '../model/video-provider.ts'
import type { Clock } from '../time/clock.ts'
import type { Fail } from './output-source.ts'

/** What the ways to one video are found from. */
export interface WaysOptions {
  job: Job
  /** Index of the video. */
  index: number
  output: Output
  provider: VideoProvider
  call: ProviderCall
  fail: Fail
  clock: Clock
}

/** Tries one way, and then the next, until one leads to the video. */
export interface OutputWays {
  /** Gives what `attempt` gives. Throws what all ways together mean. Without `isPatient` none is tried twice, and one that has not run out is the last. */
  open<Found>(attempt: (way: Content) => Promise<Found>, isPatient: boolean): Promise<Found>
}

/** A way that did not lead to the video. */
interface Miss {
  /** Absent where the vendor did not name a way. */
  place?: string
  error: VideoError
  mayPass: boolean
}

// A refusal is believed when it is said twice; a server that has trouble is asked three times.
const pausesMs = [3_000, 10_000] as const
const longestPauseMs = 60_000
// Clocks differ, and the end may be a guess from the vendor's pages.
const graceMs = 86_400_000

/** The ways to one video: what content() names, the links of the job, and both again after a poll. The last that led to it comes first. */
export function outputWays({ job, index, output, provider, call, fail, clock }: WaysOptions): OutputWays {
  let last: Content | undefined

  async function* named(found: Output): AsyncGenerator<Content | VideoError> {
    try {
      if (provider.content) yield* await provider.content(job, found, call)
    } catch (error) {
      yield asVideoError(error)
    }
    for (const url of [found.url, ...(found.fallbackUrls ?? [])]) if (url !== undefined) yield { url }
  }

  async function* all(): AsyncGenerator<Content | VideoError> {
    if (last) yield last
    yield* named(output)
    // A signed address expires; the vendor may sign another one.
    try {
      const { outputs } = await provider.get(job, call)
      yield* named(outputs?.[index] ?? output)
    } catch (error) {
      yield asVideoError(error)
    }
  }

  /** Whether the same way may lead to the video after a pause. */
  function mayPass({ code, status, retryable }: VideoError, round: number): boolean {
    const isPast = Date.parse(job.expiresAt ?? '') + graceMs <= clock.now()
    const isRefused = code === 'expired' && (status === 403 || status === 404) && round === 0 && !isPast
    return isRefused || (retryable && code !== 'timeout')
  }

  return {
    async open(attempt, isPatient) {
      const misses = new Map<string, Miss>()
      for (let round = 0; ; round++) {
        const tried = new Set<string>()
        for await (const way of all()) {
          const name = isVideoError(way) ? way.message : way.url
          if (tried.has(name) || misses.get(name)?.mayPass === false) continue
          tried.add(name)
          try {
            if (isVideoError(way)) throw way
            const found = await attempt(way)
            last = way
            return found
          } catch (thrown) {
            const error = asVideoError(thrown)
            if (error.code === 'aborted') throw withJob(error, job)
            if (!isPatient && error.code !== 'expired') throw error
            const place = isVideoError(way) ? {} : { place: placeOf(way, provider) }
            misses.set(name, { ...place, error, mayPass: mayPass(error, round) })
          }
        }
        const open = [...misses.values()].filter((miss) => miss.mayPass)
        const pauseMs = pausesMs[round]
        if (!isPatient || pauseMs === undefined || open.length === 0) throw verdict([...misses.values()], fail)
        const askedMs = Math.max(0, ...open.map(({ error }) => error.retryAfterMs ?? 0))
        await clock.sleep(Math.max(pauseMs, Math.min(longestPauseMs, askedMs)), call.signal).catch((error: unknown) => {
          throw call.signal?.aborted ? aborted(call.signal, { job, operation: 'download' }) : error
        })
      }
    },
  }
}

/** What all misses together mean: gone only where each of them says so. */
function verdict(misses: readonly Miss[], fail: Fail): VideoError {
  const isGone = ({ error }: Miss): boolean => error.code === 'expired' || error.code === 'not_found'
  const worst = misses.find(({ error }) => error.retryable) ?? misses.find((miss) => !isGone(miss)) ?? misses[0]
  if (!worst) return fail('invalid_response', 'the job names no address of it')
  const prefix = fail('expired', '').message
  const said = misses.map(({ place, error: { message } }) => {
    const what = message.startsWith(prefix) ? message.slice(prefix.length) : message
    return place === undefined ? what : `${place}: ${what}`
  })
  const { code, status, retryAfterMs, cause } = worst.error
  if (isGone(worst)) return fail('expired', `the result is gone: ${said.join('; ')}`, { status })
  // The caller has set no field of this request.
  return fail(code === 'invalid_request' ? 'invalid_response' : code, said.join('; '), { status, retryAfterMs, cause })
}

/** Where a way leads, without what may be signed. */
function placeOf({ url, needsKey = false }: Content, { origin }: VideoProvider): string {
  if (!URL.canParse(url)) return 'no address'
  return `${hostnameOf(url)}${needsKey && new URL(url).origin === origin ? ', with the key' : ''}`
}
