/** What a call was given, as it is now: the caller may use its objects for the next call before this one comes to read them. */
export function keep<Given extends unknown[]>(given: Given): Given {
  return Object.assign(given, given.map(copyOf))
}

/** The first signal among the options of a call. */
export function signalIn(given: readonly unknown[]): AbortSignal | undefined {
  for (const value of given) {
    const signal = isPlain(value) ? value['signal'] : undefined
    if (signal instanceof AbortSignal) return signal
  }
  return undefined
}

function copyOf(value: unknown): unknown {
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cloneOf(one)])) : value
}

/** A signal, a function, or what nobody can copy stays what it is. */
function cloneOf<Value>(value: Value): Value {
  if (!isPlain(value) && !Array.isArray(value)) return value
  try {
    return structuredClone(value)
  } catch {
    return value
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
