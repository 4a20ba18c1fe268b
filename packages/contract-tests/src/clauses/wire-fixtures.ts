import { holds } from './cases/mutated-answers.ts'
import type { Waiver } from '../config/config.ts'
import { bytesOf, typedHeaders } from '../replay/reply.ts'
import { isJson, mediaTypeOf, openSpec, type CheckedBody, type Misfit, type Spec } from '@reelay/simulator/openapi'
import type { ClauseContext, Exchange, Fixture } from '../harness/clause.ts'
import { misfitsOf } from './wire-requests.ts'

/** The vendor's specification. Ends the clause with `no-fixture` when there is none. */
export function specOf(context: ClauseContext): Spec {
  return openSpec(
    context.spec ?? context.noFixture('the configuration has no spec: nothing says what the vendor takes'),
  )
}

/** The clause fails for a call or an answer on a fixture that the specification forbids, and for a waiver that excuses nothing. */
export async function expectFixturesFit(context: ClauseContext): Promise<void> {
  const spec = specOf(context)
  const { waivers = [] } = context.config
  const idle = new Set(waivers)
  const found = context.fixtureSet.fixtures.flatMap((fixture) =>
    misfitsOn(context, spec, fixture).flatMap(({ pointer, what }) => {
      const waiver = waivers.find((one) => one.fixture === fixture.id && holds(one.pointer, pointer))
      if (waiver) idle.delete(waiver)
      return waiver ? [] : [`${fixture.id}#${pointer} ${what}`]
    }),
  )
  context.expectNone([
    ...found,
    ...[...idle].map(
      ({ fixture, pointer }: Waiver) => `the waiver of ${fixture}#${pointer} excuses nothing: delete it`,
    ),
  ])
}

function misfitsOn(context: ClauseContext, spec: Spec, { exchanges }: Fixture): Misfit[] {
  return exchanges.flatMap((exchange, index) => {
    const { operation, request, response } = exchange
    // Another host is none of the vendor's, a delivery is for somebody else, and what breaks is no answer.
    if (request.origin !== undefined || operation === 'webhook' || response.trouble) return []
    const { headers: _some, ...written } = request
    const body = Object.hasOwn(request, 'json') ? { mediaType: 'application/json', value: request.json } : undefined
    // A form is not on a fixture: what is in it, WIRE-03 judges.
    const asked = misfitsOf(context, spec, { ...written, body }).filter(
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
