import type { Job } from '@reelay/core'
import { alone, callsOf, type Call } from './calls.ts'
import { body, reset, type Mutation, type Spoilt } from './mutators.ts'
import { leaves, valuesAt, withValue, without } from './pointer.ts'
import { firstSubject } from './samples.ts'
import type { Scene } from './scene.ts'
import type { SceneOptions, Stage } from './stage.ts'
import { answeredAs, steps } from './steps.ts'
import type { Body, Operation } from './tape.ts'

/** A way to answer, and how messages call it. */
export interface Way {
  name: string
  /** Its status, where that is what is bent. */
  status?: number
  /** What makes of the taped answer of an operation the one that is meant. */
  bend(operation: Operation): readonly Mutation[]
}

const bodies: readonly [how: Exclude<Spoilt, 'same'> | undefined, name: string][] = [
  [undefined, "the vendor's own body"],
  ['empty', 'no body'],
  ['html', 'a web page'],
  ['truncated', 'half a body'],
]

/** An answer with this status, once for each body that a refusal may come with. */
export function refusedWith(status: number, envelope: Body): Way[] {
  return bodies.map(([how, name]) => ({
    name: `${status} and ${name}`,
    status,
    bend: (operation) => [answer(operation, status, envelope), ...(how ? [body(operation, how)] : [])],
  }))
}

/** Another answer than the taped one, whatever the operation. */
export function answer(operation: Operation, status: number, body: Body): Mutation {
  return answeredAs(operation, { response: { status, headers: {}, body } })
}

/** A line that breaks, before the answer and in the middle of it. */
export const brokenLines: readonly Way[] = [
  { name: 'a reset', bend: (operation) => [reset(operation, 'before-headers')] },
  { name: 'a reset in the middle', bend: (operation) => [reset(operation, 'mid-body')] },
]

/** The body of a refusal of this vendor in which no word is one that is listed: the status alone decides. */
export function plainEnvelope(stage: Stage): Body {
  const [first] = stage.tape('refused.invalid_request').exchanges.toReversed()
  const envelope = unlisted(stage, first?.response.body ?? { kind: 'none' })
  const { retryable } = stage.wire
  if (envelope.kind !== 'json' || retryable === undefined) return envelope
  return valuesAt(envelope.value, retryable).length > 0
    ? { kind: 'json', value: without(envelope.value, retryable) }
    : envelope
}

/** A body in which every word that is listed in `wire.codes` has become one that nobody knows. */
export function unlisted({ wire: { codes = {} } }: Stage, body: Body): Body {
  if (body.kind !== 'json') return body
  const said = leaves(body.value).filter(([, value]) => Object.hasOwn(codes, String(value)))
  const value = said.reduce<unknown>(
    (whole, [pointer, word]) => withValue(whole, pointer, typeof word === 'number' ? 99_999 : 'unheard_of'),
    body.value,
  )
  return { kind: 'json', value }
}

/** One call that is answered in one way. */
export interface Turn<One extends Way> {
  scene: Scene
  operation: Operation
  way: One
  /** How messages call it. */
  what: string
  /** Makes the call; on an existing job where it needs one. */
  act(): Promise<unknown>
}

/** Has every operation answered in these ways, one after the other, and judges each. */
export async function tryEach<One extends Way>(
  stage: Stage,
  ways: (operation: Operation) => readonly One[],
  judge: (turn: Turn<One>) => Promise<void>,
  carried: Pick<SceneOptions, 'wire'> = {},
): Promise<void> {
  const [create, ...others] = callsOf(stage)
  const { sample, story } = firstSubject(stage)
  const judgeAll = async (scene: Scene, calls: readonly Call[], job: Job): Promise<void> => {
    for (const { operation, run } of calls)
      for (const way of ways(operation))
        await judge({
          scene,
          operation,
          way,
          what: `${operation} answered with ${way.name}`,
          act: () => run(scene, job),
        })
  }
  const bentFor = ({ operation }: Call): Mutation => {
    const told = ways(operation).map((way) => way.bend(operation))
    // The first create is answered as it should be, so that there is a job to ask for.
    return steps(operation, operation === 'create' ? [[], ...told] : told)
  }

  const main = [create, ...others.filter((call) => call.story === story)]
  const only = ['upload' as const, ...main.map(({ operation }) => operation)]
  const job = await stage.scene({ ...carried, tapes: story, only, bend: main.map(bentFor) }, async (scene) => {
    const made = await scene.accept('create of the sample', () => scene.client.create(sample))
    await judgeAll(scene, main, made)
    return made
  })
  for (const call of others)
    if (call.story !== story)
      await stage.scene({ ...carried, ...alone(call, [bentFor(call)]) }, (scene) => judgeAll(scene, [call], job))
}
