import dgram from 'node:dgram'
import { replacing, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group R has to find. */
export const brokenIsolations: readonly BrokenProvider[] = [
  {
    name: 'counts-over-udp: tells a collector of each create, past fetch',
    of: 'candle',
    breaks: ['ISO-01'],
    createProvider: replacing('candle', ({ create }) => ({
      create(request, call) {
        dgram.createSocket('udp4').close()
        return create(request, call)
      },
    })),
  },
  {
    name: 'prints-refusals',
    of: 'candle',
    breaks: ['ISO-02'],
    createProvider: replacing('candle', ({ get }) => ({
      get: (job, call) =>
        get(job, call).catch((error: unknown) => {
          // oxlint-disable-next-line no-console -- this is the bug
          console.error('candle: the poll failed')
          throw error
        }),
    })),
  },
  {
    name: 'draws-progress: straight to the output',
    of: 'candle',
    breaks: ['ISO-02'],
    createProvider: replacing('candle', ({ get }) => ({
      async get(job, call) {
        process.stdout.write('.')
        return get(job, call)
      },
    })),
  },
  {
    name: 'marks-the-environment',
    of: 'candle',
    breaks: ['ISO-02'],
    createProvider: replacing('candle', ({ create }) => {
      let count = 0
      return {
        create(request, call) {
          count += 1
          process.env['CANDLE_CREATES'] = String(count)
          return create(request, call).finally(() => (process.env['CANDLE_CREATES'] = `${count} done`))
        },
      }
    }),
  },
  {
    name: 'patches-a-global: when the first instance is made, and never again',
    of: 'candle',
    breaks: ['ISO-02'],
    createProvider: (() => {
      let isPatched = false
      // Not by `replacing`, which polls the members once before anybody is judged.
      return (environment) => {
        if (!isPatched) Reflect.set(globalThis, 'candles', [])
        isPatched = true
        return sound('candle', environment)
      }
    })(),
  },
  {
    name: 'leaves-a-heartbeat',
    of: 'candle',
    breaks: ['ISO-02'],
    createProvider: replacing('candle', ({ get }) => ({
      async get(job, call) {
        let beats = 0
        const heart = setInterval(() => {
          beats += 1
          // The test has to end some day.
          if (beats > 5) clearInterval(heart)
        }, 100)
        return get(job, call)
      },
    })),
  },
  {
    name: 'counts-for-all: the handle of a job holds how many there have been in this process',
    of: 'candle',
    breaks: ['HOS-02', 'HOS-03', 'ISO-03'],
    createProvider: (() => {
      let count = 0
      return replacing('candle', ({ create }) => ({
        async create(request, call) {
          const made = await create(request, call)
          count += 1
          return { ...made, handle: { number: String(count) } }
        },
      }))
    })(),
  },
]
