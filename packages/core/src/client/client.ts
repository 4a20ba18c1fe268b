import type { CallOptions } from '../model/video-provider.ts'
import type { Attempt } from '../model/errors.ts'
import type { ModelCapability } from '../model/capabilities.ts'
import type { Clock } from '../time/clock.ts'
import type { DownloadOptions, VideoStream } from '../download/open-output.ts'
import type { FollowOptions } from '../polling/wait.ts'
import type { Job, JobReference, Money } from '../model/job.ts'
import type { ClientEvent } from '../model/client-event.ts'
import type { Alternative, Plan } from './plan.ts'
import type { Balance, VideoProvider } from '../model/video-provider.ts'
import type { JobRecord } from '../journal/record.ts'
import type { VideoRequestInput } from '../model/request.ts'
import type { ResumeOptions } from '../polling/wait-all.ts'
import type { JobStore } from '../journal/job-store.ts'
import type { SavedVideo } from '../download/to-file.ts'
import type { Unresolved } from '../journal/unresolved.ts'
import type { Wait } from '../model/wait.ts'
import type { WebhookAddress } from '../webhook/callback-url.ts'

/** What a client is made of. */
export interface ClientOptions {
  providers: readonly VideoProvider[]
  /** Used for every call of a provider that has none of its own. A create's body is a stream that is read once, unless it has `sendsOnce: true`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Hosts that a video may come from although they are inside a network or bare addresses, such as `10.0.0.7`. */
  allowHosts?: readonly string[] | undefined
  /** The addresses behind a name, asked before a video is fetched; default: the machine's resolver, without a `fetch` of yours. */
  resolve?: ((hostname: string) => Promise<readonly string[]>) | undefined
  /** What your account at a vendor allows, by provider id, where that is not what the provider declares; false: never wait. */
  limits?: Readonly<Record<string, AccountLimits | false>> | undefined
  /** Keeps what was sent and what became of it; default: in memory, so it is gone with the process. */
  store?: JobStore | undefined
  /** Whether the store keeps the request of a call, without its images, when it needs it no more; default true. False keeps the fingerprint alone. */
  keepRequests?: boolean | undefined
  /** Where vendors call back, with an address of its own for each call; pass the requests that come there to `webhook`. */
  webhooks?: WebhookAddress | undefined
  /** Told of everything that happens, for logs, metrics and journal; see `ClientEvent`. */
  onEvent?: ((event: ClientEvent) => void) | undefined
  /** Replaces the machine's clock in tests. */
  clock?: Clock | undefined
  /** Replaces Math.random in tests; spreads polls. */
  random?: (() => number) | undefined
}

/** What one account at one vendor allows. */
export interface AccountLimits {
  /** Most jobs at once; further ones wait for their turn. Default: `capabilities.concurrentJobs`. */
  concurrentJobs?: number | undefined
  /** Most requests of any kind in a minute. Default: `capabilities.requestsPerMinute`. */
  requestsPerMinute?: number | undefined
}

/** Options of a call that may have to choose a provider. */
export interface ChoiceOptions extends CallOptions {
  /** Id of the provider; needed only where several have the model. */
  provider?: string | undefined
}

/** Options of the billable call. */
export interface CreateOptions extends ChoiceOptions {
  /** Your name for this video, such as an order's number. The same key with the same request gives the job that there is already: in every process with a `store` on disk or at a vendor that takes idempotency keys, else in this process alone (event `key_not_kept`). */
  key?: string | undefined
  /** Refuses before anything is spent what would cost more, or what has no known price. */
  maxCost?: Money | undefined
  /** Providers that may make the video, each with its own name for the model. The next one is asked only after a definite refusal. */
  among?: readonly Alternative[] | undefined
  /** In which order they are asked; default: as they stand. `speed` is what this client has seen. */
  rank?: 'order' | 'price' | 'speed' | undefined
  /** Longest wait for its turn before the call is sent, in ms; default 1 800 000 (30 minutes). Then it throws `timeout`, `submitted: 'no'`; 0 waits for nothing. A call that was sent is not ended by it. */
  timeoutMs?: number | undefined
  /** Told of each provider that was left out, asked, or has the job. */
  onAttempt?: ((attempt: Attempt) => void) | undefined
}

/** Options of waiting. */
export interface WaitOptions extends FollowOptions {
  /** Told of every change. */
  onUpdate?: ((job: Job) => void) | undefined
  /** What becomes of the job at the deadline: goes on (default), or is cancelled where the vendor can. */
  onTimeout?: 'keep' | 'cancel' | undefined
}

/** Options of the whole way from request to video; `timeoutMs` is for all of it. */
export interface GenerateOptions extends WaitOptions, CreateOptions {}

/** A model, and the id of its provider. */
export type OfferedModel = ModelCapability & { provider: string }

/** A page of jobs, newest first. */
export interface JobPage {
  jobs: Job[]
  /** Pass it to `list` for the next page; absent on the last. */
  cursor?: string
}

