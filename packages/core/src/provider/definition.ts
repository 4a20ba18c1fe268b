import type * as z from 'zod/mini'
import type { Capabilities, ModelCapability } from '../model/capabilities.ts'
import type { Http } from '../http/http-types.ts'
import type { ErrorCodes, Refusal } from '../http/classify-failure.ts'
import type { JobReference, Output, Snapshot } from '../model/job.ts'
import type { Balance, Content, Delivery, News } from '../model/video-provider.ts'
import type { optionalMembers } from '../model/optional-members.ts'
import type { ProviderRequest, SnapshotPage, VideoProvider } from '../model/video-provider.ts'

/** What each member of a definition gets besides its arguments. */
export interface Context<Paths, Settings = unknown> {
  http: Http<Paths>
  /** This vendor's own settings, checked. */
  settings: Settings
}

/** Where the vendor is. */
export type Address =
  | { baseUrl: string }
  /** For software without one public address; the reason is shown when none is given. */
  | { baseUrl: null; whyNoBaseUrl: string }

/** What a provider's author writes. */
export type Definition<
  Paths,
  Options extends Record<string, unknown> = Record<string, unknown>,
  Settings extends object = object,
> = Address & {
  id: string
  /** Environment variables that stand in for settings; default `ACME_API_KEY` and so on, by the id. */
  environment?: VideoProvider['environment']
  /** What carries the key; default: `authorization`, as a bearer token. */
  headers?: (key: string) => Record<string, string>
  /** Data, or data that depends on the settings. */
  capabilities: Omit<Capabilities, 'operations'> | ((settings: Settings) => Omit<Capabilities, 'operations'>)
  /** Schema of this vendor's own request options. */
  options: z.core.$ZodType<Options, Record<string, unknown>>
  /** Schema of this vendor's own settings, each with a default; left out when there are none. */
  settings?: z.core.$ZodType<Settings, Record<string, unknown>>
  /** Members that these settings take away. */
  lacks?: (settings: Settings) => readonly Member[]
  models: readonly ModelCapability[] | ((context: Context<Paths, Settings>) => Promise<ModelCapability[]>)
  create: (request: ProviderRequest<Options>, context: Context<Paths, Settings>) => Promise<Snapshot & { id: string }>
  get: (job: JobReference, context: Context<Paths, Settings>) => Promise<Snapshot>
  watch?: (job: JobReference, context: Context<Paths, Settings>) => AsyncIterable<Snapshot>
  list?: (query: { cursor?: string | undefined }, context: Context<Paths, Settings>) => Promise<SnapshotPage>
  cancel?: (job: JobReference, context: Context<Paths, Settings>) => Promise<void>
  delete?: (job: JobReference, context: Context<Paths, Settings>) => Promise<void>
  deleteAll?: (context: Context<Paths, Settings>) => Promise<number | undefined>
  setRetention?: (job: JobReference, days: number, context: Context<Paths, Settings>) => Promise<Partial<Snapshot>>
  balance?: (context: Context<Paths, Settings>) => Promise<Balance>
  /** Ways to a video beyond the URLs of its output, in the order in which they are tried; those of the output follow, unless they are among them. */
  content?: (
    job: JobReference,
    output: Output,
    context: Context<Paths, Settings>,
  ) => Promise<Content | readonly Content[]>
  /** Whether deliveries carry a Standard Webhooks signature, so that there is a secret to check it with. */
  signsWebhooks?: boolean
  /** Reads a delivery; pure. `verify` checks a Standard Webhooks signature with the webhook secret. */
  webhook?: (delivery: Delivery, context: { settings: Settings; verify: () => Promise<boolean> }) => Promise<News>
  /** What the vendor's own codes mean, in refusals and in failed jobs. */
  errorCodes?: ErrorCodes
  /** Recognises a refusal that the HTTP status does not show, or shows less exactly. */
  refusal?: (status: number, body: unknown) => Refusal | undefined
}

/** A member that a vendor may lack. */
export type Member = (typeof optionalMembers)[number]
