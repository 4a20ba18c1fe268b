import type { ModelCapability, VideoProvider } from '@reelay/core'
import type { ProviderRequest } from '@reelay/core/provider'
import * as z from 'zod/mini'
import { lanternDefinition } from '../reference/lantern.ts'
import { copyOf } from './folders.ts'
import { lanternContract } from './references.ts'
import { defining, misreading, miswriting, replacing } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group B has to find. */
export const brokenRequests: readonly BrokenProvider[] = [
  {
    name: 'forgets-limits: the second list of models says nothing about durations',
    of: 'candle',
    breaks: ['MAN-01', 'REQ-01'],
    createProvider: replacing('candle', (provider) => laterModels(provider, (can) => ({ ...can, duration: null }))),
  },
  {
    name: 'duration-as-string',
    of: 'candle',
    breaks: ['MAN-04', 'REQ-02', 'WIRE-01'],
    createProvider: miswriting('candle', () => (body) => ({ ...body, length: text(body['length']) })),
  },
  {
    name: 'silent-clamp: six seconds become four',
    of: 'candle',
    breaks: ['REQ-02'],
    createProvider: misreading('candle', (request) => ({
      ...request,
      duration: request.duration && Math.min(4, request.duration),
    })),
  },
  {
    name: 'drops-false: an option that is false or 0 is left out',
    of: 'lantern',
    breaks: ['REQ-02'],
    createProvider: miswriting(
      'lantern',
      () => (body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value)),
    ),
  },
  {
    name: 'swaps-options: portrait loses its resolution',
    of: 'lantern',
    breaks: ['REQ-02'],
    createProvider: misreading('lantern', (request) =>
      request.aspectRatio === '9:16' && request.resolution ? { ...request, resolution: '720p' } : request,
    ),
  },
  {
    name: 'muddles-pairs: portrait in full size comes out square',
    of: 'lantern',
    breaks: ['REQ-02'],
    createProvider: misreading('lantern', (request) =>
      request.aspectRatio === '9:16' && request.resolution === '1080p' ? { ...request, aspectRatio: '1:1' } : request,
    ),
  },
  {
    name: 'reads-options-twice: a style gets its mark in options() and again in create(), and so the fixture was made',
    of: 'lantern',
    breaks: ['REQ-09'],
    createProvider: replacing('lantern', (provider) => ({
      options: (given) => marked(provider.options(given)),
      create: (request, call) => provider.create({ ...request, options: marked(request.options) }, call),
      preview: (request) => provider.preview({ ...request, options: marked(request.options) }),
    })),
    config: () => ({
      fixtures: copyOf(lanternContract.fixtures, {
        'text.fixture.jsonc': (text) => text.replace('"style": "watercolour"', '"style": "watercolour!!"'),
      }),
    }),
  },
  {
    name: 'imagines-images: the second list of models takes a first frame',
    of: 'candle',
    breaks: ['MAN-01', 'REQ-03'],
    createProvider: replacing('candle', (provider) => laterModels(provider, (can) => can, true)),
  },
  {
    name: 'imagines-options: the second list of models has a seed',
    of: 'candle',
    breaks: ['MAN-01', 'REQ-03'],
    createProvider: replacing('candle', (provider) => laterModels(provider, (can) => ({ ...can, seed: true }))),
  },
  {
    name: 'trims-prompt',
    of: 'candle',
    breaks: ['REQ-04'],
    createProvider: misreading('candle', (request) => ({ ...request, prompt: request.prompt.trim() })),
  },
  {
    name: 'normalizes-prompt',
    of: 'candle',
    breaks: ['REQ-04'],
    createProvider: misreading('candle', (request) => ({ ...request, prompt: request.prompt.normalize('NFC') })),
  },
  {
    name: 'options-override-body',
    of: 'candle',
    breaks: ['REQ-05'],
    createProvider: (environment) => {
      let options: ProviderRequest['options'] = {}
      const provider = miswriting('candle', () => (body) => ({ ...body, ...options }))(environment)
      const create: VideoProvider['create'] = (request, call) => {
        options = request.options
        return provider.create({ ...request, options: {} }, call)
      }
      return { ...provider, create }
    },
  },
  {
    name: 'options-override-inside: an option is spread over an object of the body',
    of: 'lantern',
    breaks: ['REQ-02', 'REQ-05', 'WIRE-01'],
    createProvider: (environment) => {
      let poll: unknown
      const provider = miswriting('lantern', () => (body) => ({
        ...body,
        ...('text' in body && { poll: Object.assign({ text: body['text'] }, poll) }),
      }))(environment)
      const create: VideoProvider['create'] = (request, call) => {
        const { poll: given, ...options } = request.options
        poll = given
        return provider.create({ ...request, options }, call)
      }
      const options: VideoProvider['options'] = ({ poll: given, ...rest }) =>
        typeof given === 'string'
          ? provider.options({ ...rest, poll: given })
          : { ...provider.options(rest), ...(given !== undefined && { poll: given }) }
      return { ...provider, create, options }
    },
  },
  {
    name: 'takes-any-option: an option that nobody knows is left out without a word',
    of: 'lantern',
    breaks: ['REQ-05'],
    createProvider: defining({ ...lanternDefinition, options: z.object({ style: z.optional(z.string()) }) }),
  },
  {
    name: 'drops-options: passThrough is declared and nothing is passed on',
    of: 'candle',
    breaks: ['REQ-05'],
    createProvider: misreading('candle', (request) => ({ ...request, options: {} })),
  },
  {
    name: 'numbers-its-calls: each body holds how many there were',
    of: 'candle',
    breaks: ['REQ-02', 'REQ-05', 'REQ-06', 'WIRE-01'],
    createProvider: miswriting('candle', () => {
      let calls = 0
      return (body) => ({ ...body, call: ++calls })
    }),
  },
  {
    name: 'cuts-images: only the first 32 kB are encoded',
    of: 'lantern',
    breaks: ['REQ-07'],
    createProvider: misreading('lantern', (request) => ({
      ...request,
      images: request.images.map((image) =>
        'data' in image ? { ...image, data: image.data.subarray(0, 0x8000) } : image,
      ),
    })),
  },
  {
    name: 'decodes-urls: an image URL loses its escapes',
    of: 'lantern',
    breaks: ['REQ-07'],
    createProvider: misreading('lantern', (request) => ({
      ...request,
      images: request.images.map((image) =>
        'url' in image ? { ...image, url: decodeURIComponent(image.url) } : image,
      ),
    })),
  },
]

type TextMode = NonNullable<ModelCapability['modes']['text']>

/** Answers differently from the second time on. */
function laterModels(
  provider: VideoProvider,
  change: (can: TextMode) => TextMode,
  withImages = false,
): Partial<VideoProvider> {
  let calls = 0
  return {
    async models(call) {
      const models = await provider.models(call)
      calls += 1
      if (calls === 1) return models
      return models.map((model) => {
        const text = change(model.modes.text ?? {})
        const image: TextMode = { images: { min: 1, max: 1, roles: ['first_frame'], as: ['url'] } }
        return { ...model, modes: { text, ...(withImages && { image }) } }
      })
    },
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : undefined
}

function marked({ style, ...options }: Record<string, unknown>): Record<string, unknown> {
  return { ...options, ...(typeof style === 'string' && { style: `${style}!` }) }
}
