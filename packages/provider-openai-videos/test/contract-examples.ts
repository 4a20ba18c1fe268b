import type { Example, ProviderEnvironment } from '@reelay/contract-tests'
import type { VideoRequestInput } from '@reelay/core'
import { dialects, openaiVideos, type OpenaiVideosOptions } from '../src/index.ts'

type Settings = NonNullable<Parameters<typeof openaiVideos>[0]>
type Asked = Omit<VideoRequestInput, 'model' | 'prompt'> & { model?: string }

const id = 'video_abc123'
const createdAt = '2025-11-28T16:24:50.000Z'
const data = 'iVBORw0KGgoBAgM='
const frame = { url: 'https://example.com/a.png' }

/** The provider before a server of a dialect. */
function before(dialect: Settings['dialect']): Pick<Example, 'createProvider'> {
  return {
    createProvider: ({ apiKey, baseUrl, fetch, webhookSecret }: ProviderEnvironment) =>
      openaiVideos({ apiKey, baseUrl, fetch, webhookSecret, dialect }),
  }
}

function own(options: OpenaiVideosOptions): Pick<VideoRequestInput, 'providerOptions'> {
  return { providerOptions: { 'openai-videos': options } }
}

function asked({ model = 'sora-2', ...rest }: Asked): VideoRequestInput {
  return { model, prompt: 'a fox', ...rest }
}

const job = {
  provider: 'openai-videos',
  model: 'sora-2',
  id,
  status: 'queued',
  vendorStatus: 'queued',
  progress: 0,
  outputs: [],
}

/** A video that a server of this dialect takes on; New API and its resellers do not say how long it is kept. */
function made(name: string, dialect: Settings['dialect'], rest: Asked): Example {
  const request = asked(rest)
  const ends = dialect === 'aiid' || dialect === 'newapi' ? {} : { expiresAt: '2025-11-29T16:24:50.000Z' }
  return { name, request, ...before(dialect), gives: { ...job, model: request.model, createdAt, ...ends } }
}

/** What is refused before anything is sent. */
function wrong(
  name: string,
  dialect: Settings['dialect'],
  rest: Asked,
  ...issues: readonly { field: string; given?: string; allowed?: string; code: string }[]
): Example {
  return { name, request: asked(rest), ...before(dialect), throws: { submitted: 'no', issues } }
}

// A server that nobody knows but its operator.
const several = { ...dialects.any, length: 'seconds' as const, options: { ...dialects.any.options, n: 2 } }

const bodies: readonly Example[] = [
  made('any-bytes', 'any', { duration: 5, seed: 0, images: [{ data }], ...own({ metadata: { tier: 0 }, user: '' }) }),
  made('any-kling', undefined, { model: 'kling-v1', aspectRatio: '1:1', images: [{ data }] }),
  made('any-vidu', undefined, { model: 'viduq3-turbo', resolution: '720p', seed: 0, images: [{ data }] }),
  made('any-pixels', undefined, { model: 'viduq3-turbo', resolution: '1280x720' }),
  made('any-references', undefined, {
    images: [
      { data, role: 'reference' },
      { url: 'https://example.com/b.png', role: 'reference' },
    ],
  }),
  made('any-hailuo', undefined, { model: 'hailuo-video', images: [frame] }),
  made('aiid-fields', 'aiid', {
    model: 'grok-video-3',
    duration: 123,
    resolution: '720p',
    fps: 30,
    seed: 0,
    images: [frame],
    ...own({ width: 512, height: 512, response_format: 'url', user: 'u', metadata: { a: 0 }, mode: 't2v' }),
  }),
  made('aiid-veo', 'aiid', { model: 'veo3.1', negativePrompt: '', audio: false }),
  made('newapi-sora', 'newapi', { duration: 8, aspectRatio: '16:9', resolution: '1080p' }),
  made('newapi-seedance', 'newapi', {
    model: 'doubao-seedance-2-0-260128',
    duration: 8,
    aspectRatio: '16:9',
    resolution: '1080p',
  }),
  made('newapi-veo-bytes', 'newapi', { model: 'veo3', images: [{ data }] }),
  made('openai-url', 'openai', { images: [frame] }),
  made('sglang-url', 'sglang', { model: 'wan2.2', duration: 5, images: [frame] }),
  made('openai-reference', 'openai', own({ input_reference: 'file-abc123' })),
  made('own-dialect', several, { duration: 5, n: 2 }),
  made('litellm-url', 'litellm', { images: [frame] }),
  made('vllm-omni-url', 'vllm-omni', { images: [frame] }),
  made('vllm-omni-options', 'vllm-omni', {
    seed: 0,
    negativePrompt: '',
    audio: false,
    ...own({ num_inference_steps: 40, lora: { name: 'x' } }),
  }),
]

const source = 'video_source'
const unsupported = { code: 'unsupported' }
const invalid = { code: 'invalid_request' }
const place = 'providerOptions.openai-videos'

