import * as z from 'zod/mini'
import { familyNames } from './families.ts'
import * as wire from './generated-options.ts'

// Without `prompt`, which would take the place of the request's own.
const input = z.optional(z.omit(wire.WanInput, { prompt: true }))

/** The documented fields that no other vendor has, and what each upstream alone reads in `metadata`, by family. */
export const Options = z.strictObject({
  ...z.pick(wire.CreateVideo, { width: true, height: true, response_format: true, user: true, mode: true }).shape,
  /** Whose rules hold, where the name of the model does not begin as the upstream's own names do. */
  family: z.optional(z.enum(familyNames)),
  /** What an upstream without a family of its own, or newer than this package, reads. */
  metadata: z.optional(z.record(z.string(), z.unknown())),
  kling: z.optional(wire.KlingMetadata),
  jimeng: z.optional(wire.JimengMetadata),
  vidu: z.optional(wire.ViduMetadata),
  seedance: z.optional(wire.SeedanceMetadata),
  hailuo: z.optional(wire.HailuoMetadata),
  veo: z.optional(wire.VeoMetadata),
  wan: z.optional(z.extend(wire.WanMetadata, { input })),
  sora: z.optional(wire.SoraMetadata),
})
/** What `providerOptions.newapi` may hold. */
export type NewapiOptions = z.output<typeof Options>

declare module '@reelay/core/provider' {
  interface ProviderOptions {
    newapi?: NewapiOptions
  }
}
