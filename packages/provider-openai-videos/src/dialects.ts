import { ModeCapability, type Refusal, type Status } from '@reelay/core'
import * as z from 'zod/mini'
import type { components } from './generated.ts'
import { aiidModels } from './models.ts'

const words = z.array(z.string())

/** What sets one server of `/v1/videos` apart from the others; plain data. */
export const Dialect = z.strictObject({
  /** Members that the server has no endpoint for. */
  lacks: z.array(z.enum(['list', 'delete', 'content', 'webhook'])),
  /** What `delete` removes; left out: unknown. */
  deletes: z.optional(z.enum(['record', 'record_and_media'])),
  /** Ways to make a video from another one. */
  derives: z.array(z.enum(['remixOf', 'editOf', 'extendOf'])),
  /** `form`: every create is multipart; `json`: only one that carries a file. */
  body: z.enum(['json', 'form']),
  /** `both`: `seconds` and `duration` with the same value; `seconds`: only that one. */
  length: z.enum(['both', 'seconds']),
  /** `pixels`: a size is always such as 1280x720; `any`: what it means depends on the model. */
  size: z.enum(['pixels', 'any']),
  /** Where an image goes that is no file: `image` and `images`, or the field of that name. */
  image: z.enum(['images', 'input_reference', 'input_reference.image_url', 'image_reference']),
  /** Whether `metadata` takes fields of the model's own provider; `families` says which. */
  hasMetadata: z.boolean(),
  /** Beginnings of the names of models that take an image as bytes only. */
  bytesOnly: words,
  /** Vendor options that the server reads; `null`: unknown, let them pass. */
  fields: z.nullable(words),
  /** Models that the server is documented to have; it may have others. */
  models: words,
  /** What each model takes beside its images. */
  knobs: ModeCapability,
  /** Most references at once, 0 where only a first frame is taken; `null`: unknown. */
  references: z.nullable(z.int()),
})
export type Dialect = z.output<typeof Dialect>

const seconds = { min: 1, max: 3600, step: 1 }
const open: ModeCapability = { duration: seconds, aspectRatios: null, resolutions: null }
const derived = ['remixOf', 'editOf', 'extendOf'] as const

const any: Dialect = {
  lacks: [],
  derives: [...derived],
  body: 'json',
  length: 'both',
  size: 'any',
  image: 'images',
  hasMetadata: true,
  bytesOnly: [],
  fields: null,
  models: [],
  knobs: { ...open, fps: null, seed: null },
  references: null,
}

const aiid: Dialect = {
  ...any,
  lacks: ['list', 'delete', 'webhook'],
  derives: [],
  fields: 'width height response_format user metadata mode content parameters input_reference imageAs'.split(' '),
  models: aiidModels,
}

const openai: Dialect = {
  ...any,
  deletes: 'record_and_media',
  length: 'seconds',
  size: 'pixels',
  image: 'input_reference.image_url',
  hasMetadata: false,
  fields: [...derived, 'input_reference', 'characters', 'imageAs'],
  models: ['sora-2', 'sora-2-pro'],
  knobs: { ...open, duration: { values: [4, 8, 12, 16, 20], default: 4 } },
  references: 0,
}

const rendered = 'num_inference_steps guidance_scale guidance_scale_2 boundary_ratio flow_shift true_cfg_scale'
const framed = 'enable_frame_interpolation frame_interpolation_exp frame_interpolation_scale'
const given = 'sound_duration frame_interpolation_model_path lora extra_params video_reference audio_reference'

/** The dialects that are known, by name. */
export const dialects = {
  /** A server of which nothing is known: everything is tried. */
  any,
  aiid,
  newapi: {
    ...aiid,
    derives: ['remixOf'],
    bytesOnly: ['veo'],
    fields: ['remixOf', 'metadata', 'mode', 'input_reference', 'imageAs'],
    models: [],
    knobs: open,
  },
  openai,
  'vllm-omni': {
    ...openai,
    lacks: ['webhook'],
    derives: [],
    body: 'form',
    image: 'image_reference',
    fields: `width height user num_frames ${rendered} ${framed} ${given}`.split(' '),
    models: [],
    knobs: { ...open, fps: null, seed: true, negativePrompt: true, audio: true },
  },
  sglang: {
    ...openai,
    lacks: ['webhook'],
    deletes: 'record',
    derives: [],
    image: 'input_reference',
    fields: ['num_frames', 'generator_device', 'extra_body', 'imageAs'],
    models: [],
    knobs: { ...open, fps: null, seed: true },
  },
  litellm: {
    ...openai,
    lacks: ['delete', 'webhook'],
    fields: [...derived, 'input_reference', 'user', 'parameters', 'extra_body', 'imageAs'],
    models: [],
    knobs: open,
  },
} satisfies Record<string, Dialect>

type Wire = components['schemas']
// Words of servers behind a gateway, whom no spec lists.
type Heard =
  | 'pending'
  | 'submitted'
  | 'created'
  | 'queueing'
  | 'processing'
  | 'running'
  | 'succeeded'
  | 'success'
  | 'done'
type Ended = 'error' | 'cancelled' | 'canceled' | 'expired' | 'deleted'

/** Every word of any dialect. A status added to the spec stops this file from compiling, on purpose. */
export const statusWords: Record<Wire['OpenaiStatus'] | Wire['NewApiStatus'] | Heard | Ended, Status> = {
  queued: 'queued',
  pending: 'queued',
  submitted: 'queued',
  created: 'queued',
  queueing: 'queued',
  in_progress: 'in_progress',
  processing: 'in_progress',
  running: 'in_progress',
  unknown: 'in_progress',
  completed: 'completed',
  succeeded: 'completed',
  success: 'completed',
  done: 'completed',
  failed: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  expired: 'expired',
  deleted: 'expired',
}

/** Codes that say more than the HTTP status they come with. */
export const refusals: ReadonlyMap<unknown, Refusal> = new Map<unknown, Refusal>([
  ['insufficient_user_quota', { code: 'insufficient_credit' }],
  ['pre_consume_token_quota_failed', { code: 'insufficient_credit' }],
  ['insufficient_quota', { code: 'insufficient_credit' }],
  ['moderation_blocked', { code: 'moderated' }],
  ['content_policy_violation', { code: 'moderated' }],
  // 400 for an unknown id, 503 for an unknown model, 500 for a value of the wrong type.
  ['task_not_exist', { code: 'not_found', status: 404 }],
  ['model_not_found', { code: 'not_found', status: 404 }],
  ['build_request_failed', { code: 'invalid_request', status: 400 }],
])
