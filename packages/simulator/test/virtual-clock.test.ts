import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createVirtualClock, serve } from '@reelay/simulator'
import { videoRequest, tinyVendor } from './tiny-vendor.ts'

const hour = 3_600_000
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate)
}

describe('time', () => {
  test('begins where it is told to, and leaps to the end of each pause in its turn', async () => {
    const clock = createVirtualClock({ startMs: 1_000 })
    const woken: [string, number][] = []
    const sleep = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms)
      woken.push([name, clock.elapsed()])
    }
    await Promise.all([sleep('late', 24 * hour), sleep('early', 5), sleep('with it', 5), sleep('between', hour)])
    expect(woken).toEqual([
      ['early', 5],
      ['with it', 5],
      ['between', hour],
      ['late', 24 * hour],
    ])
    expect([clock.now(), clock.sleepers]).toEqual([1_000 + 24 * hour, 0])
    expect(createVirtualClock().now()).toBe(Date.UTC(2026, 0, 1))
  })

  test('passes for whoever sleeps again before it passes for others', async () => {
    const clock = createVirtualClock()
    const seen: number[] = []
    const deadline = clock.sleep(100).then(() => seen.push(-1))
    for (let count = 0; count < 3; count++) {
      await clock.sleep(30)
      seen.push(clock.elapsed())
    }
    await deadline
    expect(seen).toEqual([30, 60, 90, -1])
  })

  test.each([0, -5, Number.NaN])('does not move for a pause of %d', async (ms) => {
    const clock = createVirtualClock()
    await clock.sleep(ms)
    expect(clock.elapsed()).toBe(0)
  })

  test('waits for an answer that takes some turns of the event loop', async () => {
    const clock = createVirtualClock()
    const answer = turns(15).then(() => 'answer')
    expect(await Promise.race([answer, clock.sleep(1).then(() => 'deadline')])).toBe('answer')
  })

  test('goes on where a test has replaced setImmediate', async () => {
    const { setImmediate } = globalThis
    Object.assign(globalThis, { setImmediate: () => {} })
    try {
      const clock = createVirtualClock()
      await clock.sleep(hour)
      expect(clock.elapsed()).toBe(hour)
    } finally {
      Object.assign(globalThis, { setImmediate })
    }
  })
})

describe('a pause', () => {
  test('ends at once with the reason of its signal, and moves no time', async () => {
    const clock = createVirtualClock({ isManual: true })
    const reason = new Error('enough')
    await expect(clock.sleep(5, AbortSignal.abort(reason))).rejects.toBe(reason)
    const controller = new AbortController()
    const sleeping = clock.sleep(5, controller.signal)
    controller.abort(reason)
    await expect(sleeping).rejects.toBe(reason)
    expect([clock.sleepers, clock.elapsed()]).toEqual([0, 0])
  })

  test('that ended does not listen to its signal any more', async () => {
    const clock = createVirtualClock()
    const { signal } = new AbortController()
    const listening = new Set<unknown>()
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    Object.assign(signal, {
      addEventListener: (...call: Parameters<typeof add>) => (listening.add(call[1]), add(...call)),
      removeEventListener: (...call: Parameters<typeof remove>) => (listening.delete(call[1]), remove(...call)),
    })
    const sleeping = clock.sleep(5, signal)
    expect(listening.size).toBe(1)
    await sleeping
    expect(listening.size).toBe(0)
  })

  test('without an end is left alone, and others go on', async () => {
    const clock = createVirtualClock()
    const controller = new AbortController()
    const endless = clock.sleep(Infinity, controller.signal)
    await clock.sleep(hour)
    await turns(50)
    expect([clock.sleepers, clock.elapsed()]).toEqual([1, hour])
    await clock.sleep(hour)
    controller.abort(new Error('enough'))
    await expect(endless).rejects.toThrow('enough')
    expect(clock.elapsed()).toBe(2 * hour)
  })
})

