import type { Job } from '@reelay/core'
import { answerEach, bentAnswers, holds, withUnknownFields, type BentAnswer } from '../bent-answers.ts'
import { alone, callsOf, rejectionOf, type Call } from '../calls.ts'
import { pointerFor, type Wire } from '../config.ts'
import { jsonText } from '../json-text.ts'
import { leaves } from '../pointer.ts'
import { settle, type Scene } from '../scene.ts'
import { openSpec, type Spec } from '../spec-check.ts'
import type { Stage } from '../stage.ts'
import type { Exchange, Operation } from '../tape.ts'

/** An answer, and what has to come of it. */
interface Try extends Pick<BentAnswer, 'what' | 'pointer' | 'value'> {
  /**
   * `sound`: exactly what comes of the taped one; `fine`: the same job; `refused`; `honest`: refused, or nothing that
   * was not said; `open`: the specification allows it, and the provider alone knows what it means.
   */
  must: 'sound' | 'fine' | 'refused' | 'honest' | 'open'
}

/** Has every operation answered with each field of its taped answer bent, and holds what comes of it against the specification. */
export async function tryEveryField(stage: Stage, job: Job): Promise<void> {
  const source = stage.spec ?? stage.noTape('the configuration has no spec, which says what an answer must hold')
  const spec = openSpec(source)
  for (const call of callsOf(stage)) {
    const taped = stage.tape(call.story).exchanges.findLast(({ operation }) => operation === call.operation)
    if (taped?.response.body.kind !== 'json') continue
    const tries = triesOf(stage.wire, spec, taped, taped.response.body.value)
    const bend = [
      answerEach(
        call.operation,
        tries.map(({ value }) => JSON.stringify(value)),
      ),
    ]
    await stage.scene({ ...alone(call, bend), wire: 'memory' }, (scene) => judgeEach(scene, call, job, tries))
  }
}

async function judgeEach(scene: Scene, call: Call, job: Job, tries: readonly Try[]): Promise<void> {
  const { operation } = call
  // What was said: by the taped answer, and by the one that a place is missing in.
  let sound: unknown
  const without = new Map<string, string[]>()
  for (const { what: bent, pointer, value: answer, must } of tries) {
    const what = `${operation} answered with ${bent}`
    // Of a look, what the provider reads from this one answer.
    const found = await scene.attempt(() =>
      operation === 'get' ? scene.provider.get(job, scene.call) : call.run(scene, job),
    )
    const value = plain(found.value)
    if (!without.has(pointer)) without.set(pointer, saidIn(value))
    if (must === 'open') continue
    if (must === 'refused' || (must === 'honest' && found.error !== undefined)) {
      const error = await rejectionOf(scene, what, () => settle(found))
      scene.equal(error.operation, operation, `${what}: operation`)
      const code = operation === 'create' ? 'submission_unknown' : 'invalid_response'
      if (must === 'refused') scene.equal(error.code, code, `${what}: code`)
      continue
    }
    await scene.accept(what, () => settle(found))
    if (must === 'sound') {
      sound ??= value
      scene.equal(value, sound, `what is read from ${what}`)
    } else if (must === 'honest') {
      const known = new Set([...saidIn(sound), ...(without.get(pointer) ?? [])])
      const words = new Set(leaves(answer).map(([, word]) => JSON.stringify(word)))
      const madeUp = saidIn(value).find((one) => !known.has(one) && !words.has(one.replace(/^\S* /, '')))
      const taken = `${what}: against the specification, and yet taken, with ${madeUp}, which nobody said`
      scene.check(madeUp === undefined, taken)
    } else scene.equal(idIn(value), idIn(sound), `${what}: id of the job`)
  }
}

function triesOf(wire: Wire, spec: Spec, { request, response, operation }: Exchange, value: unknown): Try[] {
  const isForbidden = (answer: unknown): boolean =>
    spec.answer(request, response.status, { mediaType: 'application/json', value: answer }).length > 0
  // What an answer against the specification must not become is not known where the taped one is such.
  if (isForbidden(value)) return []
  const demanded = new Set<string>()
  const bent = bentAnswers(value).map((one): Try => {
    const isWrong = isForbidden(one.value)
    if (isWrong && one.how === 'left out') demanded.add(one.pointer)
    const isDemanded = demanded.has(one.pointer)
    const isOf = (pointers: readonly string[]): boolean => pointers.some((pointer) => holds(one.pointer, pointer))
    if (isWrong) return { ...one, must: isDemanded && isOf(needed(wire, operation)) ? 'refused' : 'honest' }
    // Where an answer may be one of several, what is left of one may be another: only of a job it is known what counts.
    const isOfJob = operation === 'create' || operation === 'get' || operation === 'list'
    const isFine = isOfJob && !isDemanded && one.how !== 'another kind' && !isOf(told(wire, operation))
    return { ...one, must: isFine ? 'fine' : 'open' }
  })
  return [
    { what: 'the taped answer', pointer: '', value, must: 'sound' },
    { what: 'unknown fields', pointer: '', value: withUnknownFields(value), must: 'sound' },
    ...bent,
  ]
}

/** Without these there is no job to speak of. */
function needed(wire: Wire, operation: Operation): string[] {
  return pointers(wire, operation, operation === 'get' ? ['status'] : ['id'])
}

function told(wire: Wire, operation: Operation): string[] {
  return pointers(wire, operation, ['id', 'status', 'resultUrl'])
}

function pointers(wire: Wire, operation: Operation, names: readonly ('id' | 'status' | 'resultUrl')[]): string[] {
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

function idIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
}
