import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { JobRecord } from '../../packages/core/src/index.ts'
import { recordStates } from '../../packages/core/src/store.ts'
import { sqliteStore } from '../../packages/core/src/node/index.ts'
import { createRandom } from '../../packages/simulator/src/random.ts'
import { serve, type JobRecord as Billed } from '../../packages/simulator/src/index.ts'
import { everyFault, vendors, orderOf } from './vendors.ts'
import type { Order } from './worker.ts'

/** How much chaos. */
export interface ChaosOptions {
  orders: number
  /** Most times that a worker is killed. */
  kills: number
  seed: number
  /** Of each kind of fault at each request. */
  probability: number
  speed: number
  concurrency?: number
  /** Processes that take the same orders over one store; default 2. */
  processes?: number
}

/** What one vendor's ledger and the journal say, in orders. */
export interface Account {
  vendor: string
  /** Jobs that the vendor has made, and may bill. */
  made: number
  /** Orders for which it has made more than one. */
  madeTwice: number
  /** Jobs of the vendor that the journal neither knows nor suspects. */
  lost: number
  /** Jobs that were followed to their end. */
  ended: number
  /** Orders that the journal calls unknown, and for which there is a job. */
  unknownMade: number
  /** The same without a job. */
  unknownNotMade: number
  /** Jobs that two orders take for theirs. */
  shared: number
  /** Orders that have the job of another. */
  wrongOwner: number
  /** Orders that are in none of these states. */
  unaccounted: number
}

/** Runs the workers of a shop over the five vendors, kills and restarts them, and draws up the accounts. */
export async function runChaos(options: ChaosOptions): Promise<{ accounts: Account[]; kills: number }> {
  const { orders, seed, probability, speed, concurrency = 16, processes = 2 } = options
  const folder = mkdtempSync(join(tmpdir(), 'reelay-chaos-'))
  const journal = join(folder, 'jobs.db')
  const played = Object.entries(vendors).map(([id, vendor]) => {
    const simulator = vendor.simulator({ speed, seed, faults: everyFault(probability) })
    return { id, simulator, server: serve(simulator) }
  })
  try {
    const urls: Record<string, string> = {}
    for (const { id, server } of played) urls[id] = (await server).url
    const order = { journal, urls, orders, speed, concurrency }
    const share = (number: number): number => Math.floor((options.kills + number) / processes)
    const workers = Array.from({ length: processes }, (_, number) =>
      runWorker(order, { kills: share(number), seed: seed + number / processes }),
    )
    const kills = (await Promise.all(workers)).reduce((sum, each) => sum + each, 0)
    const records = await readJournal(journal)
    return { kills, accounts: played.map(({ id, simulator }) => accountOf(id, simulator.ledger.jobs, records, orders)) }
  } finally {
    for (const { server } of played) await (await server).close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Starts the worker again and again until it comes to its end by itself. */
async function runWorker(order: Order, { kills: most, seed }: Pick<ChaosOptions, 'kills' | 'seed'>): Promise<number> {
  const random = createRandom(seed, 'kills')
  const worker = fileURLToPath(new URL('worker.ts', import.meta.url))
  for (let kills = 0; ; ) {
    const child = spawn(
      process.execPath,
      ['--conditions=@reelay/source', '--no-warnings', worker, JSON.stringify(order)],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
    const timer = kills < most ? setTimeout(() => child.kill('SIGKILL'), 500 + random() * 2500) : undefined
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.once('exit', (exitCode, by) => resolve([exitCode, by]))
    })
    clearTimeout(timer)
    if (signal === 'SIGKILL') kills += 1
    else if (code === 0) return kills
    else throw new Error(`the worker ended with ${code ?? signal}`)
  }
}

async function readJournal(journal: string): Promise<Map<string, JobRecord>> {
  const store = sqliteStore({ path: journal })
  const records = new Map<string, JobRecord>()
  for await (const record of store.list(recordStates)) if (record.key !== undefined) records.set(record.key, record)
  await store.close()
  return records
}

/** Some vendors write an id without dashes and with a prefix. */
function isSame(made: string, known: string): boolean {
  return known.replaceAll('-', '').endsWith(made.replaceAll('-', ''))
}

function accountOf(
  vendor: string,
  billed: readonly Billed[],
  records: ReadonlyMap<string, JobRecord>,
  orders: number,
): Account {
  const account = {
    vendor,
    made: billed.length,
    madeTwice: 0,
    lost: 0,
    ended: 0,
    unknownMade: 0,
    unknownNotMade: 0,
    shared: 0,
    wrongOwner: 0,
    unaccounted: 0,
  }
  const taken = new Set<string>()
  for (let number = 0; number < orders; number++) {
    const order = orderOf(number)
    if (order.vendor !== vendor) continue
    const jobs = billed.filter(({ request }) => JSON.stringify(request).includes(order.prompt))
    const record = records.get(order.key)
    if (jobs.length > 1) account.madeTwice += 1
    const id = record?.job?.id
    if (id !== undefined && taken.has(id)) account.shared += 1
    if (id !== undefined) taken.add(id)
    if (id !== undefined && !jobs.some((job) => isSame(job.id, id))) account.wrongOwner += 1
    if ((record?.state === 'ended' || record?.state === 'completed') && jobs.length > 0) account.ended += 1
    else if (record?.state === 'unresolved' && jobs.length > 0) account.unknownMade += 1
    else if (record?.state === 'unresolved') account.unknownNotMade += 1
    else if (jobs.length > 0) account.lost += 1
    else account.unaccounted += 1
  }
  return account
}
