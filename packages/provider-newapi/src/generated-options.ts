// Generated from specs/newapi/openapi.yaml: do not edit, run `pnpm generate`.
import * as z from 'zod/mini'

/**
 * Model or style id. Which ones there are is up to the operator; these are the ones the source knows for its
 * providers.
 */
export const ModelName = z.string()
export type ModelName = z.output<typeof ModelName>

export const KlingDynamicMask = z.strictObject({
  /** An image of what moves. */
  mask: z.optional(z.string()),
  /** The points of the way. */
  trajectories: z.optional(z.array(z.strictObject({
    x: z.int(),
    y: z.int(),
  }))),
})
export type KlingDynamicMask = z.output<typeof KlingDynamicMask>

export const KlingCameraControl = z.strictObject({
  /** The kind of movement. */
  type: z.optional(z.string()),
  config: z.optional(z.strictObject({
    horizontal: z.optional(z.number()),
    vertical: z.optional(z.number()),
    pan: z.optional(z.number()),
    tilt: z.optional(z.number()),
    roll: z.optional(z.number()),
    zoom: z.optional(z.number()),
  })),
})
export type KlingCameraControl = z.output<typeof KlingCameraControl>

/** What Kling's provider reads. The page's sample has a seed too, which is dropped. */
export const KlingMetadata = z.strictObject({
  /** What to avoid. */
  negative_prompt: z.optional(z.string()),
  /** The first frame, in place of the top-level image. */
  image: z.optional(z.string()),
  /** The last frame. */
  image_tail: z.optional(z.string()),
  /** "std" or "pro", in place of the top-level mode. */
  mode: z.optional(z.string()),
  /** Length in seconds, as text, in place of the top-level duration. */
  duration: z.optional(z.string()),
  /** In place of what the top-level size gives. */
  aspect_ratio: z.optional(z.string()),
  /** How closely the prompt is followed. Default `0.5`. */
  cfg_scale: z.optional(z.number()),
  /** An image of what must not move. */
  static_mask: z.optional(z.string()),
  /** What moves, and along which way. */
  dynamic_masks: z.optional(z.array(KlingDynamicMask)),
  camera_control: z.optional(KlingCameraControl),
  /** Where the provider calls back, with its own body and task id. */
  callback_url: z.optional(z.string()),
  /** A task id of the caller's own, for the provider. */
  external_task_id: z.optional(z.string()),
})
export type KlingMetadata = z.output<typeof KlingMetadata>

/** What Jimeng's provider reads. */
export const JimengMetadata = z.strictObject({
  /** The provider's name of the model, in place of model. */
  req_key: z.optional(z.string()),
  /** Images by URL. */
  image_urls: z.optional(z.array(z.string())),
  /** Images in base64. */
  binary_data_base64: z.optional(z.array(z.string())),
  /** Random seed. */
  seed: z.optional(z.int()),
  aspect_ratio: z.optional(z.string()),
  /** Number of frames, 24 a second and one more; 241 for a duration of 10, 121 for any other. */
  frames: z.optional(z.int()),
})
export type JimengMetadata = z.output<typeof JimengMetadata>

/** What Vidu's provider reads. */
export const ViduMetadata = z.strictObject({
  /** Images, in place of the top-level ones. */
  images: z.optional(z.array(z.string())),
  /** Length in seconds, in place of the top-level duration. */
  duration: z.optional(z.int()),
  /** Random seed; 0 counts as not given. */
  seed: z.optional(z.int()),
  /** In place of the top-level size. Default "1080p". */
  resolution: z.optional(z.string()),
  /** How much moves. Default `"auto"`. */
  movement_amplitude: z.optional(z.string()),
  /** Whether to add music. Default `false`. */
  bgm: z.optional(z.boolean()),
  /** Text that the provider hands back. */
  payload: z.optional(z.string()),
  /** Where the provider calls back, with its own body and task id. */
  callback_url: z.optional(z.string()),
  /** Forces the kind of task. Without images textGenerate; else by their number. */
  action: z.optional(z.enum(['textGenerate', 'generate', 'firstTailGenerate', 'referenceGenerate'])),
})
export type ViduMetadata = z.output<typeof ViduMetadata>

export const SeedanceMedia = z.strictObject({
  url: z.optional(z.string()),
})
export type SeedanceMedia = z.output<typeof SeedanceMedia>

/** An image, a video or a sound. A video changes the price. */
export const SeedancePart = z.strictObject({
  /** Which of the others it has. */
  type: z.optional(z.string()),
  text: z.optional(z.string()),
  image_url: z.optional(SeedanceMedia),
  video_url: z.optional(SeedanceMedia),
  audio_url: z.optional(SeedanceMedia),
  /** What it is for. */
  role: z.optional(z.string()),
})
export type SeedancePart = z.output<typeof SeedancePart>

/** An integer, or the same as text. */
export const IntegerOrText = z.union([z.int(), z.string().check(z.regex(/^-?[0-9]+$/u, 'text that matches ^-?[0-9]+$'))])
export type IntegerOrText = z.output<typeof IntegerOrText>

