import { format } from 'node:util'

/** What a provider says and lets fall while a sandbox is on. */
export interface Capture {
  /** Lines written to the console or straight to the output. */
  lines: readonly string[]
  /** Promises that were rejected and that nobody waited for. */
  rejections: readonly unknown[]
  /** What was thrown where nobody could catch it, such as in a timer. */
  exceptions: readonly unknown[]
  /** How often somebody tried to end the process; nobody can. */
  exits(): number
  release(): void
}

const levels = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const
const streams = ['stdout', 'stderr'] as const

/** Takes the console, the output, process.exit and everything unhandled until released; other listeners hear nothing meanwhile. */
export function captureAll(): Capture {
  const lines: string[] = []
  const rejections: unknown[] = []
  const exceptions: unknown[] = []
  let exits = 0
  const undo = [
    ...levels.map((level) => replace(console, level, (...values) => void lines.push(`${level}: ${format(...values)}`))),
    ...streams.map((name) => {
      const output = process[name]
      const { write } = output
      return replace(output, 'write', (chunk, ...rest) => {
        if (isTestRunner(new Error('where').stack)) return Reflect.apply(write, output, [chunk, ...rest])
        lines.push(`${name}: ${textOf(chunk).trimEnd()}`)
        const done = rest.findLast((one) => typeof one === 'function')
        if (typeof done === 'function') Reflect.apply(done, undefined, [])
        return true
      })
    }),
    replace(process, 'exit', () => {
      exits += 1
      throw new Error('process.exit was called')
    }),
    hear('unhandledRejection', (reason) => void rejections.push(reason)),
    hear('uncaughtException', (error) => void exceptions.push(error)),
  ]

  return {
    lines,
    rejections,
    exceptions,
    exits: () => exits,
    release() {
      for (const one of undo) one()
    },
  }
}

/** Puts a function in the place of another one; gives what puts it back. */
function replace(owner: object, name: string, substitute: (...values: unknown[]) => unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name)
  Reflect.set(owner, name, substitute)
  return () => {
    if (before) Object.defineProperty(owner, name, before)
    else Reflect.deleteProperty(owner, name)
  }
}

/** Listens alone; gives what lets the others listen again. */
function hear(event: 'unhandledRejection' | 'uncaughtException', listener: (what: unknown) => void): () => void {
  const emitter: NodeJS.EventEmitter = process
  const others = emitter.listeners(event)
  emitter.removeAllListeners(event)
  emitter.on(event, listener)
  return () => {
    emitter.off(event, listener)
    for (const other of others) Reflect.apply(emitter.on, emitter, [event, other])
  }
}

/** Whether only Node.js itself is on the stack: so `node --test` tells what happened before. */
function isTestRunner(stack = ''): boolean {
  const [, , ...callers] = stack.split('\n')
  return callers.every((caller) => /\bnode:[\w/]+:\d+|<anonymous>/.test(caller))
}

function textOf(chunk: unknown): string {
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : String(chunk)
}
