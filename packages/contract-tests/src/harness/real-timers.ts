import { promisify } from 'node:util'

/** Pauses on the machine's own clock while a sandbox is on. */
export interface RealTimers {
  /** How many are pending. */
  pending(): number
  /** Every pause that was asked for: how long, and where in the code. */
  sleeps: readonly { ms: number; place: string }[]
  release(): void
}

/** Watches setTimeout until released; the timers of fetch and of nock do not count. */
export function watchRealTimers(onActivity: () => void): RealTimers {
  const { setTimeout, clearTimeout } = globalThis
  const pending = new Set<unknown>()
  const sleeps: { ms: number; place: string }[] = []
  const end = (handle: unknown): void => {
    if (pending.delete(handle)) onActivity()
  }

  const watched = (work: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): NodeJS.Timeout => {
    const place = callerOf()
    if (place === undefined) return setTimeout(work, ms, ...values)
    const handle = setTimeout(() => {
      end(handle)
      work(...values)
    }, ms)
    pending.add(handle)
    sleeps.push({ ms, place })
    return handle
  }
  const custom = Object.getOwnPropertyDescriptor(setTimeout, promisify.custom)
  if (custom) Object.defineProperty(watched, promisify.custom, custom)
  Reflect.set(globalThis, 'setTimeout', watched)
  Reflect.set(globalThis, 'clearTimeout', (handle?: NodeJS.Timeout) => {
    end(handle)
    clearTimeout(handle)
  })

  return {
    pending: () => pending.size,
    sleeps,
    release() {
      globalThis.setTimeout = setTimeout
      globalThis.clearTimeout = clearTimeout
    },
  }
}

/** The line that asked; undefined for the machinery below fetch. */
function callerOf(): string | undefined {
  const { stackTraceLimit } = Error
  // This function, the one that watches, and who called that: fetch asks often, and a whole stack is slow.
  Error.stackTraceLimit = 3
  const { stack = '' } = new Error('where')
  Error.stackTraceLimit = stackTraceLimit
  const [, , , caller = ''] = stack.split('\n')
  if (/node:internal|[/\\](nock|undici|@mswjs|@open-draft)[/\\]/.test(caller)) return undefined
  return caller.trim().replace(/^at /, '')
}
