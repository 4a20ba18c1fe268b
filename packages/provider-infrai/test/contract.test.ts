import { contractTests } from '@reelay/contract-tests/vitest'
import { describe, it } from 'vitest'
import { spec } from '../src/generated-spec.ts'
import { infrai } from '../src/index.ts'

contractTests(
  { describe, it },
  {
    createProvider: ({ apiKey, baseUrl, fetch }) => infrai({ apiKey, baseUrl, fetch }),
    tapes: new URL('./tapes/', import.meta.url),
    wire: {
      retryable: '/error/retryable',
      codes: { INSUFFICIENT_CREDIT: 'insufficient_credit' },
      id: { create: '/data/job_id', get: '/data/job_id', list: '/data/items/*/job_id' },
      status: { create: '/data/state', get: '/data/state', list: '/data/items/*/state' },
      resultUrl: { get: '/data/video_url', list: '/data/items/*/video_url' },
      reason: { get: '/data/error/message' },
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
    samples: {
      text: {
        model: 'auto',
        prompt: 'a timelapse of a city skyline at dusk',
        duration: 5,
        aspectRatio: '16:9',
        resolution: '1080p',
        idempotencyKey: 'order-1-clip-1',
        providerOptions: { infrai: { prefer: 'balanced' } },
      },
      reference: {
        model: 'acme-video',
        prompt: 'the same skyline, in snow',
        duration: 8,
        aspectRatio: '9:16',
        resolution: '720p',
        images: [{ url: 'https://example.com/skyline.jpg', role: 'reference' }],
        idempotencyKey: 'order-1-clip-2',
        providerOptions: { infrai: { vendor: 'acme' } },
      },
    },
  },
)
