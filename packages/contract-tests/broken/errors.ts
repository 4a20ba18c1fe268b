import { isVideoError, VideoError, type ErrorCode } from '@reelay/core'
import { candleDefinition } from '../reference/candle.ts'
import { lanternDefinition } from '../reference/lantern.ts'
import { defining, replacing, sending } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group H has to find. */
export const brokenErrors: readonly BrokenProvider[] = [
  miscalling('400-unknown', 400, { code: 'invalid_response' }, ['SUB-04', 'ERR-400', 'ERR-13']),
  miscalling('401-as-permission', 401, { code: 'permission' }, ['ERR-401', 'ERR-13', 'RET-01']),
  miscalling('402-as-rate-limit', 402, { code: 'rate_limited' }, ['ERR-402']),
  miscalling('403-as-bad-key', 403, { code: 'authentication' }, ['ERR-403']),
  miscalling('404-as-expired', 404, { code: 'expired' }, ['SUB-04', 'STA-06', 'STA-07', 'ERR-404', 'ERR-13']),
  miscalling('408-as-network', 408, { code: 'network' }, ['ERR-408']),
  miscalling('409-as-mistake', 409, { code: 'invalid_request' }, ['SUB-04', 'ERR-409']),
  miscalling('413-as-unsupported', 413, { code: 'unsupported' }, ['ERR-413']),
  miscalling('422-retryable', 422, { retryable: true }, ['ERR-422']),
  miscalling('429-not-retryable', 429, { retryable: false }, ['STA-07', 'ERR-429']),
  miscalling('502-not-retryable', 502, { retryable: false }, ['ERR-5xx']),
  miscalling('524-as-timeout', 524, { code: 'timeout' }, ['ERR-5xx']),
  {
    name: 'chokes-on-empty-bodies: a refusal without a body is a TypeError',
    of: 'candle',
    breaks: [
      'SUB-04',
      'STA-07',
      ...['400', '401', '402', '403', '404', '408', '409', '413', '422', '429', '5xx'].map((status) => `ERR-${status}`),
      'RET-01',
      'RET-02',
      'HOS-01',
    ],
    createProvider: defining({
      ...candleDefinition,
      refusal: (_status, body) => ('error' in Object(body ?? fault()) ? { message: 'refused' } : undefined),
    }),
  },
  {
    name: 'forgets-the-status: of what is too large',
    of: 'candle',
    breaks: ['ERR-413'],
    createProvider: failing((error) =>
      error.status === 413 ? new VideoError(error.code, error.message, { operation: error.operation }) : error,
    ),
  },
  {
    name: 'renames-the-operation: of a conflict',
    of: 'candle',
    breaks: ['ERR-409'],
    createProvider: failing((error) =>
      error.status === 409 ? new VideoError(error.code, error.message, { status: 409, operation: 'poll' }) : error,
    ),
  },
  {
    name: 'loses-the-cause: a broken line leaves no trace',
    of: 'candle',
    breaks: ['ERR-network', 'HOS-05'],
    createProvider: failing((error) =>
      error.code === 'network' ? new VideoError('network', error.message, withoutCause(error)) : error,
    ),
  },
  {
    name: 'resets-are-final',
    of: 'candle',
    breaks: ['STA-07', 'ERR-network', 'RET-01', 'HOS-05'],
    createProvider: failing((error) =>
      error.code === 'network'
        ? new VideoError('network', error.message, { ...withoutCause(error), cause: error.cause, retryable: false })
        : error,
    ),
  },
  {
    name: 'credits-as-rate-limit',
    of: 'lantern',
    breaks: ['ERR-13'],
    createProvider: refusing((status, body) => {
      const found = lanternDefinition.refusal?.(status, body)
      return found?.code === 'insufficient_credit' ? { ...found, code: 'rate_limited' } : found
    }),
  },
  {
    name: "ignores-advice: the vendor's word on trying again is dropped",
    of: 'lantern',
    breaks: ['ERR-13'],
    createProvider: refusing((status, body) => {
      const found = lanternDefinition.refusal?.(status, body)
      return found && { ...found, retryable: undefined }
    }),
  },
  {
    name: 'ok-with-error: only a bad status is a refusal',
    of: 'lantern',
    breaks: ['ERR-13', 'ERR-14', 'CAN-02'],
    createProvider: refusing((status, body) => (status < 400 ? undefined : lanternDefinition.refusal?.(status, body))),
  },
  {
    name: 'knows-only-its-words: an error with a new word and a good status is none',
    of: 'lantern',
    breaks: ['ERR-14'],
    createProvider: refusing((status, body) => {
      const found = lanternDefinition.refusal?.(status, body)
      return status >= 400 || found?.code ? found : undefined
    }),
  },
  {
    name: 'believes-new-words: an error inside a 200 is a refusal, whatever its code',
    of: 'lantern',
    breaks: ['SUB-04', 'ERR-14'],
    createProvider: refusing((status, body) => {
      const found = lanternDefinition.refusal?.(status, body)
      return found && status === 200 ? { ...found, submitted: 'no' } : found
    }),
  },
  {
    name: 'fears-refusals: after a refusal inside a 200 nobody knows whether there is a job',
    of: 'lantern',
    breaks: ['ERR-14'],
    createProvider: replacing('lantern', (provider) => ({
      create: (request, call) =>
        provider.create(request, call).catch((error: unknown) => {
          if (!isVideoError(error) || error.status !== 200) throw error
          throw new VideoError(error.code, error.message, { ...withoutCause(error), submitted: 'unknown' })
        }),
    })),
  },
  {
    name: 'throws-typeerror: an answer that is no JSON',
    of: 'candle',
    breaks: ['STA-07', 'ERR-15', 'HOS-01', 'HOS-02', 'HOS-04'],
    createProvider: failing((error) => (error.code === 'invalid_response' ? new TypeError(error.message) : error)),
  },
  {
    name: 'throws-anonymously: nobody can tell what failed',
    of: 'candle',
    breaks: ['ERR-15'],
    createProvider: failing((error) =>
      error.code === 'invalid_response'
        ? new VideoError(error.code, 'something went wrong', withoutCause(error))
        : error,
    ),
  },
  {
    name: 'throws-in-circles: the error of a list cannot be written down',
    of: 'lantern',
    breaks: ['ERR-15'],
    createProvider: replacing('lantern', ({ list }) => ({
      list: async (query, call) => {
        const page = await list?.(query, call).catch((error: unknown) => {
          if (!isVideoError(error) || error.code !== 'invalid_response') throw error
          const circle: { error?: unknown } = {}
          circle.error = Object.assign(error, { circle })
          throw circle.error
        })
        return page ?? { jobs: [] }
      },
    })),
  },
  {
    name: 'says-nothing-of-why: what the vendor says of a refusal is lost',
    of: 'lantern',
    breaks: ['ERR-13', 'ERR-14'],
    createProvider: refusing((status, body) => {
      const found = lanternDefinition.refusal?.(status, body)
      return found && { ...found, message: 'the vendor has refused' }
    }),
  },
  {
    name: 'drops-request-id',
    of: 'lantern',
    breaks: ['ERR-16'],
    createProvider: sending('lantern', (send) => async (url, init) => {
      const { status, headers, body } = await send(url, init)
      headers.delete('x-request-id')
      return new Response(body, { status, headers })
    }),
  },
]

/** A provider that reads one status in its own way. */
function miscalling(
  name: string,
  status: number,
  wrong: { code?: ErrorCode; retryable?: boolean },
  breaks: readonly string[],
): BrokenProvider {
  const createProvider = defining({
    ...candleDefinition,
    refusal: (found) => (found === status ? wrong : undefined),
  })
  return { name, of: 'candle', breaks, createProvider }
}

/** A provider that reads refusals in its own way. */
function refusing(refusal: NonNullable<typeof lanternDefinition.refusal>): BrokenProvider['createProvider'] {
  return defining({ ...lanternDefinition, refusal })
}

/** A provider that changes the errors of its polls. */
function failing(change: (error: VideoError) => Error): BrokenProvider['createProvider'] {
  return replacing('candle', (provider) => ({
    get: (job, call) =>
      provider.get(job, call).catch((error: unknown) => {
        throw isVideoError(error) ? change(error) : error
      }),
  }))
}

function withoutCause({ provider, operation, status, requestId }: VideoError): object {
  return { provider, operation, status, requestId }
}

function fault(): never {
  throw new TypeError('body is undefined')
}
