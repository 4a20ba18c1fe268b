import { isVideoError } from '@reelay/core'
import { inspect } from 'node:util'
import type { Sandbox } from '../harness/clause.ts'
import { jsonText } from '../fixtures/json-text.ts'

/** Everything that a log or a person gets to see of an error. */
export function textOfError(error: unknown): string {
  const shown = inspect(error, { depth: 12, maxStringLength: null, maxArrayLength: null })
  if (!(error instanceof Error)) return `${shown}\n${jsonText(error)}`
  return [error.message, error.stack, shown, jsonText(error)].join('\n')
}

/** In which form a key shows in a text; undefined when it does not. */
export function formOfKey(text: string, key: string): string | undefined {
  const forms = {
    'as it is': key,
    'as JSON writes it': JSON.stringify(key).slice(1, -1),
    'as a URL writes it': encodeURIComponent(key),
    'in base64': btoa(key).replace(/(?<!=)=+$/, ''),
    'in part': key.slice(0, 24),
  }
  return Object.entries(forms).find(([, form]) => text.includes(form))?.[0]
}

/** The clause fails when the key shows in an error, in its job, or in what was written to the console. */
export function expectNoKey(sandbox: Sandbox, what: string, outcome: { error?: unknown; value?: unknown }): void {
  const { error, value } = outcome
  const job = isVideoError(error) ? error.job : undefined
  const places = {
    error: error === undefined ? '' : textOfError(error),
    'job of the error': jsonText(job),
    result: jsonText(value),
    console: sandbox.console.join('\n'),
  }
  for (const [place, text] of Object.entries(places)) {
    const form = formOfKey(text, sandbox.apiKey)
    sandbox.check(form === undefined, `${what}: the ${place} holds the key ${form}`)
  }
}

/** The clause fails when a request carries the key anywhere but in the declared headers, and there only where it may. */
export async function expectKeyInPlace(sandbox: Sandbox, mayCarry: (path: string) => boolean): Promise<void> {
  const names = Object.keys(await sandbox.provider.contentHeaders())
  const declared = new Set(names.map((name) => name.toLowerCase()))
  for (const { method, url, path, headers, text } of sandbox.requests) {
    const may = new URL(url).origin === sandbox.origin && mayCarry(path)
    const others = Object.entries(headers).filter(([name]) => !may || !declared.has(name))
    const form = formOfKey(JSON.stringify([url, others, text]), sandbox.apiKey)
    const [address] = url.split('?')
    sandbox.check(form === undefined, `${method} ${address} carries the key ${form}, where it must not be`)
  }
}
