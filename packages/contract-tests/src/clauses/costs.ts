import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Job, Status } from '@reelay/core'
import { pointerFor } from '../config/config.ts'
import { dropField, setField, type Mutation } from '../replay/mutators.ts'
import { valuesAt } from '../fixtures/pointer.ts'
import { firstSubject, modelOf } from './cases/samples.ts'
import { bareHeaders, steps } from './cases/steps.ts'
import { begin, withPolls } from './polls.ts'

/** Holds prices, and the costs of jobs that were just made, go on, are done or have failed, against what the vendor says. */
export async function judgeCosts(context: ClauseContext): Promise<void> {
  await judgePrices(context)
  for (const answer of answersTo(context, 'create')) await judgeCreate(context, answer)
  await judgePolls(context)
  await judgeFailure(context)
}

/** Has the vendor say several balances. */
export async function judgeBalance(context: ClauseContext): Promise<void> {
  const { balance } = context.wire
  if (!balance) return context.misconfigured('the configuration has no wire.balance')
  const { at, currency, perUnit } = balance
  const figures = [0, 7, 1234, -250]
  const told = figures.map((figure) => [setField('balance', at, figure)])
  const mutate = [steps('balance', told)]
  await context.sandbox({ fixtures: 'balance', only: ['balance'], mutate }, async (sandbox) => {
    for (const figure of figures) {
      const seen = await sandbox.accept('balance', () => sandbox.client.balance())
      sandbox.equal(seen, { amount: figure / perUnit, currency }, `the balance when the vendor says ${figure}`)
    }
  })
}

async function judgePrices(context: ClauseContext): Promise<void> {
  await context.sandbox({}, async (sandbox) => {
    for (const { id, price } of context.claims.models) {
      if (!price) continue
      sandbox.check(Number.isFinite(price.amount) && price.amount >= 0, `the price of ${id} is ${price.amount}`)
      sandbox.check(/^[A-Z]{3}$/.test(price.currency), `the price of ${id} is in "${price.currency}", no ISO 4217 code`)
    }
  })
}

/** An answer with a figure of the vendor's, or with none. */
interface Answer {
  figure: number | undefined
  mutations: readonly Mutation[]
}

/** Several figures, nothing among them, and last none at all. */
function answersTo(context: ClauseContext, operation: 'create' | 'get'): Answer[] {
  const pointer = pointerFor(context.wire.cost?.at, operation)
  if (pointer === undefined) return [{ figure: undefined, mutations: [] }]
  const silent = [telling(context, operation, pointer, 1), dropField(operation, pointer), bareHeaders(operation)]
  const figures = [0, 7, 1234]
  const told = figures.map((figure) => ({ figure, mutations: [telling(context, operation, pointer, figure)] }))
  return [...told, { figure: undefined, mutations: silent }]
}

/** Has the vendor say a figure, in the way in which it writes figures. */
function telling(context: ClauseContext, operation: 'create' | 'get', pointer: string, figure: number): Mutation {
  return setField(operation, pointer, typeof fixtureCost(context) === 'string' ? String(figure) : figure)
}

async function judgeCreate(context: ClauseContext, { figure, mutations }: Answer): Promise<void> {
  const options = { fixtures: firstSubject(context).scenario, only: ['upload', 'create'] as const }
  await context.sandbox({ ...options, mutate: [steps('create', [mutations])] }, async (sandbox) => {
    const job = await begin(sandbox, context)
    const expected = figure === undefined ? estimateOf(context) : costOf(context, figure, job.status)
    sandbox.equal(job.cost, expected, `job.cost after a create that says ${figure ?? 'nothing of it'}`)
  })
}

async function judgePolls(context: ClauseContext): Promise<void> {
  const answers = answersTo(context, 'get')
  const told = answers.map(({ mutations }) => mutations)
  await withPolls(context, [steps('get', told)], async (sandbox, job) => {
    for (const { figure } of answers) {
      const seen = await sandbox.accept('get', () => sandbox.client.get(job))
      expectCost(sandbox, context, { seen, before: job, figure }, 'a poll of a completed job')
    }
  })
}

/** What a job costs that has failed, whatever was said before. */
async function judgeFailure(context: ClauseContext): Promise<void> {
  const pointer = pointerFor(context.wire.cost?.at, 'get')
  const figure = pointer === undefined ? undefined : 7
  const mutations = pointer === undefined ? [] : [telling(context, 'get', pointer, 7)]
  const only = ['upload', 'create', 'get'] as const
  await context.sandbox({ fixtures: 'fails', only, mutate: [steps('get', [mutations])] }, async (sandbox) => {
    const job = await begin(sandbox, context)
    const seen = await sandbox.accept('get', () => sandbox.client.get(job))
    sandbox.equal(seen.status, 'failed', 'status after the last poll on the fixture')
    expectCost(sandbox, context, { seen, before: job, figure }, 'a poll of a failed job')
  })
}

function expectCost(
  sandbox: Sandbox,
  context: ClauseContext,
  { seen, before, figure }: { seen: Job; before: Job; figure: number | undefined },
  what: string,
): void {
  const isFree = context.wire.cost?.free?.includes(seen.status) ?? false
  const told = isFree ? 0 : figure
  const expected = told === undefined ? before.cost : costOf(context, told, seen.status)
  sandbox.equal(seen.cost, expected, `job.cost after ${what} that says ${figure ?? 'nothing of it'}`)
}

/** A figure of the vendor's, as a job has it. */
function costOf({ wire: { cost } }: ClauseContext, figure: number, status: Status): Job['cost'] {
  const { currency = '', perUnit = 1, final = [] } = cost ?? {}
  return { amount: figure / perUnit, currency, source: 'vendor', final: final.includes(status) }
}

/** What the price list says of the first sample; undefined where it does not say enough. */
function estimateOf(context: ClauseContext): Job['cost'] {
  const { sample, can } = firstSubject(context)
  const price = modelOf(context.claims.models, sample)?.price
  const units = price?.per === 'second' ? (sample.duration ?? can.duration?.default) : 1
  if (!price || units === undefined) return undefined
  const amount = Number((price.amount * units * (sample.n ?? 1)).toFixed(6))
  return { amount, currency: price.currency, source: 'estimated', final: false }
}

function fixtureCost(context: ClauseContext): unknown {
  const { exchanges } = context.fixture(firstSubject(context).scenario)
  const found = exchanges.flatMap(({ operation, response: { body } }) => {
    const pointer = pointerFor(context.wire.cost?.at, operation)
    return pointer === undefined || body.kind !== 'json' ? [] : valuesAt(body.value, pointer)
  })
  return found[0]
}
