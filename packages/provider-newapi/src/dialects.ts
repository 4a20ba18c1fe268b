import * as z from 'zod/mini'
import { familyNames } from './families.ts'
import type { components } from './generated.ts'

// A key added to the spec stops this file from compiling, on purpose.
type Keys<Name extends keyof components['schemas']> = Record<keyof components['schemas'][Name], z.core.$ZodType>

const text = z.optional(z.string())
const number = z.optional(z.number())
const whole = z.optional(z.int())
const flag = z.optional(z.boolean())
const texts = z.optional(z.array(z.string()))
const wholeOrText = z.optional(z.union([z.int(), z.string().check(z.regex(/^-?\d+$/, 'a whole number'))]))
const flagOrText = z.optional(z.union([z.boolean(), z.enum(['true', 'false'])]))
const media = z.optional(z.strictObject({ url: text }))
const point = z.strictObject({ x: z.int(), y: z.int() })

const kling = z.strictObject({
  negative_prompt: text,
  image: text,
  image_tail: text,
  mode: text,
  duration: text,
  aspect_ratio: text,
  cfg_scale: number,
  static_mask: text,
  dynamic_masks: z.optional(z.array(z.strictObject({ mask: text, trajectories: z.optional(z.array(point)) }))),
  camera_control: z.optional(
    z.strictObject({
      type: text,
      config: z.optional(
        z.strictObject({ horizontal: number, vertical: number, pan: number, tilt: number, roll: number, zoom: number }),
      ),
    }),
  ),
  callback_url: text,
  external_task_id: text,
} satisfies Keys<'KlingMetadata'>)

const jimeng = z.strictObject({
  req_key: text,
  image_urls: texts,
  binary_data_base64: texts,
  seed: whole,
  aspect_ratio: text,
  frames: whole,
} satisfies Keys<'JimengMetadata'>)

const vidu = z.strictObject({
  images: texts,
  duration: whole,
  seed: whole,
  resolution: text,
  movement_amplitude: text,
  bgm: flag,
  payload: text,
  callback_url: text,
  action: z.optional(z.enum(['textGenerate', 'generate', 'firstTailGenerate', 'referenceGenerate'])),
} satisfies Keys<'ViduMetadata'>)

const part = z.strictObject({
  type: text,
  text,
  image_url: media,
  video_url: media,
  audio_url: media,
  role: text,
} satisfies Keys<'SeedancePart'>)

const seedance = z.strictObject({
  content: z.optional(z.array(part)),
  ratio: text,
  resolution: text,
  duration: wholeOrText,
  frames: wholeOrText,
  seed: wholeOrText,
  camera_fixed: flagOrText,
  watermark: flagOrText,
  generate_audio: flagOrText,
  return_last_frame: flagOrText,
  service_tier: text,
  callback_url: text,
  execution_expires_after: wholeOrText,
  draft: flagOrText,
  priority: wholeOrText,
  safety_identifier: text,
  tools: z.optional(z.array(z.strictObject({ type: text }))),
} satisfies Keys<'SeedanceMetadata'>)

const hailuo = z.strictObject({
  prompt_optimizer: flag,
  fast_pretreatment: flag,
  duration: whole,
  resolution: text,
  callback_url: text,
  aigc_watermark: flag,
  first_frame_image: text,
  last_frame_image: text,
  subject_reference: z.optional(z.array(z.strictObject({ type: z.string(), image: texts }))),
} satisfies Keys<'HailuoMetadata'>)

const veo = z.strictObject({
  durationSeconds: whole,
  aspectRatio: text,
  resolution: text,
  negativePrompt: text,
  personGeneration: text,
  storageUri: text,
  compressionQuality: text,
  resizeMode: text,
  seed: whole,
  generateAudio: flag,
} satisfies Keys<'VeoMetadata'>)

const wan = z.strictObject({
  input: z.optional(
    z.strictObject({
      // Not `prompt`, which would take the place of the request's own.
      img_url: text,
      first_frame_url: text,
      last_frame_url: text,
      audio_url: text,
      media: z.optional(z.array(z.strictObject({ type: z.string(), url: z.string() }))),
      negative_prompt: text,
      template: text,
    }),
  ),
  parameters: z.optional(
    z.strictObject({
      resolution: text,
      size: text,
      duration: whole,
      prompt_extend: flag,
      watermark: flag,
      audio: flag,
      seed: whole,
    }),
  ),
} satisfies Keys<'WanMetadata'>)

/** The documented fields that no other vendor has, and what each upstream alone reads in `metadata`, by family. */
export const Options = z.strictObject({
  /** Whose rules hold, where the name of the model does not begin as the upstream's own names do. */
  family: z.optional(z.enum(familyNames)),
  width: whole,
  height: whole,
  response_format: text,
  user: text,
  mode: text,
  /** What an upstream without a family of its own, or newer than this package, reads. */
  metadata: z.optional(z.record(z.string(), z.unknown())),
  kling: z.optional(kling),
  jimeng: z.optional(jimeng),
  vidu: z.optional(vidu),
  seedance: z.optional(seedance),
  hailuo: z.optional(hailuo),
  veo: z.optional(veo),
  wan: z.optional(wan),
  /** A Sora channel passes on whatever there is. */
  sora: z.optional(z.record(z.string(), z.unknown())),
})
/** What `providerOptions.newapi` may hold. */
export type NewapiOptions = z.output<typeof Options>

declare module '@reelay/core' {
  interface ProviderOptions {
    newapi?: NewapiOptions
  }
}
