import type { Body, ClauseContext, Operation, Sandbox, SandboxOptions } from '../../harness/clause.ts'
import type { Job } from '@reelay/core'
import { alone, callsOf, type Call } from './calls.ts'
import { body, reset, type Mutation, type Spoilt } from '../../replay/mutators.ts'
import { leaves, valuesAt, withValue, without } from '../../fixtures/pointer.ts'
import { firstSubject } from './samples.ts'
import { answeredAs, steps } from './steps.ts'

/** A way to answer, and how messages call it. */
export interface Way {
  name: string
  /** Its status, where that is what is mutated. */
  status?: number
  /** Whether the body is the vendor's own, whole. */
  isOwn?: boolean
  /** What makes of the fixture answer of an operation the one that is meant. */
  mutate(operation: Operation): readonly Mutation[]
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
    isOwn: how === undefined,
    mutate: (operation) => [answer(operation, status, envelope), ...(how ? [body(operation, how)] : [])],
  }))
}

/** Another answer than the fixture one, whatever the operation. */
export function answer(operation: Operation, status: number, body: Body): Mutation {
  return answeredAs(operation, { response: { status, headers: {}, body } })
}

/** A line that breaks, before the answer and in the middle of it. */
export const brokenLines: readonly Way[] = [
  { name: 'a reset', mutate: (operation) => [reset(operation, 'before-headers')] },
  { name: 'a reset in the middle', mutate: (operation) => [reset(operation, 'mid-body')] },
]

/** The body with which this vendor says that there are too many calls. */
export function rateLimitedBody(context: ClauseContext): Body {
  return context.fixture('refused.rate_limited').exchanges[0]?.response.body ?? { kind: 'none' }
}

/** The body of a refusal of this vendor in which no word is one that is listed: the status alone decides. */
export function plainEnvelope(context: ClauseContext): Body {
  const [first] = context.fixture('refused.invalid_request').exchanges.toReversed()
  const envelope = unlisted(context, first?.response.body ?? { kind: 'none' })
  const { retryable } = context.wire
  if (envelope.kind !== 'json' || retryable === undefined) return envelope
  return valuesAt(envelope.value, retryable).length > 0
    ? { kind: 'json', value: without(envelope.value, retryable) }
    : envelope
}

/** A body in which every word that is listed in `wire.codes` has become one that nobody knows. */
export function unlisted({ wire: { codes = {} } }: ClauseContext, body: Body): Body {
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
  sandbox: Sandbox
  operation: Operation
  way: One
  /** How messages call it. */
  what: string
  /** Makes the call; on an existing job where it needs one. */
  action(): Promise<unknown>
}

/** Has every operation answered in these ways, one after the other, and judges each. */
export async function tryEach<One extends Way>(
  context: ClauseContext,
  ways: (operation: Operation) => readonly One[],
  judge: (turn: Turn<One>) => Promise<void>,
  carried: Pick<SandboxOptions, 'wire'> = {},
): Promise<void> {
  const [create, ...others] = callsOf(context)
  const { sample, scenario } = firstSubject(context)
  const judgeAll = async (sandbox: Sandbox, calls: readonly Call[], job: Job): Promise<void> => {
    for (const { operation, run } of calls)
      for (const way of ways(operation))
        await judge({
          sandbox,
          operation,
          way,
          what: `${operation} answered with ${way.name}`,
          action: () => run(sandbox, job),
        })
  }
  const mutatedFor = ({ operation }: Call): Mutation => {
    const told = ways(operation).map((way) => way.mutate(operation))
    // The first create is answered as it should be, so that there is a job to ask for.
    return steps(operation, operation === 'create' ? [[], ...told] : told)
  }

  const main = [create, ...others.filter((call) => call.scenario === scenario)]
  const only = ['upload' as const, ...main.map(({ operation }) => operation)]
  const job = await context.sandbox(
    { ...carried, fixtures: scenario, only, mutate: main.map(mutatedFor) },
    async (sandbox) => {
      const made = await sandbox.accept('create of the sample', () => sandbox.client.create(sample))
      await judgeAll(sandbox, main, made)
      return made
    },
  )
  for (const call of others)
    if (call.scenario !== scenario)
      await context.sandbox({ ...carried, ...alone(call, [mutatedFor(call)]) }, (sandbox) =>
        judgeAll(sandbox, [call], job),
      )
}
