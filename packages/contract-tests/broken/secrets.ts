import { isVideoError, VideoError } from '@reelay/core'
import type { ProviderEnvironment } from '../src/config/config.ts'
import { elsewhere } from '../src/replay/mutators.ts'
import { replacing, sending, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

const { console } = globalThis

/** Bugs that group D has to find. */
export const brokenSecrets: readonly BrokenProvider[] = [
  {
    name: 'sends-the-key-twice: once more in a header that nobody declared',
    of: 'candle',
    breaks: ['SEC-01', 'SEC-02'],
    createProvider: (environment) => heading((sent) => ({ ...sent, 'x-api-key': keyOf(environment) }))(environment),
  },
  {
    name: 'sends-the-key-encoded: once more in base64',
    of: 'candle',
    breaks: ['SEC-01', 'SEC-02'],
    createProvider: (environment) => heading((sent) => ({ ...sent, 'x-trace': btoa(keyOf(environment)) }))(environment),
  },
  {
    name: 'polls-without-key',
    of: 'candle',
    breaks: ['SEC-01', 'SEC-05', 'CON-02'],
    createProvider: heading(({ authorization, ...sent }, init) =>
      authorization === undefined || init.method === 'GET' ? sent : { ...sent, authorization },
    ),
  },
  {
    name: 'declares-nothing: nobody learns where the key goes',
    of: 'candle',
    breaks: ['SEC-01', 'SEC-02', 'SEC-05', 'CON-02'],
    createProvider: replacing('candle', () => ({ contentHeaders: async () => ({ accept: 'video/mp4' }) })),
  },
  {
    name: 'key-to-videos: every address gets the key',
    of: 'candle',
    breaks: ['SEC-02'],
    createProvider: (environment) =>
      heading((sent) => ({ ...sent, authorization: `Bearer ${keyOf(environment)}` }))(environment),
  },
  {
    name: 'follows-while-polling: a poll goes wherever it is sent',
    of: 'candle',
    breaks: ['SEC-02'],
    createProvider: sending(
      'candle',
      (send) => (url, init) => send(url, init?.method === 'GET' ? { ...init, redirect: 'follow' } : init),
    ),
  },
  {
    name: 'fetches-without-key: a video that the vendor gives to its owner alone',
    of: 'lantern',
    breaks: ['WIRE-06', 'SEC-01'],
    createProvider: replacing('lantern', ({ content }) => ({
      content: async (...asked) => ((await content?.(...asked)) ?? []).map(({ url }) => ({ url })),
    })),
  },
  {
    name: 'trusts-elsewhere: the origin that may see the key is not its own',
    of: 'lantern',
    breaks: ['WIRE-05', 'WIRE-06', 'SEC-01'],
    createProvider: replacing('lantern', () => ({ origin: elsewhere })),
  },
  {
    name: 'names-the-key: a refusal says which key was refused',
    of: 'candle',
    breaks: ['SEC-03'],
    createProvider: refusing((error, key) => retold(error, `${error.message} (key ${key})`)),
  },
  {
    name: 'encodes-the-key: the cause has it in base64',
    of: 'candle',
    breaks: ['SEC-03'],
    createProvider: refusing((error, key) => retold(error, error.message, new Error(`refused: ${btoa(key)}`))),
  },
  {
    name: 'logs-headers',
    of: 'candle',
    breaks: ['SEC-03', 'ISO-02'],
    createProvider: sending('candle', (send) => (url, init) => {
      console.debug(init?.method ?? 'GET', init?.headers)
      return send(url, init)
    }),
  },
  {
    name: 'keeps-answers: the whole answer is kept in the job',
    of: 'candle',
    breaks: ['SEC-03', 'SEC-04', 'HOS-02', 'HOS-03', 'HOS-04', 'HOS-05', 'REF-01'],
    createProvider: (environment) => {
      let answer = ''
      const listen = sending('candle', (send) => async (url, init) => {
        const response = await send(url, init)
        answer = await response.clone().text()
        return response
      })
      const provider = listen(environment)
      return {
        ...provider,
        get: async (job, call) => ({ ...(await provider.get(job, call)), handle: { answer } }),
      }
    },
  },
  {
    name: 'names-the-video: an error says where the video was',
    of: 'candle',
    breaks: ['SEC-04'],
    createProvider: replacing('candle', (provider) => ({
      get: (job, call) =>
        provider.get(job, call).catch((error: unknown) => {
          const [output] = job.outputs ?? []
          if (!isVideoError(error) || !output) throw error
          throw retold(error, `${error.message}, last seen at ${output.url}`)
        }),
    })),
  },
  {
    name: 'logs-addresses',
    of: 'candle',
    breaks: ['SEC-04', 'ISO-02'],
    createProvider: sending('candle', (send) => (url, init) => {
      console.log(`fetching ${url}`)
      return send(url, init)
    }),
  },
  {
    name: 'keeps-the-key: asked for once, and never again',
    of: 'candle',
    breaks: ['SEC-05'],
    createProvider: (environment) => {
      let kept: string | undefined
      const apiKey = (): string => (kept ??= keyOf(environment))
      return sound('candle', { ...environment, apiKey })
    },
  },
  {
    name: 'keeps-headers: those of the first call are sent with each',
    of: 'lantern',
    breaks: ['SEC-05'],
    createProvider: replacing('lantern', (provider) => {
      let kept: Promise<Record<string, string>> | undefined
      return { contentHeaders: () => (kept ??= provider.contentHeaders()) }
    }),
  },
]

/** The key as it is right now. */
function keyOf({ apiKey }: ProviderEnvironment): string {
  return typeof apiKey === 'function' ? apiKey() : apiKey
}

/** A provider that sends other headers. */
function heading(
  change: (sent: Record<string, string>, init: RequestInit) => Record<string, string>,
): BrokenProvider['createProvider'] {
  return sending('candle', (send) => (url, init = {}) => {
    const sent = Object.fromEntries(new Headers(init.headers))
    return send(url, { ...init, headers: change(sent, init) })
  })
}

/** A provider that says more when a poll is refused with 401. */
function refusing(say: (error: VideoError, key: string) => VideoError): BrokenProvider['createProvider'] {
  return (environment) => {
    const provider = sound('candle', environment)
    const mend = (error: unknown): never => {
      throw isVideoError(error) && error.status === 401 ? say(error, keyOf(environment)) : error
    }
    return { ...provider, get: (job, call) => provider.get(job, call).catch(mend) }
  }
}

/** The same error in other words. */
function retold(error: VideoError, message: string, cause = error.cause): VideoError {
  const { code, provider, operation, status, requestId, retryable, retryAfterMs } = error
  return new VideoError(code, message, { provider, operation, status, requestId, retryable, retryAfterMs, cause })
}
