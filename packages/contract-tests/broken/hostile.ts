import { VideoError } from '@reelay/core'
import { lenient, type Snapshot } from '@reelay/core/provider'
import * as z from 'zod/mini'
import { candleDefinition, type Jobs } from '../reference/candle.ts'
import { lanternDefinition } from '../reference/lantern.ts'
import { defining, replacing, sending } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group N has to find. */
export const brokenHostiles: readonly BrokenProvider[] = [
  {
    name: 'null-is-waiting: a poll that says nothing is taken for a job that waits',
    of: 'candle',
    breaks: ['ERR-15', 'HOS-01'],
    createProvider: reading((text) => (text === 'null' ? '{"job":"7f3","is":"new"}' : text)),
  },
  {
    name: 'any-page-is-deleted: whatever comes back, the job is gone',
    of: 'lantern',
    breaks: ['DEL-01', 'HOS-01'],
    createProvider: defining({
      ...lanternDefinition,
      async delete({ id }, { http }) {
        await http.delete('/v1/videos/{id}', { path: { id }, schema: z.unknown() })
      },
    }),
  },
  {
    name: 'stuck-on-news: a field that it does not know is an error',
    of: 'candle',
    breaks: ['SEC-03', 'HOS-02', 'HOS-03'],
    createProvider: creating(async (ask) => {
      const { job, is, ...news } = await ask(z.looseObject({ job: z.string().check(z.minLength(1)), is: lenient.text }))
      const unheard = Object.keys(news).find((name) => name !== 'video' && name !== 'reason')
      if (unheard !== undefined) throw new TypeError(`${unheard}: unheard of`)
      return { id: job, status: is === 'new' ? 'queued' : 'unknown', vendorStatus: is }
    }),
  },
  {
    name: 'number-ids: an id of digits is a number for a while',
    of: 'candle',
    breaks: ['HOS-03'],
    createProvider: naming((id) => (/^\d+$/.test(id) ? String(Number(id)) : id)),
  },
  {
    name: 'takes-numbers-as-ids: what JSON has rounded already',
    of: 'candle',
    breaks: ['HOS-03'],
    createProvider: creating(async (ask) => {
      const { job, is } = await ask(
        z.object({ job: z.union([z.string().check(z.minLength(1)), z.number()]), is: lenient.text }),
      )
      return { id: String(job), status: is === 'new' ? 'queued' : 'unknown', vendorStatus: is }
    }),
  },
  { name: 'trims-ids', of: 'candle', breaks: ['HOS-03'], createProvider: naming((id) => id.trim()) },
  {
    name: 'cuts-ids: to what its column holds',
    of: 'candle',
    breaks: ['HOS-03'],
    createProvider: naming((id) => id.slice(0, 255)),
  },
  {
    name: 'follows-prototypes: merges what it got into an object of its own',
    of: 'candle',
    breaks: ['HOS-03'],
    createProvider: reading((text) => {
      const task: unknown = parsed(text)
      return isObject(task) ? JSON.stringify(merge({}, task)) : text
    }),
  },
  {
    name: 'reads-it-all: before anybody can say that it is enough',
    of: 'candle',
    breaks: ['HOS-04'],
    createProvider: reading((text) => text, Infinity),
  },
  {
    name: 'walks-it-all: by recursion',
    of: 'candle',
    breaks: ['HOS-04'],
    createProvider: reading((text) => {
      try {
        depthOf(parsed(text))
      } catch {
        throw new TypeError('too deep')
      }
      return text
    }),
  },
  {
    name: 'takes-what-came: JSON that is whole is believed, though the line broke before its end',
    of: 'candle',
    breaks: ['HOS-05'],
    createProvider: sending('candle', (send) => async (url, init) => {
      const response = await send(url, init)
      const { body, status, headers } = response
      const isOther = !headers.get('content-type')?.startsWith('application/json')
      if (isOther || Number(headers.get('content-length') ?? 0) > 1_000_000) return response
      let text = ''
      const decoder = new TextDecoder()
      try {
        for await (const chunk of body ?? []) {
          text += decoder.decode(chunk, { stream: true })
          if (text.length > 1_000_000) break
        }
      } catch (error) {
        if (parsed(text) === undefined) throw error
      }
      return new Response(text === '' ? null : text, { status, headers })
    }),
  },
  {
    name: 'knows-only-resets: any other break is the vendor, who is said to be down',
    of: 'candle',
    breaks: ['HOS-05'],
    createProvider: polling((error) => {
      const isOther = /HPE_|UND_ERR_(?!SOCKET)|Z_DATA|lost$/.test(error.message)
      if (error.code !== 'network' || !isOther) return error
      const { provider, operation, cause } = error
      return new VideoError('unavailable', error.message, { provider, operation, cause })
    }),
  },
  {
    name: 'keeps-only-codes: the cause of a break that has none is lost',
    of: 'candle',
    breaks: ['HOS-05'],
    createProvider: polling((error) => {
      if (error.code !== 'network' || /\(\w+\)/.test(error.message)) return error
      const { provider, operation } = error
      return new VideoError('network', error.message, { provider, operation })
    }),
  },
]

/** A provider that changes the text of what its polls are answered with. */
export function reading(change: (text: string) => string, largestBytes = 1_000_000): BrokenProvider['createProvider'] {
  return sending('candle', (send) => async (url, init) => {
    const response = await send(url, init)
    const { status, headers } = response
    const isTooLarge = Number(headers.get('content-length') ?? 0) > largestBytes
    if (init?.method !== 'GET' || !response.ok || isTooLarge) return response
    const text = change(await readAtMost(response, largestBytes))
    return new Response(text === '' ? null : text, { status, headers })
  })
}

/** The first characters of an answer: not every one says how long it is. */
async function readAtMost({ body }: Response, length: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > length) break
  }
  return text
}

type Asked = <Schema extends z.core.$ZodType>(schema: Schema) => Promise<z.output<Schema>>

/** A provider that reads the answer to its create in its own way. */
export function creating(read: (ask: Asked) => Promise<Snapshot & { id: string }>): BrokenProvider['createProvider'] {
  return defining<Jobs, Record<string, unknown>>({
    ...candleDefinition,
    create({ model, prompt, duration, options }, { http }) {
      const body = { model, prompt, length: duration }
      return read(async (schema) => (await http.post('/jobs', { body, extra: options, schema })).data)
    },
  })
}

/** A provider that changes the ids of its jobs. */
function naming(change: (id: string) => string): BrokenProvider['createProvider'] {
  return replacing('candle', (provider) => ({
    async create(request, call) {
      const made = await provider.create(request, call)
      return { ...made, id: change(made.id) }
    },
  }))
}

/** A provider that changes the errors of its polls. */
function polling(change: (error: VideoError) => Error): BrokenProvider['createProvider'] {
  return replacing('candle', (provider) => ({
    get: (job, call) =>
      provider.get(job, call).catch((error: unknown) => {
        throw error instanceof VideoError ? change(error) : error
      }),
  }))
}

function merge(target: Record<string, unknown>, source: object): Record<string, unknown> {
  for (const [key, value] of Object.entries(source)) {
    const own = target[key]
    target[key] = isObject(value) ? merge(isObject(own) ? own : {}, value) : value
  }
  return target
}

function depthOf(value: unknown): number {
  return isObject(value) ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0
}

/** Whether it has fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** JSON, or undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
