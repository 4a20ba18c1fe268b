import * as z from 'zod/mini'

import { optionalMembers } from './optional-members.ts'
import { ImageRole } from './image-role.ts'

const positive = z.number().check(z.positive())
const flag = z.optional(z.nullable(z.boolean()))
const words = z.optional(z.nullable(z.array(z.string())))

/** How a request is meant: from words alone, from a frame, or after references. */
export const Mode = z.enum(['text', 'image', 'reference'])
export type Mode = z.output<typeof Mode>

/** What one mode of one model takes. A field left out: the vendor has no such option. `null`: unknown, let it pass. */
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
  seed: flag,
  /** Whether it can be said what not to show. */
  negativePrompt: flag,
  /** Whether sound can be asked for or turned off. */
  audio: flag,
  /** Most videos from one call. */
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
      /** Most bytes of one image that is sent as bytes; left out or `null`: unknown. */
      maxBytes: z.optional(z.nullable(z.int().check(z.positive()))),
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

/** Every operation that a provider may have; the first three it must have. */
export const operationNames = ['models', 'create', 'get', ...optionalMembers] as const

/** What a vendor as a whole offers and allows; data, never a function. */
export const Capabilities = z.strictObject({
  /** Members this provider has. */
  operations: z.array(z.enum(operationNames)),
  /** How a lost create can be found, or repeated safely: by a key, by our id echoed back, in the list of jobs, or not at all. */
  idempotency: z.enum(['key', 'correlation', 'list', 'none']),
  /** Most jobs at once for one key; `null`: unknown. */
  concurrentJobs: z.nullable(z.int().check(z.positive())),
  /** Most requests of any kind in a minute for one key; left out or `null`: unknown. */
  requestsPerMinute: z.optional(z.nullable(positive)),
  /** When to poll first, how often then, and the least pause the vendor asks for; ms. */
  polling: z.strictObject({
    /** From the creation to the first poll. */
    firstMs: positive,
    /** From poll to poll. */
    intervalMs: positive,
    /** Never sooner than this, whatever else says so. */
    minimumMs: positive,
  }),
  /** How long a result can be fetched after the job was created; ms; `null`: unknown. */
  resultLifetimeMs: z.nullable(positive),
  /** What `delete` removes: the vendor's record only, or the media too. */
  deletes: z.optional(z.enum(['record', 'record_and_media'])),
  /** Most days that `setRetention` takes; left out: the vendor names no limit. */
  longestRetentionDays: z.optional(z.int().check(z.positive())),
  /** Whether vendor options that the provider does not know are forwarded. */
  passThrough: z.boolean(),
})
export type Capabilities = z.output<typeof Capabilities>
