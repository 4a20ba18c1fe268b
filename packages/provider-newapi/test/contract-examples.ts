import type { Example } from '@reelay/contract-tests'
import type { VideoRequestInput } from '@reelay/core'

const id = 'task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe'
const createdAt = '2025-11-28T16:24:50.000Z'
const prompt = 'a fox'
const data = 'iVBORw0KGgoBAgM='
const first = { url: 'https://example.com/first.png' }
const last = { url: 'https://example.com/last.png', role: 'last_frame' } as const
const one = { url: 'https://example.com/one.png', role: 'reference' } as const

/** The job that comes of a create. */
function queued(model: string): object {
  return {
    provider: 'newapi',
    model,
    id,
    status: 'queued',
    vendorStatus: 'queued',
    progress: 0,
    outputs: [],
    createdAt,
  }
}

function made(name: string, request: VideoRequestInput, changes: object = {}): Example {
  return { name, request, gives: { ...queued(request.model), ...changes } }
}

/** What comes of a poll of the first sample's job. */
function polled(name: string, changes: object): Example {
  return { name, gives: { ...queued('sora-2'), ...changes } }
}

function failed(vendorStatus: string, message: string, charged = 'no'): object {
  return { ...ended, status: 'failed', vendorStatus, error: { code: 'vendor_failure', message, charged } }
}

const ended = { progress: 100, completedAt: '2025-11-28T16:25:50.000Z' }
const done = { ...ended, status: 'completed', vendorStatus: 'SUCCESS', outputs: [{}] }
const output = { url: 'https://cdn.example.com/v.mp4', mediaType: 'video/mp4' }

/** An upstream's way to be told the same, from words or frames. */
const families: readonly Example[] = [
  made('jimeng-frames', {
    model: 'jimeng_vgfm_i2v_l20',
    prompt,
    duration: 10,
    aspectRatio: '16:9',
    seed: 0,
    images: [last, { data }],
  }),
  made('jimeng-words', { model: 'jimeng_vgfm_i2v_l20', prompt, duration: 5 }),
  made('vidu-frames', { model: 'viduq1', prompt, images: [first, last] }),
  made('vidu-reference', { model: 'viduq1', prompt, images: [{ data, role: 'reference' }] }),
  made('seedance-frame', {
    model: 'doubao-seedance-1-0-pro-250528',
    prompt,
    duration: 4,
    aspectRatio: '21:9',
    resolution: '480p',
    seed: 0,
    audio: false,
    images: [first],
  }),
  made('seedance-frames', { model: 'doubao-seedance-1-0-pro-250528', prompt, images: [first, last] }),
  made('seedance-references', {
    model: 'doubao-seedance-1-0-pro-250528',
    prompt,
    images: [one, { data, role: 'reference' }],
  }),
  made('hailuo-frames', {
    model: 'MiniMax-Hailuo-02',
    prompt,
    duration: 6,
    resolution: '768p',
    images: [{ data }, last],
  }),
  made('hailuo-person', { model: 'MiniMax-Hailuo-02', prompt, images: [one] }),
  made('veo-frame', {
    model: 'veo-3.0-generate-001',
    prompt,
    duration: 8,
    aspectRatio: '9:16',
    resolution: '1080p',
    seed: 7,
    audio: true,
    negativePrompt: 'rain',
    images: [{ data }],
  }),
  made('veo-words', { model: 'veo-3.0-generate-001', prompt, audio: false }),
  made('wan-words', {
    model: 'wan2.5-t2v-preview',
    prompt,
    duration: 3,
    resolution: '1920x1080',
    seed: 0,
    audio: false,
    negativePrompt: 'rain',
  }),
  made('wan-frame', { model: 'wan2.5-i2v-preview', prompt, resolution: '720p', images: [{ data }] }),
  made('wan-frames', { model: 'wan2.5-i2v-preview', prompt, images: [first, last] }),
  made('sora-url', { model: 'sora-2', prompt, duration: 12, resolution: '720x1280', images: [first] }),
  made('sora-bytes', {
    model: 'sora-2',
    prompt: 'héé',
    duration: 4,
    images: [{ data }],
    providerOptions: { newapi: { user: 'u-1', metadata: { tier: 0 } } },
  }),
  made('house-references', {
    model: 'house-video',
    prompt,
    duration: 1,
    resolution: '1280x720',
    fps: 24,
    seed: 0,
    n: 2,
    negativePrompt: 'rain',
    images: [one, { data, role: 'reference' }],
  }),
]

