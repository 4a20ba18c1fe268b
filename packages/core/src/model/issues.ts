import type * as z from 'zod/mini'
import { VideoError, type Issue } from './errors.ts'
import { withoutUrlSecrets } from './url-secrets.ts'

const most = 2048

/** What an issue says was given when the field itself is the mistake. */
export const unknownOption = 'an unknown option'

type Redact = (text: string) => string

/** Turns what zod found into issues that name the field, the value and what is allowed. */
export function issuesOf({ issues }: Pick<z.core.$ZodError, 'issues'>, input: unknown, redact?: Redact): Issue[] {
  return issues.flatMap((issue) => describe(issue, input, redact))
}

/** One error for all issues; `unsupported` only when no value is plainly wrong. */
export function invalidRequest(
  issues: readonly Issue[],
  context: { provider?: string; operation?: string } = {},
): VideoError {
  const code = issues.some((issue) => issue.code === 'invalid_request') ? 'invalid_request' : 'unsupported'
  return new VideoError(code, issues.map(sentence).join('; '), { ...context, issues })
}

/** "duration: 30 given, allowed: 5 to 10 seconds" */
export function sentence({ field, given, allowed, code }: Issue): string {
  const what = given === undefined ? 'missing' : given === unknownOption ? given : `${given} given`
  const verdict = code === 'unsupported' ? ', not supported here' : ''
  return `${field}: ${what}${verdict}${allowed === undefined ? '' : `, allowed: ${allowed}`}`
}

/** One wrong value. */
export function issue(field: string, given: unknown, allowed: string): Issue {
  return {
    field,
    given: typeof given === 'string' ? show(given)?.slice(1, -1) : show(given),
    allowed,
    code: 'invalid_request',
  }
}

/** For what a call has no place for. Throws `unsupported` naming every field that is given. */
export function assertAbsent(fields: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  if (given.length === 0) return
  throw invalidRequest(given.map(([field, value]) => ({ field, given: show(value), code: 'unsupported' })))
}

/** A value as people read it: short, without bytes, without the query or the credentials of a URL. */
export function show(value: unknown, redact: Redact = (text) => text): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number') return String(value)
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
  const kind = typeof value === 'object' && value !== null && !Array.isArray(value) && value.constructor?.name
  if (kind && kind !== 'Object') return `a ${kind}`
  // Half a key would not be recognised, and a long text is not read to its end: cut, redacted, and cut again.
  const safe = withoutUrlSecrets(
    redact(jsonOf(typeof value === 'string' ? value.slice(0, most) : value).slice(0, most)),
  )
  return safe.length > 80 ? `${safe.slice(0, 77)}...` : safe
}

// A BigInt or a cycle has no JSON.
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    return typeof value
  }
}

function describe(issue: z.core.$ZodIssue, input: unknown, redact?: Redact): Issue[] {
  const field = pathOf(issue.path)
  const given = show(valueAt(input, issue.path), redact)
  const code = 'invalid_request' as const
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: pathOf([...issue.path, key]), given: unknownOption, code }))
    case 'invalid_union':
      return [
        {
          field,
          given,
          allowed: issue.path.at(-1) === 'data' ? 'bytes, base64 or a data URL' : 'one of the documented shapes',
          code,
        },
      ]
    case 'invalid_type':
      return [{ field, given, allowed: issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`, code }]
    case 'invalid_value':
      return [{ field, given, allowed: issue.values.map(String).join(', '), code }]
    case 'too_small':
      return [{ field, given, allowed: least(issue), code }]
    case 'too_big':
      return [{ field, given, allowed: `at most ${issue.maximum}`, code }]
    default:
      return [{ field, given, allowed: issue.message === 'Invalid input' ? undefined : issue.message, code }]
  }
}

function least({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string' || origin === 'array') return 'something, not nothing'
  return inclusive ? `at least ${minimum}` : `more than ${minimum}`
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, 255)}`)).join('')
  return text === '' ? 'request' : text.startsWith('.') ? text.slice(1) : text
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return value
}
