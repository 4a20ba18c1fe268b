import { createClient, isVideoError, type Client, type Clock, type VideoError } from '@reelay/core'
import type { Simulator } from '@reelay/simulator'
import { openaiVideos } from '../src/index.ts'
import { openaiVideosSimulator, type SimulatedDialect } from '../src/simulator.ts'

export const baseUrl = 'https://videos.example'
export const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4])

/** Virtual time: leaps to the next pause that ends, when no answer is on its way. */
export interface TestClock extends Clock {
  advance(ms: number): void
  /** Counts an answer as on its way. */
  busy<Value>(work: Promise<Value>): Promise<Value>
}

export function testClock(): TestClock {
  let time = Date.UTC(2026, 10, 21)
  let pending = 0
  let isTurning = false
  const timers = new Set<{ at: number; resolve: () => void }>()

  async function turn(): Promise<void> {
    isTurning = true
    while (timers.size > 0) {
      // A few turns of the event loop, so that an answer that is ready wins over a deadline.
      for (let turns = 0; turns < 5 || pending > 0; turns++) await new Promise(setImmediate)
      const [next] = [...timers].sort((one, other) => one.at - other.at)
      if (!next) break
      timers.delete(next)
      time = Math.max(time, next.at)
      next.resolve()
    }
    isTurning = false
  }
  return {
    now: () => time,
    elapsed: () => time,
    advance: (ms) => {
      time += ms
    },
    busy: (work) => {
      pending += 1
      return work.finally(() => {
        pending -= 1
      })
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const timer = { at: time + ms, resolve }
        timers.add(timer)
        const abort = (): void => {
          timers.delete(timer)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', abort, { once: true })
        if (!isTurning) void turn()
      }),
  }
}

export interface Played {
  client: Client
  simulator: Simulator
  clock: TestClock
  /** Every request that went out. */
  sent: Request[]
}

/** A client before a simulated server of a dialect. */
export function play(dialect: SimulatedDialect, settings: { apiKey?: string; plays?: SimulatedDialect } = {}): Played {
  const clock = testClock()
  const simulator = openaiVideosSimulator({
    clock,
    origin: 'https://files.example',
    dialect: settings.plays ?? dialect,
  })
  const sent: Request[] = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    sent.push(request.clone())
    return clock.busy(simulator.fetch(request))
  }
  const provider = openaiVideos({ apiKey: settings.apiKey ?? 'sk-1', baseUrl, dialect })
  return { client: createClient({ providers: [provider], fetch, clock, random: () => 0.5 }), simulator, clock, sent }
}

/** A client before a server that answers as the test says. */
export function answer(
  answers: Response | Response[],
  settings: Parameters<typeof openaiVideos>[0] = {},
): { client: Client; sent: Request[] } {
  const left = Array.isArray(answers) ? [...answers] : [answers]
  const sent: Request[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push(new Request(input, init))
    const next = left.length > 1 ? left.shift() : left[0]?.clone()
    return next ?? Response.error()
  }
  const provider = openaiVideos({ apiKey: 'sk-1', baseUrl, ...settings })
  return { client: createClient({ providers: [provider], fetch, clock: testClock(), random: () => 0.5 }), sent }
}

export async function errorOf(work: Promise<unknown>): Promise<VideoError> {
  try {
    await work
  } catch (error) {
    if (isVideoError(error)) return error
    throw error
  }
  throw new Error('no error')
}
