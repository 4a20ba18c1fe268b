import { holds } from '../bent-answers.ts'
import type { Waiver } from '../config.ts'
import { bytesOf, typedHeaders } from '../reply.ts'
import { isJson, mediaTypeOf, openSpec, type CheckedBody, type Misfit, type Spec } from '../spec-check.ts'
import type { Stage } from '../stage.ts'
import type { Exchange, Tape } from '../tape.ts'
import { misfitsOf } from './wire-requests.ts'

/** The vendor's specification. Ends the clause with `no-tape` when there is none. */
export function specOf(stage: Stage): Spec {
  return openSpec(stage.spec ?? stage.noTape('the configuration has no spec: nothing says what the vendor takes'))
}

/** The clause fails for a call or an answer on a tape that the specification forbids, and for a waiver that excuses nothing. */
export async function expectTapesFit(stage: Stage): Promise<void> {
  const spec = specOf(stage)
  const { waivers = [] } = stage.config
  const idle = new Set(waivers)
  const found = stage.shelf.tapes.flatMap((tape) =>
    misfitsOn(stage, spec, tape).flatMap(({ pointer, what }) => {
      const waiver = waivers.find((one) => one.tape === tape.id && holds(one.pointer, pointer))
      if (waiver) idle.delete(waiver)
      return waiver ? [] : [`${tape.id}#${pointer} ${what}`]
    }),
  )
  stage.expectNone([
    ...found,
    ...[...idle].map(({ tape, pointer }: Waiver) => `the waiver of ${tape}#${pointer} excuses nothing: delete it`),
  ])
}

function misfitsOn(stage: Stage, spec: Spec, { exchanges }: Tape): Misfit[] {
  return exchanges.flatMap((exchange, index) => {
    const { operation, request, response } = exchange
    // Another host is none of the vendor's, a delivery is for somebody else, and what breaks is no answer.
    if (request.origin !== undefined || operation === 'webhook' || response.trouble) return []
    const { headers: _some, ...written } = request
    const body = Object.hasOwn(request, 'json') ? { mediaType: 'application/json', value: request.json } : undefined
    // A form is not on a tape: what is in it, WIRE-03 judges.
    const asked = misfitsOf(stage, spec, { ...written, body }).filter(
      ({ pointer, what }) => body !== undefined || pointer !== '/body' || what !== 'is missing',
    )
    const answered = spec.answer(request, response.status, answerOf(exchange))
    const within = (side: string, misfits: readonly Misfit[]): Misfit[] =>
      misfits.map((one) => ({ ...one, pointer: `/interactions/${index}/${side}${one.pointer}` }))
    return [...within('request', asked), ...within('response', answered)]
  })
}

function answerOf({ response }: Exchange): CheckedBody | undefined {
  const { body } = response
  if (body.kind === 'none') return undefined
  const mediaType = mediaTypeOf(typedHeaders(response)['content-type'])
  if (body.kind === 'json') return { mediaType, value: body.value }
  return { mediaType, ...(isJson(mediaType) && { value: bytesOf(body).toString('utf8') }) }
}
