import * as z from 'zod/mini'
import type { Issue } from './errors.ts'
import { show } from './issues.ts'
import type { Cost } from './job.ts'
import { ImageRole, type VideoRequest } from './request.ts'

const positive = z.number().check(z.positive())
const knob = z.optional(z.nullable(z.boolean()))
const words = z.optional(z.nullable(z.array(z.string())))

/** How a request is meant: from words alone, from a frame, or after references. */
export const Mode = z.enum(['text', 'image', 'reference'])
export type Mode = z.output<typeof Mode>

/** What one mode of one model takes. A field left out: the vendor has no such knob. `null`: unknown, let it pass. */
export const ModeCapability = z.strictObject({
  /** Seconds, as a range or a list. */
  duration: z.optional(
    z.nullable(
      z.union([
        z.strictObject({
          min: positive,
          max: positive,
          /** 1 for whole seconds; any value in the range without it. */
          step: z.optional(positive),
          /** What the vendor takes when a request says nothing. */
          default: z.optional(positive),
        }),
        z.strictObject({
          values: z.array(positive),
          /** What the vendor takes when a request says nothing. */
          default: z.optional(positive),
        }),
      ]),
    ),
  ),
  /** Such as `["16:9", "9:16"]`. */
  aspectRatios: words,
  /** Such as `["720p", "1080p"]`. */
  resolutions: words,
  /** Frames per second on offer. */
  fps: z.optional(z.nullable(z.array(positive))),
  /** Whether a seed is taken. */
  seed: knob,
  /** Whether it can be said what not to show. */
  negativePrompt: knob,
  /** Whether sound can be asked for or turned off. */
  audio: knob,
  /** Most clips from one call. */
  n: z.optional(z.nullable(z.int().check(z.positive()))),
  /** Longest prompt, in UTF-16 units. */
  promptLength: z.optional(z.nullable(z.int().check(z.positive()))),
  /** Input images; left out in the mode `text`. */
  images: z.optional(
    z.strictObject({
      /** Fewest images. */
      min: z.int(),
      /** Most images; `null`: unknown. */
      max: z.nullable(z.int()),
      /** What they may be for. */
      roles: z.array(ImageRole),
      /** As a URL that the vendor fetches, or as bytes in the request. */
      as: z.array(z.enum(['url', 'data'])),
    }),
  ),
})
export type ModeCapability = z.output<typeof ModeCapability>

/** What one model can do, mode by mode, and what it costs. */
export const ModelCapability = z.strictObject({
  /** The vendor's id, as a request names it; `*` speaks for the models that are not listed. */
  id: z.string().check(z.minLength(1)),
  /** The list price; `null`: unknown. */
  price: z.nullable(
    z.strictObject({
      /** In whole units of the currency. */
      amount: z.number(),
      /** ISO 4217, such as `USD`. */
      currency: z.string(),
      /** What the amount buys. */
      per: z.enum(['second', 'video']),
    }),
  ),
  /** What each mode takes; a mode left out is not offered. */
  modes: z.strictObject({
    text: z.optional(ModeCapability),
    image: z.optional(ModeCapability),
    reference: z.optional(ModeCapability),
  }),
})
export type ModelCapability = z.output<typeof ModelCapability>

/** What a vendor as a whole offers and allows; data, never a function. */
export const Capabilities = z.strictObject({
  /** Members this provider has. */
  operations: z.array(z.enum(['models', 'create', 'get', 'watch', 'list', 'delete', 'content'])),
  /** What tells a repeated create from a new one: a key, our id echoed back, the list of jobs, or nothing. */
  idempotency: z.enum(['key', 'correlation', 'list', 'none']),
  /** Most jobs at once for one key; `null`: unknown. */
  concurrentJobs: z.nullable(z.int().check(z.positive())),
  /** When to look first, how often then, and the least pause the vendor asks for; ms. */
  polling: z.strictObject({
    /** From the creation to the first look. */
    firstMs: positive,
    /** From look to look. */
    intervalMs: positive,
    /** Never sooner than this, whatever else says so. */
    minimumMs: positive,
  }),
  /** How long a result can be fetched after the job was created; ms; `null`: unknown. */
  resultLifetimeMs: z.nullable(positive),
  /** What `delete` removes: the vendor's record only, or the media too. */
  deletes: z.optional(z.enum(['record', 'record_and_media'])),
  /** Whether vendor options that the provider does not know are forwarded. */
  passThrough: z.boolean(),
})
export type Capabilities = z.output<typeof Capabilities>

/** The mode that a request asks for, told by its images. */
export function modeOf({ images }: Pick<VideoRequest, 'images'>): Mode {
  if (images.length === 0) return 'text'
  return images.some(({ role }) => role === 'reference') ? 'reference' : 'image'
}

