import type { ContractConfig } from '@reelay/contract-tests'
import type { ModeCapability, ModelCapability } from '@reelay/core'
import { spec } from '../src/generated-spec.ts'
import { infrai } from '../src/index.ts'
import { examples } from './contract-examples.ts'

/** A model as the page of the capabilities tells it; the shapes are those of the page of the create. */
function model(id: string, duration: ModeCapability['duration'], resolutions: readonly string[]): ModelCapability {
  const vendorOptions: ModeCapability = {
    duration,
    aspectRatios: ['16:9', '9:16', '1:1'],
    resolutions: [...resolutions],
  }
  const images: ModeCapability['images'] = { min: 1, max: 1, roles: ['reference'], as: ['url'] }
  return { id, price: null, modes: { text: vendorOptions, reference: { ...vendorOptions, images } } }
}

const config: ContractConfig = {
  contract: '1.x',
  createProvider: ({ apiKey, baseUrl, fetch }) => infrai({ apiKey, baseUrl, fetch }),
  fixtures: new URL('./fixtures/', import.meta.url),
  package: new URL('../package.json', import.meta.url),
  wire: {
    id: { create: '/data/job_id', get: '/data/job_id', list: '/data/items/*/job_id' },
    status: { create: '/data/state', get: '/data/state', list: '/data/items/*/state' },
    resultUrl: { get: '/data/video_url', list: '/data/items/*/video_url', content: '/data/url' },
    reason: { get: '/data/error/message' },
    retryable: '/error/retryable',
    cost: { at: { create: '/metadata/cost_usd' }, currency: 'USD', perUnit: 1 },
    pages: { cursor: '/data/next_cursor' },
    expiresAt: { setRetention: '/data/expires_at' },
    removed: '/data/deleted',
    codes: {
      INSUFFICIENT_CREDIT: 'insufficient_credit',
      UPSTREAM_ERROR: 'unavailable',
      PRO_REQUIRED: 'permission',
      IDEMPOTENCY_CONFLICT: 'conflict',
      VENDOR_TIMEOUT: 'unavailable',
      UNKNOWN_ERROR: 'unavailable',
    },
    words: {
      queued: ['queued', 'pending'],
      in_progress: ['processing', 'running', 'in_progress'],
      completed: ['completed', 'succeeded'],
      failed: ['failed', 'error'],
      cancelled: ['cancelled', 'canceled'],
      expired: ['expired'],
    },
  },
  spec,
  examples,
  samples: {
    text: {
      model: 'auto',
      prompt: 'a timelapse of a city skyline at dusk',
      duration: 5,
      aspectRatio: '16:9',
      resolution: '1080p',
      idempotencyKey: 'order-1-video-1',
      providerOptions: { infrai: { prefer: 'balanced' } },
    },
    reference: {
      model: 'acme-video',
      prompt: 'the same skyline, in snow',
      duration: 8,
      aspectRatio: '9:16',
      resolution: '720p',
      images: [{ url: 'https://example.com/skyline.jpg', role: 'reference' }],
      idempotencyKey: 'order-1-video-2',
      providerOptions: { infrai: { vendor: 'acme' } },
    },
  },
  waivers: [
    ...[1, 2, 6].map((index) => ({
      fixture: 'infrai.refused-codes',
      pointer: `/interactions/${index}/response/body`,
      reason: 'No page says that a refusal never comes with status 200, so the fixture has three as a precaution.',
    })),
    ...[
      'told-nothing',
      'vendors-of-odd-types',
      'cancel-refused',
      'cancel-unsaid',
      'refused-in-words',
      'refused-in-silence',
    ].map((name) => ({
      fixture: `infrai.example-${name}`,
      pointer: '/interactions/0/response/body',
      reason:
        'No page shows an answer, and types are read off names: the fixture says less, or something else, on purpose.',
    })),
  ],
  claims: [
    model('auto', null, ['720p', '1080p', '4k']),
    model('acme-video', { min: 1, max: 10 }, ['720p', '1080p']),
    model('boreal-1', { min: 1, max: 20 }, ['720p', '1080p', '4k']),
    // Of this one the fixture says neither.
    model('cumulus-xl', null, ['720p', '1080p', '4k']),
  ],
  jobs: [
    {
      provider: 'infrai',
      model: 'auto',
      id: 'vj_1',
      status: 'queued',
      vendorStatus: 'queued',
      outputs: [],
      handle: { vendor: 'acme' },
      cost: { amount: 0.12, currency: 'USD', source: 'vendor', final: false },
      createdAt: '2026-11-21T10:00:00.000Z',
    },
  ],
}

export default config
