import { contractTests } from '@reelay/contract-tests/vitest'
import { describe, it } from 'vitest'
import { spec } from '../src/generated-spec.ts'
import { airforce } from '../src/index.ts'

contractTests(
  { describe, it },
  {
    createProvider: ({ apiKey, baseUrl, fetch }) => airforce({ apiKey, baseUrl, fetch }),
    tapes: new URL('./tapes/', import.meta.url),
    spec,
    wire: {
      id: { create: '/task_id', get: '/task_id', list: '/data/*/task_id' },
      status: { create: '/status', get: '/status', list: '/data/*/status' },
      progress: { create: '/progress', get: '/progress', list: '/data/*/progress' },
      resultUrl: { get: '/result_url', list: '/data/*/result_url' },
      reason: { get: '/error', list: '/data/*/error' },
      words: {
        queued: ['queued'],
        in_progress: ['processing'],
        completed: ['completed'],
        failed: ['failed'],
        expired: ['expired'],
      },
      codes: {
        unknown_model: 'invalid_request',
        insufficient_balance: 'insufficient_credit',
        free_tier_gated: 'permission',
        email_verification_required: 'permission',
        model_not_found: 'not_found',
        account_temporarily_locked: 'rate_limited',
      },
    },
    samples: {
      text: {
        model: 'wan-2.6',
        prompt: 'A red fox darting across snowy hills at dawn',
        duration: 8,
        aspectRatio: '16:9',
        resolution: '720p',
        audio: true,
      },
      image: {
        model: 'kling-1',
        prompt: 'Camera pulls back as the dragon takes off',
        duration: 5,
        aspectRatio: '16:9',
        images: [{ url: 'https://example.com/dragon.jpg' }],
      },
      reference: {
        model: 'kling-1',
        prompt: 'In the style of these frames',
        duration: 10,
        aspectRatio: '1:1',
        resolution: '1080p',
        images: [
          { url: 'https://example.com/one.png', role: 'reference' },
          { url: 'https://example.com/two.png', role: 'reference' },
        ],
      },
    },
  },
)
