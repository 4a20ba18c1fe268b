import type { Job, Status } from '@reelay/core'
import { pointerFor } from '../config.ts'
import { dropField, setField, type Mutation } from '../mutators.ts'
import { valuesAt } from '../pointer.ts'
import { firstSubject, modelOf } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { bareHeaders, steps } from '../steps.ts'
import { begin, looks } from './looks.ts'

/** Holds prices, and the costs of jobs that were just made, go on, are done or have failed, against what the vendor says. */
export async function judgeCosts(stage: Stage): Promise<void> {
  await judgePrices(stage)
  for (const answer of answersTo(stage, 'create')) await judgeCreate(stage, answer)
  await judgeLooks(stage)
  await judgeFailure(stage)
}

/** Has the vendor say several balances. */
export async function judgeBalance(stage: Stage): Promise<void> {
  const { balance } = stage.wire
  if (!balance) return stage.misconfigured('the configuration has no wire.balance')
  const { at, currency, perUnit } = balance
  const figures = [0, 7, 1234, -250]
  const told = figures.map((figure) => [setField('balance', at, figure)])
  await stage.scene({ tapes: 'balance', only: ['balance'], bend: [steps('balance', told)] }, async (scene) => {
    for (const figure of figures) {
      const seen = await scene.accept('balance', () => scene.client.balance())
      scene.equal(seen, { amount: figure / perUnit, currency }, `the balance when the vendor says ${figure}`)
    }
  })
}

async function judgePrices(stage: Stage): Promise<void> {
  await stage.scene({}, async (scene) => {
    for (const { id, price } of stage.claims.models) {
      if (!price) continue
      scene.check(Number.isFinite(price.amount) && price.amount >= 0, `the price of ${id} is ${price.amount}`)
      scene.check(/^[A-Z]{3}$/.test(price.currency), `the price of ${id} is in "${price.currency}", no ISO 4217 code`)
    }
  })
}

/** An answer with a figure of the vendor's, or with none. */
interface Answer {
  figure: number | undefined
  mutations: readonly Mutation[]
}

/** Several figures, nothing among them, and last none at all. */
function answersTo(stage: Stage, operation: 'create' | 'get'): Answer[] {
  const pointer = pointerFor(stage.wire.cost?.at, operation)
  if (pointer === undefined) return [{ figure: undefined, mutations: [] }]
  const silent = [telling(stage, operation, pointer, 1), dropField(operation, pointer), bareHeaders(operation)]
  const figures = [0, 7, 1234].map((figure) => ({
    figure,
    mutations: [telling(stage, operation, pointer, figure)],
  }))
  return [...figures, { figure: undefined, mutations: silent }]
}

/** Has the vendor say a figure, in the way in which it writes figures. */
function telling(stage: Stage, operation: 'create' | 'get', pointer: string, figure: number): Mutation {
  return setField(operation, pointer, typeof tapedCost(stage) === 'string' ? String(figure) : figure)
}

async function judgeCreate(stage: Stage, { figure, mutations }: Answer): Promise<void> {
  const options = { tapes: firstSubject(stage).story, only: ['upload', 'create'] as const }
  await stage.scene({ ...options, bend: [steps('create', [mutations])] }, async (scene) => {
    const job = await begin(scene, stage)
    const expected = figure === undefined ? estimateOf(stage) : costOf(stage, figure, job.status)
    scene.equal(job.cost, expected, `job.cost after a create that says ${figure ?? 'nothing of it'}`)
  })
}

async function judgeLooks(stage: Stage): Promise<void> {
  const answers = answersTo(stage, 'get')
  const told = answers.map(({ mutations }) => mutations)
  await stage.scene(looks(stage, [steps('get', told)]), async (scene) => {
    const job = await begin(scene, stage)
    for (const { figure } of answers) {
      const seen = await scene.accept('get', () => scene.client.get(job))
      expectCost(scene, stage, { seen, before: job, figure }, 'a look at a completed job')
    }
  })
}

/** What a job costs that has failed, whatever was said before. */
async function judgeFailure(stage: Stage): Promise<void> {
  const pointer = pointerFor(stage.wire.cost?.at, 'get')
  const figure = pointer === undefined ? undefined : 7
  const mutations = pointer === undefined ? [] : [telling(stage, 'get', pointer, 7)]
  const only = ['upload', 'create', 'get'] as const
  await stage.scene({ tapes: 'fails', only, bend: [steps('get', [mutations])] }, async (scene) => {
    const job = await begin(scene, stage)
    const seen = await scene.accept('get', () => scene.client.get(job))
    scene.equal(seen.status, 'failed', 'status after the last look on the tape')
    expectCost(scene, stage, { seen, before: job, figure }, 'a look at a failed job')
  })
}

function expectCost(
  scene: Scene,
  stage: Stage,
  { seen, before, figure }: { seen: Job; before: Job; figure: number | undefined },
  what: string,
): void {
  const isFree = stage.wire.cost?.free?.includes(seen.status) ?? false
  const told = isFree ? 0 : figure
  const expected = told === undefined ? before.cost : costOf(stage, told, seen.status)
  scene.equal(seen.cost, expected, `job.cost after ${what} that says ${figure ?? 'nothing of it'}`)
}

/** A figure of the vendor's, as a job has it. */
function costOf({ wire: { cost } }: Stage, figure: number, status: Status): Job['cost'] {
  const { currency = '', perUnit = 1, final = [] } = cost ?? {}
  return { amount: figure / perUnit, currency, source: 'vendor', final: final.includes(status) }
}

/** What the price list says of the first sample; undefined where it does not say enough. */
function estimateOf(stage: Stage): Job['cost'] {
  const { sample, can } = firstSubject(stage)
  const price = modelOf(stage.claims.models, sample)?.price
  const units = price?.per === 'second' ? (sample.duration ?? can.duration?.default) : 1
  if (!price || units === undefined) return undefined
  const amount = Number((price.amount * units * (sample.n ?? 1)).toFixed(6))
  return { amount, currency: price.currency, source: 'estimated', final: false }
}

function tapedCost(stage: Stage): unknown {
  const { exchanges } = stage.tape(firstSubject(stage).story)
  const found = exchanges.flatMap(({ operation, response: { body } }) => {
    const pointer = pointerFor(stage.wire.cost?.at, operation)
    return pointer === undefined || body.kind !== 'json' ? [] : valuesAt(body.value, pointer)
  })
  return found[0]
}
