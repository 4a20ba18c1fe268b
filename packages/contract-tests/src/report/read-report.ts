import * as z from 'zod/mini'
import { ConformanceReport } from './conformance.ts'
import { redact, redactValue } from '../fixtures/redact.ts'
import { scoreOf } from './score.ts'

const mostFindings = 5

/** Reads a `conformance.json`. Throws an error that names the file and the first fields that are wrong. */
export function readReport(json: string, file: string): ConformanceReport {
  const value = parsed(json, file)
  const version: unknown = typeof value === 'object' && value !== null && Reflect.get(value, 'conformance')
  if (version !== 1)
    throw new Error(`${file}#/conformance: must be 1, the format that this suite reads, not ${JSON.stringify(version)}`)
  const { data, error } = z.safeParse(ConformanceReport, value)
  // What is said in short follows from the clauses, whatever the file says.
  if (data) return { ...data, score: scoreOf(data) }
  const found = error.issues.map((issue) => redact(`${file}#/${issue.path.join('/')}: ${wrongWith(issue)}`))
  const more = found.length > mostFindings ? [`and ${found.length - mostFindings} more`] : []
  throw new Error([...found.slice(0, mostFindings), ...more].join('\n'))
}

function wrongWith(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has no field ${issue.keys.join(', ')}`
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  return issue.message
}

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json, redactValue)
  } catch {
    throw new Error(`${file}: is no JSON`)
  }
}
