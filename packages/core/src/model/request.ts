import { ImageRole } from './image-role.ts'
import type { Image } from './image.ts'
import * as z from 'zod/mini'
import type { Issue } from './errors.ts'
import { imageFrom } from './image.ts'
import { issuesOf, invalidRequest, unknownOption } from './issues.ts'

const matching = (pattern: RegExp, message: string) => z.string().check(z.regex(pattern, message))
const text = (message: string) =>
  z.string().check(
    z.minLength(1),
    z.refine((value) => /\S/.test(value), message),
  )

// What travels as JSON, and is kept as JSON: a BigInt or a cycle cannot.
const jsonable = z.unknown().check(z.refine(hasJson, 'a value that JSON can say'))

// Named so that bytes over any kind of buffer are taken; a client reads other views, and what a `Blob` holds.
const bytes: z.ZodMiniType<ArrayBufferView, ArrayBufferView> = z.instanceof(Uint8Array)
const data = z.union([bytes, z.instanceof(ArrayBuffer), z.instanceof(Blob), z.string().check(z.minLength(1))])

/** One input image: an http(s) or data URL, or its bytes (raw, base64 or a data URL). */
export const ImageInput = z.strictObject({
  /** http(s) URL that the vendor can fetch, or a `data:` URL. */
  url: z.optional(matching(/^(https?:\/\/|data:image\/)\S+$/i, 'an http(s) or data:image/ URL')),
  /** The image itself: bytes in any form, a `Blob` or `File`, base64, or a `data:` URL; PNG, JPEG, WebP or GIF. */
  data: z.optional(data),
  /** Such as `image/png`; read from the bytes when left out. */
  mediaType: z.optional(matching(/^image\/[\w.+-]+$/, 'an image media type such as image/png')),
  /** Default `first_frame`. */
  role: z._default(ImageRole, 'first_frame'),
})

/** Options that only one vendor has, keyed by provider id. Each provider adds its own type and checks it. */
export interface ProviderOptions {
  [provider: string]: Record<string, unknown> | undefined
}

/** The one request shape. Strict: an unknown option is refused. 0, false and '' are values. */
export const VideoRequest = z.strictObject({
  /** The vendor's id of the model, as `models()` lists it. */
  model: text('the id of a model'),
  /** What to show; reaches the vendor byte for byte. */
  prompt: text('a description').check(z.refine((value) => value.isWellFormed(), 'well-formed Unicode')),
  /** Length of the video in seconds; default: the model's own. */
  duration: z.optional(z.number().check(z.positive())),
  /** Such as "16:9"; default: the model's own. */
  aspectRatio: z.optional(matching(/^[1-9]\d*:[1-9]\d*$/, 'a ratio such as "16:9"')),
  /** Such as "720p" or "1280x720"; default: the model's own. */
  resolution: z.optional(matching(/^([1-9]\d*[pk]|[1-9]\d*x[1-9]\d*)$/i, 'such as "720p" or "1280x720"')),
  /** Frames per second. */
  fps: z.optional(z.number().check(z.positive())),
  /** Whole number that makes the result repeatable, where the model honours it. */
  seed: z.optional(z.int()),
  /** How many videos from one call; default 1. */
  n: z.optional(z.int().check(z.positive())),
  /** What not to show. */
  negativePrompt: z.optional(z.string()),
  /** Whether the video has sound. */
  audio: z.optional(z.boolean()),
  /** Frames or references to start from. */
  images: z._default(z.array(ImageInput), []),
  /** Where the vendor calls back. */
  webhookUrl: z.optional(matching(/^https?:\/\/\S+$/i, 'an http(s) URL')),
  /** Makes a repeated create return the same job, where the vendor documents that. */
  idempotencyKey: z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
  /** Vendor-specific options, keyed by provider id. */
  providerOptions: z._default(z.record(z.string(), z.record(z.string(), jsonable)), {}),
})

/** What a caller writes. */
export type VideoRequestInput = Omit<z.input<typeof VideoRequest>, 'providerOptions'> & {
  providerOptions?: ProviderOptions | undefined
}

/** A request as core hands it on: checked, images read, nothing unknown. */
export type VideoRequest = Omit<z.output<typeof VideoRequest>, 'images'> & { images: Image[] }

/** Checks a request. Throws `invalid_request` with every issue. */
export function parseRequest(input: unknown): VideoRequest {
  const parsed = VideoRequest.safeParse(input)
  if (!parsed.success) {
    const allowed = Object.keys(VideoRequest.shape).join(', ')
    const issues = issuesOf(parsed.error, input)
    const isOurs = ({ field, given }: Issue): boolean => given === unknownOption && !/[.[]/.test(field)
    throw invalidRequest(issues.map((issue) => (isOurs(issue) ? { ...issue, allowed } : issue)))
  }
  return { ...parsed.data, images: parsed.data.images.map(imageFrom) }
}

function hasJson(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}
