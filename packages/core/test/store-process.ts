// A process with stores of its own, which does with them what it is told.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LivingStore } from '../../contract-tests/src/store/store-suite.ts'
import { VideoError, type JobStore } from '../src/index.ts'
import { sqliteStore } from '../src/node/index.ts'
import { all } from './acme.ts'

type Call = { path: string } & (
  | { method: 'add'; given: Parameters<JobStore['add']> }
  | { method: 'replace'; given: Parameters<JobStore['replace']> }
  | { method: 'find'; given: Parameters<JobStore['find']> }
  | { method: 'list'; given: Parameters<JobStore['list']> }
  | { method: 'interrupted' | 'close'; given: [] }
)

const own = fileURLToPath(import.meta.url)
if (process.argv[1] === own) serve()

function serve(): void {
  const stores = new Map<string, JobStore>()
  process.on('message', (message) => {
    const { number, ...call }: Call & { number: number } = JSON.parse(String(message))
    const store = stores.get(call.path) ?? sqliteStore({ path: call.path })
    stores.set(call.path, store)
    if (call.method === 'close') stores.delete(call.path)
    run(store, call).then(
      (value) => process.send?.(JSON.stringify({ number, value })),
      (error: unknown) => process.send?.(JSON.stringify({ number, error: String(error) })),
    )
  })
  process.on('disconnect', () => process.exit())
}

async function run(store: JobStore, call: Call): Promise<unknown> {
  switch (call.method) {
    case 'add':
      return store.add(...call.given)
    case 'replace':
      return store.replace(...call.given)
    case 'find':
      return store.find(...call.given)
    case 'list':
      return all(store.list(...call.given))
    case 'interrupted':
      return all(store.interrupted())
    case 'close':
      return store.close()
  }
}

/** Starts such a process; `at` is its store at a path. */
export function startStores(): { at: (path: string) => JobStore; kill: () => Promise<void> } {
  const child = fork(own, { execArgv: ['--conditions=@reelay/source', '--no-warnings'] })
  const pending = new Map<number, (answer: string) => void>()
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let count = 0
  child.on('message', (message) => {
    const text = typeof message === 'string' ? message : '{}'
    const { number }: { number: number } = JSON.parse(text)
    pending.get(number)?.(text)
  })
  const ask = async (call: Call) => {
    const number = ++count
    const answer = await new Promise<string>((resolve) => {
      pending.set(number, resolve)
      child.send(JSON.stringify({ number, ...call }))
    })
    const { value, error } = JSON.parse(answer)
    if (error !== undefined) throw new VideoError('storage', error)
    return value
  }
  return {
    at: (path) => ({
      add: (...given) => ask({ path, method: 'add', given }),
      replace: (...given) => ask({ path, method: 'replace', given }),
      find: (...given) => ask({ path, method: 'find', given }),
      async *list(...given) {
        yield* await ask({ path, method: 'list', given })
      },
      async *interrupted() {
        yield* await ask({ path, method: 'interrupted', given: [] })
      },
      close: async () => ask({ path, method: 'close', given: [] }),
    }),
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The store of another process at a path; many share that process until it is killed. */
export function createBeside(): { beside: (path: string) => LivingStore; end: () => Promise<void> } {
  let stores: ReturnType<typeof startStores> | undefined
  const end = async (): Promise<void> => {
    await stores?.kill()
    stores = undefined
  }
  return {
    beside: (path) => ({ store: (stores ??= startStores()).at(path), kill: end }),
    end,
  }
}
