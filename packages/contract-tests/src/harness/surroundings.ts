/** What the code of a process shares, as it is now: by owner, and then by member. */
export type Surroundings = ReadonlyMap<string, ReadonlyMap<PropertyKey, PropertyDescriptor>>

/** Notes globals, the members of what is built in, the names and values of the environment, and who listens to the process. */
export function surroundings(): Surroundings {
  const { process } = globalThis
  const found = new Map<string, ReadonlyMap<PropertyKey, PropertyDescriptor>>()
  for (const [name, owner] of Object.entries(shared())) {
    const members = new Map<PropertyKey, PropertyDescriptor>()
    for (const key of Reflect.ownKeys(owner)) {
      const descriptor = Object.getOwnPropertyDescriptor(owner, key)
      // What an event emitter keeps of its listeners is told below, in words.
      const isInner = owner === process && String(key).startsWith('_')
      if (descriptor && !isInner) members.set(key, descriptor)
    }
    found.set(name, members)
  }
  const variables = Object.entries(process.env).map(([name, value]) => [name, { value }] as const)
  const listeners = process.eventNames().map((event) => [event, { value: process.listenerCount(event) }] as const)
  const members = new Map(found.get('process'))
  const { exitCode } = process
  for (const [name, value] of Object.entries({ exitCode, 'cwd()': process.cwd(), 'umask()': process.umask() }))
    members.set(name, { value })
  return found
    .set('process', members)
    .set('process.env', new Map(variables))
    .set('listeners of process for', new Map(listeners))
}

/** What is not as it was, named but never shown: a variable may hold a key. */
export function changesSince(before: Surroundings): string[] {
  const after = surroundings()
  return [...after].flatMap(([owner, members]) => {
    const old = before.get(owner) ?? new Map<PropertyKey, PropertyDescriptor>()
    const keys = new Set([...old.keys(), ...members.keys()])
    return [...keys].flatMap((key) => {
      const change = changeOf(old.get(key), members.get(key), typeof key === 'symbol')
      return change === undefined ? [] : [`${owner}${owner.includes(' ') ? ' ' : '.'}${String(key)} was ${change}`]
    })
  })
}

function changeOf(
  was: PropertyDescriptor | undefined,
  is: PropertyDescriptor | undefined,
  isSymbol: boolean,
): string | undefined {
  // Node.js keeps its own marks under symbols, and puts a value in the place of what it loads late.
  if (!was) return isSymbol ? undefined : 'added'
  if (!is) return 'removed'
  const isSame =
    'value' in was
      ? 'value' in is && Object.is(was.value, is.value)
      : 'value' in is || (was.get === is.get && was.set === is.set)
  return isSame ? undefined : 'replaced'
}

// Read by name: some globals are loaded when they are first read, and a few warn then.
const constructors = `
  AbortController AbortSignal Array Blob Buffer Date Error EventTarget FormData Function Headers Map Number Object
  Promise ReadableStream RegExp Request Response Set String TextDecoder TextEncoder URL URLSearchParams Uint8Array
`
const objects = ['console', 'JSON', 'Math', 'process', 'Reflect'] as const

function shared(): Record<string, object> {
  const named = (name: string): unknown => Reflect.get(globalThis, name)
  const owners = constructors
    .trim()
    .split(/\s+/)
    .flatMap((name) => {
      const owner: unknown = named(name)
      return [
        [name, owner],
        [`${name}.prototype`, Reflect.get(Object(owner), 'prototype')],
      ] as const
    })
  const all = [...owners, ...objects.map((name) => [name, named(name)] as const)]
  return { globalThis, ...Object.fromEntries(all.flatMap(([name, owner]) => (isObject(owner) ? [[name, owner]] : []))) }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
}