/** True or false, or the same as text. */
export const BooleanOrText = z.union([z.boolean(), z.enum(['true', 'false'])])
export type BooleanOrText = z.output<typeof BooleanOrText>

/** What the provider of doubao and Seedance reads. */
export const SeedanceMetadata = z.strictObject({
  /** The parts of the request, in place of the top-level images. Texts are dropped for the prompt. */
  content: z.optional(z.array(SeedancePart)),
  ratio: z.optional(z.string()),
  /** With Seedance 2.0 it changes the price. */
  resolution: z.optional(z.string()),
  /** Length in seconds; the top-level seconds go before it. */
  duration: z.optional(IntegerOrText),
  /** Number of frames. */
  frames: z.optional(IntegerOrText),
  /** Random seed. */
  seed: z.optional(IntegerOrText),
  /** Whether the camera stands still. */
  camera_fixed: z.optional(BooleanOrText),
  /** Whether to add a watermark. */
  watermark: z.optional(BooleanOrText),
  /** Whether to make sound. */
  generate_audio: z.optional(BooleanOrText),
  /** Whether the provider keeps the last frame. */
  return_last_frame: z.optional(BooleanOrText),
  /** The provider's class of service. */
  service_tier: z.optional(z.string()),
  /** Where the provider calls back, with its own body and task id. */
  callback_url: z.optional(z.string()),
  /** Seconds after which the provider gives up. */
  execution_expires_after: z.optional(IntegerOrText),
  /** Whether a draft is enough. */
  draft: z.optional(BooleanOrText),
  /** The provider's priority. */
  priority: z.optional(IntegerOrText),
  /** Identifies the end user to the provider. */
  safety_identifier: z.optional(z.string()),
  /** Tools the model may use. */
  tools: z.optional(z.array(z.strictObject({
    type: z.optional(z.string()),
  }))),
})
export type SeedanceMetadata = z.output<typeof SeedanceMetadata>

/** What Hailuo's provider reads. The only way to give it an image. */
export const HailuoMetadata = z.strictObject({
  /** Whether the provider improves the prompt. */
  prompt_optimizer: z.optional(z.boolean()),
  /** Whether it does so quickly. MiniMax-Hailuo-02 and 2.3 only. */
  fast_pretreatment: z.optional(z.boolean()),
  /** Length in seconds, in place of the top-level duration. Default 6; 10 with MiniMax-Hailuo-02 and 2.3 only. */
  duration: z.optional(z.int()),
  /** In place of what the top-level size gives. Each model has its own. */
  resolution: z.optional(z.string()),
  /** Where the provider calls back, with its own body and task id. */
  callback_url: z.optional(z.string()),
  /** Whether to add a watermark. */
  aigc_watermark: z.optional(z.boolean()),
  /** The first frame. */
  first_frame_image: z.optional(z.string()),
  /** The last frame. */
  last_frame_image: z.optional(z.string()),
  /** Who appears. */
  subject_reference: z.optional(z.array(z.strictObject({
    /** Only "character" so far. */
    type: z.string(),
    /** Images; only one so far. */
    image: z.array(z.string()),
  }))),
})
export type HailuoMetadata = z.output<typeof HailuoMetadata>

/** What gemini and vertex read, for Veo. */
export const VeoMetadata = z.strictObject({
  /** Length in seconds, in place of the top-level duration; 8 if there is neither. 4, 6 or 8 with task plugins. */
  durationSeconds: z.optional(z.int()),
  /** In place of what the top-level size gives. */
  aspectRatio: z.optional(z.string()),
  /** In place of what the top-level size gives; sent on in lower case. 4k changes the price. */
  resolution: z.optional(z.string()),
  /** What to avoid. */
  negativePrompt: z.optional(z.string()),
  /** Whether persons may appear. */
  personGeneration: z.optional(z.string()),
  /** Where Google stores the result. */
  storageUri: z.optional(z.string()),
  compressionQuality: z.optional(z.string()),
  resizeMode: z.optional(z.string()),
  /** Random seed. */
  seed: z.optional(z.int()),
  /** Whether to make sound. */
  generateAudio: z.optional(z.boolean()),
})
export type VeoMetadata = z.output<typeof VeoMetadata>

export const WanInput = z.strictObject({
  /** In place of the top-level prompt. */
  prompt: z.optional(z.string()),
  /** The first frame, by URL or in base64. */
  img_url: z.optional(z.string()),
  /** The first frame, where there is a last one. */
  first_frame_url: z.optional(z.string()),
  /** The last frame. */
  last_frame_url: z.optional(z.string()),
  /** A sound, wan2.5 and later. */
  audio_url: z.optional(z.string()),
  /** What wan2.7-i2v takes in place of the four above, which the server turns into it. */
  media: z.optional(z.array(z.strictObject({
    type: z.string(),
    url: z.string(),
  }))),
  /** What to avoid. */
  negative_prompt: z.optional(z.string()),
  /** An effect. */
  template: z.optional(z.string()),
})
export type WanInput = z.output<typeof WanInput>

