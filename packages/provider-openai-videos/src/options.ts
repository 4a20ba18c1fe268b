import { ModeCapability } from '@reelay/core'
import * as z from 'zod/mini'
import * as wire from './generated-options.ts'

// No options: the request has fields of its own for them.
const shot = { model: true, prompt: true, image: true, images: true, seed: true, n: true } as const
const measures = { seconds: true, duration: true, size: true, fps: true } as const
const shapes = { negative_prompt: true, generate_sound: true, image_reference: true } as const

/** Vendor options, under the names of the wire but for our own four; which of them a server reads, its dialect says. */
export const Options = z.strictObject({
  ...wire.Ways.shape,
  ...z.omit(wire.CreateVideo, { ...shot, ...measures }).shape,
  ...z.omit(wire.VllmOmniOptions, shapes).shape,
})

/** Vendor options of OpenAI-style servers. */
export type OpenaiVideosOptions = z.output<typeof Options>

/** What sets one server of `/v1/videos` apart from the others; plain data. */
export const Dialect = z.extend(wire.Dialect, { options: ModeCapability })
export type Dialect = z.output<typeof Dialect>
/** A server that is known by name. */
export const DialectName = z.enum(['any', 'aiid', 'newapi', 'openai', 'vllm-omni', 'sglang', 'litellm'])
export type Dialects = Record<z.output<typeof DialectName>, Dialect>
