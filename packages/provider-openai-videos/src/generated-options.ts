// Generated from specs/openai-videos/openapi.yaml: do not edit, run `pnpm generate`.
import * as z from 'zod/mini'

/**
 * Public name of the model. The page lists these as the only ones; other dialects have others, and the list
 * changes. gemini-omni may be called through /v1/videos.
 */
export const Model = z.string()
export type Model = z.output<typeof Model>

/** An image, either by the id of an uploaded file or by URL. */
export const ImageReference = z.strictObject({
  /** The id of an uploaded file. */
  file_id: z.optional(z.string()),
  /** A full URL, or a data URL in base64. */
  image_url: z.optional(z.string().check(z.maxLength(20971520))),
}).check(z.refine((value) => Object.values(value).filter((one) => one !== undefined).length >= 1, 'at least 1 of its keys'))
export type ImageReference = z.output<typeof ImageReference>

/**
 * The request as JSON. Which fields work depends on the server and, behind a gateway, on the model's provider;
 * what a server does not know it ignores, and New API's Sora channel and LiteLLM pass it on.
 */
export const CreateVideo = z.looseObject({
  model: Model,
  /** What to show. New API refuses a blank one. */
  prompt: z.string().check(z.minLength(1)),
  /**
   * Length of the clip, always text: classic New API answers 400 to a number. OpenAI: "4" (the default), "8",
   * "12", by its guide also "16" and "20". SGLang's default is 4. doubao/seedance behind New API read this one.
   */
  seconds: z.optional(z.string().check(z.regex(/^[1-9][0-9]*$/u, 'text that matches ^[1-9][0-9]*$'))),
  /**
   * Length of the clip. kling, vidu, jimeng, hailuo and veo behind New API read this one, so send both with the
   * same value, but for models whose name begins with "sora" only seconds. New API refuses less than 0 and more
   * than 3600, and drops a fraction without a word.
   */
  duration: z.optional(z.int()),
  /**
   * Width and height, such as "1280x720". OpenAI: "720x1280" (the default), "1280x720", "1024x1792",
   * "1792x1024", by its guide for sora-2-pro also "1080x1920" and "1920x1080". Behind New API its meaning is the
   * provider's.
   */
  size: z.optional(z.string()),
  /** An image by URL, as a data URL or in base64. kling behind New API reads this one only. */
  image: z.optional(z.string()),
  /** Images by URL, as data URLs or in base64. Vidu, Seedance and Veo use it. */
  images: z.optional(z.array(z.string())),
  /**
   * A reference image. New API takes text only (an object is refused with 400), OpenAI the object only, SGLang a
   * path or URL.
   */
  input_reference: z.optional(z.union([z.string(), ImageReference])),
  /**
   * Container of the fields that only one model's provider knows; many are read from here. New API takes the
   * object as JSON text too.
   */
  metadata: z.optional(z.record(z.string(), z.unknown())),
  /** gemini-omni: "t2v", "r2v", "edit". kling: "std" or "pro". */
  mode: z.optional(z.string()),
  /**
   * Not described on the page. Probably the parts of a Seedance request, each with its type: text, image_url,
   * video_url or audio_url (inferred).
   */
  content: z.optional(z.array(z.record(z.string(), z.unknown()))),
  /** Not described on the page. LiteLLM hands it to the provider. */
  parameters: z.optional(z.record(z.string(), z.unknown())),
  /** Width in pixels. New API ignores it, but for its Sora channel, which passes it on. */
  width: z.optional(z.int().check(z.gte(1))),
  /** Height in pixels. Ignored like width. */
  height: z.optional(z.int().check(z.gte(1))),
  /** Frames per second. Ignored like width by New API. */
  fps: z.optional(z.int()),
  /** Number of frames; without it seconds times fps. */
  num_frames: z.optional(z.int().check(z.gte(1))),
  /** Random seed. Ignored like width by New API. */
  seed: z.optional(z.int()),
  /** Where the random numbers are drawn. */
  generator_device: z.optional(z.string()),
  /** Number of videos to generate. Ignored like width by New API; no dialect answers more than one. */
  n: z.optional(z.int()),
  /** Response format. Ignored like width by New API. */
  response_format: z.optional(z.string()),
  /** Identifies the end user. Ignored like width by New API. */
  user: z.optional(z.string()),
  /** Characters that appear in the video. */
  characters: z.optional(z.array(z.strictObject({
    id: z.string(),
  })).check(z.maxLength(2))),
  /** Merged into the request by the server. */
  extra_body: z.optional(z.record(z.string(), z.unknown())),
})
export type CreateVideo = z.output<typeof CreateVideo>

