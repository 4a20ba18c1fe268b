import { isVideoError, type VideoError } from '@reelay/core'
import type { ProviderCall, Snapshot } from '@reelay/core/provider'
import type { ProviderEnvironment } from '../src/config/config.ts'
import { candleDefinition } from '../reference/candle.ts'
import { lanternDefinition } from '../reference/lantern.ts'
import { defining, replacing, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group I has to find. */
export const brokenRetries: readonly BrokenProvider[] = [
  {
    name: 'polls-twice: a poll that fails is repeated at once',
    of: 'candle',
    breaks: [
      'SEC-04',
      'STA-07',
      'ERR-408',
      'ERR-429',
      'ERR-5xx',
      'ERR-network',
      'ERR-13',
      'ERR-15',
      'RET-01',
      'RET-02',
      'RET-03',
      'ABT-03',
      'ABT-04',
      'HOS-05',
      'FIX-01',
    ],
    createProvider: mending((poll) => poll()),
  },
  {
    name: 'stalls: a poll that fails is a job that goes on',
    of: 'candle',
    breaks: [
      'STA-07',
      'ERR-408',
      'ERR-429',
      'ERR-5xx',
      'ERR-network',
      'ERR-13',
      'ERR-15',
      'RET-01',
      'RET-02',
      'ABT-03',
      'ABT-04',
      'HOS-05',
    ],
    createProvider: mending(async () => ({ status: 'in_progress' })),
  },
  {
    name: 'pauses-by-itself: a poll that fails is repeated after a while, whoever has given up',
    of: 'candle',
    breaks: [
      'SEC-04',
      'ERR-408',
      'ERR-429',
      'ERR-5xx',
      'ERR-network',
      'ERR-13',
      'ERR-15',
      'RET-01',
      'RET-02',
      'RET-03',
      'ABT-03',
      'ABT-04',
      'HOS-05',
      'FIX-01',
    ],
    createProvider: mending(async (poll, { clock }) => {
      await clock.sleep(5_000)
      return poll({ clock })
    }),
  },
  {
    name: 'retry-after-ms: seconds are handed on as milliseconds',
    of: 'lantern',
    breaks: ['RET-02'],
    createProvider: defining({
      ...lanternDefinition,
      refusal(status, body) {
        const found = lanternDefinition.refusal?.(status, body)
        return found?.retryAfterMs === undefined ? found : { ...found, retryAfterMs: found.retryAfterMs / 1000 }
      },
    }),
  },
  {
    name: 'knows-better: a minute, whatever the vendor asks for',
    of: 'candle',
    breaks: ['STA-07', 'RET-02'],
    createProvider: defining({
      ...candleDefinition,
      refusal: (status) => (status === 429 ? { retryAfterMs: 60_000 } : undefined),
    }),
  },
  {
    name: 'real-timers: a nap before each poll',
    of: 'candle',
    breaks: ['RET-05', 'ABT-04'],
    createProvider: replacing('candle', (provider) => ({
      async get(job, call) {
        await new Promise((resolve) => setTimeout(resolve, 2))
        return provider.get(job, call)
      },
    })),
  },
  {
    name: 'settles-in: a second after each create, on the injected clock',
    of: 'candle',
    breaks: ['TIM-01', 'RET-05', 'ABT-02'],
    createProvider: (environment) => {
      const provider = sound('candle', environment)
      return {
        ...provider,
        async create(request, call) {
          const made = await provider.create(request, call)
          await environment.clock.sleep(1_000)
          return made
        },
      }
    },
  },
]

/** A provider that deals with the passing failures of a poll in its own way. */
function mending(
  mend: (poll: (call?: ProviderCall) => Promise<Snapshot>, environment: ProviderEnvironment) => Promise<Snapshot>,
): BrokenProvider['createProvider'] {
  return (environment) => {
    const provider = sound('candle', environment)
    return {
      ...provider,
      get: (job, call) =>
        provider.get(job, call).catch((error: unknown) => {
          if (!isPassing(error)) throw error
          return mend((other = call) => provider.get(job, other), environment)
        }),
    }
  }
}

function isPassing(error: unknown): error is VideoError {
  return isVideoError(error) && error.retryable
}
