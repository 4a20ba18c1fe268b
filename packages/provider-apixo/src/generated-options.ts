// Generated from specs/apixo/openapi.yaml: do not edit, run `pnpm generate`.
import * as z from 'zod/mini'

/** The routing strategy. Default `"auto"`. */
export const ProviderRouting = z.enum(['auto', 'value', 'official'])
export type ProviderRouting = z.output<typeof ProviderRouting>

/**
 * What the model is to make. The keys are those of wan-2-5, whose values Wan25Input restricts. Another model takes
 * values and keys of its own, which are not checked here: video_urls and audio_urls (seedance-2-0), generationType
 * (veo-3-1), sound, or the mode "fast".
 */
export const TaskInput = z.strictObject({
  /** "text-to-video" generates from text, "image-to-video" from an image. */
  mode: z.optional(z.string()),
  /**
   * The scene and what happens in it, what moves, and how the camera moves; with an image, the animation that is
   * wanted. Concrete descriptions work better than abstract ones. No limit on this page: 800 characters on a
   * newer one, 1500 for the model wan-2-5-video.
   */
  prompt: z.optional(z.string()),
  /** "720p" is generated fast, "1080p" is HD. */
  resolution: z.optional(z.string()),
  /** Length of the clip in seconds. */
  duration: z.optional(z.number()),
  /** "16:9" is landscape and the default, "9:16" portrait, "1:1" square. For text-to-video only (newer page). */
  aspect_ratio: z.optional(z.string()),
  /**
   * The image that becomes the first frame. JPG, PNG or WebP, at most 10 MB each, by URL; bytes inside the
   * request are not offered. Required for image-to-video, and then exactly one (newer page).
   */
  image_urls: z.optional(z.array(z.string())),
  /** What to avoid: blur, low quality, jitter and the like. */
  negative_prompt: z.optional(z.string()),
  /** The same seed, prompt and parameters reproduce an identical result. */
  seed: z.optional(z.int()),
  /**
   * true lets the vendor optimise the prompt and add details, which is good for short ones; false takes it
   * strictly as it is. Default `true`.
   */
  enable_prompt_expansion: z.optional(z.boolean()),
})
export type TaskInput = z.output<typeof TaskInput>
