import { isVideoError, type VideoProvider } from '@reelay/core'
import { replacing } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

type List = NonNullable<VideoProvider['list']>

/** Bugs in the list of jobs that group K has to find. */
export const brokenLists: readonly BrokenProvider[] = [
  {
    name: 'infinite-pages: a page that points to itself is followed',
    of: 'lantern',
    breaks: ['LST-01'],
    createProvider: listing((list) => async (query, call) => {
      const page = await list(query, call)
      // As if nobody looked whether the cursor is the one that was asked with.
      return query.cursor !== undefined && page.jobs.length > 0 ? { ...page, cursor: query.cursor } : page
    }),
  },
  {
    name: 'empty-cursor-is-a-cursor',
    of: 'lantern',
    breaks: ['LST-01'],
    createProvider: listing((list) => async (query, call) => ({ cursor: '', ...definite(await list(query, call)) })),
  },
  {
    name: 'off-by-one-cursor: the last id is taken for the cursor',
    of: 'lantern',
    breaks: ['LST-01', 'LST-03', 'FIX-01'],
    createProvider: listing((list) => async (query, call) => {
      const page = await list(query, call)
      return page.cursor === undefined ? page : { ...page, cursor: page.jobs.at(-1)?.id }
    }),
  },
  {
    name: 'one-page-is-enough',
    of: 'lantern',
    breaks: ['LST-01', 'LST-03', 'FIX-01'],
    createProvider: listing((list) => async (query, call) => ({ jobs: (await list(query, call)).jobs })),
  },
  {
    name: 'oldest-first: the order is not the one of the vendor',
    of: 'lantern',
    breaks: ['LST-01', 'LST-02'],
    createProvider: listing((list) => async (query, call) => {
      const page = await list(query, call)
      return { ...page, jobs: page.jobs.toReversed() }
    }),
  },
  {
    name: 'list-different-units: cents in the list, dollars at a poll',
    of: 'lantern',
    breaks: ['LST-02'],
    createProvider: listing((list) => async (query, call) => {
      const page = await list(query, call)
      const jobs = page.jobs.map(({ cost, ...job }) => ({
        ...job,
        ...(cost && { cost: { ...cost, amount: cost.amount * 100 } }),
      }))
      return { ...page, jobs }
    }),
  },
  {
    name: 'list-knows-fewer-words: what is stopped goes on in the list',
    of: 'lantern',
    breaks: ['LST-02'],
    createProvider: listing((list) => async (query, call) => {
      const page = await list(query, call)
      const jobs = page.jobs.map((job) =>
        job.status === 'cancelled' ? { ...job, status: 'in_progress' as const } : job,
      )
      return { ...page, jobs }
    }),
  },
  {
    name: 'reads-ahead: the next page is fetched before anybody asks',
    of: 'lantern',
    breaks: ['LST-01', 'LST-03', 'HOS-08', 'FIX-01'],
    createProvider: listing((list) => async (query, call) => {
      const page = await list(query, call)
      if (page.cursor !== undefined) await list({ cursor: page.cursor }, call).catch(() => {})
      return page
    }),
  },
  {
    name: 'undated-list: it declares a list whose jobs have no time',
    of: 'lantern',
    breaks: ['SUB-07', 'LST-02'],
    createProvider: listLosing((list) => async (query, call) => {
      const page = await list(query, call)
      return { ...page, jobs: page.jobs.map(({ createdAt: _createdAt, ...job }) => job) }
    }),
  },
  {
    name: 'nameless-list: it declares a list whose jobs have no id',
    of: 'lantern',
    breaks: ['SUB-07', 'LST-01', 'LST-02'],
    createProvider: listLosing((list) => async (query, call) => ({ ...(await list(query, call)), jobs: [] })),
  },
  {
    name: 'refused-page-is-the-last',
    of: 'lantern',
    breaks: ['LST-03'],
    createProvider: listing((list) => async (query, call) => {
      try {
        return await list(query, call)
      } catch (error) {
        if (query.cursor !== undefined && isVideoError(error) && error.code === 'invalid_request') return { jobs: [] }
        throw error
      }
    }),
  },
]

/** A provider that lists in its own way. */
function listing(change: (list: List) => List): BrokenProvider['createProvider'] {
  return replacing('lantern', ({ list }) => ({
    list: change(async (query, call) => (await list?.(query, call)) ?? none),
  }))
}

/** The same, of a provider whose lost creates are found in its list alone. */
function listLosing(change: (list: List) => List): BrokenProvider['createProvider'] {
  return replacing('lantern', ({ list, capabilities }) => ({
    capabilities: { ...capabilities, idempotency: 'list' },
    list: change(async (query, call) => (await list?.(query, call)) ?? none),
  }))
}

const none = { jobs: [] }

function definite({ jobs, cursor }: Awaited<ReturnType<List>>): Awaited<ReturnType<List>> {
  return cursor === undefined ? { jobs } : { jobs, cursor }
}
