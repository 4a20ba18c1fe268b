import { describe, expect, test } from 'vitest'
import { createVirtualClock, type Fault } from '@reelay/simulator'
import { videoRequest, makeVideo, tinyVendor } from './tiny-vendor.ts'

const read = 'http://tiny.test/api/videos/a'

describe('each kind', () => {
  test('reset: the connection dies and nothing was done', async () => {
    const { fetch, ledger } = tinyVendor({ faults: [{ kind: 'reset', operation: 'makeVideo' }] })
    const error = await fetch(videoRequest()).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
    expect(ledger.jobs).toEqual([])
    expect(ledger.requests).toMatchObject([{ operationId: 'makeVideo', status: null }])
  })

  test('lost: the connection dies and the job was made', async () => {
    const { fetch, ledger } = tinyVendor({ faults: [{ kind: 'lost', operation: 'makeVideo' }] })
    await expect(fetch(videoRequest())).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(ledger.jobs).toHaveLength(1)
    expect(ledger.requests).toMatchObject([{ operationId: 'makeVideo', status: null }])
  })

  test('status: the vendor’s own error, or the body and headers given', async () => {
    const faults: Fault[] = [
      { kind: 'status', status: 503, nth: 1 },
      { kind: 'status', status: 502, body: '<h1>Bad gateway</h1>', headers: { 'content-type': 'text/html' }, nth: 2 },
      { kind: 'status', status: 429, body: { wait: 3 }, headers: { 'retry-after': '3' }, nth: 3 },
      { kind: 'status', status: 204, nth: 4 },
    ]
    const { fetch, ledger } = tinyVendor({ faults })
    const [first, second, third, fourth] = [
      await fetch(videoRequest()),
      await fetch(videoRequest()),
      await fetch(videoRequest()),
      await fetch(videoRequest()),
    ]
    expect([first.status, second.status, third.status, fourth.status]).toEqual([503, 502, 429, 204])
    expect(await first.json()).toEqual({ problem: 'simulated status 503' })
    expect(await second.text()).toBe('<h1>Bad gateway</h1>')
    expect(second.headers.get('content-type')).toBe('text/html')
    expect(await third.json()).toEqual({ wait: 3 })
    expect(third.headers.get('retry-after')).toBe('3')
    expect(await fourth.text()).toBe('')
    expect(ledger.jobs).toEqual([])
    expect(ledger.violations).toEqual([])
  })

  test('status with isProcessed: that status, and the job was made', async () => {
    const body = { error: { code: 'timeout' } }
    const { fetch, ledger } = tinyVendor({ faults: [{ kind: 'status', status: 200, body, isProcessed: true }] })
    expect(await (await fetch(videoRequest())).json()).toEqual(body)
    expect(ledger.jobs).toHaveLength(1)
  })

  test('odd: the job was made, and one field that is no id is of another kind', async () => {
    const answerOf = async (seed: number, faults: Fault[]): Promise<Record<string, unknown>> => {
      const { fetch, ledger } = tinyVendor({ faults, seed })
      const answer: Record<string, unknown> = await (await fetch(videoRequest())).json()
      expect(ledger.jobs).toHaveLength(1)
      expect(answer['id']).toBe(ledger.jobs[0]?.id)
      return answer
    }
    for (const seed of [1, 2, 3, 4, 5]) {
      const [right, odd] = [await answerOf(seed, []), await answerOf(seed, [{ kind: 'odd' }])]
      const changed = Object.keys(right).filter((name) => JSON.stringify(odd[name]) !== JSON.stringify(right[name]))
      expect(changed).toHaveLength(1)
    }
  })

  test('html: a page with status 200, and nothing was done', async () => {
    const { fetch, ledger } = tinyVendor({ faults: [{ kind: 'html' }] })
    const answer = await fetch(videoRequest())
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await answer.text()).toMatch(/^<!DOCTYPE html>/)
    expect(ledger.jobs).toEqual([])
  })

  test('truncate: the body breaks off in the middle, and the job was made', async () => {
    const { fetch, ledger } = tinyVendor({ faults: [{ kind: 'truncate' }] })
    const answer = await fetch(videoRequest())
    expect(answer.status).toBe(200)
    const reader = answer.body!.getReader()
    const { value } = await reader.read()
    expect(value?.length).toBe(Math.floor(Number(answer.headers.get('content-length')) / 2))
    await expect(reader.read()).rejects.toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } })
    expect(ledger.jobs).toHaveLength(1)
  })

  test('truncate breaks a stream off in the middle of its second event', async () => {
    const simulator = tinyVendor({
      clock: createVirtualClock(),
      faults: [{ kind: 'truncate', operation: 'watchVideo' }],
    })
    const { id } = await makeVideo(simulator)
    const reader = (await simulator.fetch(`${read.replace(/a$/, id)}/events`)).body!.getReader()
    const decoder = new TextDecoder()
    expect(decoder.decode((await reader.read()).value)).toBe('event: queued\ndata: 0\n\n')
    expect('event: processing\ndata: 0\n\n').toContain(decoder.decode((await reader.read()).value))
    await expect(reader.read()).rejects.toThrow('terminated')
  })

  test('truncate on an answer without a body is a lost connection', async () => {
    const { fetch } = tinyVendor({ faults: [{ kind: 'truncate' }] })
    await expect(fetch(read, { method: 'DELETE' })).rejects.toThrow('fetch failed')
  })

  test('delay: late on the clock, then what other faults make of it', async () => {
    const clock = createVirtualClock()
    const started = clock.now()
    const faults: Fault[] = [
      { kind: 'status', status: 500, nth: 2 },
      { kind: 'delay', delayMs: 30_000 },
    ]
    const { fetch } = tinyVendor({ clock, faults })
    expect((await fetch(read)).status).toBe(200)
    expect(clock.now() - started).toBe(30_000)
    expect((await fetch(read)).status).toBe(500)
    expect(clock.now() - started).toBe(60_000)
  })

  test('a delay ends at once when the client gives up, and nothing is done', async () => {
    const { fetch, ledger } = tinyVendor({ faults: [{ kind: 'delay', delayMs: 3_600_000 }] })
    const controller = new AbortController()
    const answer = fetch(new Request(videoRequest(), { signal: controller.signal }))
    controller.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
    expect(ledger.jobs).toEqual([])
  })
})

