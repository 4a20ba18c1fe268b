import { expect, it } from 'vitest'
import type { VideoProvider } from '@reelay/core'
import { configOf } from '../broken/broken.ts'
import { replacing } from '../broken/mutate.ts'
import { lanternContract } from '../broken/references.ts'
import { prepareRun } from '../src/run/run.ts'

/** What SUB-07 says of lantern, changed so. */
async function judge(
  change: (provider: VideoProvider) => Partial<VideoProvider>,
): Promise<[verdict: string, message: string]> {
  const wire = { ...lanternContract.wire, correlation: { create: '/style', list: '/videos/*/style' } }
  const createProvider = replacing('lantern', change)
  const { run } = prepareRun(
    configOf({ name: '', of: 'lantern', breaks: [], createProvider, config: { wire } }),
    'memory',
  )
  const clause = run.clauses.find(({ id }) => id === 'SUB-07')
  const { verdict, message } = clause ? await run.judge(clause) : { verdict: 'none' }
  return [verdict, message ?? '']
}

/** A vendor that repeats a field of the request in its list, sent as its own option `style`. */
const correlating = (
  { capabilities, create, list }: VideoProvider,
  sent = (id?: string) => id,
): Partial<VideoProvider> => ({
  capabilities: { ...capabilities, idempotency: 'correlation' },
  create: (request, call) =>
    create({ ...request, options: { ...request.options, style: sent(request.correlationId) } }, call),
  // The first job is the one that the suite has put our id on.
  list: async (query, call) => {
    const page = (await list?.(query, call)) ?? { jobs: [] }
    return {
      ...page,
      jobs: page.jobs.map((job, index) =>
        index === 0 ? { ...job, echo: { correlationId: 'id-of-a-lost-call' } } : job,
      ),
    }
  },
})

it('a lost create is found by a key, by our id, or in a list', async () => {
  expect(await judge(() => ({}))).toEqual(['pass', ''])
  expect(await judge(({ capabilities }) => ({ capabilities: { ...capabilities, idempotency: 'list' } }))).toEqual([
    'pass',
    '',
  ])
  expect(await judge((provider) => correlating(provider))).toEqual(['pass', ''])
})

it('a provider that declares it, and does not do it, fails', async () => {
  expect((await judge((provider) => correlating(provider, () => 'another')))[1]).toContain(
    'our id in what a create sends',
  )
  expect((await judge((provider) => ({ ...correlating(provider), list: provider.list ?? none })))[1]).toContain(
    'does not find the job',
  )
  const without = ({ capabilities }: VideoProvider): Partial<VideoProvider> => ({
    capabilities: {
      ...capabilities,
      idempotency: 'list',
      operations: capabilities.operations.filter((name) => name !== 'list'),
    },
  })
  expect((await judge(without))[1]).toContain('has no list')
})

const none = async (): Promise<{ jobs: [] }> => ({ jobs: [] })
