import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { pointerFor } from '../config/config.ts'
import { instantForm, type InstantForm } from '../harness/instants.ts'
import { dropField, setField, type Mutation } from '../replay/mutators.ts'
import { valuesAt } from '../fixtures/pointer.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { begin, withPolls } from './polls.ts'

/** The instants of a job. */
export const instants = ['createdAt', 'completedAt', 'expiresAt'] as const
/** One of `instants`. */
export type Instant = (typeof instants)[number]

/** An instant that an answer holds, and how the vendor writes it. */
export interface Place {
  name: Instant
  pointer: string
  form: InstantForm
}

/** The instants that the answers to an operation hold. Ends the clause when no fixture shows how one of them is written. */
export function placesOf(context: ClauseContext, operation: 'create' | 'get'): Place[] {
  return instants.flatMap((name) => {
    const pointer = pointerFor(context.wire[name], operation)
    if (pointer === undefined) return []
    const [form] = fixtureInstants(context, name).flatMap((sample) => instantForm(sample) ?? [])
    if (!form) return context.noFixture(`no answer on ${firstSubject(context).scenario} shows how ${name} is written`)
    return [{ name, pointer, form }]
  })
}

/** What the answers of the first scenario hold at an instant's place, the last one first. */
export function fixtureInstants(context: ClauseContext, name: Instant): unknown[] {
  const { exchanges } = context.fixture(firstSubject(context).scenario)
  return exchanges.toReversed().flatMap(({ operation, response: { body } }) => {
    const pointer = pointerFor(context.wire[name], operation)
    return pointer === undefined || body.kind !== 'json' ? [] : valuesAt(body.value, pointer)
  })
}

/** Has creates and polls told each instant in each way in which the vendor may write it, and not at all. */
export async function judgeInstants(context: ClauseContext): Promise<void> {
  for (const answer of answersTo(context, 'create')) {
    const only = ['upload', 'create'] as const
    const mutate = [steps('create', [answer.mutations])]
    await context.sandbox({ fixtures: firstSubject(context).scenario, only, mutate }, async (sandbox) => {
      const now = new Date(sandbox.clock.now()).toISOString()
      const job = await begin(sandbox, context)
      expectInstants(sandbox, 'the create', job, answer.expected, untold(context, answer.expected.createdAt ?? now))
    })
  }
  const answers = answersTo(context, 'get')
  const told = answers.map(({ mutations }) => mutations)
  await withPolls(context, [steps('get', told)], async (sandbox, job) => {
    for (const { expected } of answers) {
      const seen = await sandbox.accept('get', () => sandbox.client.get(job))
      expectInstants(sandbox, 'a poll', seen, expected, job)
    }
  })
}

type Instants = Partial<Record<Instant, string | undefined>>

/** One answer, and the instants that it tells. */
interface Answer {
  mutations: readonly Mutation[]
  expected: Instants
}

/** Every way to write an instant, and last an answer that tells none. */
function answersTo(context: ClauseContext, operation: 'create' | 'get'): Answer[] {
  const places = placesOf(context, operation)
  const rounds = Math.max(0, ...places.map(({ form }) => form.pitfalls.length))
  const telling = Array.from({ length: rounds }, (_, round): Answer => {
    const all = places.flatMap(({ name, pointer, form: { pitfalls } }) => {
      const one = pitfalls[round % pitfalls.length]
      return one ? [{ name, pointer, ...one }] : []
    })
    return {
      mutations: all.map(({ pointer, written }) => setField(operation, pointer, written)),
      expected: Object.fromEntries(all.map(({ name, instant }) => [name, instant])),
    }
  })
  const silent = places.flatMap(({ pointer, form }) => [
    // Present first, so that taking it out changes something.
    setField(operation, pointer, form.write(Date.UTC(2026, 0, 1))),
    dropField(operation, pointer),
  ])
  return [...telling, { mutations: silent, expected: {} }]
}

/** What a job that was just made has where the vendor says nothing: this machine's time, and the documented lifetime. */
function untold({ claims }: ClauseContext, createdAt: string): Instants {
  const { resultLifetimeMs } = claims.capabilities
  if (resultLifetimeMs === null) return { createdAt }
  return { createdAt, expiresAt: new Date(Date.parse(createdAt) + resultLifetimeMs).toISOString() }
}

function expectInstants(sandbox: Sandbox, what: string, job: Job, told: Instants, silent: Instants): void {
  for (const name of instants) sandbox.equal(job[name], told[name] ?? silent[name], `job.${name} after ${what}`)
}