/** An object, which a form carries as JSON text. */
export const JsonObject = z.record(z.string(), z.unknown())
export type JsonObject = z.output<typeof JsonObject>

/** What vLLM-Omni alone takes, beside its files. */
export const VllmOmniOptions = z.strictObject({
  /** What to avoid. */
  negative_prompt: z.optional(z.string()),
  /** Number of diffusion steps; the model has a default. */
  num_inference_steps: z.optional(z.int().check(z.gte(1), z.lte(200))),
  /** Guidance of the low-noise stage; the model has a default. */
  guidance_scale: z.optional(z.number().check(z.gte(0), z.lte(20))),
  /** Guidance of the high-noise stage. */
  guidance_scale_2: z.optional(z.number().check(z.gte(0), z.lte(20))),
  /** Where the high-noise stage ends. */
  boundary_ratio: z.optional(z.number().check(z.gte(0), z.lte(1))),
  /** The scheduler's flow shift. */
  flow_shift: z.optional(z.number()),
  /** True guidance, where the model knows it. */
  true_cfg_scale: z.optional(z.number().check(z.gte(0), z.lte(20))),
  /** Whether the model makes sound too, where it can. Default `false`. */
  generate_sound: z.optional(z.boolean()),
  /** Length of the sound in seconds; without it that of the video. */
  sound_duration: z.optional(z.number().check(z.gt(0))),
  /** Whether frames are put between the generated ones. Default `false`. */
  enable_frame_interpolation: z.optional(z.boolean()),
  /** 1 doubles the frames, 2 doubles them twice, and so on. Default `1`. */
  frame_interpolation_exp: z.optional(z.int().check(z.gte(1))),
  /** Scale of the interpolation; 0.5 saves memory. Default `1`. */
  frame_interpolation_scale: z.optional(z.number().check(z.gt(0))),
  /** The interpolation's model, a local folder or a repository. */
  frame_interpolation_model_path: z.optional(z.string()),
  /** A LoRA adapter for this request: an object with its name, path, scale and int_id. */
  lora: z.optional(JsonObject),
  /** An object of parameters that only the model knows. */
  extra_params: z.optional(JsonObject),
  /**
   * {"image_url": "..."} with a URL or data URL. Not together with input_reference or video_reference.
   * {"file_id": "..."} is declared but not done.
   */
  image_reference: z.optional(JsonObject),
  /** {"video_url": "..."} with a URL or data URL. Not together with input_reference or image_reference. */
  video_reference: z.optional(JsonObject),
  /** {"audio_url": "..."} with a URL or data URL, for speech to video. */
  audio_reference: z.optional(JsonObject),
})
export type VllmOmniOptions = z.output<typeof VllmOmniOptions>

/** Options of ours beside those of the wire. */
export const Ways = z.strictObject({
  /** Id of a completed video: remixes it. Only the prompt counts beside it. */
  remixOf: z.optional(z.string().check(z.minLength(1))),
  /** Id of a completed video: edits it. Only the prompt counts beside it. */
  editOf: z.optional(z.string().check(z.minLength(1))),
  /** Id of a completed video: goes on where it ends, for `duration` seconds. */
  extendOf: z.optional(z.string().check(z.minLength(1))),
  /** How one image in bytes is sent: as the file of a form, or as text where addresses go; default by the model. */
  imageAs: z.optional(z.enum(['file', 'data_url', 'base64'])),
})
export type Ways = z.output<typeof Ways>

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
  bytesOnly: z.array(z.string()),
  /** Vendor options that the server reads; `null`: unknown, let them pass. */
  fields: z.nullable(z.array(z.string())),
  /** Models that the server is documented to have; it may have others. */
  models: z.array(z.string()),
  /** What each model takes beside its images, as core's ModeCapability has it. */
  options: z.unknown(),
  /** Most references at once, 0 where only a first frame is taken; `null`: unknown. */
  references: z.nullable(z.int()),
})
export type Dialect = z.output<typeof Dialect>

/** Models of one maker behind a gateway. */
export const Family = z.strictObject({
  /** How their names begin. */
  prefix: z.string(),
  /** In place of the dialect's. */
  length: z.optional(z.enum(['seconds'])),
  /** How bytes are sent where no file is read; default `file`. */
  imageAs: z.optional(z.enum(['data_url', 'base64'])),
  /** Our name of a field, and the key in `metadata` that holds it. */
  metadata: z.strictObject({
    aspectRatio: z.optional(z.string()),
    resolution: z.optional(z.string()),
    negativePrompt: z.optional(z.string()),
    seed: z.optional(z.string()),
    audio: z.optional(z.string()),
    image: z.optional(z.string()),
  }),
})
export type Family = z.output<typeof Family>
