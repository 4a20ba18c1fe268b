import type { ContractConfig } from '../src/config.ts'
import { candle } from '../src/reference/candle.ts'
import { candleSpec } from '../src/reference/candle-spec.ts'
import { lanternSpec } from '../src/reference/lantern-spec.ts'
import { lantern } from '../src/reference/lantern.ts'

/** One pixel, as the tape has it. */
const pixel = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

/** How the whole invented vendor is judged. */
export const lanternContract: ContractConfig = {
  createProvider: ({ apiKey, baseUrl, fetch, webhookSecret }) => lantern({ apiKey, baseUrl, fetch, webhookSecret }),
  tapes: new URL('../test/tapes/lantern/', import.meta.url),
  package: new URL('../test/package/package.json', import.meta.url),
  // The day on which its recording was two weeks old.
  today: '2026-03-15',
  spec: lanternSpec,
  wire: {
    id: { create: '/clip/id', get: '/clip/id', list: '/clips/*/id', webhook: '/clip/id' },
    model: { get: '/clip/model' },
    status: { create: '/clip/state', get: '/clip/state', list: '/clips/*/state', watch: '/state' },
    progress: { create: '/clip/percent', get: '/clip/percent', list: '/clips/*/percent' },
    resultUrl: { get: '/clip/files/*/url' },
    reason: { get: '/clip/problem/message' },
    createdAt: { create: '/clip/created_at', get: '/clip/created_at' },
    completedAt: { get: '/clip/finished' },
    expiresAt: { create: '/clip/ends_at', get: '/clip/ends_at', setRetention: '/clip/ends_at' },
    cost: {
      at: { create: '/clip/cents', get: '/clip/cents' },
      currency: 'USD',
      perUnit: 100,
      final: ['completed', 'failed', 'cancelled', 'expired'],
    },
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
      too_late: 'conflict',
    },
    retryable: '/error/again',
    retryAfter: '/error/wait_s',
    pages: { cursor: '/next' },
    balance: { at: '/cents', currency: 'USD', perUnit: 100 },
    removed: '/removed',
    done: { cancel: '/stopping', delete: '/removed' },
    event: '/event',
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
      webhookUrl: 'https://receiver.example/hooks?order=1&from=lantern',
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
  examples: [
    {
      name: 'three-frames',
      request: {
        model: 'lantern-2',
        prompt: 'The boat sails away',
        images: ['a', 'b', 'c'].map((name) => ({ url: `https://example.com/${name}.png` })),
      },
      throws: { code: 'invalid_request', submitted: 'no' },
    },
  ],
  jobs: [
    { provider: 'lantern', model: 'lantern-2', id: 'clip_01', status: 'queued', vendorStatus: 'waiting', outputs: [] },
  ],
}

/** How the smallest invented vendor is judged. */
export const candleContract: ContractConfig = {
  createProvider: ({ apiKey, baseUrl, fetch }) => candle({ apiKey, baseUrl, fetch }),
  tapes: new URL('../test/tapes/candle/', import.meta.url),
  spec: candleSpec,
  wire: {
    id: '/job',
    status: '/is',
    resultUrl: '/video',
    reason: '/reason',
    words: { queued: ['new'], in_progress: ['busy'], completed: ['ok'], failed: ['bad'] },
  },
  samples: { text: { model: 'candle', prompt: 'A candle in a window', duration: 4 } },
}
