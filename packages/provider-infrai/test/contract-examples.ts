import type { Example, ProviderEnvironment } from '@reelay/contract-tests'
import type { ErrorCode, Job, ModelCapability, VideoRequestInput } from '@reelay/core'
import { infrai, type InfraiSettings } from '../src/index.ts'

const request: VideoRequestInput = { model: 'auto', prompt: 'a skyline', idempotencyKey: 'order-2-video-1' }
const job: Job = {
  provider: 'infrai',
  model: 'auto',
  id: 'vj_1',
  status: 'queued',
  vendorStatus: 'queued',
  outputs: [],
  createdAt: '2026-11-21T10:00:00.000Z',
}
const told = { cost: { amount: 0.12, currency: 'USD', source: 'vendor', final: false } }
const mine = { ...job, ...told, handle: { vendor: 'acme' } }

function set(aspectField: InfraiSettings['aspectField']): Pick<Example, 'createProvider'> {
  return {
    createProvider: ({ apiKey, baseUrl, fetch }: ProviderEnvironment) =>
      infrai({ apiKey, baseUrl, fetch, aspectField }),
  }
}

function costs(amount: number): object {
  return { cost: { ...told.cost, amount } }
}

function failed(message: string): object {
  return {
    ...mine,
    status: 'failed',
    vendorStatus: 'failed',
    error: { code: 'vendor_failure', message, charged: 'unknown' },
  }
}

const shaped = { ...request, aspectRatio: '1:1' }
const creates: readonly Example[] = [
  { name: 'aspect-alone', request: shaped, ...set('aspect'), gives: mine },
  { name: 'aspect-ratio-alone', request: shaped, ...set('aspect_ratio'), gives: mine },
  { name: 'aspect-twice', request: shaped, ...set('both'), gives: mine },
  ...(['cheapest', 'smartest'] as const).map((prefer) => ({
    name: prefer,
    request: { ...request, providerOptions: { infrai: { prefer } } },
    gives: mine,
  })),
  { name: 'told-in-headers', request, gives: { ...job, ...costs(0.5), handle: { vendor: 'boreal' } } },
  { name: 'told-in-metadata', request, gives: { ...job, ...costs(0), handle: { vendor: 'acme' } } },
  {
    name: 'told-in-the-job',
    request,
    gives: { ...job, ...costs(0.25), handle: { vendor: 'acme', model: 'acme-video' } },
  },
  { name: 'told-nothing', request, gives: { ...job, vendorStatus: undefined } },
]

const polls: readonly Example[] = [
  {
    name: 'model-unknown',
    job: { ...job, model: '' },
    gives: {
      ...job,
      model: 'boreal-1',
      status: 'in_progress',
      vendorStatus: 'running',
      handle: { vendor: 'boreal', model: 'boreal-1' },
    },
  },
  { name: 'reason-as-text', gives: failed('The model is down.') },
  { name: 'reason-as-code', gives: failed('MODEL_DOWN') },
  {
    name: 'completed-without-address',
    gives: { ...mine, status: 'completed', vendorStatus: 'completed', outputs: [{}] },
  },
]

function offer(
  id: string,
  vendorOptions: Pick<ModelCapability['modes']['text'] & object, 'duration' | 'resolutions'>,
): ModelCapability {
  const text = { ...vendorOptions, aspectRatios: ['16:9', '9:16', '1:1'] }
  const images = { min: 1, max: 1, roles: ['reference' as const], as: ['url' as const] }
  return { id, price: null, modes: { text, reference: { ...text, images } } }
}

const every = ['720p', '1080p', '4k']
const models: readonly Example[] = [
  {
    name: 'vendors-that-differ',
    gives: [
      offer('auto', { duration: { min: 1, max: 9 }, resolutions: ['720p', '1080p'] }),
      offer('both', { duration: { min: 1, max: 9 }, resolutions: ['720p', '1080p'] }),
      offer('short', { duration: { min: 0.5, max: 0.5 }, resolutions: ['720p'] }),
      offer('none', { duration: null, resolutions: every }),
    ],
  },
  {
    name: 'vendors-of-odd-types',
    gives: [offer('auto', { duration: null, resolutions: every }), offer('*', { duration: null, resolutions: every })],
  },
  {
    name: 'vendor-that-is-silent',
    gives: [
      offer('auto', { duration: null, resolutions: every }),
      offer('open', { duration: null, resolutions: every }),
    ],
  },
  { name: 'no-vendors', gives: [offer('auto', { duration: null, resolutions: every })] },
]

/** What a refusal says to the caller: of a cancel, and of a create. */
const refusals: readonly Example[] = [
  stopped('cancel-undone', 'conflict', '200 the vendor says no more than ok: false'),
  stopped('cancel-undone-bare', 'conflict', '200 the vendor says no more than ok: false'),
  { name: 'cancel-unsaid', throws: { code: 'invalid_response' } },
  stopped('cancel-refused', 'invalid_request', '400 no reason given'),
  refused(
    'broke',
    'insufficient_credit',
    '402 Your credit is used up. (INSUFFICIENT_CREDIT); Pay.; https://pay.example/c/1',
  ),
  refused(
    'broke-without-hint',
    'insufficient_credit',
    '402 INSUFFICIENT_CREDIT; POST /v1/account/topup and open the returned checkout_url; https://pay.example/c/1',
  ),
  refused('refused-in-words', 'invalid_request', '400 The prompt is empty.'),
  refused('refused-by-code', 'invalid_request', '400 INVALID_PARAMETER; Leave it out.'),
  refused('refused-in-silence', 'invalid_request', '400 no reason given'),
  refused('refused-for-now', 'invalid_request', '400 NOT_YET', true),
]

function stopped(name: string, code: ErrorCode, said: string): Example {
  return { name, throws: { code, message: `infrai: POST /v1/video/cancel/{id}: ${said}` } }
}

function refused(name: string, code: ErrorCode, said: string, retryable = false): Example {
  return { name, request, throws: { code, retryable, message: `infrai: POST /v1/video/generate: ${said}` } }
}

/** All calls that no sample shows. */
export const examples: readonly Example[] = [...creates, ...polls, ...models, ...refusals]
