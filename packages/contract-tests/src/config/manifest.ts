import { Capabilities, ModelCapability } from '@reelay/core'
import * as z from 'zod/mini'
import { describeThrown } from '../replay/failure.ts'
import { show } from '../replay/match.ts'

/** What is wrong with what a provider says of itself. */
export interface ManifestFinding {
  text: string
  /** Whether nothing can be asked of a provider that says this. */
  isFatal: boolean
}

/** Holds a manifest against the published schemas, strictly. Never throws. */
export function manifestFindings(provider: object, models: unknown): ManifestFinding[] {
  try {
    return allFindings(provider, models)
  } catch (error) {
    return [{ text: `the manifest cannot be read: ${describeThrown(error)}`, isFatal: true }]
  }
}

function allFindings(provider: object, models: unknown): ManifestFinding[] {
  return [
    ...findingsOf(Named, provider, 'provider'),
    ...findingsOf(Capabilities, memberOf(provider, 'capabilities'), 'capabilities'),
    ...(Array.isArray(models)
      ? models.flatMap((model: unknown, index) => findingsOf(ModelCapability, model, `models()[${index}]`))
      : [{ text: `models(): gave ${show(models)}, not a list`, isFatal: true }]),
  ]
}

const Named = z.object({
  id: z.string(),
  origin: z.string(),
  environment: z.object({ apiKey: z.string(), baseUrl: z.string(), webhookSecret: z.optional(z.string()) }),
})

function findingsOf(schema: z.core.$ZodType, value: unknown, name: string): ManifestFinding[] {
  const { error } = z.safeParse(schema, value)
  return (error?.issues ?? []).flatMap((issue): ManifestFinding[] => {
    const place = [name, ...issue.path].map(String).join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ text: `${place}.${key}: the interface has no such field`, isFatal: false }))
    const given = issue.path.reduce<unknown>(memberOf, value)
    return [{ text: `${place}: ${show(given) ?? 'nothing'} is not ${expected(issue)}`, isFatal: true }]
  })
}

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `of the type ${issue.expected}`
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`
    default:
      return 'of a form that the interface knows'
  }
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