/** The video of a completed job; nothing is fetched before one of these is called. */
export interface VideoFile {
  save(path: string, options?: DownloadOptions): Promise<SavedVideo>
  bytes(options?: DownloadOptions): Promise<Uint8Array<ArrayBuffer>>
  stream(options?: DownloadOptions): Promise<VideoStream>
}

/** What `check` gives, as plain JSON. */
export interface Checked {
  job: Job
  /** Nothing more will come. */
  hasEnded: boolean
  /** How long to sleep before the next poll, in ms; 0 at the end. */
  waitMs: number
}

/** What `generate` gives. */
export interface Generated {
  job: Job
  video: VideoFile
  /** Every provider that was left out or asked, in order. */
  attempts: Attempt[]
}

/** What a webhook led to. */
export interface WebhookEvent {
  /** The job as a poll has seen it, never as the delivery says. */
  job?: Job
  /** The vendor's id of the delivery; repeats have the same. */
  deliveryId?: string
  /** True when a signature, or an address that only the vendor can know, proves the sender. */
  isVerified: boolean
}

/** One interface over all the providers it was given. Every rejection is a VideoError. */
export interface Client {
  /** What every model can do. */
  models(options?: ChoiceOptions): Promise<OfferedModel[]>
  /** What `create` would do, for each provider; nothing is spent. */
  plan(request: VideoRequestInput, options?: ChoiceOptions): Promise<Plan>
  /** The billable call, made once. Without a verdict from the vendor it throws `submission_unknown`. */
  create(request: VideoRequestInput, options?: CreateOptions): Promise<Job>
  /** Every change of every job that `jobs` lists, also of those that an earlier process made; ends when all have. A job that is completed and not saved is given at once. */
  resume(options?: ResumeOptions): AsyncGenerator<Job>
  /** Every call that something is left to do for, oldest first: it is being sent, runs, is unresolved, or its video is neither saved nor gone. */
  jobs(): AsyncGenerator<JobRecord>
  /** Every call with a job that is completed or ended, newest first, with its cost and its request. */
  history(): AsyncGenerator<JobRecord>
  /** Lets go of a job that its vendor has forgotten, or whose video you have otherwise: `jobs` and `resume` give it no more. The vendor is not asked, and may charge it. Throws `not_found` where nothing is left to do for it. */
  dismiss(job: JobReference): Promise<void>
  /** Billable calls whose outcome is not known: each may have made a job. */
  unresolved(): Promise<Unresolved[]>
  /** What waits now before a request is sent: creates for their turn, and the polls of an account. */
  waits(): Promise<Wait[]>
  /** Closes the store, once the creates under way have an answer; those that wait for a turn, and later ones, throw `storage` and send nothing. */
  close(): Promise<void>
  /** One poll, and when the next one is due: a step for an engine of your own that sleeps in between. Give it the job that the last poll gave: what is counted from poll to poll is in it. */
  check(job: JobReference, options?: CallOptions): Promise<Checked>
  /** One poll of a job. Give it the job that the last poll gave: what is counted from poll to poll is in it. */
  get(job: JobReference, options?: CallOptions): Promise<Job>
  /** Every change of a job until it ends. */
  watch(job: JobReference, options?: FollowOptions): AsyncGenerator<Job>
  /** Asks the vendor to stop a job, and polls; an ended job is given back as it is. */
  cancel(job: JobReference, options?: CallOptions): Promise<Job>
  /** The ended job; a failed job is a state, not an exception. */
  wait(job: JobReference, options?: WaitOptions): Promise<Job>
  /** The vendor's list of jobs, newest first. */
  list(options?: ChoiceOptions & { cursor?: string | undefined }): Promise<JobPage>
  /** Removes a job at the vendor; what that means is in `capabilities.deletes`. */
  delete(job: JobReference, options?: CallOptions): Promise<void>
  /** Removes every job of the account at the vendor; gives how many, where the vendor says so. */
  deleteAll(options?: ChoiceOptions): Promise<number | undefined>
  /** Keeps a job's result for so many days, from 1. */
  setRetention(job: Job, days: number, options?: CallOptions): Promise<Job>
  /** Money left in the account. */
  balance(options?: ChoiceOptions): Promise<Balance>
  /** Reads a webhook and asks the vendor what is true; `job` is absent for an event that is none of ours. One that proves nothing is refused as `authentication` before any poll: with `webhooks` and with a vendor that signs always, otherwise where it is about no known job. The provider is the one that calls back, or the one that the path names. */
  webhook(request: Request, options?: ChoiceOptions): Promise<WebhookEvent>
  /** Saves a completed job's video: whole or not at all. */
  download(job: Job, path: string, options?: DownloadOptions): Promise<SavedVideo>
  /** A completed job's video in memory; `maxBytes` is 256 MiB unless you say otherwise. */
  bytes(job: Job, options?: DownloadOptions): Promise<Uint8Array<ArrayBuffer>>
  /** A completed job's video as a web stream. */
  stream(job: Job, options?: DownloadOptions): Promise<VideoStream>
  /** Create and wait. A job that fails is thrown, with the job. */
  generate(request: VideoRequestInput, options?: GenerateOptions): Promise<Generated>
  /** A job from where it was stored. */
  job(stored: unknown): Job
}
