import { format } from 'node:util'

/** What a provider says and lets fall while a scene is on. */
export interface Capture {
  /** Lines written to the console. */
  lines: readonly string[]
  /** Promises that were rejected and that nobody waited for. */
  rejections: readonly unknown[]
  release(): void
}

const levels = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const

/** Takes the console and unhandled rejections until released; other listeners hear nothing meanwhile. */
export function captureAll(): Capture {
  const { console } = globalThis
  const lines: string[] = []
  const rejections: unknown[] = []
  const before = levels.map((level) => [level, console[level]] as const)
  for (const level of levels)
    console[level] = (...values: unknown[]) => void lines.push(`${level}: ${format(...values)}`)

  const listeners = process.listeners('unhandledRejection')
  const onRejection = (reason: unknown): void => void rejections.push(reason)
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', onRejection)

  return {
    lines,
    rejections,
    release() {
      for (const [level, write] of before) console[level] = write
      process.off('unhandledRejection', onRejection)
      for (const listener of listeners) process.on('unhandledRejection', listener)
    },
  }
}
