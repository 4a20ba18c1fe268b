// Answers that are there in time, while the process is busy with something else past the deadline.
import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../src/index.ts'
import { nodeFetch } from '../src/node/index.ts'
import { acme, errorOf, key, request } from './acme.ts'
import { serve, stopAll } from './transport-servers.ts'

const timeoutMs = 300
// A vendor in a thread of its own: it hears a request, and answers once it may, or never.
const vendor = `
const { parentPort, workerData: flags } = require('node:worker_threads')
const server = require('node:http').createServer((request, response) => {
  request.resume().on('end', () => {
    Atomics.store(flags, 0, 1)
    Atomics.wait(flags, 1, 0)
    if (Atomics.load(flags, 1) === 2) return
    response.writeHead(200, { 'content-type': 'application/json' })
    response.flushHeaders()
    response.end('{"id":"j1","state":"waiting"}', () => Atomics.store(flags, 2, 1))
  })
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`
const [answering, silent] = [1, 2]
let flags = new Int32Array(new SharedArrayBuffer(12))
let worker: Worker
let baseUrl = ''
beforeEach(async () => {
  flags = new Int32Array(new SharedArrayBuffer(12))
  worker = new Worker(vendor, { eval: true, workerData: flags })
  const [port] = await once(worker, 'message')
  baseUrl = `http://127.0.0.1:${String(port)}`
})
afterEach(async () => {
  await worker.terminate()
  await stopAll()
})

/** Does nothing, and lets nothing else be done. */
function busy(ms: number, until = (): boolean => true): void {
  const startMs = performance.now()
  while (performance.now() - startMs < ms || !until());
}

/** A create whose answer is there long before the deadline, and is not looked for until long after it. */
async function createWhileBusy(act: number, fetch?: typeof globalThis.fetch): Promise<unknown> {
  const provider = acme({ apiKey: key, baseUrl, requestTimeoutMs: timeoutMs })
  const client = createClient({ providers: [provider], ...(fetch && { fetch }) })
  const creating = client.create(request)
  creating.catch(() => {})
  while (Atomics.load(flags, 0) === 0) await turn()
  Atomics.store(flags, 1, act)
  Atomics.notify(flags, 1)
  busy(timeoutMs + 50, () => act === silent || Atomics.load(flags, 2) === 1)
  return creating
}

describe.each([
  ['the global fetch', undefined],
  ['nodeFetch', nodeFetch()],
] as const)('a create by %s while the process is busy', (_, fetch) => {
  it('is a job where the answer was there in time', async () => {
    expect(await createWhileBusy(answering, fetch)).toMatchObject({ id: 'j1' })
  })

  it('is unknown where there was none', async () => {
    const error = await errorOf(createWhileBusy(silent, fetch))
    expect(error).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    expect(error.message).toContain(`no answer within ${timeoutMs} ms`)
  })
})

it('nodeFetch takes a connection that was made in time, however late it hears of it', async () => {
  const { base } = await serve((_, response) => response.end('a'))
  const calling = nodeFetch({ connectTimeoutMs: 20 })(base)
  // By then the connection is asked for, and no turn of the event loop has told that it is there.
  for (let ticks = 0; ticks < 10; ticks++) await new Promise(process.nextTick)
  busy(60)
  expect(await (await calling).text()).toBe('a')
})
