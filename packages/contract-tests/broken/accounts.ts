import { replacing, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that the first half of group O has to find. */
export const brokenAccounts: readonly BrokenProvider[] = [
  {
    name: 'module-global-token: the key that was given last is used by all',
    of: 'candle',
    breaks: ['CON-02'],
    createProvider: (() => {
      let shared: string | (() => string) = ''
      return (environment) => {
        const { apiKey } = environment
        shared = apiKey
        return sound('candle', { ...environment, apiKey: () => (typeof shared === 'function' ? shared() : shared) })
      }
    })(),
  },
  {
    name: 'last-job-wins: the job that was asked about last is the one that is polled',
    of: 'candle',
    breaks: ['CON-02'],
    createProvider: (() => {
      let current = ''
      return replacing('candle', (provider) => ({
        async get(job, call) {
          current = job.id
          await Promise.resolve()
          return provider.get({ ...job, id: current }, call)
        },
      }))
    })(),
  },
  {
    name: 'last-id-wins: a create gives the id that came in last',
    of: 'candle',
    breaks: ['CON-02'],
    createProvider: replacing('candle', (provider) => {
      let open = 0
      let last = ''
      return {
        async create(request, call) {
          open += 1
          const made = await provider.create(request, call).finally(() => (open -= 1))
          last = made.id
          while (open > 0) await new Promise((resolve) => setImmediate(resolve))
          return { ...made, id: last }
        },
      }
    }),
  },
]
