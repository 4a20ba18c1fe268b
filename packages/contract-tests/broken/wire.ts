import type { VideoProvider } from '@reelay/core'
import type { ProviderRequest } from '@reelay/core/provider'
import { candleSpec } from '../reference/candle-spec.ts'
import { lanternDefinition } from '../reference/lantern.ts'
import { withValue } from '../src/fixtures/pointer.ts'
import { defining, miswriting, replacing, sending, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group C has to find. */
export const brokenWires: readonly BrokenProvider[] = [
  {
    name: 'extra-wire-field: long videos get a field that no vendor knows',
    of: 'candle',
    breaks: ['MAN-04', 'WIRE-01'],
    createProvider: miswriting('candle', () => (body) => (body['length'] === 6 ? { ...body, priority: 'high' } : body)),
  },
  {
    name: 'stale-specification: it says that a reason is a number',
    of: 'candle',
    breaks: ['WIRE-02'],
    createProvider: (environment) => sound('candle', environment),
    config: { spec: specWith('/components/schemas/Job/properties/reason', { type: 'integer' }) },
  },
  {
    name: 'idle-waiver: it excuses what is right',
    of: 'candle',
    breaks: ['WIRE-02'],
    createProvider: (environment) => sound('candle', environment),
    config: {
      waivers: [{ fixture: 'candle.fails', pointer: '/interactions/2/response', reason: 'it once was wrong' }],
    },
  },
  {
    name: 'wrong-part-name: the file goes as image',
    of: 'lantern',
    breaks: ['WIRE-03'],
    createProvider: forming((form) => {
      const file = form.get('file')
      form.delete('file')
      if (file instanceof File) form.append('image', file, file.name)
    }),
  },
  {
    name: 'file-without-a-name',
    of: 'lantern',
    breaks: ['WIRE-03'],
    createProvider: forming((form) => {
      const file = form.get('file')
      if (file instanceof File) form.set('file', new Blob([file], { type: file.type }))
    }),
  },
  {
    name: 'file-of-no-type: an image is sent as some bytes',
    of: 'lantern',
    breaks: ['WIRE-03'],
    createProvider: forming((form) => {
      const file = form.get('file')
      if (file instanceof File) form.set('file', new File([file], file.name, { type: 'application/octet-stream' }))
    }),
  },
  {
    name: 'file-as-text: an image is sent as base64 where bytes are wanted',
    of: 'lantern',
    breaks: ['REQ-07', 'WIRE-03'],
    createProvider: forming((form) => form.set('file', 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')),
  },
  {
    name: 'type-of-nothing: a call without a body is said to be JSON',
    of: 'candle',
    breaks: ['WIRE-03'],
    createProvider: sending(
      'candle',
      (send) => (url, init) =>
        send(url, {
          ...init,
          headers: { ...Object.fromEntries(new Headers(init?.headers)), 'content-type': 'application/json' },
        }),
    ),
  },
  {
    name: 'unescapes-paths',
    of: 'candle',
    breaks: ['WIRE-04'],
    createProvider: sending('candle', (send) => (url, init) => send(decoded(url), init)),
  },
  {
    name: 'foreign-origin: the key may go where the vendor is by default, whatever baseUrl says',
    of: 'candle',
    breaks: ['WIRE-05', 'SEC-01'],
    createProvider: replacing('candle', () => ({ origin: 'https://candle.example' })),
  },
  {
    name: 'calls-home: a failed job is reported to its maker',
    of: 'lantern',
    breaks: ['WIRE-05', 'STA-01', 'STA-03', 'STA-04', 'TIM-02', 'LST-02', 'REF-01', 'FIX-01'],
    createProvider: (environment) => {
      const provider = sound('lantern', environment)
      const get: VideoProvider['get'] = async (job, call) => {
        const seen = await provider.get(job, call)
        if (seen.status === 'failed') await environment.fetch('https://telemetry.example/failed').catch(() => {})
        return seen
      }
      return { ...provider, get }
    },
  },
  {
    name: 'forgets-the-version: and gets the oldest',
    of: 'lantern',
    breaks: ['WIRE-06'],
    createProvider: defining({ ...lanternDefinition, headers: (key) => ({ 'x-lantern-key': key }) }),
  },
  {
    name: 'double-create-from-references: one of the two videos is paid for and never seen',
    of: 'lantern',
    breaks: ['REQ-02', 'WIRE-07', 'SUB-01', 'DWN-01', 'DWN-06', 'FIX-01'],
    createProvider: replacing('lantern', (provider) => ({
      async create(request: ProviderRequest, call) {
        if (request.mode === 'reference') await provider.create(request, call)
        return provider.create(request, call)
      },
    })),
  },
]

/** A provider that writes its forms in its own way. */
function forming(change: (form: FormData) => void): BrokenProvider['createProvider'] {
  return sending('lantern', (send) => (url, init) => {
    if (init?.body instanceof FormData) change(init.body)
    return send(url, init)
  })
}

function specWith(pointer: string, schema: object): Record<string, unknown> {
  return { ...Object(withValue(candleSpec, pointer, schema)) }
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
