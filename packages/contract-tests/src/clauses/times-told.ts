import type { Job } from '@reelay/core'
import { pointerFor } from '../config.ts'
import { instantForm, type InstantForm } from '../instants.ts'
import { dropField, setField, type Mutation } from '../mutators.ts'
import { valuesAt } from '../pointer.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { begin, looks } from './looks.ts'

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

/** The instants that the answers to an operation hold. Ends the clause when no tape shows how one of them is written. */
export function placesOf(stage: Stage, operation: 'create' | 'get'): Place[] {
  return instants.flatMap((name) => {
    const pointer = pointerFor(stage.wire[name], operation)
    if (pointer === undefined) return []
    const [form] = tapedInstants(stage, name).flatMap((sample) => instantForm(sample) ?? [])
    if (!form) return stage.noTape(`no answer on ${firstSubject(stage).story} shows how ${name} is written`)
    return [{ name, pointer, form }]
  })
}

/** What the answers of the first story hold at an instant's place, the last one first. */
export function tapedInstants(stage: Stage, name: Instant): unknown[] {
  const { exchanges } = stage.tape(firstSubject(stage).story)
  return exchanges.toReversed().flatMap(({ operation, response: { body } }) => {
    const pointer = pointerFor(stage.wire[name], operation)
    return pointer === undefined || body.kind !== 'json' ? [] : valuesAt(body.value, pointer)
  })
}

/** Has creates and looks told each instant in each way in which the vendor may write it, and not at all. */
export async function judgeInstants(stage: Stage): Promise<void> {
  for (const answer of answersTo(stage, 'create')) {
    const only = ['upload', 'create'] as const
    const bend = [steps('create', [answer.mutations])]
    await stage.scene({ tapes: firstSubject(stage).story, only, bend }, async (scene) => {
      const now = new Date(scene.clock.now()).toISOString()
      const job = await begin(scene, stage)
      expectInstants(scene, 'the create', job, answer.expected, untold(stage, answer.expected.createdAt ?? now))
    })
  }
  const answers = answersTo(stage, 'get')
  const told = answers.map(({ mutations }) => mutations)
  await stage.scene(looks(stage, [steps('get', told)]), async (scene) => {
    const job = await begin(scene, stage)
    for (const { expected } of answers) {
      const seen = await scene.accept('get', () => scene.client.get(job))
      expectInstants(scene, 'a look', seen, expected, job)
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
function answersTo(stage: Stage, operation: 'create' | 'get'): Answer[] {
  const places = placesOf(stage, operation)
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
function untold({ claims }: Stage, createdAt: string): Instants {
  const { resultLifetimeMs } = claims.capabilities
  if (resultLifetimeMs === null) return { createdAt }
  return { createdAt, expiresAt: new Date(Date.parse(createdAt) + resultLifetimeMs).toISOString() }
}

function expectInstants(scene: Scene, what: string, job: Job, told: Instants, silent: Instants): void {
  for (const name of instants) scene.equal(job[name], told[name] ?? silent[name], `job.${name} after ${what}`)
}
