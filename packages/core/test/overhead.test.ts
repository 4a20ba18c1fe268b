import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTimerHeap } from '../src/time/timer-heap.ts'
import { abortable } from '../src/time/abortable.ts'
import { bounded, deadline } from '../src/time/bounded.ts'
import { systemClock, type Clock } from '../src/time/clock.ts'
import { createAccountLimiter } from '../src/limits/account-limiter.ts'
import { readText } from '../src/http/encoding.ts'

/** A clock that a test winds by hand; whoever sleeps is woken in order. */
function handClock(): Clock & { to(atMs: number): Promise<void>; sleepers: Set<{ atMs: number; wake: () => void }> } {
  let nowMs = 0
  const sleepers = new Set<{ atMs: number; wake: () => void }>()
  return {
    sleepers,
    now: () => nowMs,
    elapsed: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { atMs: nowMs + ms, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      }),
    async to(atMs) {
      nowMs = atMs
      for (const sleeper of sleepers) {
        if (sleeper.atMs > nowMs) continue
        sleepers.delete(sleeper)
        sleeper.wake()
      }
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('a limiter', () => {
  it('holds more jobs than a function takes arguments', async () => {
    const timerHeap = createTimerHeap(systemClock)
    const limits = { concurrentJobs: Infinity, requestsPerMinute: Infinity, longestPauseMs: 0 }
    const limiter = createAccountLimiter({ clock: systemClock, timerHeap, ...limits, onCrowd: () => {} })
    for (let job = 0; job < 200_000; job++) limiter.hold(`job ${job}`)
    await limiter.acquire('one more')
    expect(limiter.holders()).toHaveLength(200_001)
  })

  it('lets somebody in when a term ends, and not before', async () => {
    const clock = handClock()
    const limits = { concurrentJobs: 2, requestsPerMinute: Infinity, longestPauseMs: 0 }
    const limiter = createAccountLimiter({ clock, timerHeap: createTimerHeap(clock), ...limits, onCrowd: () => {} })
    limiter.hold('for good', 50)
    limiter.hold('for good')
    limiter.hold('for a term', 100)
    let isIn = false
    const entered = limiter.acquire('waiting').then(() => (isIn = true))
    await clock.to(99)
    expect(isIn).toBe(false)
    await clock.to(100)
    await entered
    expect(limiter.holders()).toEqual(['for good', 'waiting'])
  })

  it('holds a place for good once its holder has entered, whatever its term was', async () => {
    const clock = handClock()
    const limits = { concurrentJobs: 3, requestsPerMinute: Infinity, longestPauseMs: 0 }
    const limiter = createAccountLimiter({ clock, timerHeap: createTimerHeap(clock), ...limits, onCrowd: () => {} })
    limiter.hold('in doubt', 100)
    await limiter.acquire('in doubt')
    await clock.to(100)
    await limiter.acquire('another')
    expect(limiter.holders()).toEqual(['in doubt', 'another'])
  })
})

it("work that fails after its caller has left is nobody's failure", async () => {
  const unhandled: unknown[] = []
  const listen = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', listen)
  const failing = new Promise<never>((_, reject) => setImmediate(() => reject(new Error('lost'))))
  await expect(abortable(failing, AbortSignal.abort('gone'))).rejects.toBe('gone')
  for (let count = 0; count < 5; count++) await new Promise(setImmediate)
  process.off('unhandledRejection', listen)
  expect(unhandled).toEqual([])
})

describe('bounded work', () => {
  it('ends each at its own deadline, and leaves no timer when all is done', async () => {
    const clock = handClock()
    const told: string[] = []
    const never = (name: string) =>
      bounded({ clock, timeoutMs: 100 }, () => new Promise(() => {})).catch((error: unknown) =>
        told.push(`${name} ${error === deadline ? 'late' : 'otherwise'} at ${clock.elapsed()}`),
      )
    const quick = bounded({ clock, timeoutMs: 100 }, async () => 'done')
    const first = never('first')
    await clock.to(40)
    const second = never('second')
    expect(await quick).toBe('done')
    for (const atMs of [99, 100, 139, 140]) await clock.to(atMs)
    await Promise.all([first, second])
    expect(told).toEqual(['first late at 100', 'second late at 140'])
    expect(clock.sleepers.size).toBe(0)
  })

  it('is not late where the answer was there and the process too busy to read it', async () => {
    const clock = handClock()
    const { promise: answer, resolve } = Promise.withResolvers<string>()
    const read = bounded({ clock, timeoutMs: 100 }, () => answer)
    // The timer rings 50 ms late: only now does the process get to what came meanwhile.
    await clock.to(150)
    resolve('in time')
    expect(await read).toBe('in time')
    expect(clock.sleepers.size).toBe(0)
  })

  it('is late where nothing was there either, soon after', async () => {
    const clock = handClock()
    let hasEnded = false
    const read = bounded({ clock, timeoutMs: 100 }, () => new Promise(() => {})).finally(() => (hasEnded = true))
    const told = expect(read).rejects.toBe(deadline)
    await clock.to(150)
    expect(hasEnded).toBe(false)
    // However late each turn comes, there are not many of them.
    for (let late = 200; late < 300; late += 50) await clock.to(late)
    expect(hasEnded).toBe(true)
    await told
    expect(clock.sleepers.size).toBe(0)
  })

  it('can be aborted while it is late', async () => {
    const clock = handClock()
    const controller = new AbortController()
    const read = bounded({ clock, timeoutMs: 100, signal: controller.signal }, () => new Promise(() => {}))
    const told = expect(read).rejects.toBe('no longer wanted')
    await clock.to(150)
    controller.abort('no longer wanted')
    await told
    expect(clock.sleepers.size).toBe(0)
  })

  it('leaves no timer of the machine behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await bounded({ clock: systemClock, timeoutMs: 60_000 }, async () => 'done')
    expect(vi.getTimerCount()).toBe(0)
  })
  afterEach(() => vi.useRealTimers())
})

describe('the text of an answer', () => {
  const bodyOf = (...pieces: Uint8Array[]): Response =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece)
          controller.close()
        },
      }),
    )

  it('is whole when a character is cut in two', async () => {
    const [first = new Uint8Array(), second = new Uint8Array()] = [
      [0x61, 0xe2, 0x82],
      [0xac, 0x62],
    ].map((bytes) => Uint8Array.from(bytes))
    expect(await readText(bodyOf(first, second))).toBe('a€b')
    expect(await readText(bodyOf())).toBe('')
    expect(await readText(new Response(null))).toBe('')
  })

  it('is at most 16 MiB, and the rest is not read', async () => {
    let pulled = 0
    const cancelled = vi.fn()
    const body = new ReadableStream({
      pull: (controller) => {
        pulled += 1
        controller.enqueue(new Uint8Array(1 << 20))
      },
      cancel: cancelled,
    })
    await expect(readText(new Response(body))).rejects.toThrow('more than 16777216 bytes')
    expect(cancelled).toHaveBeenCalledOnce()
    expect(pulled).toBeLessThan(20)
  })
})