/**
 * What ali reads, for Wan. The documentation has these keys one level up (img_url, first_frame_url,
 * last_frame_url, resolution, watermark, prompt_extend, audio, seed); the source drops them there.
 */
export const WanMetadata = z.strictObject({
  input: z.optional(WanInput),
  parameters: z.optional(z.strictObject({
    /** For image to video, in place of what the top-level size gives. */
    resolution: z.optional(z.string()),
    /** For text to video, in place of the top-level size. */
    size: z.optional(z.string()),
    /** Length in seconds, in place of the top-level duration. 3 to 10. */
    duration: z.optional(z.int()),
    /** Whether the provider improves the prompt. Default `true`. */
    prompt_extend: z.optional(z.boolean()),
    /** Whether to add a watermark. Default `false`. */
    watermark: z.optional(z.boolean()),
    /** Whether to make sound, wan2.5. */
    audio: z.optional(z.boolean()),
    /** Random seed; 0 counts as not given. */
    seed: z.optional(z.int()),
  })),
})
export type WanMetadata = z.output<typeof WanMetadata>

/** A Sora channel reads nothing here; it passes the whole body on, this included. */
export const SoraMetadata = z.record(z.string(), z.unknown())
export type SoraMetadata = z.output<typeof SoraMetadata>

/**
 * One request for all providers. Classic servers read model, prompt, mode, image, images, size, duration, seconds,
 * input_reference and metadata, and ignore any other key; a Sora channel passes the whole body on.
 */
export const CreateVideo = z.looseObject({
  model: ModelName,
  /** Text prompt. A blank one is refused. */
  prompt: z.string().check(z.minLength(1)),
  /**
   * Length of the video in seconds. The page says number; a fraction is dropped without a word, and the
   * provider's default taken. 0 counts as not given. Read by kling (default 5), jimeng (10, or else 5), vidu
   * (5), hailuo (6), gemini and vertex, ali (5); not by doubao, nor by sora if there are seconds.
   */
  duration: z.optional(z.int().check(z.gte(0), z.lte(3600))),
  /**
   * Length of the video in seconds, always text: classic servers answer 400 to a number. Read by sora and
   * doubao, and by ali in place of a missing duration; gemini and vertex charge by it without sending it on.
   * With task plugins a number is taken too, and it goes before duration. So send both with the same value, but
   * only seconds for models whose name begins with "sora".
   */
  seconds: z.optional(z.string().check(z.regex(/^[1-9][0-9]*$/u, 'text that matches ^[1-9][0-9]*$'))),
  /**
   * Only in the page's samples. kling: "1024x1024", "512x512" give 1:1, "1280x720", "1920x1080" 16:9,
   * "720x1280", "1080x1920" 9:16, anything else 1:1. vidu: a resolution such as "1080p". hailuo: the resolution
   * by the digits 1080, 768, 720 or 512 in it. gemini and vertex: by its longer side 4k, 1080p or 720p, and 9:16
   * if it is higher than wide. ali: "1920*1080", with "*", for text to video, "720p" or "1080P" for image to
   * video. sora: "720x1280" (the default), "1280x720", sora-2-pro also "1024x1792", "1792x1024". Ignored by
   * jimeng and doubao.
   */
  size: z.optional(z.string()),
  /** Width of the video. The source ignores it. */
  width: z.optional(z.int()),
  /** Height of the video. The source ignores it. */
  height: z.optional(z.int()),
  /** Frames per second. The source ignores it. */
  fps: z.optional(z.int()),
  /**
   * An image, by URL or in base64. Stands for images when that is empty. kling reads only this one; hailuo
   * reads neither; gemini and vertex take a data URL or base64, and silently ignore a URL.
   */
  image: z.optional(z.string()),
  /**
   * Images. doubao, jimeng: all of them. vidu: one is the first frame, two are the first and the last, more are
   * references. ali: the first, for wan2.7-i2v also the last frame. gemini and vertex: the first.
   */
  images: z.optional(z.array(z.string())),
  /** An image, as text; an object is refused with 400. Read by ali, and by sora, which passes it on. */
  input_reference: z.optional(z.string()),
  /** kling's mode: "std" (the default) or "pro". */
  mode: z.optional(z.string()),
  /**
   * What one provider alone knows (such as negative_prompt, style, quality_level). Laid over the provider's own
   * request, key by key, so keys and types are the provider's: an unknown key is dropped, a wrong type is 500
   * build_request_failed. A model in it is dropped, for ali refused. The server takes the object as JSON text
   * too.
   */
  metadata: z.optional(z.union([KlingMetadata, JimengMetadata, ViduMetadata, SeedanceMetadata, HailuoMetadata, VeoMetadata, WanMetadata, SoraMetadata])),
  /** Number of videos. The source ignores it. */
  n: z.optional(z.int()),
  /** Format of the answer. The source ignores it. */
  response_format: z.optional(z.string()),
  /** Random seed. The source ignores it; several providers read one in metadata. */
  seed: z.optional(z.int()),
  /** Identifies the end user. The source ignores it. */
  user: z.optional(z.string()),
})
export type CreateVideo = z.output<typeof CreateVideo>
