import type { ContractConfig } from '@reelay/contract-tests'
import type { ModeCapability, ModelCapability } from '@reelay/core'
import { spec } from '../src/generated-spec.ts'
import { airforce } from '../src/index.ts'

// What the fixture says nothing of, the vendor may take.
const open: ModeCapability = { duration: null, aspectRatios: null, resolutions: null, seed: null, audio: null }
const openModes: ModelCapability['modes'] = {
  text: open,
  image: { ...open, images: { min: 1, max: 1, roles: ['first_frame'], as: ['url', 'data'] } },
  reference: { ...open, images: { min: 1, max: null, roles: ['reference'], as: ['url', 'data'] } },
}

const config: ContractConfig = {
  contract: '1.x',
  createProvider: ({ apiKey, baseUrl, fetch }) => airforce({ apiKey, baseUrl, fetch }),
  fixtures: new URL('./fixtures/', import.meta.url),
  package: new URL('../package.json', import.meta.url),
  spec,
  wire: {
    id: { create: '/task_id', get: '/task_id', list: '/data/*/task_id' },
    model: { get: '/model' },
    status: { create: '/status', get: '/status', list: '/data/*/status', watch: '/status' },
    progress: { create: '/progress', get: '/progress', list: '/data/*/progress' },
    resultUrl: { get: '/result_url', list: '/data/*/result_url' },
    reason: { get: '/error', list: '/data/*/error' },
    createdAt: { create: '/created', get: '/created' },
    expiresAt: { create: '/expires_at', get: '/expires_at' },
    cost: {
      at: { create: '/cost_cents', get: '/cost_cents' },
      currency: 'USD',
      perUnit: 100,
      final: ['completed', 'failed'],
      // "Failed or expired tasks are not charged"; but an expired one may have been completed before.
      free: ['failed'],
    },
    retryAfter: '/retry_after',
    done: { delete: '/deleted' },
    words: {
      queued: ['queued'],
      in_progress: ['processing'],
      completed: ['completed'],
      failed: ['failed'],
      expired: ['expired'],
    },
    refusedBy: 'envelope',
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
      model: 'veo-3.1',
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
  claims: [
    {
      id: 'wan-2.6',
      price: { amount: 0.4, currency: 'USD', per: 'second' },
      modes: {
        text: {
          ...open,
          duration: { min: 5, max: 10, step: 1, default: 5 },
          aspectRatios: ['16:9', '9:16', '1:1', '4:3'],
          resolutions: ['480p', '720p', '1080p'],
        },
      },
    },
    // A longest duration without a shortest one, or the other way round, says nothing.
    { id: 'kling-1', price: { amount: 0.6, currency: 'USD', per: 'second' }, modes: openModes },
    { id: 'veo-3.1', price: null, modes: openModes },
    { id: 'ltx-2', price: null, modes: openModes },
  ],
  jobs: [
    {
      provider: 'airforce',
      model: 'wan-2.6',
      id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
      status: 'queued',
      vendorStatus: 'queued',
      progress: 0,
      outputs: [],
      cost: { amount: 3.2, currency: 'USD', source: 'vendor', final: false },
      createdAt: '2024-05-06T12:53:20.000Z',
      expiresAt: '2024-05-07T12:53:20.000Z',
    },
  ],
}

export default config