const derived: readonly Example[] = [
  made('remix', 'openai', { n: 1, ...own({ remixOf: source }) }),
  made('edit', 'openai', own({ editOf: source })),
  made('extension', 'litellm', { duration: 4, ...own({ extendOf: source }) }),
  wrong('extension-without-length', 'openai', own({ extendOf: source }), {
    field: 'duration',
    allowed: 'the seconds to add',
    ...invalid,
  }),
  wrong(
    'remix-with-length',
    'openai',
    { duration: 4, ...own({ remixOf: source }) },
    { field: 'duration', given: '4', ...unsupported },
  ),
  wrong(
    'edit-with-length',
    'openai',
    { duration: 4, ...own({ editOf: source }) },
    { field: 'duration', given: '4', ...unsupported },
  ),
  wrong(
    'remix-with-frame',
    'openai',
    { images: [frame], ...own({ remixOf: source }) },
    { field: 'images', given: JSON.stringify({ ...frame, role: 'first_frame' }), ...unsupported },
  ),
  wrong(
    'remix-with-shape',
    'openai',
    { aspectRatio: '16:9', ...own({ remixOf: source }) },
    { field: 'aspectRatio', given: '"16:9"', ...unsupported },
  ),
  wrong('remix-of-several', several, { n: 2, ...own({ remixOf: source }) }, { field: 'n', given: '2', ...unsupported }),
  wrong('remix-and-edit', 'any', own({ remixOf: source, editOf: source }), {
    field: `${place}.editOf`,
    given: JSON.stringify(source),
    ...unsupported,
  }),
  wrong('edit-at-newapi', 'newapi', own({ editOf: source }), {
    field: `${place}.editOf`,
    given: JSON.stringify(source),
    ...unsupported,
  }),
]

const refused: readonly Example[] = [
  wrong('option-of-another-dialect', 'newapi', own({ num_frames: 5 }), {
    field: `${place}.num_frames`,
    given: '5',
    ...unsupported,
  }),
  wrong(
    'image-twice',
    'openai',
    { images: [frame], ...own({ input_reference: 'x' }) },
    { field: `${place}.input_reference`, given: '"x"', ...unsupported },
  ),
  wrong(
    'veo-url',
    'newapi',
    { model: 'veo3', images: [frame] },
    { field: 'images[0]', given: 'a URL', allowed: 'data, for this model drops a URL', ...invalid },
  ),
  wrong(
    'options-of-sora',
    'aiid',
    { negativePrompt: '', audio: false },
    { field: 'negativePrompt', given: '""', ...unsupported },
    { field: 'audio', given: 'false', ...unsupported },
  ),
  wrong(
    'key-of-metadata',
    'any',
    { model: 'kling-v1', aspectRatio: '1:1', ...own({ metadata: { aspect_ratio: '4:3' } }) },
    { field: `${place}.metadata.aspect_ratio`, given: '4:3', allowed: 'a key that is not set already', ...invalid },
  ),
  wrong(
    'webhook-of-a-request',
    'any',
    { webhookUrl: 'https://example.com/hook' },
    { field: 'webhookUrl', given: '"https://example.com/hook"', ...unsupported },
  ),
]

const claims: readonly Example[] = [
  {
    name: 'claims-of-newapi',
    ...before('newapi'),
    capabilities: { idempotency: 'none', deletes: undefined, operations: ['models', 'create', 'get', 'content'] },
  },
  {
    name: 'claims-of-openai',
    ...before('openai'),
    capabilities: { idempotency: 'list', deletes: 'record_and_media' },
    models: ['sora-2', 'sora-2-pro', '*'].map((one) => {
      const modelOptions = {
        duration: { values: [4, 8, 12, 16, 20], default: 4 },
        aspectRatios: null,
        resolutions: null,
      }
      const images = { min: 1, max: 1, roles: ['first_frame' as const], as: ['url' as const, 'data' as const] }
      return { id: one, price: null, modes: { text: modelOptions, image: { ...modelOptions, images } } }
    }),
  },
]

/** Calls of other operations, and other forms of their answers. */
const answers: readonly Example[] = [
  { name: 'id-alone', request: asked({}), gives: { ...job, vendorStatus: undefined, progress: undefined, createdAt } },
  { name: 'pages-without-ends', gives: { jobs: [] } },
  { name: 'deleted-as-status', gives: undefined },
  { name: 'not-deleted', throws: { code: 'invalid_response' } },
  { name: 'video-elsewhere', gives: undefined },
  {
    name: 'own-address',
    gives: {
      ...job,
      status: 'completed',
      vendorStatus: 'completed',
      progress: 100,
      outputs: [{}],
      createdAt: '2025-11-28T16:24:50.922Z',
    },
  },
  {
    name: 'own-address-with-query',
    gives: {
      ...job,
      status: 'completed',
      vendorStatus: 'completed',
      progress: 100,
      outputs: [{}],
      createdAt: '2025-11-28T16:24:50.922Z',
    },
  },
  { name: 'failed-event', gives: { job: { id }, deliveryId: 'delivery-1', isVerified: true } },
  { name: 'other-event', gives: { deliveryId: 'delivery-1', isVerified: true } },
]

/** All calls that no sample shows. */
export const examples: readonly Example[] = [...bodies, ...derived, ...refused, ...claims, ...answers]
