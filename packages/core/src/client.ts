import type { ModelCapability } from './capability.ts'
import type { Clock } from './clock.ts'
import type { DownloadOptions, VideoStream } from './download.ts'
import type { FollowOptions } from './follow.ts'
import type { Job, JobReference } from './job.ts'
import type { Plan } from './plan.ts'
import type { Balance, VideoProvider } from './provider.ts'
import type { VideoRequestInput } from './request.ts'
import type { SavedVideo } from './save.ts'

/** What a client is made of. */
export interface ClientOptions {
  providers: readonly VideoProvider[]
  /** Used for every call of a provider that has none of its own. */
  fetch?: typeof globalThis.fetch | undefined
  /** Replaces the machine's clock in tests. */
  clock?: Clock | undefined
  /** Replaces Math.random in tests; spreads polls. */
  random?: (() => number) | undefined
}

/** Options of a single call. */
export interface CallOptions {
  signal?: AbortSignal | undefined
}

/** Options of a call that may have to choose a provider. */
export interface ChoiceOptions extends CallOptions {
  /** Id of the provider; needed only where several have the model. */
  provider?: string | undefined
}

/** Options of waiting. */
export interface WaitOptions extends FollowOptions {
  /** Told of every change. */
  onUpdate?: ((job: Job) => void) | undefined
  /** What becomes of the job at the deadline: goes on (default), or is cancelled where the vendor can. */
  onTimeout?: 'keep' | 'cancel' | undefined
}

/** Options of the whole way from request to clip. */
export interface GenerateOptions extends WaitOptions, ChoiceOptions {}

/** A model and whose it is. */
export type OfferedModel = ModelCapability & { provider: string }

/** A page of jobs, newest first. */
export interface JobPage {
  jobs: Job[]
  /** Pass it to `list` for the next page; absent on the last. */
  cursor?: string
}

/** The clip of a completed job; nothing is fetched before one of these is called. */
export interface VideoFile {
  save(path: string, options?: DownloadOptions): Promise<SavedVideo>
  stream(options?: DownloadOptions): Promise<VideoStream>
}

/** What a webhook led to. */
export interface WebhookEvent {
  /** The job as the vendor's own answer tells it, never as the delivery does. */
  job?: Job
  /** The vendor's id of the delivery; repeats have the same. */
  deliveryId?: string
  /** True when a signature proves the sender. */
  isVerified: boolean
}

/** One interface over all the providers it was given. Every rejection is a VideoError. */
export interface Client {
  /** What every model can do. */
  models(options?: ChoiceOptions): Promise<OfferedModel[]>
  /** What `create` would do, for each provider; nothing is spent. */
  plan(request: VideoRequestInput, options?: ChoiceOptions): Promise<Plan>
  /** The billable call, made once. Without a verdict from the vendor it throws `submission_unknown`. */
  create(request: VideoRequestInput, options?: ChoiceOptions): Promise<Job>
  /** One look at a job. */
  get(job: JobReference, options?: CallOptions): Promise<Job>
  /** Every change of a job until it ends. */
  watch(job: JobReference, options?: FollowOptions): AsyncGenerator<Job>
  /** Asks the vendor to stop a job, and looks; an ended job is given back as it is. */
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
  /** Reads a webhook and asks the vendor what is true; `job` is absent for an event that is none of ours. */
  webhook(request: Request, options?: ChoiceOptions): Promise<WebhookEvent>
  /** Saves a completed job's clip: whole or not at all. */
  download(job: Job, path: string, options?: DownloadOptions): Promise<SavedVideo>
  /** A completed job's clip as a web stream. */
  stream(job: Job, options?: DownloadOptions): Promise<VideoStream>
  /** Create and wait. A job that fails is thrown, with the job. */
  generate(request: VideoRequestInput, options?: GenerateOptions): Promise<{ job: Job; video: VideoFile }>
  /** A job from where it was stored. */
  job(stored: unknown): Job
}
