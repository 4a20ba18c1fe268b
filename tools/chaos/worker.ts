// A shop that sells videos and may be killed at any line: node worker.ts '<what the main process says, as JSON>'
import { createClient, isVideoError, systemClock, type Client, type Clock } from '../../packages/core/src/index.ts'
import { sqliteStore } from '../../packages/core/src/node/index.ts'
import { vendors, orderOf } from './vendors.ts'

/** What a worker is told. */
export interface Order {
  journal: string
  /** Base URL by vendor. */
  urls: Record<string, string>
  orders: number
  /** Seconds of the worker's clock in one of the machine's. */
  speed: number
  concurrency: number
}

const { journal, urls, orders, speed, concurrency }: Order = JSON.parse(process.argv[2] ?? '')
const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => systemClock.elapsed() * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
}
const patient = { timeoutMs: Infinity, maxFailures: 1000 }
const video = createClient({
  // Deadlines pass on the fast clock; a machine that is busy is no vendor that is silent.
  providers: Object.entries(urls).flatMap(([id, url]) => vendors[id]?.provider(url, 60_000 * speed) ?? []),
  store: sqliteStore({ path: journal }),
  clock,
})

const resumed = (async () => {
  for await (const _ of video.resume({ ...patient, onFailure: tell })) continue
})()
const numbers = Array.from({ length: orders }, (_, number) => number).values()
await Promise.all(Array.from({ length: concurrency }, () => take(video)))
await resumed
for (const { recover } of await video.unresolved()) {
  const found = await recover().catch(tell)
  if (found?.outcome === 'found') await video.wait(found.job, patient)
}
await video.close()

async function take(client: Client): Promise<void> {
  for (const number of numbers) await fulfil(client, number)
}

/** Asks until the vendor has taken it or nobody knows: a refusal is safe to try again, and so is a key. */
async function fulfil(client: Client, number: number): Promise<void> {
  const { vendor, prompt, key } = orderOf(number)
  for (;;) {
    try {
      const request = { ...vendors[vendor]?.request, model: vendors[vendor]?.request.model ?? '', prompt }
      await client.wait(await client.create(request, { provider: vendor, key }), patient)
      return
    } catch (error) {
      if (!isVideoError(error)) throw error
      if (error.submitted !== 'no') return tell(error)
    }
  }
}

function tell(error: unknown): undefined {
  if (isVideoError(error) && error.code !== 'submission_unknown') process.stderr.write(`${error.message}\n`)
}
