import type { ClauseContext, Operation, Sandbox } from '../harness/clause.ts'
import type { VideoError } from '@reelay/core'
import { valuesAt } from '../fixtures/pointer.ts'
import type { ChaosName } from '../replay/chaos-answers.ts'
import { firstSubject } from './cases/samples.ts'
import { lastJsonOn } from './fixtures-playing.ts'

// Nothing of it has to do with how large an answer is.
const lines = [
  'reset before the answer',
  'end before the answer',
  'end before the promised length',
  'end before the last chunk',
  'reset before the last chunk',
  'garbage',
  'two lengths',
  'a header of 70 kB',
  'half a header',
  'dribble',
  'damaged gzip',
] as const satisfies readonly ChaosName[]

/** What may happen on the socket of an operation: all of it where a job is at stake, else what is most easily missed. */
export function linesOf(operation: Operation): readonly (typeof lines)[number][] {
  if (operation === 'create' || operation === 'get') return lines
  // A stream may well be read to its end before the line breaks.
  return operation === 'watch' ? [] : ['end before the promised length']
}

/** Whether the whole answer comes before the line breaks: it has named its job. */
export function namesItsJob(line: ChaosName): boolean {
  return /^(end|reset) before the (promised length|last chunk)$/.test(line)
}

/** The id that the answer to the create of the first mode names. */
export function createdId(context: ClauseContext): unknown {
  const value = lastJsonOn(context, firstSubject(context).scenario, 'create')
  return valuesAt(value, context.pointer('id', 'create'))[0]
}

/** The clause fails unless the cause of an error ends in what fetch, or the body, failed with. */
export function expectCauseKept(sandbox: Sandbox, what: string, error: VideoError): void {
  const thrown = innermost(sandbox.failure())
  sandbox.check(thrown !== undefined, `${what}: fetch has not failed`)
  sandbox.equal(innermost(error.cause), thrown, `${what}: what lies at the bottom of the cause`)
}

/** What an error says at the bottom of its causes; undefined for what is none. */
export function innermost(error: unknown): { name: string; code: unknown } | undefined {
  if (!(error instanceof Error)) return undefined
  return innermost(error.cause) ?? { name: error.name, code: 'code' in error ? error.code : undefined }
}
