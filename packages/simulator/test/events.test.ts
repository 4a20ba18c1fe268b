import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createVirtualClock, eventStream, type Simulator } from '@reelay/simulator'
import { makeVideo, tinyVendor, until } from './tiny-vendor.ts'

const watch = (simulator: Simulator, id: string, signal?: AbortSignal): Promise<Response> =>
  simulator.fetch(`http://tiny.test/api/videos/${id}/events`, signal ? { signal } : {})

test('a stream tells every change once, then ends', async () => {
  const clock = createVirtualClock()
  const simulator = tinyVendor({ clock })
  const started = clock.now()
  const { id } = await makeVideo(simulator)
  const answer = await watch(simulator, id)
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const frames = (await answer.text()).split('\n\n')
  expect(frames[0]).toBe('event: queued\ndata: 0')
  expect(frames[1]).toBe('event: processing\ndata: 0')
  expect(frames.slice(-3)).toEqual(['event: completed\ndata: 100', 'data: two\ndata: lines', ''])
  expect(new Set(frames).size).toBe(frames.length)
  expect(clock.now() - started).toBeLessThanOrEqual(9_000)
})

test('an event is made only when somebody reads on', async () => {
  const clock = createVirtualClock()
  const simulator = tinyVendor({ clock })
  const started = clock.now()
  const reader = (await watch(simulator, (await makeVideo(simulator)).id)).body!.getReader()
  await reader.read()
  expect(clock.now()).toBe(started)
  await reader.read()
  expect(clock.now()).toBeGreaterThan(started)
})

/** A stream whose first event was read; the next is waited for on a clock that stands still. */
async function startWaiting(signal?: AbortSignal) {
  const clock = createVirtualClock({ isManual: true })
  const simulator = tinyVendor({ clock })
  const reader = (await watch(simulator, (await makeVideo(simulator)).id, signal)).body!.getReader()
  await reader.read()
  const next = reader.read()
  await until(() => clock.sleepers === 1)
  return { clock, reader, next }
}

test('a stream waits on the clock for the next change', async () => {
  const { clock, next } = await startWaiting()
  clock.advance(99)
  expect(clock.sleepers).toBe(1)
  clock.advance(401)
  expect(clock.sleepers).toBe(0)
  expect(new TextDecoder().decode((await next).value)).toBe('event: processing\ndata: 0\n\n')
})

test('a stream whose reader goes away stops waiting', async () => {
  const { clock, reader, next } = await startWaiting()
  await reader.cancel()
  expect(await next).toMatchObject({ done: true })
  await until(() => clock.sleepers === 0)
})

test('an aborted request ends its stream with the reason', async () => {
  const controller = new AbortController()
  const { clock, next } = await startWaiting(controller.signal)
  controller.abort(new Error('enough'))
  await expect(next).rejects.toThrow('enough')
  expect(clock.sleepers).toBe(0)
})

test('a stream of nothing is refused as any other call', async () => {
  expect((await watch(tinyVendor(), 'none')).status).toBe(404)
})

test('the client going away is noticed even when its request was collected as garbage', async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const client = new AbortController()
  let isGone = false
  const start = (): ReadableStream<Uint8Array> | null => {
    const request = new Request('http://vendor.test/', { signal: client.signal })
    return eventStream(request, async function* (signal) {
      signal.addEventListener('abort', () => {
        isGone = true
      })
      yield { data: 'one' }
      await new Promise(() => {})
    }).body
  }
  const reader = start()?.getReader()
  await reader?.read()
  for (let turn = 0; turn < 3; turn++) {
    await new Promise(setImmediate)
    collect()
  }
  client.abort()
  expect(isGone).toBe(true)
})
