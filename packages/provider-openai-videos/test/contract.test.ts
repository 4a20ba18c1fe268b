import { contractTests } from '@reelay/contract-tests/vitest'
import { describe, it } from 'vitest'
import { spec } from '../src/generated-spec.ts'
import { openaiVideos } from '../src/index.ts'

// The tolerant dialect on a server that has everything; what the others do otherwise is in provider.test.ts.
contractTests(
  { describe, it },
  {
    createProvider: ({ apiKey, baseUrl, fetch }) => openaiVideos({ apiKey, baseUrl, fetch }),
    tapes: new URL('./tapes/', import.meta.url),
    wire: {
      id: { create: '/id', get: '/id', list: '/data/*/id' },
      status: { create: '/status', get: '/status', list: '/data/*/status' },
      progress: { create: '/progress', get: '/progress', list: '/data/*/progress' },
      resultUrl: { get: '/metadata/url', list: '/data/*/metadata/url' },
      words: {
        queued: ['queued', 'pending', 'submitted', 'created', 'queueing'],
        in_progress: ['in_progress', 'processing', 'running', 'unknown'],
        completed: ['completed', 'succeeded', 'success', 'done'],
        failed: ['failed', 'error'],
        cancelled: ['cancelled', 'canceled'],
        expired: ['expired', 'deleted'],
      },
      reason: { get: '/error/message' },
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
  },
)
