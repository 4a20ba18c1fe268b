import type { Capabilities, Mode, ModelCapability } from './capabilities.ts'
import type { Clock } from '../time/clock.ts'

import type { JobReference, Output, Snapshot } from './job.ts'
import type { VideoRequest } from './request.ts'

/** Version of the interface below; a provider of another major is not understood. */
export const specVersion = 1

/** What the client hands down with each call. */
export interface ProviderCall {
  signal?: AbortSignal | undefined
  /** Used unless the provider was given its own. */
  fetch?: typeof globalThis.fetch | undefined
  clock?: Clock | undefined
}

/** A request as a provider receives it: finished, checked, with its own options beside it. */
export type ProviderRequest<Options = Record<string, unknown>> = Omit<VideoRequest, 'providerOptions'> & {
  mode: Mode
  options: Options
  /** Our id of the call, where `idempotency` is `correlation`: to be sent in a field that the vendor's list repeats. */
  correlationId?: string | undefined
}

/** One way to the bytes of a result. */
export interface Content {
  /** May answer with JSON instead of bytes: the address in it is fetched, without the key. */
  url: string
  /** True when fetching needs the key; it is sent to the vendor's own origin only. */
  needsKey?: boolean
}

/** Money left in the account, in whole units of the currency. */
export interface Balance {
  amount: number
  currency: string
}

/** A page of the vendor's jobs, newest first. */
export interface SnapshotPage {
  jobs: (Snapshot & { id: string })[]
  /** Where the next page begins; absent on the last. */
  cursor?: string | undefined
}

/** A webhook as it came. */
export interface Delivery {
  headers: Headers
  /** The raw body, at most 64 KiB. */
  body: string
  url: URL
}

/** What a delivery says. */
export interface News {
  /** The job that the event is about; absent for an event about something else. */
  job?: { id: string; model?: string; handle?: Record<string, string> }
  /** The vendor's id of the delivery, for telling repeats. */
  deliveryId?: string | undefined
  /** True when a signature proves the sender. */
  isVerified: boolean
}

/** The one type: a vendor as the client sees it. Optional members are there exactly when the vendor has the thing. */
export interface VideoProvider {
  /** Such as `acme`; also the key of its `providerOptions`. */
  readonly id: string
  readonly specVersion: number
  readonly capabilities: Capabilities
  /** Origin that may see the key, and headers that carry it. */
  readonly origin: string
  /** Environment variables that stand in for settings. */
  readonly environment: { readonly apiKey: string; readonly baseUrl: string; readonly webhookSecret?: string }
  /** The fetch it was given, if any. */
  readonly fetch?: typeof globalThis.fetch
  /** What each model can do. May ask the vendor. */
  models(call?: ProviderCall): Promise<ModelCapability[]>
  /** The one billable call. It is never repeated by itself. */
  create(request: ProviderRequest, call?: ProviderCall): Promise<Snapshot & { id: string }>
  /** The job as the vendor sees it now. Free, and free of side effects. */
  get(job: JobReference, call?: ProviderCall): Promise<Snapshot>
  /** Checks this vendor's own options. Throws `invalid_request`. */
  options(given: Record<string, unknown>): Record<string, unknown>
  /** What `create` would send first; sends nothing. */
  preview(request: ProviderRequest): Promise<PreviewedCall | undefined>
  /** Headers that fetch a result of `needsKey`. */
  contentHeaders(): Promise<Record<string, string>>
  watch?(job: JobReference, call?: ProviderCall): AsyncIterable<Snapshot>
  list?(query: { cursor?: string | undefined }, call?: ProviderCall): Promise<SnapshotPage>
  /** Asks the vendor to stop a job; the next poll says whether it did. */
  cancel?(job: JobReference, call?: ProviderCall): Promise<void>
  delete?(job: JobReference, call?: ProviderCall): Promise<void>
  /** Deletes every job of the account; gives how many, where the vendor says so. */
  deleteAll?(call?: ProviderCall): Promise<number | undefined>
  /** Keeps a result for so many days; gives what of the job has changed. */
  setRetention?(job: JobReference, days: number, call?: ProviderCall): Promise<Partial<Snapshot>>
  balance?(call?: ProviderCall): Promise<Balance>
  /** Ways to a video beyond the URLs of its output: they are tried in this order, and those of the output last unless they are among them. */
  content?(job: JobReference, output: Output, call?: ProviderCall): Promise<readonly Content[]>
  /** Reads a delivery; makes no call, and believes nothing that it says of the job. */
  webhook?(delivery: Delivery, call?: ProviderCall): Promise<News>
}

/** Options of a single call. */
export interface CallOptions {
  signal?: AbortSignal | undefined
}

/** What would be sent. */
export interface PreviewedCall {
  method: string
  path: string
  body?: unknown
}
