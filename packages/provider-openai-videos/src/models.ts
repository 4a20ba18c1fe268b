import * as z from 'zod/mini'

/** Models that aiid's page lists. */
export const aiidModels = [
  'sora-2',
  'sora-2-pro',
  'gemini-omni',
  'happyhorse-1.0',
  'happyhorse-1.0-i2v',
  'happyhorse-1.0-t2v',
  'happyhorse-1.0-r2v',
  'happyhorse-1.0-video-edit',
  'doubao-seedance-1-0-lite-i2v-250428',
  'doubao-seedance-1-0-lite-t2v-250428',
  'doubao-seedance-1-0-pro-250528',
  'doubao-seedance-1-0-pro-fast-251015',
  'doubao-seedance-1-5-pro-251215',
  'doubao-seedance-2-0-260128',
  'doubao-seedance-2-0-fast-260128',
  'veo3',
  'veo3-fast',
  'veo3-fast-frames',
  'veo3-frames',
  'veo3-pro',
  'veo3-pro-frames',
  'veo3.1',
  'veo3.1-4k',
  'veo3.1-components',
  'veo3.1-fast',
  'veo3.1-pro',
  'veo3.1-pro-4k',
  'kling-video',
  'grok-imagine-1.0-video',
  'grok-imagine-video-1.5-preview',
  'grok-video-3',
  'viduq3-turbo',
  'hailuo-video',
]

/** Which keys of `metadata` the providers behind New API read, by the beginning of a model's name. */
export const families: readonly Family[] = [
  { prefix: 'sora', length: 'seconds', metadata: {} },
  {
    prefix: 'kling',
    imageAs: 'base64',
    metadata: { aspectRatio: 'aspect_ratio', negativePrompt: 'negative_prompt' },
  },
  { prefix: 'jimeng', metadata: { aspectRatio: 'aspect_ratio', seed: 'seed' } },
  { prefix: 'vidu', imageAs: 'data_url', metadata: { resolution: 'resolution', seed: 'seed' } },
  {
    prefix: 'doubao-seedance',
    imageAs: 'data_url',
    metadata: { aspectRatio: 'ratio', resolution: 'resolution', seed: 'seed', audio: 'generate_audio' },
  },
  { prefix: 'hailuo', imageAs: 'data_url', metadata: { image: 'first_frame_image' } },
  {
    prefix: 'veo',
    metadata: {
      aspectRatio: 'aspectRatio',
      resolution: 'resolution',
      negativePrompt: 'negativePrompt',
      seed: 'seed',
      audio: 'generateAudio',
    },
  },
]

/** Models of one maker. */
export interface Family {
  prefix: string
  /** In place of the dialect's. */
  length?: 'seconds'
  /** How bytes are sent where no file is read; default `file`. */
  imageAs?: 'data_url' | 'base64'
  /** Our name of a field, and the key in `metadata` that holds it. */
  metadata: { [Field in 'aspectRatio' | 'resolution' | 'negativePrompt' | 'seed' | 'audio' | 'image']?: string }
}

const text = z.optional(z.string())
const number = z.optional(z.number())
const count = z.optional(z.int().check(z.positive()))
const object = z.optional(z.record(z.string(), z.unknown()))
const id = z.optional(z.string().check(z.minLength(1)))

/** Vendor options, under the names of the wire but for our own four; which of them a server reads, its dialect says. */
export const Options = z.strictObject({
  /** Id of a completed video: remixes it. Only the prompt counts beside it. */
  remixOf: id,
  /** Id of a completed video: edits it. Only the prompt counts beside it. */
  editOf: id,
  /** Id of a completed video: goes on where it ends, for `duration` seconds. */
  extendOf: id,
  /** How one image in bytes is sent: as the file of a form, or as text where addresses go; default by the model. */
  imageAs: z.optional(z.enum(['file', 'data_url', 'base64'])),
  /** Where the server keeps what only one model knows. */
  metadata: object,
  mode: text,
  content: z.optional(z.array(z.record(z.string(), z.unknown()))),
  parameters: object,
  response_format: text,
  user: text,
  width: count,
  height: count,
  /** A file that was uploaded before, or text as aiid and SGLang take it. */
  input_reference: z.optional(z.union([z.string(), z.strictObject({ file_id: z.string() })])),
  characters: z.optional(z.array(z.strictObject({ id: z.string() }))),
  num_frames: count,
  generator_device: text,
  extra_body: object,
  num_inference_steps: count,
  guidance_scale: number,
  guidance_scale_2: number,
  boundary_ratio: number,
  flow_shift: number,
  true_cfg_scale: number,
  sound_duration: number,
  enable_frame_interpolation: z.optional(z.boolean()),
  frame_interpolation_exp: count,
  frame_interpolation_scale: number,
  frame_interpolation_model_path: text,
  lora: object,
  extra_params: object,
  video_reference: object,
  audio_reference: object,
})

/** Vendor options of OpenAI-style servers. */
export type OpenaiVideosOptions = z.output<typeof Options>
