import type { ContractConfig } from '../src/config.ts'
import { candle } from '../src/reference/candle.ts'
import { lantern } from '../src/reference/lantern.ts'

/** One pixel, as the tape has it. */
const pixel = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

/** How the whole invented vendor is judged. */
export const lanternContract: ContractConfig = {
  createProvider: ({ apiKey, baseUrl, fetch }) => lantern({ apiKey, baseUrl, fetch }),
  tapes: new URL('../test/tapes/lantern/', import.meta.url),
  wire: {
    id: { create: '/clip/id', get: '/clip/id', list: '/clips/*/id' },
    status: { create: '/clip/state', get: '/clip/state', list: '/clips/*/state' },
    progress: { create: '/clip/percent', get: '/clip/percent', list: '/clips/*/percent' },
    resultUrl: { get: '/clip/files/*/url' },
    reason: { get: '/clip/problem/message' },
    words: {
      queued: ['waiting'],
      in_progress: ['rendering'],
      completed: ['done'],
      failed: ['broken'],
      cancelled: ['stopped'],
      expired: ['gone'],
    },
    codes: {
      no_credit: 'insufficient_credit',
      bad_content: 'moderated',
      no_such_clip: 'not_found',
      too_many: 'rate_limited',
    },
    retryable: '/error/again',
  },
  samples: {
    text: {
      model: 'lantern-2',
      prompt: 'A paper boat on a puddle, rain',
      duration: 4,
      aspectRatio: '16:9',
      resolution: '720p',
      fps: 24,
      seed: 11,
      negativePrompt: 'text, logos',
      audio: true,
      n: 2,
      providerOptions: { lantern: { style: 'watercolour' } },
    },
    image: {
      model: 'lantern-2',
      prompt: 'The boat sails away',
      duration: 8,
      aspectRatio: '9:16',
      images: [{ url: 'https://example.com/boat.png' }],
    },
    reference: { model: 'lantern-2', prompt: 'In this style', images: [{ data: pixel, role: 'reference' }] },
  },
}

/** How the smallest invented vendor is judged. */
export const candleContract: ContractConfig = {
  createProvider: ({ apiKey, baseUrl, fetch }) => candle({ apiKey, baseUrl, fetch }),
  tapes: new URL('../test/tapes/candle/', import.meta.url),
  wire: {
    id: '/job',
    status: '/is',
    resultUrl: '/video',
    reason: '/reason',
    words: { queued: ['new'], in_progress: ['busy'], completed: ['ok'], failed: ['bad'] },
  },
  samples: { text: { model: 'candle', prompt: 'A candle in a window', duration: 4 } },
}