/** What the caller says in the vendor's own words. */
const options: readonly Example[] = [
  made('page-fields', {
    model: 'kling-v1',
    prompt,
    aspectRatio: '9:16',
    providerOptions: { newapi: { width: 0, height: 720, response_format: '', user: 'u', mode: 'pro' } },
  }),
  made('upstream-fields', {
    model: 'wan2.5-t2v-preview',
    prompt,
    seed: 7,
    providerOptions: {
      newapi: { wan: { input: { template: 'flying' }, parameters: { watermark: false } }, metadata: { brand_new: 0 } },
    },
  }),
  made('named-family', {
    model: 'studio-video',
    prompt,
    duration: 5,
    aspectRatio: '1:1',
    negativePrompt: 'rain',
    images: [first],
    providerOptions: { newapi: { family: 'kling', kling: { cfg_scale: 1 } } },
  }),
]

/** Forms of an answer that not every server has. */
const answers: readonly Example[] = [
  {
    name: 'old-create',
    request: { model: 'kling-v1', prompt },
    gives: { ...queued('kling-v1'), vendorStatus: undefined, progress: undefined },
  },
  made(
    'documented-create',
    { model: 'kling-v1', prompt },
    { status: 'in_progress', vendorStatus: 'processing', progress: undefined },
  ),
  polled('flat-succeeds', { status: 'completed', vendorStatus: 'succeeded', progress: undefined, outputs: [output] }),
  polled('flat-fails', {
    ...failed('failed', 'Failure to pass the risk control system', 'unknown'),
    progress: undefined,
    completedAt: undefined,
  }),
  polled('old-succeeds', { ...done, outputs: [{ ...output, url: 'http://cdn.example.com/v.mp4' }] }),
  polled('plugin-succeeds', done),
  { name: 'video-elsewhere', gives: undefined },
  polled('silent', { status: 'in_progress' }),
  polled('half-a-percent', { status: 'in_progress', vendorStatus: 'IN_PROGRESS', progress: 42.25 }),
  polled('bare-percent', { status: 'in_progress', vendorStatus: 'IN_PROGRESS', progress: 42 }),
  polled('no-percent', { status: 'in_progress', vendorStatus: 'IN_PROGRESS' }),
  polled('nearly-own-address', {
    ...done,
    outputs: [{ ...output, url: 'https://cdn.example.com/v1/videos/1/content.mp4' }],
  }),
  { name: 'storage-address', throws: { code: 'invalid_response', submitted: 'yes' } },
  polled('prose-for-address', done),
  polled('spaced-address', done),
  polled('bytes-for-address', done),
  polled('reason-with-address', failed('FAILURE', 'refused, see https://example.com/rules')),
  polled('reason-for-address', failed('FAILURE', 'upstream timeout')),
  polled('address-for-reason', failed('FAILURE', 'the vendor gives no reason')),
]

/** What is refused before anything is sent. */
const refused: readonly Example[] = [
  wrong('a-last-frame-alone', { model: 'kling-v1', prompt, images: [last] }, 'images', {
    given: 'a last_frame alone',
    allowed: 'a first_frame with it',
  }),
  wrong(
    'options-of-another-family',
    { model: 'kling-v1', prompt, ...own({ vidu: { bgm: true } }) },
    'providerOptions.newapi.vidu',
    {
      given: '{"bgm":true}',
      allowed: 'those of kling, or metadata',
    },
  ),
  wrong(
    'options-without-a-family',
    { model: 'house-video', prompt, ...own({ vidu: { bgm: true } }) },
    'providerOptions.newapi.vidu',
    {
      given: '{"bgm":true}',
      allowed: 'those of a family that is named, or metadata',
    },
  ),
  wrong(
    'an-option-for-a-option',
    { model: 'kling-v1', prompt, negativePrompt: 'a', ...own({ kling: { negative_prompt: 'b' } }) },
    'providerOptions.newapi.kling.negative_prompt',
    { given: 'b', allowed: 'a key that is not set already' },
  ),
  wrong(
    'an-option-twice',
    { model: 'kling-v1', prompt, ...own({ kling: { mode: 'pro' }, metadata: { mode: 'std' } }) },
    'providerOptions.newapi.metadata.mode',
    { given: 'std', allowed: 'a key that is not set already' },
  ),
  wrong(
    'a-second-prompt',
    { model: 'wan2.5-t2v-preview', prompt, ...own({ wan: { input: { prompt: 'b' } } }) },
    'providerOptions.newapi.wan.input.prompt',
    { given: 'an unknown option' },
  ),
  wrong(
    'rules-of-a-named-family',
    { model: 'house-video', prompt, duration: 5, ...own({ family: 'veo' }) },
    'duration',
    { given: '5', allowed: '4, 6, 8' },
  ),
]

function own(newapi: Record<string, unknown>): Pick<VideoRequestInput, 'providerOptions'> {
  return { providerOptions: { newapi } }
}

function wrong(name: string, request: VideoRequestInput, field: string, told: object): Example {
  return {
    name,
    request,
    throws: { code: 'invalid_request', submitted: 'no', issues: [{ field, ...told, code: 'invalid_request' }] },
  }
}

/** All calls that no sample shows. */
export const examples: readonly Example[] = [...families, ...options, ...answers, ...refused]
