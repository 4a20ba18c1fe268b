import type { ClauseContext, Exchange, Operation, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { lastOn } from './fixtures-playing.ts'
import { answerEach, mutatedAnswers, holds, withUnknownFields, type MutatedAnswer } from './cases/mutated-answers.ts'
import { alone, callsOf, rejectionOf, type Call } from './cases/calls.ts'
import { pointerFor, type Wire } from '../config/config.ts'
import { jsonText } from '../fixtures/json-text.ts'
import { keysOf, leaves, valuesAt } from '../fixtures/pointer.ts'
import { settle } from '../harness/sandbox.ts'
import { openSpec, type Spec } from '@reelay/simulator/openapi'

/** An answer, and what has to come of it. */
interface Try extends Pick<MutatedAnswer, 'what' | 'pointer' | 'value'> {
  /**
   * `sound`: exactly what comes of the fixture one; `fine`: the same job; `unknown`: the same job, whose status nobody
   * knows; `refused`; `honest`: refused, or nothing that was not said; `open`: the specification allows it, and the
   * provider alone knows what it means.
   */
  must: 'sound' | 'fine' | 'unknown' | 'refused' | 'honest' | 'open'
}

/** Has every operation answered with each field of its fixture answer mutated, and holds what comes of it against the specification. */
export async function tryEveryField(context: ClauseContext, job: Job): Promise<void> {
  const source = context.spec ?? context.noFixture('the configuration has no spec, which says what an answer must hold')
  const spec = openSpec(source)
  for (const call of callsOf(context)) {
    const fixtureValues = lastOn(context, call.scenario, call.operation)
    if (fixtureValues?.response.body.kind !== 'json') continue
    const tries = triesOf(context.wire, spec, fixtureValues, fixtureValues.response.body.value)
    const texts = tries.map(({ value }) => JSON.stringify(value))
    const mutate = [answerEach(call.operation, texts)]
    await context.sandbox({ ...alone(call, mutate), wire: 'memory' }, (sandbox) => judgeEach(sandbox, call, job, tries))
  }
}

async function judgeEach(sandbox: Sandbox, call: Call, job: Job, tries: readonly Try[]): Promise<void> {
  const { operation } = call
  // What was said: by the fixture answer, and by the one that a place is missing in.
  let sound: unknown
  const without = new Map<string, string[]>()
  for (const { what: mutated, pointer, value: answer, must } of tries) {
    const what = `${operation} answered with ${mutated}`
    // Of a poll, what the provider reads from this one answer.
    const found = await sandbox.attempt(() =>
      operation === 'get' ? sandbox.provider.get(job, sandbox.call) : call.run(sandbox, job),
    )
    const value = plain(found.value)
    if (!without.has(pointer)) without.set(pointer, saidIn(value))
    if (must === 'open') continue
    if (must === 'refused' || (must === 'honest' && found.error !== undefined)) {
      const error = await rejectionOf(sandbox, what, () => settle(found))
      sandbox.equal(error.operation, operation, `${what}: operation`)
      const code = operation === 'create' ? 'submission_unknown' : 'invalid_response'
      if (must === 'refused') sandbox.equal(error.code, code, `${what}: code`)
      continue
    }
    await sandbox.accept(what, () => settle(found))
    if (must === 'sound') {
      sound ??= value
      sandbox.equal(value, sound, `what is read from ${what}`)
    } else if (must === 'honest') {
      const known = new Set([...saidIn(sound), ...(without.get(pointer) ?? [])])
      // An id may be a number as text.
      const words = new Set(leaves(answer).flatMap(([, word]) => [JSON.stringify(word), JSON.stringify(String(word))]))
      const madeUp = saidIn(value).find((one) => !known.has(one) && !words.has(one.replace(/^\S* /, '')))
      const taken = `${what}: against the specification, and yet taken, with ${madeUp}, which nobody said`
      sandbox.check(madeUp === undefined, taken)
    } else {
      sandbox.equal(fieldIn(value, 'id'), fieldIn(sound, 'id'), `${what}: id of the job`)
      if (must === 'unknown') sandbox.equal(fieldIn(value, 'status'), 'unknown', `${what}: status of the job`)
    }
  }
}

function triesOf(wire: Wire, spec: Spec, { request, response, operation }: Exchange, value: unknown): Try[] {
  const isForbidden = (answer: unknown): boolean =>
    spec.answer(request, response.status, { mediaType: 'application/json', value: answer }).length > 0
  // What an answer against the specification must not become is not known where the fixture one is such.
  if (isForbidden(value)) return []
  const demanded = new Set<string>()
  const mutated = mutatedAnswers(value).map((one): Try => {
    const isWrong = isForbidden(one.value)
    if (isWrong && one.how === 'left out') demanded.add(one.pointer)
    const isDemanded = demanded.has(one.pointer)
    const isOf = (names: readonly Place[]): boolean =>
      pointers(wire, operation, names).some((pointer) => holds(one.pointer, pointer))
    const isOfJob = operation === 'create' || operation === 'get' || operation === 'list'
    // What only describes a job loses none, whatever the specification demands of it.
    if (isOfJob && !isOf(['id', 'status', 'resultUrl'])) return { ...one, must: 'fine' }
    const isStatus = pointers(wire, operation, ['status']).some(
      (pointer) => holds(one.pointer, pointer) && keysOf(one.pointer).length === keysOf(pointer).length,
    )
    if (isStatus && operation !== 'watch') return { ...one, must: isWrong && operation === 'get' ? 'unknown' : 'fine' }
    if (!isWrong) return { ...one, must: 'open' }
    // Without an id there is no job to speak of; a whole number is one.
    const hasNone =
      isDemanded && isOf(['id']) && operation === 'create' && typeof valuesAt(one.value, one.pointer)[0] !== 'number'
    return { ...one, must: hasNone ? 'refused' : 'honest' }
  })
  return [
    { what: 'the fixture answer', pointer: '', value, must: 'sound' },
    { what: 'unknown fields', pointer: '', value: withUnknownFields(value), must: 'sound' },
    ...mutated,
  ]
}

type Place = 'id' | 'status' | 'resultUrl'

function pointers(wire: Wire, operation: Operation, names: readonly Place[]): string[] {
  return names.flatMap((name) => pointerFor(wire[name], operation) ?? [])
}

/** As JSON, without the instants that core fills in. */
export function plain(value: unknown): unknown {
  if (value === undefined) return undefined
  return JSON.parse(jsonText(value, (key) => /^(created|expires)At$/.test(key)))
}

/** What a value says, as text; what is empty, and a status that nobody knows, say nothing. */
function saidIn(value: unknown): string[] {
  const silent = new Set(['null', '""', '[]', '{}', '"unknown"'])
  return leaves(value).flatMap(([pointer, held]) => {
    const text = JSON.stringify(held) ?? 'null'
    return silent.has(text) ? [] : [`${pointer} ${text}`]
  })
}

/** A field of whatever may be an object. */
export function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
