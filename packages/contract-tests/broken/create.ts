import { isVideoError, VideoError, type VideoProvider } from '@reelay/core'
import type { ProviderRequest } from '@reelay/core/provider'
import { candleDefinition } from '../reference/candle.ts'
import { lanternDefinition } from '../reference/lantern.ts'
import { defining, misreading, replacing, sending } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group E has to find. */
export const brokenCreates: readonly BrokenProvider[] = [
  {
    name: "makes-up-ids: the id is its own, not the vendor's",
    of: 'candle',
    breaks: ['WIRE-04', 'SUB-01', 'HOS-02', 'HOS-03', 'HOS-05', 'CON-02'],
    createProvider: replacing('candle', (provider) => ({
      async create(request, call) {
        const made = await provider.create(request, call)
        return { ...made, id: `job-${made.id}` }
      },
      get: (job, call) => provider.get({ ...job, id: job.id.replace('job-', '') }, call),
    })),
  },
  {
    name: 'guesses-status: what was just made is said to be running',
    of: 'candle',
    breaks: ['SUB-01'],
    createProvider: creating('candle', async (create) => ({ ...(await create()), status: 'in_progress' })),
  },
  {
    name: 'chokes-on-new-words: a status that nobody listed costs the job',
    of: 'candle',
    breaks: ['SUB-01', 'HOS-02', 'HOS-06'],
    createProvider: creating('candle', async (create) => {
      const made = await create()
      if (made.status === 'unknown') throw new VideoError('invalid_response', `unknown status ${made.vendorStatus}`)
      return made
    }),
  },
  {
    name: 'retries-create: a 503 is tried again',
    of: 'candle',
    breaks: ['SUB-02', 'SUB-04', 'ERR-5xx', 'ERR-15', 'RET-01'],
    createProvider: sending('candle', (send) => async (url, init) => {
      const response = await send(url, init)
      return response.status === 503 && init?.method === 'POST' ? send(url, init) : response
    }),
  },
  {
    name: 'retries-resets: a broken line is tried again',
    of: 'candle',
    breaks: ['SUB-02', 'SUB-04', 'ERR-network', 'ERR-15', 'RET-01', 'ABT-03', 'HOS-05'],
    createProvider: sending('candle', (send) => (url, init) => {
      const sent = send(url, init)
      return init?.method === 'POST' ? sent.catch(() => send(url, init)) : sent
    }),
  },
  {
    name: 'follows-redirects',
    of: 'candle',
    breaks: ['SEC-02', 'SUB-02'],
    createProvider: sending('candle', (send) => (url, init) => send(url, { ...init, redirect: 'follow' })),
  },
  {
    name: 'previews-for-real: planning already creates',
    of: 'candle',
    breaks: ['SUB-02'],
    createProvider: replacing('candle', (provider) => ({
      async preview(request) {
        await provider.create(request)
        return provider.preview(request)
      },
    })),
  },
  {
    name: 'ignores-caller-key',
    of: 'lantern',
    breaks: ['SUB-03', 'SUB-07'],
    createProvider: misreading('lantern', (request) => ({ ...request, idempotencyKey: undefined })),
  },
  {
    name: 'fresh-key-per-call: the key is made unique, and so useless',
    of: 'lantern',
    breaks: ['SUB-03', 'SUB-07'],
    createProvider: keying((key, calls) => key && `${key}-${calls}`),
  },
  {
    name: 'sticky-key: a call without a key gets that of the one before',
    of: 'lantern',
    breaks: ['SUB-03'],
    createProvider: keying((key, _calls, last) => (key?.startsWith('caller') ? key : last)),
  },
  {
    name: 'unknown-upload: a failed upload looks like a lost create',
    of: 'lantern',
    breaks: ['SUB-05', 'ABT-02'],
    createProvider: creating('lantern', (create, { images }) =>
      create().catch((error: unknown) => {
        if (images.length === 0) throw error
        throw new VideoError('submission_unknown', 'who knows', { operation: 'create', submitted: 'unknown' })
      }),
    ),
  },
  {
    name: 'unknown-as-network: a lost answer looks like a harmless failure',
    of: 'candle',
    breaks: [
      'SUB-04',
      'ERR-408',
      'ERR-409',
      'ERR-429',
      'ERR-5xx',
      'ERR-network',
      'ERR-15',
      'RET-02',
      'ABT-02',
      'ABT-04',
      'HOS-01',
      'HOS-02',
      'HOS-03',
      'HOS-04',
      'HOS-05',
    ],
    createProvider: creating('candle', (create) =>
      create().catch((error: unknown) => {
        throw isVideoError(error) && error.code === 'submission_unknown'
          ? new VideoError('network', 'no answer')
          : error
      }),
    ),
  },
  {
    name: 'refusal-as-unknown: a clear no looks like a lost answer',
    of: 'candle',
    breaks: ['SUB-04', 'ERR-422'],
    createProvider: creating('candle', (create) =>
      create().catch((error: unknown) => {
        if (!isVideoError(error) || error.status !== 422) throw error
        throw new VideoError('submission_unknown', 'who knows', { submitted: 'unknown' })
      }),
    ),
  },
  {
    name: 'believes-errors: an error inside a 200 is a refusal, whatever its code',
    of: 'candle',
    breaks: ['SUB-04'],
    createProvider: defining({
      ...candleDefinition,
      refusal: (status, body) => (status === 200 && 'error' in Object(body) ? { submitted: 'no' } : undefined),
    }),
  },
  {
    name: 'believes-everybody: a 429 without a body is the vendor’s own',
    of: 'candle',
    breaks: ['SUB-04', 'ERR-429', 'RET-02'],
    createProvider: defining({
      ...candleDefinition,
      refusal: (status) => (status === 429 ? { submitted: 'no' } : undefined),
    }),
  },
  {
    name: 'creates-after-failed-upload: the image is left out instead',
    of: 'lantern',
    breaks: ['SUB-05'],
    createProvider: defining({
      ...lanternDefinition,
      create: (request, context) =>
        lanternDefinition.create(request, context).catch((error: unknown) => {
          if (!isVideoError(error) || !error.message.includes('/v1/uploads')) throw error
          return lanternDefinition.create({ ...request, images: [] }, context)
        }),
    }),
  },
  {
    name: 'first-video-only',
    of: 'lantern',
    breaks: ['SUB-06', 'STA-04', 'LST-02'],
    createProvider: replacing('lantern', (provider) => ({
      async get(job, call) {
        const seen = await provider.get(job, call)
        return { ...seen, outputs: seen.outputs?.slice(0, 1) }
      },
    })),
  },
  {
    name: 'videos-in-reverse',
    of: 'lantern',
    breaks: ['SUB-06', 'STA-04', 'LST-02'],
    createProvider: replacing('lantern', (provider) => ({
      async get(job, call) {
        const seen = await provider.get(job, call)
        return { ...seen, outputs: seen.outputs?.toReversed() }
      },
    })),
  },
]

type Made = Awaited<ReturnType<VideoProvider['create']>>

/** A provider that does something around the create of a sound one. */
function creating(
  of: 'lantern' | 'candle',
  around: (create: () => Promise<Made>, request: ProviderRequest) => Promise<Made>,
): BrokenProvider['createProvider'] {
  return replacing(of, (provider) => ({
    create: (request, call) => around(() => provider.create(request, call), request),
  }))
}

/** A provider that does something to the idempotency key. */
function keying(
  change: (key: string | undefined, calls: number, last: string | undefined) => string | undefined,
): BrokenProvider['createProvider'] {
  return (environment) => {
    let calls = 0
    let last: string | undefined
    return misreading('lantern', (request) => {
      calls += 1
      last = change(request.idempotencyKey, calls, last)
      return { ...request, idempotencyKey: last }
    })(environment)
  }
}
