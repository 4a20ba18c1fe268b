import type { VideoProvider } from '@reelay/core'
import type { ProviderCall, Snapshot } from '@reelay/core/provider'
import { candleDefinition } from '../reference/candle.ts'
import { defining, replacing, sending, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group G has to find. */
export const brokenTimes: readonly BrokenProvider[] = [
  {
    name: 'epoch-ms: seconds are taken for milliseconds',
    of: 'lantern',
    breaks: ['TIM-01', 'TIM-03'],
    createProvider: reading('lantern', (seen) => ({
      ...seen,
      completedAt: seen.completedAt && new Date(Date.parse(seen.completedAt) / 1000).toISOString(),
    })),
  },
  {
    name: 'drops-zones: every instant is read as one in UTC',
    of: 'lantern',
    breaks: ['TIM-01', 'DEL-03', 'HOS-04', 'HOS-05'],
    createProvider: sending('lantern', (send) => async (url, init) => {
      const response = await send(url, init)
      if (!response.headers.get('content-type')?.includes('json')) return response
      const text = (await response.text()).replaceAll(/(T[\d:.]+)[+-]\d\d:\d\d/g, '$1Z')
      return new Response(text, { status: response.status, headers: response.headers })
    }),
  },
  {
    name: 'whole-seconds: what is finer is cut off',
    of: 'lantern',
    breaks: ['TIM-01'],
    createProvider: reading('lantern', (seen) => ({ ...seen, expiresAt: seen.expiresAt?.replace(/\.\d+Z/, '.000Z') })),
  },
  {
    name: 'makes-up-times: what the vendor leaves out is now',
    of: 'candle',
    breaks: ['TIM-01'],
    createProvider: (environment) => {
      const provider = sound('candle', environment)
      return {
        ...provider,
        async get(job, call) {
          const seen = await provider.get(job, call)
          const now = new Date(environment.clock.now()).toISOString()
          return seen.status === 'completed' ? { ...seen, completedAt: now } : seen
        },
      }
    },
  },
  {
    name: 'swaps-times: the end is taken for the beginning',
    of: 'lantern',
    breaks: ['TIM-01', 'TIM-03'],
    createProvider: reading('lantern', (seen) => ({
      ...seen,
      createdAt: seen.completedAt ?? seen.createdAt,
      completedAt: seen.completedAt && seen.createdAt,
    })),
  },
  {
    name: 'cents-as-dollars',
    of: 'lantern',
    breaks: ['TIM-02'],
    createProvider: reading('lantern', (seen) => ({
      ...seen,
      cost: seen.cost && { ...seen.cost, amount: seen.cost.amount * 100 },
    })),
  },
  {
    name: 'nothing-is-free: a cost of 0 is left out',
    of: 'lantern',
    breaks: ['TIM-02'],
    createProvider: reading('lantern', (seen) => ({ ...seen, cost: seen.cost?.amount ? seen.cost : undefined })),
  },
  {
    name: 'guesses-cost: from the price list, as if the vendor had said it',
    of: 'candle',
    breaks: ['TIM-02'],
    createProvider: reading('candle', (seen) => ({
      ...seen,
      cost: { amount: 0.2, currency: 'USD', source: 'vendor', final: false },
    })),
  },
  {
    name: 'list-price-first: the price list outweighs what the vendor says of a job',
    of: 'lantern',
    breaks: ['TIM-02'],
    createProvider: replacing('lantern', ({ create }) => ({
      create: async (request, call) => ({
        ...(await create(request, call)),
        cost: { amount: 0.4, currency: 'USD', source: 'estimated', final: false },
      }),
    })),
  },
  {
    name: 'never-final',
    of: 'lantern',
    breaks: ['TIM-02'],
    createProvider: reading('lantern', (seen) => ({ ...seen, cost: seen.cost && { ...seen.cost, final: false } })),
  },
  {
    name: 'final-at-once: what a job that was just made costs counts as settled',
    of: 'lantern',
    breaks: ['TIM-02'],
    createProvider: reading('lantern', (seen) => ({ ...seen, cost: seen.cost && { ...seen.cost, final: true } })),
  },
  {
    name: 'failures-are-free: a job that failed costs nothing, whatever the vendor says',
    of: 'lantern',
    breaks: ['TIM-02'],
    createProvider: reading('lantern', (seen) => ({
      ...seen,
      cost: seen.cost && { ...seen.cost, amount: seen.status === 'failed' ? 0 : seen.cost.amount },
    })),
  },
  {
    name: 'balance-in-cents',
    of: 'lantern',
    breaks: ['TIM-04'],
    createProvider: replacing('lantern', ({ balance }) => ({
      async balance(call) {
        const { amount = 0, currency = 'USD' } = { ...(await balance?.(call)) }
        return { amount: amount * 100, currency }
      },
    })),
  },
  {
    name: 'no-debts: a balance below nothing is nothing',
    of: 'lantern',
    breaks: ['TIM-04'],
    createProvider: replacing('lantern', ({ balance }) => ({
      async balance(call) {
        const { amount = 0, currency = 'USD' } = { ...(await balance?.(call)) }
        return { amount: Math.max(0, amount), currency }
      },
    })),
  },
  {
    name: 'dollar-sign: the currency is a symbol',
    of: 'candle',
    breaks: ['TIM-02'],
    createProvider: defining({
      ...candleDefinition,
      models: [
        {
          id: 'candle',
          price: { amount: 0.1, currency: '$', per: 'video' },
          modes: { text: { duration: { values: [4, 6] } } },
        },
      ],
    }),
  },
  {
    name: 'date-now-deadline: a job that is older than an hour by its own clock has expired',
    of: 'lantern',
    breaks: ['TIM-03'],
    createProvider: (environment) => {
      const { clock } = environment
      const provider = sound('lantern', environment)
      return {
        ...provider,
        async get(job, call) {
          const seen = await provider.get(job, call)
          const ageMs = clock.now() - Date.parse(seen.createdAt ?? job.createdAt ?? '')
          return ageMs > 3_600_000 && seen.status === 'in_progress' ? { ...seen, status: 'expired' } : seen
        },
      }
    },
  },
]

/** A provider that makes something else of what it reads: in a create, in a poll and in a list. */
export function reading(
  of: 'lantern' | 'candle',
  change: <Seen extends Snapshot>(seen: Seen) => Seen,
): BrokenProvider['createProvider'] {
  return replacing(of, ({ create, get, list }: VideoProvider) => ({
    create: async (request, call) => change(await create(request, call)),
    get: async (job, call) => change(await get(job, call)),
    ...(list && {
      async list(query: { cursor?: string | undefined }, call?: ProviderCall) {
        const page = await list(query, call)
        return { ...page, jobs: page.jobs.map(change) }
      },
    }),
  }))
}
