import type { ContractConfig } from '@reelay/contract-tests'
import type { ModeCapability } from '@reelay/core'
import { spec } from '../src/generated-spec.ts'
import { openaiVideos } from '../src/index.ts'
import { examples } from './contract-examples.ts'

const open: ModeCapability = {
  duration: { min: 1, max: 3_600, step: 1 },
  aspectRatios: null,
  resolutions: null,
  fps: null,
  seed: null,
}

// The tolerant dialect on a server that has everything; what the others do otherwise is in the examples.
const config: ContractConfig = {
  contract: '1.x',
  createProvider: ({ apiKey, baseUrl, fetch, webhookSecret }) =>
    openaiVideos({ apiKey, baseUrl, fetch, webhookSecret }),
  fixtures: new URL('./fixtures/', import.meta.url),
  package: new URL('../package.json', import.meta.url),
  wire: {
    id: { create: '/id', get: '/id', list: '/data/*/id', webhook: '/data/id' },
    model: { get: '/model' },
    status: { create: '/status', get: '/status', list: '/data/*/status' },
    progress: { create: '/progress', get: '/progress', list: '/data/*/progress' },
    resultUrl: { get: '/metadata/url', list: '/data/*/metadata/url' },
    done: { delete: '/deleted' },
    words: {
      queued: ['queued', 'pending', 'submitted', 'created', 'queueing'],
      in_progress: ['in_progress', 'processing', 'running', 'unknown'],
      completed: ['completed', 'succeeded', 'success', 'done'],
      failed: ['failed', 'error'],
      cancelled: ['cancelled', 'canceled'],
      expired: ['expired', 'deleted'],
    },
    reason: { get: '/error/message' },
    createdAt: { create: '/created_at', get: '/created_at' },
    completedAt: { get: '/completed_at' },
    expiresAt: { get: '/expires_at' },
    pages: { cursor: '/last_id', more: '/has_more' },
    event: '/type',
    codes: {
      insufficient_user_quota: 'insufficient_credit',
      pre_consume_token_quota_failed: 'insufficient_credit',
      insufficient_quota: 'insufficient_credit',
      moderation_blocked: 'moderated',
      content_policy_violation: 'moderated',
      model_not_found: 'not_found',
      build_request_failed: 'invalid_request',
      ali_api_error: 'invalid_request',
      task_not_exist: 'not_found',
    },
  },
  spec,
  examples,
  claims: [
    {
      id: '*',
      price: null,
      modes: {
        text: open,
        image: { ...open, images: { min: 1, max: 1, roles: ['first_frame'], as: ['url', 'data'] } },
        reference: { ...open, images: { min: 1, max: null, roles: ['reference'], as: ['url', 'data'] } },
      },
    },
  ],
  samples: {
    text: {
      model: 'sora-2',
      prompt: 'A red fox darting across snowy hills at dawn',
      duration: 8,
      aspectRatio: '16:9',
      resolution: '1080p',
      fps: 30,
      seed: 20231234,
    },
    image: {
      model: 'veo3.1',
      prompt: 'The dragon takes off',
      duration: 8,
      aspectRatio: '16:9',
      resolution: '1080p',
      fps: 24,
      seed: 7,
      images: [{ url: 'https://example.com/dragon.jpg' }],
      providerOptions: { 'openai-videos': { metadata: { negativePrompt: 'text', generateAudio: true } } },
    },
    reference: {
      model: 'viduq3-turbo',
      prompt: 'In the style of these frames',
      duration: 5,
      aspectRatio: '1:1',
      resolution: '1080p',
      fps: 24,
      seed: 7,
      images: [
        { url: 'https://example.com/one.png', role: 'reference' },
        { url: 'https://example.com/two.png', role: 'reference' },
      ],
    },
  },
  jobs: [
    {
      provider: 'openai-videos',
      model: 'sora-2',
      id: 'video_abc123',
      status: 'queued',
      vendorStatus: 'queued',
      progress: 0,
      outputs: [],
      createdAt: '2025-11-28T16:24:50.922Z',
    },
  ],
}

export default config
