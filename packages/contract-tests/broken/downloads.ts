import type { Output } from '@reelay/core'
import { elsewhere } from '../src/replay/mutators.ts'
import { replacing, sending } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'
import { reading } from './times.ts'

/** Bugs that group M has to find. */
export const brokenDownloads: readonly BrokenProvider[] = [
  {
    name: 'text-videos: whatever comes is read as text',
    of: 'candle',
    breaks: ['DWN-01'],
    createProvider: sending('candle', (send) => async (url, init) => {
      const { status, headers, body } = await send(url, init)
      return new Response(body?.pipeThrough(new TextDecoderStream()).pipeThrough(new TextEncoderStream()), {
        status,
        headers,
      })
    }),
  },
  {
    name: 'first-video-for-all: each output leads to the first video',
    of: 'lantern',
    breaks: ['DWN-01'],
    createProvider: replacing('lantern', ({ content }) => ({
      content: async (job, _output, call) => {
        const [first = {}] = job.outputs ?? []
        return (await content?.(job, first, call)) ?? []
      },
    })),
  },
  {
    name: 'believes-links: where the job names a link elsewhere, nothing else is asked',
    of: 'lantern',
    breaks: ['DWN-07'],
    createProvider: replacing('lantern', ({ content }) => ({
      content: async (job, output, call) => {
        const isElsewhere = output.url?.startsWith(elsewhere) === true
        return isElsewhere ? [{ url: output.url ?? '' }] : ((await content?.(job, output, call)) ?? [])
      },
    })),
  },
  {
    name: 'calls-it-webm',
    of: 'lantern',
    breaks: ['DWN-01'],
    createProvider: reading('lantern', (seen) => ({
      ...seen,
      outputs: seen.outputs?.map((output) => ({ ...output, mediaType: 'video/webm' })),
    })),
  },
  {
    name: 'keeps-addresses: the first address of a job stays',
    of: 'candle',
    breaks: ['DWN-02'],
    createProvider: replacing('candle', (provider) => {
      const kept = new Map<string, readonly Output[]>()
      return {
        async get(job, call) {
          const seen = await provider.get(job, call)
          const outputs = kept.get(job.id) ?? seen.outputs
          if (outputs && seen.status === 'completed') kept.set(job.id, outputs)
          return { ...seen, outputs }
        },
      }
    }),
  },
  {
    name: 'forgets-the-end: neither the answers nor the page are asked when a video is gone',
    of: 'lantern',
    breaks: ['TIM-01', 'DWN-06'],
    createProvider: (environment) => {
      const provider = reading('lantern', (seen) => ({ ...seen, expiresAt: undefined }))(environment)
      return { ...provider, capabilities: { ...provider.capabilities, resultLifetimeMs: null } }
    },
  },
]
