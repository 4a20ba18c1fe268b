import type { ContractConfig } from '@reelay/contract-tests'
import { spec } from '../src/generated-spec.ts'
import { apixo } from '../src/index.ts'
import { examples } from './contract-examples.ts'

const config: ContractConfig = {
  contract: '1.x',
  createProvider: ({ apiKey, baseUrl, fetch }) => apixo({ apiKey, baseUrl, fetch }),
  fixtures: new URL('./fixtures/', import.meta.url),
  package: new URL('../package.json', import.meta.url),
  spec,
  wire: {
    id: '/data/taskId',
    // The answer to a create has none.
    status: '/data/state',
    // A text that holds JSON.
    resultUrl: '/data/resultJson/resultUrls/*',
    reason: '/data/failMsg',
    createdAt: { get: '/data/createTime' },
    completedAt: { get: '/data/completeTime' },
    balance: { at: '/data', currency: 'USD', perUnit: 1 },
    refusal: ['/message', '/data/error'],
    refusedBy: 'status',
    codes: { 'Insufficient credits': 'insufficient_credit' },
    words: { queued: ['pending'], in_progress: ['processing'], completed: ['success'], failed: ['failed'] },
  },
  samples: {
    text: {
      model: 'wan-2-5',
      prompt: 'a serene mountain landscape with moving clouds and gentle breeze',
      duration: 10,
      aspectRatio: '16:9',
      resolution: '1080p',
      negativePrompt: 'low quality, blurry',
      providerOptions: { apixo: { provider: 'value', input: { enable_prompt_expansion: true } } },
    },
    image: {
      model: 'wan-2-5',
      prompt: 'make this picture into a smooth cinematic shot with camera slowly zooming in',
      duration: 5,
      resolution: '720p',
      seed: 42,
      images: [{ url: 'https://example.com/ref.jpg' }],
      webhookUrl: 'https://your-server.com/callback',
      providerOptions: { apixo: { provider: 'official', input: { enable_prompt_expansion: false } } },
    },
    reference: {
      model: 'veo-3-1',
      prompt: 'in the style of these frames',
      aspectRatio: '16:9',
      images: [
        { url: 'https://example.com/one.png', role: 'reference' },
        { url: 'https://example.com/two.png', role: 'reference' },
      ],
      providerOptions: { apixo: { input: { mode: 'fast', generationType: 'REFERENCE_2_VIDEO' } } },
    },
  },
  examples,
  jobs: [
    // The first ones had no handle.
    { provider: 'apixo', model: 'wan-2-5', id: 'task_12345678', status: 'queued', outputs: [] },
    {
      provider: 'apixo',
      model: 'wan-2-5',
      id: 'task_12345678',
      status: 'queued',
      outputs: [],
      handle: { model: 'wan-2-5' },
      createdAt: '2026-01-09T13:33:30.000Z',
      expiresAt: '2026-01-10T13:33:30.000Z',
    },
  ],
}

export default config
