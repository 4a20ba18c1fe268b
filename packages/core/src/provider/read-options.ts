import * as z from 'zod/mini'
import { invalidRequest, issuesOf } from '../model/issues.ts'

type Schema<Value> = z.core.$ZodType<Value, Record<string, unknown>>

/** Reads values by a schema. Throws `invalid_request` that names each field by `nameOf`, what was given and what is allowed. */
export function readBy<Value>(
  schema: Schema<Value>,
  given: Record<string, unknown>,
  provider: string,
  nameOf: (field: string) => string,
): Value {
  const parsed = z.safeParse(schema, given)
  if (parsed.success) return parsed.data
  const issues = issuesOf(parsed.error, given).map((issue) => ({ ...issue, field: nameOf(issue.field) }))
  throw invalidRequest(issues, { provider })
}

/**
 * Makes the one reader of a provider's vendor options. What it has given is taken as it is: a schema that transforms, read
 * twice, would send 5,000,000 for 5.
 */
export function createOptionsReader<Options extends Record<string, unknown>>(
  schema: Schema<Options>,
  provider: string,
): (given: Record<string, unknown>) => Options {
  const read = new WeakMap<object, Options>()
  // Where no options give none, the schema is asked once: reading many absent keys costs more than the rest of a call.
  let none: Options | undefined
  return (given) => {
    const known = read.get(given)
    if (known) return known
    const isNone = Object.keys(given).length === 0
    // A copy, so that an object of the caller is never taken for one that was read.
    const options = {
      ...(isNone && none ? none : readBy(schema, given, provider, (field) => `providerOptions.${provider}.${field}`)),
    }
    if (isNone && Object.keys(options).length === 0) none ??= { ...options }
    read.set(options, options)
    return options
  }
}
