import { VideoError } from '@reelay/core'
import { candle } from '../reference/candle.ts'
import { replacing, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that the second half of group O has to find. */
export const brokenStoredJobs: readonly BrokenProvider[] = [
  {
    name: 'knows-no-model: of a job of which only the id was kept',
    of: 'lantern',
    breaks: ['LST-02', 'REF-01'],
    createProvider: replacing('lantern', ({ get }) => ({
      async get(job, call) {
        const { model: _left, ...seen } = await get(job, call)
        return seen
      },
    })),
  },
  {
    name: 'remembers-in-the-module: what this process has not made does not exist',
    of: 'candle',
    breaks: ['WIRE-04', 'REF-01'],
    createProvider: (() => {
      const made = new Set<string>()
      return replacing('candle', (provider) => ({
        async create(request, call) {
          const job = await provider.create(request, call)
          made.add(job.id)
          return job
        },
        async get(job, call) {
          if (job.id !== '' && job.id !== '..' && !made.has(job.id))
            throw new VideoError('not_found', 'never heard of it')
          return provider.get(job, call)
        },
      }))
    })(),
  },
  {
    name: 'prompt-in-the-handle: what was asked for is kept with the job',
    of: 'candle',
    breaks: ['REF-01'],
    createProvider: replacing('candle', (provider) => ({
      create: async (request, call) => ({
        ...(await provider.create(request, call)),
        handle: { prompt: request.prompt },
      }),
    })),
  },
  {
    name: 'live-handle: a job that holds what JSON cannot write',
    of: 'candle',
    breaks: ['STA-08', 'REF-01'],
    createProvider: replacing('candle', (provider) => ({
      async create(request, call) {
        const made = await provider.create(request, call)
        Reflect.set(made, 'handle', { since: new Date(0) })
        return made
      },
    })),
  },
  {
    name: 'hands-out-functions: a job that nobody can copy',
    of: 'candle',
    breaks: ['STA-03', 'STA-06', 'STA-08', 'REF-01'],
    createProvider: holding((id) => () => id),
  },
  {
    name: 'hands-out-big-figures: a job that nobody can write as JSON',
    of: 'candle',
    breaks: ['STA-08', 'ERR-15', 'REF-01'],
    createProvider: holding(() => 10n),
  },
  {
    name: 'needs-the-new-handle: jobs of the version before are not found',
    of: 'lantern',
    breaks: ['WHK-01', 'REF-02'],
    createProvider: replacing('lantern', (provider) => ({
      create: async (request, call) => ({ ...(await provider.create(request, call)), handle: { region: 'eu' } }),
      async get(job, call) {
        if (job.handle?.['region'] === undefined) throw new VideoError('invalid_request', 'a job without a region')
        return provider.get(job, call)
      },
    })),
  },
  {
    name: 'raw-id-in-path: an id is written into the address as it is',
    of: 'candle',
    breaks: ['WIRE-04', 'REF-03'],
    createProvider: (environment) => {
      const provider = sound('candle', environment)
      return {
        ...provider,
        async get(job, call) {
          const { pathname } = new URL(`${environment.baseUrl}/jobs/${job.id}`)
          if (pathname !== `/jobs/${job.id}` || job.id === '') await environment.fetch(environment.baseUrl + pathname)
          return provider.get(job, call)
        },
      }
    },
  },
  {
    name: 'follows-the-handle: the job says which server to ask',
    of: 'candle',
    breaks: ['REF-03'],
    createProvider: (environment) => {
      const { apiKey, fetch, baseUrl } = environment
      const provider = sound('candle', environment)
      const home = 'home'
      return {
        ...provider,
        create: async (request, call) => ({ ...(await provider.create(request, call)), handle: { server: home } }),
        get(job, call) {
          const server = job.handle?.['server'] ?? home
          return candle({ apiKey, fetch, baseUrl: server === home ? baseUrl : server }).get(job, call)
        },
      }
    },
  },
]

/** A provider that keeps something in each job that it makes or sees. */
function holding(make: (id: string) => unknown): BrokenProvider['createProvider'] {
  const filled = <Seen extends object>(seen: Seen, id: string): Seen => {
    Reflect.set(seen, 'handle', { kept: make(id) })
    return seen
  }
  return replacing('candle', (provider) => ({
    create: async (request, call) => {
      const made = await provider.create(request, call)
      return filled(made, made.id)
    },
    get: async (job, call) => filled(await provider.get(job, call), job.id),
  }))
}