describe('advance', () => {
  test('wakes who is due, in order, and is all that moves a manual clock', async () => {
    const clock = createVirtualClock({ isManual: true })
    const woken: number[] = []
    for (const ms of [300, 200, 100]) void clock.sleep(ms).then(() => woken.push(ms))
    await turns(50)
    expect([clock.elapsed(), clock.sleepers]).toEqual([0, 3])
    clock.advance(99)
    await turns(50)
    expect(woken).toEqual([])
    clock.advance(101)
    await turns(1)
    expect([woken, clock.elapsed(), clock.sleepers]).toEqual([[100, 200], 200, 1])
  })

  test('moves a clock that moves by itself, too', async () => {
    const clock = createVirtualClock()
    clock.advance(hour)
    expect(clock.elapsed()).toBe(hour)
    const sleeping = clock.sleep(hour)
    clock.advance(3 * hour)
    await sleeping
    expect(clock.elapsed()).toBe(4 * hour)
  })
})

describe('busy', () => {
  test('holds time until the work has settled, and a while after: who waited for it has its turns', async () => {
    const clock = createVirtualClock()
    const deadline = clock.sleep(1).then(() => 'deadline')
    await turns(10)
    const work = clock.busy(async () => {
      for (let count = 0; count < 5; count++) await readFile(new URL(import.meta.url))
      return clock.elapsed()
    })
    expect(await work).toBe(0)
    expect(await Promise.race([turns(15).then(() => 'handled'), deadline])).toBe('handled')
    expect(await deadline).toBe('deadline')
  })

  test('passes a failure on, and time goes on', async () => {
    const clock = createVirtualClock()
    const fail = async (): Promise<void> => {
      throw new Error('no')
    }
    await expect(clock.busy(fail)).rejects.toThrow('no')
    await expect(
      clock.busy(() => {
        throw new Error('at once')
      }),
    ).rejects.toThrow('at once')
    await clock.sleep(hour)
    expect(clock.elapsed()).toBe(hour)
  })

  test('work that sleeps waits like everybody else, also within other work', async () => {
    const clock = createVirtualClock()
    const sleep = async (): Promise<number> => {
      await clock.sleep(hour)
      return clock.elapsed()
    }
    expect(await clock.busy(sleep)).toBe(hour)
    expect(await clock.busy(() => clock.busy(sleep))).toBe(2 * hour)
  })

  test('work that leaves somebody asleep in the background still holds time', async () => {
    const clock = createVirtualClock()
    let isDue = false
    await clock.busy(async () => {
      void clock.sleep(1, undefined, true).then(() => (isDue = true))
      await turns(100)
      expect(isDue).toBe(false)
    })
    await clock.sleep(1)
    expect(isDue).toBe(true)
  })

  test('what began within work that is over holds time anew when it is busy', async () => {
    const clock = createVirtualClock()
    let go = (): void => {}
    const waiting = new Promise<void>((resolve) => {
      go = resolve
    })
    let rest: Promise<number> | undefined
    await clock.busy(async () => {
      rest = waiting.then(() => clock.busy(async () => (await turns(100), clock.elapsed())))
    })
    const deadline = clock.sleep(1)
    go()
    expect(await rest).toBe(0)
    await deadline
  })
})

describe('with a simulator', () => {
  test('time stands still while it answers: reading a request that comes slowly beats a deadline', async () => {
    const clock = createVirtualClock()
    const { fetch } = tinyVendor({ clock })
    const body = new ReadableStream({
      async start(controller) {
        await turns(100)
        controller.enqueue(new TextEncoder().encode('{"title":"fox"}'))
        controller.close()
      },
    })
    const { headers, url, method } = videoRequest()
    const request = { method, headers, body, duplex: 'half' } as const
    const answer = fetch(url, request).then(({ status }) => status)
    expect(await Promise.race([answer, clock.sleep(1).then(() => 'deadline')])).toBe(200)
  })

  test('a late answer is late, within busy as well', async () => {
    const clock = createVirtualClock()
    const { fetch } = tinyVendor({ clock, faults: [{ kind: 'delay', delayMs: hour }] })
    expect((await fetch(videoRequest())).status).toBe(200)
    expect((await clock.busy(() => fetch(videoRequest()))).status).toBe(200)
    expect(clock.elapsed()).toBe(2 * hour)
  })

  test('a call over a port holds time when it is made within busy', async () => {
    const clock = createVirtualClock()
    const server = await serve(tinyVendor({ clock }))
    const deadline = clock.sleep(1).then(() => 'deadline')
    const answer = clock.busy(() => fetch(`${server.url}/api/videos/a`)).then(({ status }) => status)
    expect(await Promise.race([answer, deadline])).toBe(200)
    await deadline
    await server.close()
  })
})
