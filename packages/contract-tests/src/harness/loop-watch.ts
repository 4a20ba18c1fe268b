import { Worker } from 'node:worker_threads'

// Taken at import, before a test replaces it.
const { setInterval } = globalThis
const beatMs = 50
const longestText = 1000

let shared: { state: Int32Array; text: Uint8Array } | undefined

/** Starts the thread that watches this one, once for the process: inside a loop that never yields nobody else can. */
function start(): { state: Int32Array; text: Uint8Array } {
  const state = new Int32Array(new SharedArrayBuffer(12))
  const text = new Uint8Array(new SharedArrayBuffer(longestText))
  const file = new URL(`./loop-watch-thread.${/\w+$/.exec(import.meta.url)?.[0]}`, import.meta.url)
  new Worker(file, { workerData: { state, text } }).unref()
  setInterval(() => Atomics.add(state, 0, 1), beatMs).unref()
  return { state, text }
}

/** Does the work; where it computes for so long without a pause, the process is ended with a sentence on stderr that says what it did. */
export async function watchLoops<Value>(what: string, limitMs: number, work: () => Promise<Value>): Promise<Value> {
  shared ??= start()
  const { state, text } = shared
  const bytes = new TextEncoder().encode(what).subarray(0, longestText)
  text.set(bytes)
  Atomics.store(state, 2, limitMs)
  Atomics.store(state, 1, bytes.length)
  try {
    return await work()
  } finally {
    Atomics.store(state, 1, 0)
  }
}
