import type { ContractConfig } from '@reelay/contract-tests'
import type { ModeCapability } from '@reelay/core'
import { spec } from '../src/generated-spec.ts'
import { newapi } from '../src/index.ts'
import { examples } from './contract-examples.ts'

const seconds = { min: 1, max: 3_600, step: 1 }
const as: ('url' | 'data')[] = ['url', 'data']
const frame: ModeCapability['images'] = { min: 1, max: 1, as, roles: ['first_frame'] }
const frames: ModeCapability['images'] = { min: 1, max: 2, as, roles: ['first_frame', 'last_frame'] }
const references: ModeCapability['images'] = { min: 1, max: null, as, roles: ['reference'] }
const sora = { duration: seconds, resolutions: ['1280x720', '720x1280', '1792x1024', '1024x1792'] }
const kling = {
  duration: { ...seconds, default: 5 },
  aspectRatios: ['16:9', '9:16', '1:1'],
  negativePrompt: true,
}
const jimeng = { duration: { values: [5, 10], default: 5 }, aspectRatios: null, seed: true }
const vidu = { duration: { ...seconds, default: 5 }, resolutions: ['360p', '540p', '720p', '1080p'], seed: true }
const seedance = {
  duration: seconds,
  aspectRatios: null,
  resolutions: ['480p', '720p', '1080p', '4k'],
  seed: true,
  audio: true,
}
const hailuo = { duration: { values: [6, 10], default: 6 }, resolutions: ['512p', '720p', '768p', '1080p'] }
const veo = {
  duration: { values: [4, 6, 8], default: 8 },
  aspectRatios: ['16:9', '9:16'],
  resolutions: ['720p', '1080p', '4k'],
  seed: true,
  negativePrompt: true,
  audio: true,
}
const wan = { duration: { min: 3, max: 10, step: 1, default: 5 }, seed: true, negativePrompt: true, audio: true }
const wanSizes =
  `832x480 480x832 624x624 1280x720 720x1280 960x960 1088x832 832x1088 1920x1080 1080x1920 1440x1440 1632x1248
1248x1632`.split(/\s/)
// What makes videos, by the server's word, and is of no family that is known.
const house = { duration: seconds, resolutions: null, fps: null, seed: null, n: null, negativePrompt: null }
const unlisted: ModeCapability = {
  duration: seconds,
  aspectRatios: null,
  resolutions: null,
  fps: null,
  n: null,
  seed: null,
  negativePrompt: null,
  audio: null,
}

const config: ContractConfig = {
  contract: '1.x',
  createProvider: ({ apiKey, baseUrl, fetch }) => newapi({ apiKey, baseUrl, fetch }),
  spec,
  fixtures: new URL('./fixtures/', import.meta.url),
  package: new URL('../package.json', import.meta.url),
  wire: {
    id: { create: '/id', get: '/data/task_id' },
    model: { get: '/data/properties/origin_model_name' },
    status: { create: '/status', get: '/data/status' },
    progress: { create: '/progress', get: '/data/progress' },
    resultUrl: { get: '/data/result_url' },
    reason: { get: '/data/fail_reason' },
    createdAt: { create: '/created_at', get: '/data/submit_time' },
    completedAt: { get: '/data/finish_time' },
    words: {
      queued: ['queued', 'QUEUED', 'NOT_START', 'SUBMITTED'],
      in_progress: ['in_progress', 'processing', 'IN_PROGRESS', 'UNKNOWN', 'unknown'],
      completed: ['completed', 'succeeded', 'SUCCESS'],
      failed: ['failed', 'FAILURE'],
    },
    refusedBy: 'envelope',
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
  examples,
  // What makes no video is left out.
  claims: [
    { id: 'sora-2', price: null, modes: { text: sora, image: { ...sora, images: frame } } },
    { id: 'kling-v1', price: null, modes: { text: kling, image: { ...kling, images: frames } } },
    {
      id: 'viduq1',
      price: null,
      modes: { text: vidu, image: { ...vidu, images: frames }, reference: { ...vidu, images: references } },
    },
    { id: 'jimeng_vgfm_i2v_l20', price: null, modes: { text: jimeng, image: { ...jimeng, images: frames } } },
    {
      id: 'doubao-seedance-1-0-pro-250528',
      price: null,
      modes: {
        text: seedance,
        image: { ...seedance, images: frames },
        reference: { ...seedance, images: references },
      },
    },
    {
      id: 'MiniMax-Hailuo-02',
      price: null,
      modes: {
        text: hailuo,
        image: { ...hailuo, images: frames },
        reference: { ...hailuo, images: { ...references, max: 1 } },
      },
    },
    {
      id: 'veo-3.0-generate-001',
      price: null,
      modes: { text: veo, image: { ...veo, images: { ...frame, as: ['data'] } } },
    },
    {
      id: 'wan2.5-i2v-preview',
      price: null,
      modes: {
        text: { ...wan, resolutions: wanSizes },
        image: { ...wan, resolutions: ['480p', '720p', '1080p'], images: frames },
      },
    },
    {
      id: 'house-video',
      price: null,
      modes: { text: house, image: { ...house, images: frame }, reference: { ...house, images: references } },
    },
    {
      id: '*',
      price: null,
      modes: {
        text: unlisted,
        image: { ...unlisted, images: frames },
        reference: { ...unlisted, images: references },
      },
    },
  ],
  jobs: [
    {
      provider: 'newapi',
      model: 'sora-2',
      id: 'task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe',
      status: 'queued',
      vendorStatus: 'queued',
      progress: 0,
      outputs: [],
      createdAt: '2025-11-28T16:24:50.000Z',
    },
  ],
}

export default config
