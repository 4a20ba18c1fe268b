import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createVirtualClock, serve, type Server, type Simulator, type SimulatorOptions } from '@reelay/simulator'
import { tinyVendor, until } from './tiny-vendor.ts'

let simulator: Simulator
let server: Server | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function start(options: SimulatorOptions = {}): Promise<string> {
  simulator = tinyVendor({ clock: createVirtualClock(), ...options })
  server = await serve(simulator)
  return server.url
}

const json = { 'content-type': 'application/json', 'idempotency-key': 'key-1' }
const create = async (url: string): Promise<{ id: string; resultUrl: string }> => {
  const answer = await fetch(`${url}/api/videos`, { method: 'POST', headers: json, body: '{"title":"fox"}' })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { id: string; resultUrl: string }
}

describe('a simulator on a port', () => {
  test('takes a job, streams its changes and serves its video from the same port', async () => {
    const url = await start()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const { id, resultUrl } = await create(url)
    const events = await fetch(`${url}/api/videos/${id}/events`)
    expect(events.headers.get('content-type')).toBe('text/event-stream')
    expect(await events.text()).toMatch(/^event: queued\ndata: 0\n\n[^]*event: completed\ndata: 100\n\n/)
    expect(resultUrl.startsWith(`${url}/media/`)).toBe(true)
    const part = await fetch(resultUrl, { headers: { range: 'bytes=4-7' } })
    expect(part.status).toBe(206)
    expect(await part.text()).toBe('ftyp')
    const head = await fetch(resultUrl, { method: 'HEAD' })
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1_000)
    expect(head.headers.get('x-reelay-simulated')).toBe('1')
    expect(simulator.ledger.violations).toEqual([])
  })

  test('sends the date of its own clock, and refuses as it does without a port', async () => {
    const url = await start()
    const answer = await fetch(`${url}/api/videos`, { method: 'POST', headers: json, body: '{"title":8}' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-reelay-violation')).toBe('body/title must be string')
    expect(answer.headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
  })

  test('sends an event before the next one is due, and stops when the client goes away', async () => {
    const clock = createVirtualClock({ isManual: true })
    const url = await start({ clock })
    const { id } = await create(url)
    const controller = new AbortController()
    const events = await fetch(`${url}/api/videos/${id}/events`, { signal: controller.signal })
    const reader = events.body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('event: queued\ndata: 0\n\n')
    await until(() => clock.sleepers === 1)
    controller.abort()
    await expect(reader.read()).rejects.toThrow('aborted')
    await until(() => clock.sleepers === 0)
  })

  test('close ends open streams and frees the port', async () => {
    const clock = createVirtualClock({ isManual: true })
    const url = await start({ clock })
    const { id } = await create(url)
    const reader = (await fetch(`${url}/api/videos/${id}/events`)).body!.getReader()
    await reader.read()
    await server!.close()
    server = undefined
    await expect(reader.read()).rejects.toThrow('terminated')
    await until(() => clock.sleepers === 0)
    await expect(fetch(url)).rejects.toThrow('fetch failed')
    const again = await serve(simulator, { port: Number(new URL(url).port) })
    expect(again.url).toBe(url)
    await again.close()
  })

  test('a port that is taken is an error', async () => {
    const url = await start()
    await expect(serve(simulator, { port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('a mistake of the simulator is a 500 that says so', async () => {
    const answer = await fetch(`${await start()}/api/videos/odd`)
    expect(answer.status).toBe(500)
    expect(await answer.text()).toBe("tiny: the simulator's answer to readVideo is wrong: answer/id must be string\n")
  })

  test('speaks to clients that know only sockets', async () => {
    const url = await start()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('GET /api/videos/a%20b HTTP/1.0\r\n\r\n')
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(answer.split('\r\n\r\n')[1]).toBe('{"id":"a b"}')
  })
})

describe('faults on a port', () => {
  test('reset and lost destroy the socket; only lost has made the job', async () => {
    const url = await start({
      faults: [
        { kind: 'reset', operation: 'makeVideo', nth: 1 },
        { kind: 'lost', operation: 'makeVideo', nth: 2 },
      ],
    })
    await expect(create(url)).rejects.toThrow('fetch failed')
    expect(simulator.ledger.jobs).toHaveLength(0)
    await expect(create(url)).rejects.toThrow('fetch failed')
    expect(simulator.ledger.jobs).toHaveLength(1)
    expect((await create(url)).id).toHaveLength(36)
  })

  test('truncate ends the connection in the middle of the body', async () => {
    const url = await start({ faults: [{ kind: 'truncate', operation: 'readVideo' }] })
    const answer = await fetch(`${url}/api/videos/a`)
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow('terminated')
  })

  test('status and html arrive as they are', async () => {
    const url = await start({
      faults: [
        { kind: 'status', status: 503, headers: { 'retry-after': '2' }, nth: 1 },
        { kind: 'html', nth: 2 },
      ],
    })
    const refused = await fetch(`${url}/api/videos/a`)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
    const page = await fetch(`${url}/api/videos/a`)
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await page.text()).toMatch(/^<!DOCTYPE html>/)
  })
})
