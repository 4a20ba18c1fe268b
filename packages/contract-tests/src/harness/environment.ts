/** Who has touched the variables of the process. */
export interface EnvironmentWatch {
  /** Names that were read, each once. */
  reads(): string[]
  /** Names that were written or removed, each once. */
  writes(): string[]
  release(): void
}

/** Watches process.env until released; values are passed on and never kept. */
export function watchEnvironment(): EnvironmentWatch {
  const { env } = process
  const read = new Set<string>()
  const written = new Set<string>()
  const note = (names: Set<string>, name: string | symbol): void => {
    if (typeof name === 'string') names.add(name)
  }
  process.env = new Proxy(env, {
    get(target, name) {
      note(read, name)
      return Reflect.get(target, name)
    },
    has(target, name) {
      note(read, name)
      return Reflect.has(target, name)
    },
    ownKeys(target) {
      note(read, 'all of them')
      return Reflect.ownKeys(target)
    },
    set(target, name, value) {
      note(written, name)
      return Reflect.set(target, name, value)
    },
    deleteProperty(target, name) {
      note(written, name)
      return Reflect.deleteProperty(target, name)
    },
  })
  return {
    reads: () => [...read],
    writes: () => [...written],
    release() {
      process.env = env
    },
  }
}
