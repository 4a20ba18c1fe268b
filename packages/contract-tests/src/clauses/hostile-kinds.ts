import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { pointerFor } from '../config/config.ts'
import { keysOf, valuesAt, without, withValue } from '../fixtures/pointer.ts'
import { alone, callsOf, type Call } from './cases/calls.ts'
import { answerEach, holds, placesIn } from './cases/mutated-answers.ts'
import { lastJsonOn } from './fixtures-playing.ts'
import { fieldIn } from './hostile-fields.ts'

type OfJobs = 'create' | 'get' | 'list'

/** What of a job must not change. */
interface Kept {
  id: unknown
  status: unknown
  outputs: string | undefined
}

const kinds: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a text', 'a text'],
  ['an empty text', ''],
  ['a long text', 'long '.repeat(5000)],
  ['7', 7],
  ['1e308', 1e308],
  ['an object', { an: 'object' }],
  ['a list', ['a list']],
  ['true', true],
]
const oddRows = [null, 7, 'a text', [], {}]

/** Answers an operation with every field of its fixture answer that only describes a job made missing, and of each other kind. */
export async function tryEveryKind(context: ClauseContext, operation: OfJobs, job: Job): Promise<void> {
  const call = callsOf(context).find((one) => one.operation === operation)
  const value = call && lastJsonOn(context, call.scenario, operation)
  if (!call || value === undefined) return context.noFixture(`no fixture has a JSON answer of ${operation}`)
  const tries = triesOf(context, operation, value)
  const mutate = [
    answerEach(
      operation,
      [value, ...tries.map((one) => one.value)].map((one) => JSON.stringify(one)),
    ),
  ]
  await context.sandbox({ ...alone(call, mutate), wire: 'memory' }, async (sandbox) => {
    const read = reader(sandbox, call, job)
    const sound = await read('the fixture answer')
    const [first] = valuesAt(value, pointerFor(context.wire.id, operation) ?? '')
    for (const { what: mutated, isStatus } of tries) {
      const what = `${operation} answered with ${mutated}`
      const seen = await read(what)
      const ids = new Set(sound.map(({ id }) => id))
      const invented = seen.find(({ id }) => !ids.has(id))
      sandbox.check(invented === undefined, `${what}: holds a job that nobody named, ${JSON.stringify(invented?.id)}`)
      for (const before of sound) {
        const after = seen.find(({ id }) => id === before.id)
        sandbox.check(after !== undefined, `${what}: the job ${JSON.stringify(before.id)} is lost`)
        if (isStatus && (operation !== 'list' || before.id === first)) {
          // Of a create, the provider may know that a job without a status waits.
          const isRight = after?.status === 'unknown' || (operation === 'create' && !isEnd(after?.status))
          sandbox.check(isRight, `${what}: status must be unknown, is ${JSON.stringify(after?.status)}`)
        } else {
          sandbox.equal(after?.status, before.status, `${what}: status`)
          sandbox.equal(after?.outputs, before.outputs, `${what}: outputs`)
        }
      }
    }
  })
}

function reader(sandbox: Sandbox, call: Call, job: Job): (what: string) => Promise<Kept[]> {
  return async (what) => {
    const found = await sandbox.accept(what, () =>
      // Of a poll, what the provider reads from this one answer.
      call.operation === 'get' ? sandbox.provider.get(job, sandbox.call) : call.run(sandbox, job),
    )
    const jobs: unknown = call.operation === 'list' ? fieldIn(found, 'jobs') : [found]
    return (Array.isArray(jobs) ? jobs : []).map((one: unknown) => {
      const status = fieldIn(one, 'status')
      const outputs = status === 'completed' ? JSON.stringify(fieldIn(one, 'outputs')) : undefined
      return { id: fieldIn(one, 'id'), status, outputs }
    })
  }
}

function isEnd(status: unknown): boolean {
  return status !== 'queued' && status !== 'in_progress'
}

function triesOf({ wire }: ClauseContext, operation: OfJobs, value: unknown) {
  const [id, status, url] = [wire.id, wire.status, wire.resultUrl].map((places) => pointerFor(places, operation))
  const leadsTo = (place: string, pointer: string | undefined): boolean =>
    pointer !== undefined && holds(place, pointer)
  const tries = placesIn(value, '').flatMap((place) => {
    const isStatus = leadsTo(place, status) && keysOf(place).length === keysOf(status ?? '').length
    const isMember = /^\d+$/.test(keysOf(place).at(-1) ?? '')
    const isNeeded = [id, url, ...(isStatus ? [] : [status])].some((pointer) => leadsTo(place, pointer))
    if (isMember || isNeeded) return []
    const [held] = valuesAt(value, place)
    // Where a boolean is told, another one is no other kind.
    const others = kinds.filter(([, one]) => typeof one !== 'boolean' || typeof held !== 'boolean')
    return [
      { what: `${place} left out`, isStatus, value: without(value, place) },
      ...others.map(([name, one]) => ({ what: `${place} ${name}`, isStatus, value: withValue(value, place, one) })),
    ]
  })
  if (operation !== 'list' || id === undefined) return tries
  const list = id.slice(0, id.indexOf('/*'))
  const rows = valuesAt(value, list).flat()
  const mixed = { what: 'rows that are no jobs', isStatus: false, value: withValue(value, list, [...rows, ...oddRows]) }
  return [...tries, mixed]
}
