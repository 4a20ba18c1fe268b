// Nothing is asked but what a provider says: every connection of this process is watched during the life of a job.
import { channel } from 'node:diagnostics_channel'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { vendors } from '../../../tools/chaos/vendors.ts'
import { serve, type Server } from '../../simulator/src/serve.ts'
import { createClient, systemClock, type Clock } from '../src/index.ts'
import { sqliteStore } from '../src/node/index.ts'

const speed = 1000
const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => systemClock.elapsed() * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
}
const sockets = channel('net.client.socket')

let folder = ''
let connected: string[] = []
const watch = (message: unknown): void => {
  const { socket }: { socket: Socket } = Object(message)
  socket.once('connect', () => connected.push(`http://${socket.remoteAddress}:${socket.remotePort}`))
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'no-telemetry-'))
  connected = []
  sockets.subscribe(watch)
})

afterEach(() => {
  sockets.unsubscribe(watch)
  rmSync(folder, { recursive: true, force: true })
})

describe('there is no telemetry', () => {
  it('and the watch would see it', async () => {
    const server = await serve({ fetch: async () => new Response('counted') })
    await (await fetch(server.url)).text()
    expect(connected).toEqual([server.url])
    await server.close()
  })

  it.each(Object.entries(vendors))('in the life of a job of %s: nobody but the vendor is asked', async (id, vendor) => {
    const server = await serve(vendor.simulator({ speed }))
    try {
      await live(id, server)
    } finally {
      await server.close()
    }
    expect(new Set(connected)).toEqual(new Set([server.url]))
  })

  it('in the sources: no address that is not reserved for examples or for this machine', () => {
    const packages = fileURLToPath(new URL('../../', import.meta.url))
    const isReserved = (host: string): boolean =>
      /^(127\.0\.0\.1|localhost|example\.com|(.+\.)?(test|example|invalid))$/.test(host)
    const found = readdirSync(packages)
      .filter((name) => !name.startsWith('provider-'))
      .flatMap((name) => filesBelow(join(packages, name, 'src')))
      .flatMap((file) => hostsIn(readFileSync(file, 'utf8')))
      .filter((host) => !isReserved(host))
    // The page of a new provider links to core; nobody asks it.
    expect(new Set(found)).toEqual(new Set(['www.npmjs.com']))
  })
})

/** Calls every method that a provider offers, with the fetch of the runtime, a store on disk and a listener. */
async function live(id: string, server: Server): Promise<void> {
  const { provider, request } = vendors[id]!
  const said = provider(server.url, 60_000 * speed)
  const events: string[] = []
  const client = createClient({
    providers: [said],
    clock,
    store: sqliteStore({ path: join(folder, 'jobs.db') }),
    onEvent: ({ type }) => events.push(type),
  })
  const wanted = { ...request, prompt: 'a paper boat' }
  await client.models()
  await client.plan(wanted)
  const job = await client.wait(await client.create(wanted, { key: 'order-1' }), { timeoutMs: Infinity })
  await client.get(job)
  // Deadlines pass on the fast clock; a machine that is busy is no vendor that is silent.
  await client.download(job, join(folder, 'boat.mp4'), { idleTimeoutMs: 60_000 * speed })
  if (said.list) await client.list()
  if (said.balance) await client.balance()
  await client.unresolved()
  if (said.delete) await client.delete(job)
  await client.close()
  expect(events).toEqual(expect.arrayContaining(['submitting', 'accepted', 'ended', 'downloaded']))
}

function filesBelow(at: string): string[] {
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const path = join(at, entry.name)
    return entry.isDirectory() ? filesBelow(path) : path.endsWith('.ts') ? [path] : []
  })
}

/** Hosts of the addresses in the code of a file, without its comments. */
function hostsIn(text: string): string[] {
  const code = text.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '')
  return [...code.matchAll(/https?:\/\/([\w.-]*[\w-])/g)].map(([, host = '']) => host)
}
