import type { ContractConfig } from '../src/config/config.ts'
import { candle } from '../reference/candle.ts'
import { candleSpec } from '../reference/candle-spec.ts'
import { lanternSpec } from '../reference/lantern-spec.ts'
import { lantern } from '../reference/lantern.ts'

/** One pixel, as the fixture has it. */
const pixel = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

/** How the whole invented vendor is judged. */
export const lanternContract: ContractConfig = {
  createProvider: ({ apiKey, baseUrl, fetch, webhookSecret }) => lantern({ apiKey, baseUrl, fetch, webhookSecret }),
  fixtures: new URL('../test/fixtures/lantern/', import.meta.url),
  package: new URL('../test/package/package.json', import.meta.url),
  // The day on which its recording was two weeks old.
  today: '2026-03-15',
  spec: lanternSpec,
  wire: {
    id: { create: '/video/id', get: '/video/id', list: '/videos/*/id', webhook: '/video/id' },
    model: { get: '/video/model' },
    status: { create: '/video/state', get: '/video/state', list: '/videos/*/state', watch: '/state' },
    progress: { create: '/video/percent', get: '/video/percent', list: '/videos/*/percent' },
    resultUrl: { get: '/video/files/*/url' },
    reason: { get: '/video/problem/message' },
    createdAt: { create: '/video/created_at', get: '/video/created_at' },
    completedAt: { get: '/video/finished' },
    expiresAt: { create: '/video/ends_at', get: '/video/ends_at', setRetention: '/video/ends_at' },
    cost: {
      at: { create: '/video/cents', get: '/video/cents' },
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
      no_such_video: 'not_found',
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
    { provider: 'lantern', model: 'lantern-2', id: 'video_01', status: 'queued', vendorStatus: 'waiting', outputs: [] },
  ],
}

/** How the smallest invented vendor is judged. */
export const candleContract: ContractConfig = {
  createProvider: ({ apiKey, baseUrl, fetch }) => candle({ apiKey, baseUrl, fetch }),
  fixtures: new URL('../test/fixtures/candle/', import.meta.url),
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
