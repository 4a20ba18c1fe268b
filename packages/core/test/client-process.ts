// A process with a client over a file that others use, too; its parent plays the vendor.
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createClient, isVideoError, systemClock, type Client, type Clock } from '../src/index.ts'
import { sqliteStore } from '../src/node/index.ts'
import { acme, all, key, request } from './acme.ts'

/** What such a process is told to do. */
export type Task =
  | { task: 'create'; key?: string }
  | { task: 'unresolved' | 'jobs' | 'close' }
  /** Reads the file as a backup does, which drops its locks, and opens it once more. */
  | { task: 'meddle' }

interface Answer {
  number: number
  value?: unknown
  status?: number
}

const own = fileURLToPath(import.meta.url)
if (process.argv[1] === own) serve(process.argv[2] ?? '')

function serve(path: string): void {
  const speed = 1000
  const clock: Clock = {
    now: () => Date.now(),
    elapsed: () => systemClock.elapsed() * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  }
  const asked = new Map<number, (answer: Answer) => void>()
  let count = 0
  const fetch: typeof globalThis.fetch = async (url, { method = 'GET' } = {}) => {
    const number = ++count
    const answer = await new Promise<Answer>((resolve) => {
      asked.set(number, resolve)
      process.send?.(
        JSON.stringify({ ask: number, method, path: new URL(url instanceof Request ? url.url : url).pathname }),
      )
    })
    return Response.json(answer.value, { status: answer.status ?? 200 })
  }
  const client = createClient({
    // Deadlines pass on the fast clock.
    providers: [acme({ apiKey: key, requestTimeoutMs: 60_000 * speed })],
    limits: { acme: { concurrentJobs: 4 } },
    fetch,
    clock,
    store: sqliteStore({ path }),
  })
  process.on('message', (message) => {
    const told: Answer & { ask?: number } & Task = JSON.parse(String(message))
    if (told.ask !== undefined) return asked.get(told.ask)?.(told)
    const { number } = told
    perform(client, path, told).then(
      (value) => process.send?.(JSON.stringify({ number, value })),
      (error: unknown) => {
        const value = isVideoError(error) ? { code: error.code, message: error.message } : { message: String(error) }
        process.send?.(JSON.stringify({ number, value }))
      },
    )
  })
  process.on('disconnect', () => process.exit())
}

async function perform(client: Client, path: string, told: Task): Promise<unknown> {
  switch (told.task) {
    case 'create':
      return client.create(request, { key: told.key, timeoutMs: Infinity })
    case 'unresolved':
      return client.unresolved()
    case 'jobs':
      return all(client.jobs())
    case 'close':
      return client.close()
    case 'meddle': {
      const second = sqliteStore({ path })
      await second.find({ id: 'a' })
      await second.close()
      return readFileSync(path).length
    }
  }
}

/** A call of the vendor by one of the processes. */
export type Vendor = (method: string, path: string) => Promise<{ value: object; status?: number }>

/** Starts such a process. */
export function startClient(path: string, vendor: Vendor) {
  const child = fork(own, [path], { execArgv: ['--conditions=@reelay/source', '--no-warnings'] })
  const pending = new Map<number, (message: string) => void>()
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let count = 0
  const answer = async (ask: number, method: string, called: string): Promise<void> => {
    const given = await vendor(method, called)
    if (child.connected) child.send(JSON.stringify({ ask, ...given }))
  }
  child.on('message', (message) => {
    const text = typeof message === 'string' ? message : '{}'
    const { number, ask, ...call } = JSON.parse(text)
    if (ask === undefined) pending.get(number)?.(text)
    else void answer(ask, call.method, call.path)
  })
  return {
    async perform(task: Task) {
      const message = await new Promise<string>((resolve) => {
        pending.set(++count, resolve)
        child.send(JSON.stringify({ number: count, ...task }))
      })
      return JSON.parse(message).value
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
