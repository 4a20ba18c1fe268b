import { writeSync } from 'node:fs'
import { isMainThread, workerData } from 'node:worker_threads'

// Half of the time must have been spent computing: a process that was stopped, or a laptop that slept, is no loop.
const leastShare = 0.5

if (!isMainThread) watch(workerData)

function watch({ state, text }: { state: Int32Array; text: Uint8Array }): void {
  let [seen, sinceMs, before] = [-1, performance.now(), process.cpuUsage()]
  setInterval(() => {
    const [beat, length, limitMs] = [0, 1, 2].map((index) => Atomics.load(state, index))
    if (beat !== seen || !length) {
      ;[seen, sinceMs, before] = [beat ?? 0, performance.now(), process.cpuUsage()]
      return
    }
    const { user, system } = process.cpuUsage(before)
    const isLoop = performance.now() - sinceMs > (limitMs ?? 0) && (user + system) / 1000 > (limitMs ?? 0) * leastShare
    if (!isLoop) return
    const what = new TextDecoder().decode(Uint8Array.from(text.subarray(0, length)))
    writeSync(
      2,
      `\n${what}: the provider has computed for ${(limitMs ?? 0) / 1000} s without a pause: is this a loop without an end? The run ends here.\n`,
    )
    // Nothing gentler reaches a thread that never comes to an end.
    process.kill(process.pid, 'SIGKILL')
  }, 50)
}
