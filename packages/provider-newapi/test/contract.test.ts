import { contractTests } from '@reelay/contract-tests/vitest'
import { describe, it } from 'vitest'
import { spec } from '../src/generated-spec.ts'
import { newapi } from '../src/index.ts'

contractTests(
  { describe, it },
  {
    createProvider: ({ apiKey, baseUrl, fetch }) => newapi({ apiKey, baseUrl, fetch }),
    spec,
    tapes: new URL('./tapes/', import.meta.url),
    wire: {
      id: { create: '/id', get: '/data/task_id' },
      status: { create: '/status', get: '/data/status' },
      progress: { create: '/progress', get: '/data/progress' },
      resultUrl: { get: '/data/result_url' },
      reason: { get: '/data/fail_reason' },
      words: {
        queued: ['queued', 'QUEUED', 'NOT_START', 'SUBMITTED'],
        in_progress: ['in_progress', 'processing', 'IN_PROGRESS', 'UNKNOWN', 'unknown'],
        completed: ['completed', 'succeeded', 'SUCCESS'],
        failed: ['failed', 'FAILURE'],
      },
      codes: {
        insufficient_user_quota: 'insufficient_credit',
        pre_consume_token_quota_failed: 'insufficient_credit',
        model_not_found: 'not_found',
        'Invalid URL (POST /v1/video/generations)': 'unsupported',
        fail_to_fetch_task: 'vendor_failure',
        read_request_body_failed: 'invalid_request',
        ali_api_error: 'invalid_request',
        task_not_exist: 'not_found',
        not_implemented: 'unsupported',
        invalid_channel_id: 'unavailable',
      },
    },
    samples: {
      text: {
        model: 'sora-2',
        prompt: 'A red fox darting across snowy hills at dawn',
        duration: 8,
        resolution: '1280x720',
      },
      image: {
        model: 'kling-v1',
        prompt: '一个穿着宇航服的宇航员在月球上行走, 高品质, 电影级',
        duration: 5,
        aspectRatio: '16:9',
        negativePrompt: '模糊',
        images: [
          {
            url: 'https://h2.inkwai.com/bs2/upload-ylab-stunt/se/ai_portal_queue_mmu_image_upscale_aiweb/3214b798-e1b4-4b00-b7af-72b5b0417420_raw_image_0.jpg',
          },
          {
            url: 'https://h1.inkwai.com/bs2/upload-ylab-stunt/1fa0ac67d8ce6cd55b50d68b967b3a59.png',
            role: 'last_frame',
          },
        ],
      },
      reference: {
        model: 'viduq1',
        prompt: 'Both of them walk along the beach',
        duration: 5,
        resolution: '1080p',
        seed: 0,
        images: [
          { url: 'https://example.com/one.png', role: 'reference' },
          { url: 'https://example.com/two.png', role: 'reference' },
        ],
      },
    },
  },
)