/** Every reason why this model cannot honour this request; empty when it can. */
export function problems(request: VideoRequest, model: ModelCapability): Issue[] {
  const mode = modeOf(request)
  const can = model.modes[mode]
  if (!can) return [wrongMode(request, model)]
  const { duration, fps, n, prompt, images } = request
  return [
    ...durationIssues(duration, can.duration),
    ...oneOf('aspectRatio', request.aspectRatio, can.aspectRatios),
    ...oneOf('resolution', request.resolution, can.resolutions),
    ...oneOf('fps', fps, can.fps),
    ...has('seed', request.seed, can.seed),
    ...has('negativePrompt', request.negativePrompt, can.negativePrompt),
    ...has('audio', request.audio, can.audio),
    ...atMost('n', n === 1 ? undefined : n, can.n),
    ...(can.promptLength && prompt.length > can.promptLength
      ? [wrong('prompt', `${prompt.length} characters`, `at most ${can.promptLength}`)]
      : []),
    ...imageIssues(images, can.images),
  ]
}

/** What the vendor's price list says this will cost; nothing where a price or a duration is unknown. */
export function estimate(request: VideoRequest, { price, modes }: ModelCapability): Cost | undefined {
  const seconds = request.duration ?? modes[modeOf(request)]?.duration?.default
  if (!price || (price.per === 'second' && seconds === undefined)) return undefined
  const amount = price.amount * (price.per === 'second' ? (seconds ?? 0) : 1) * (request.n ?? 1)
  return { amount: Number(amount.toFixed(6)), currency: price.currency, source: 'estimated', final: false }
}

/** One wrong value. */
export function wrong(field: string, given: unknown, allowed: string): Issue {
  return {
    field,
    given: typeof given === 'string' ? show(given)?.slice(1, -1) : show(given),
    allowed,
    code: 'invalid_request',
  }
}

function wrongMode({ images }: VideoRequest, { modes }: ModelCapability): Issue {
  const offered = Object.keys(modes)
  if (images.length === 0) return wrong('images', undefined, needs(modes))
  const roles = images.map(({ role }) => role).join(', ')
  return { field: 'images', given: roles, allowed: `the mode ${offered.join(' or ')}`, code: 'unsupported' }
}

function needs(modes: ModelCapability['modes']): string {
  return Object.values(modes)
    .map((mode) => `${mode?.images?.min ?? 1} image (${mode?.images?.roles.join(' or ')})`)
    .join(', or ')
}

function durationIssues(duration: number | undefined, can: ModeCapability['duration']): Issue[] {
  if (duration === undefined || can === null) return []
  if (can === undefined) return [{ field: 'duration', given: show(duration), code: 'unsupported' }]
  if ('values' in can) return can.values.includes(duration) ? [] : [wrong('duration', duration, can.values.join(', '))]
  const { min, max, step } = can
  const offStep = step !== undefined && Math.abs((duration - min) / step - Math.round((duration - min) / step)) > 1e-9
  if (duration >= min && duration <= max && !offStep) return []
  const steps = step === undefined ? '' : step === 1 ? ', whole' : `, in steps of ${step}`
  return [wrong('duration', duration, `${min} to ${max} seconds${steps}`)]
}

function oneOf<T>(field: string, given: T | undefined, allowed: readonly T[] | null | undefined): Issue[] {
  if (given === undefined || allowed === null || allowed?.includes(given)) return []
  return [allowed ? wrong(field, given, allowed.join(', ')) : { field, given: show(given), code: 'unsupported' }]
}

function has(field: string, given: unknown, can: boolean | null | undefined): Issue[] {
  return given === undefined || can || can === null ? [] : [{ field, given: show(given), code: 'unsupported' }]
}

function atMost(field: string, given: number | undefined, most: number | null | undefined): Issue[] {
  if (given === undefined || most === null) return []
  if (most === undefined) return [{ field, given: show(given), allowed: '1', code: 'unsupported' }]
  return given > most ? [wrong(field, given, `at most ${most}`)] : []
}

function imageIssues(images: VideoRequest['images'], can: ModeCapability['images']): Issue[] {
  if (images.length === 0 || !can) return []
  const { min, max, roles, as } = can
  const found = images.flatMap((image, index) => [
    ...(roles.includes(image.role) ? [] : [wrong(`images[${index}].role`, image.role, roles.join(', '))]),
    ...(as.includes('url' in image ? 'url' : 'data') ? [] : [wrong(`images[${index}]`, kind(image), as.join(', '))]),
  ])
  if (images.length < min) found.push(wrong('images', `${images.length} images`, `at least ${min}`))
  if (max !== null && images.length > max) found.push(wrong('images', `${images.length} images`, `at most ${max}`))
  const frames = images.map(({ role }) => role).filter((role) => role !== 'reference')
  if (new Set(frames).size < frames.length)
    found.push(wrong('images', frames.join(' and '), 'one image for each frame'))
  return found
}

function kind(image: VideoRequest['images'][number]): string {
  return 'url' in image ? 'a URL' : 'bytes'
}