describe('selectors', () => {
  const statuses = async (faults: Fault[], urls: string[], seed = 1): Promise<number[]> => {
    const { fetch } = tinyVendor({ faults, seed })
    const answers: number[] = []
    for (const url of urls) answers.push((await fetch(url)).status)
    return answers
  }
  const latest = 'http://tiny.test/api/videos/latest'

  test('nth counts the requests of the operation, or all of them', async () => {
    const urls = [read, latest, read, latest]
    const status = { kind: 'status', status: 500 } as const
    expect(await statuses([{ ...status, operation: 'readVideo', nth: 2 }], urls)).toEqual([200, 200, 500, 200])
    expect(await statuses([{ ...status, nth: 2 }], urls)).toEqual([200, 500, 200, 200])
  })

  test('probability is drawn by the seed', async () => {
    const urls = Array.from({ length: 200 }, () => read)
    const faults: Fault[] = [{ kind: 'status', status: 500, operation: 'readVideo', probability: 0.25 }]
    const one = await statuses(faults, urls)
    expect(await statuses(faults, urls)).toEqual(one)
    expect(await statuses(faults, urls, 2)).not.toEqual(one)
    const hits = one.filter((status) => status === 500).length
    expect(hits).toBeGreaterThan(30)
    expect(hits).toBeLessThan(70)
  })

  test('probability 0 never hits, 1 always, and chance leaves the jobs as they are', async () => {
    const status = { kind: 'status', status: 500 } as const
    expect(await statuses([{ ...status, probability: 0 }], [read, read])).toEqual([200, 200])
    expect(await statuses([{ ...status, probability: 1 }], [read, read])).toEqual([500, 500])
    const harmless: Fault[] = [{ kind: 'delay', delayMs: 0, probability: 0.5 }]
    expect(await makeVideo(tinyVendor({ faults: harmless }))).toEqual(await makeVideo(tinyVendor()))
  })

  test('media selects requests for result URLs', async () => {
    const simulator = tinyVendor({ faults: [{ kind: 'status', status: 503, operation: 'media', nth: 1 }] })
    const { resultUrl } = await makeVideo(simulator)
    expect((await simulator.fetch(resultUrl)).status).toBe(503)
    expect((await simulator.fetch(resultUrl)).status).toBe(200)
  })
})

describe('a fault that cannot be meant is refused when the simulator is made', () => {
  test.each<[object, string]>([
    [{ kind: 'explode' }, 'there is no kind "explode"; there are reset, lost, status, html, truncate, odd, delay'],
    [{ kind: 'reset', delay: 5 }, '"reset" has no field "delay"; it takes kind, operation, nth, probability'],
    [
      { kind: 'reset', operation: 'createVideo' },
      'there is no operation "createVideo"; there are makeVideo, readVideo',
    ],
    [{ kind: 'reset', nth: 0 }, 'nth must be a whole number from 1, not 0'],
    [{ kind: 'reset', nth: 1.5 }, 'nth must be a whole number from 1, not 1.5'],
    [{ kind: 'reset', probability: 2 }, 'probability must be between 0 and 1, not 2'],
    [{ kind: 'reset', nth: 1, probability: 0.5 }, 'give nth or probability, not both'],
    [{ kind: 'status' }, 'status must be between 200 and 599, not undefined'],
    [{ kind: 'delay', delayMs: -1 }, 'delayMs must be 0 or more, not -1'],
  ])('%o', (fault, problem) => {
    const faults = [{ kind: 'reset' }, fault] as Fault[]
    expect(() => tinyVendor({ faults })).toThrow(`fault 2 of 2: ${problem}`)
  })
})
