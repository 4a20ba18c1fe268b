/** What a call was given, as it is now: the caller may use its objects for the next call before this one comes to read them. */
export function copyArguments<Given extends unknown[]>(given: Given): Given {
  return Object.assign(given, given.map(copyOf))
}

/** The first signal among the options of a call. */
export function signalIn(given: readonly unknown[]): AbortSignal | undefined {
  return given.map(signalOf).find((signal) => signal !== undefined)
}

function signalOf(value: unknown): AbortSignal | undefined {
  try {
    const signal = isPlain(value) ? value['signal'] : undefined
    return signal instanceof AbortSignal ? signal : undefined
  } catch {
    return undefined
  }
}

/** Lists and plain objects anew; bytes, signals, functions, and whatever cannot be read, stay what they are. */
function copyOf(value: unknown): unknown {
  try {
    return copyInside(value, [])
  } catch {
    return value
  }
}

function copyInside(value: unknown, path: readonly unknown[]): unknown {
  if (typeof value === 'object' && path.includes(value)) throw new RangeError('a cycle')
  const inside = [...path, value]
  if (Array.isArray(value)) return value.map((one) => copyInside(one, inside))
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copyInside(one, inside)]))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
