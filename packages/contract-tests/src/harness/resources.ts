import { AsyncLocalStorage, createHook } from 'node:async_hooks'

/** What code has opened: a way out of the process, or something that keeps it alive. */
export interface Resources {
  /** Runs work, which is watched with whatever it starts. */
  run<Value>(work: () => Value): Value
  /** Ways out that were opened, in order, whatever became of them. */
  exits(): string[]
  /** What still keeps the process alive. */
  leaks(): string[]
  /** Watches no longer, and lets the process end in spite of what was left open. */
  release(): void
}

// As async_hooks names them, on every version of Node.js that the suite runs on.
const exits: Readonly<Record<string, string>> = {
  TCPWRAP: 'a socket',
  TLSWRAP: 'a TLS socket',
  TCPSERVERWRAP: 'a server',
  UDPWRAP: 'a UDP socket',
  PIPEWRAP: 'a pipe',
  PIPESERVERWRAP: 'a server on a pipe',
  PROCESSWRAP: 'a process',
  WORKER: 'a thread',
  HTTP2SESSION: 'an HTTP/2 connection',
  GETADDRINFOREQWRAP: 'a lookup of a host name',
  QUERYWRAP: 'a question to a name server',
}
const keepers: Readonly<Record<string, string>> = {
  ...exits,
  Timeout: 'a timer',
  FSEVENTWRAP: 'a watcher of files',
  STATWATCHER: 'a watcher of files',
  MESSAGEPORT: 'a message port',
}

/** Starts to watch. */
export function watchResources(): Resources {
  const context = new AsyncLocalStorage<true>()
  const seen: string[] = []
  const open = new Map<number, { what: string; resource: object }>()
  const hook = createHook({
    init(id, type, _trigger, resource) {
      const what = keepers[type]
      if (what === undefined || context.getStore() === undefined) return
      open.set(id, { what, resource })
      if (exits[type] !== undefined) seen.push(what)
    },
    destroy: (id) => void open.delete(id),
  }).enable()
  const held = (): { what: string; resource: object }[] =>
    [...open.values()].filter(({ resource }) => call(resource, 'hasRef') !== false)
  return {
    run: (work) => context.run(true, work),
    exits: () => [...seen],
    leaks: () => held().map(({ what }) => what),
    release() {
      hook.disable()
      for (const { resource } of held()) call(resource, 'unref')
    },
  }
}

function call(resource: object, name: 'hasRef' | 'unref'): unknown {
  const method: unknown = Reflect.get(resource, name)
  return typeof method === 'function' ? Reflect.apply(method, resource, []) : undefined
}
