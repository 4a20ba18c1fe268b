// A client before a simulated vendor or before one made of answers, in virtual time. Nothing here sleeps or opens a port.
import { createClient, isVideoError, type Client, type Clock, type VideoError } from '@reelay/core'
import type { Simulator, SimulatorOptions } from '@reelay/simulator'
import { apixo } from '../src/index.ts'
import { apixoSimulator, exampleKey } from '../src/simulator.ts'

export const origin = 'https://api.apixo.ai'

/** Answers that are being made: making a clip takes real time, in which virtual time stands still. */
let waiting = 0

/** Virtual time: when nothing else is going on, it leaps to the next pause that ends. */
export function testClock(): Clock & { advance(ms: number): void } {
  const start = 1_767_965_610_929
  let elapsed = 0
  let isTurning = false
  const timers = new Set<{ at: number; resolve: () => void }>()
  async function turn(): Promise<void> {
    isTurning = true
    while (timers.size > 0) {
      // Turns of the event loop, so that an answer that is ready wins over a deadline.
      for (let turns = 0; turns < 20 || waiting > 0; turns++) await new Promise(setImmediate)
      const [next] = [...timers].toSorted((one, other) => one.at - other.at)
      if (!next) break
      timers.delete(next)
      elapsed = Math.max(elapsed, next.at)
      next.resolve()
    }
    isTurning = false
  }
  return {
    now: () => start + elapsed,
    elapsed: () => elapsed,
    advance: (ms) => void (elapsed += ms),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const timer = { at: elapsed + ms, resolve }
        timers.add(timer)
        signal?.addEventListener('abort', () => {
          timers.delete(timer)
          reject(signal.reason)
        })
        if (!isTurning) void turn()
      }),
  }
}

export interface Rehearsal {
  client: Client
  clock: ReturnType<typeof testClock>
  simulator: Simulator
  /** What was sent, in order. */
  calls: Request[]
}

/** A client before the simulator. */
export function rehearse({ key = exampleKey, ...options }: SimulatorOptions & { key?: string } = {}): Rehearsal {
  const clock = testClock()
  const simulator = apixoSimulator({ clock, ...options })
  const { calls, fetch } = recorded(simulator.fetch)
  return { client: clientOf(fetch, clock, key), clock, simulator, calls }
}

/** A client before a vendor that always gives this answer. */
export function answering(answer: unknown): Pick<Rehearsal, 'client' | 'calls'> {
  const { calls, fetch } = recorded(async () => {
    if (answer instanceof Error) throw answer
    return answer instanceof Response ? answer.clone() : Response.json(answer)
  })
  return { client: clientOf(fetch, testClock(), exampleKey), calls }
}

/** The VideoError that a call ends in. */
export async function errorOf(work: Promise<unknown>): Promise<VideoError> {
  const error = await work.then(
    (value) => new Error(`it did not fail but gave ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (isVideoError(error)) return error
  throw error
}

export async function bodyOf(request: Request | undefined): Promise<unknown> {
  return JSON.parse((await request?.clone().text()) ?? '')
}

function clientOf(fetch: typeof globalThis.fetch, clock: Clock, apiKey: string): Client {
  return createClient({ providers: [apixo({ apiKey, baseUrl: origin, fetch })], clock, random: () => 0.5 })
}

function recorded(send: typeof globalThis.fetch): { calls: Request[]; fetch: typeof globalThis.fetch } {
  const calls: Request[] = []
  return {
    calls,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      calls.push(request.clone())
      waiting += 1
      try {
        return await send(request)
      } finally {
        waiting -= 1
      }
    },
  }
}
