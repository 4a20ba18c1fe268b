/** For applications: the client, its options, and what it gives. Provider authors use `@reelay/core/provider`. */
export type {
  AccountLimits,
  Checked,
  ChoiceOptions,
  Client,
  ClientOptions,
  CreateOptions,
  Generated,
  GenerateOptions,
  JobPage,
  OfferedModel,
  VideoFile,
  WaitOptions,
  WebhookEvent,
} from './client/client.ts'
export { createClient } from './client/create-client.ts'
export type { Alternative, Candidate, Plan } from './client/plan.ts'
export type { DownloadOptions, VideoStream } from './download/open-output.ts'
export type { SavedVideo } from './download/to-file.ts'
export { memoryStore, type JobStore, type MemoryStoreOptions } from './journal/job-store.ts'
export type { Evidence, JobRecord, RecordState } from './journal/record.ts'
export type { Unresolved } from './journal/unresolved.ts'
export { preload } from './load.ts'
export { Capabilities, ModelCapability, ModeCapability, type Mode } from './model/capabilities.ts'
export type { ClientEvent, ClientEventDetails } from './model/client-event.ts'
export { errorCodes, type ErrorCode } from './model/error-codes.ts'
export {
  isVideoError,
  VideoError,
  type Attempt,
  type Certainty,
  type Issue,
  type Recovery,
  type RecoveryCandidate,
  type Submission,
  type VideoErrorDetails,
} from './model/errors.ts'
export type { Image } from './model/image.ts'
export type { ImageRole } from './model/image-role.ts'
export {
  Cost,
  isEnd,
  Job,
  statuses,
  type Failure,
  type JobReference,
  type Money,
  type Output,
  type Status,
} from './model/job.ts'
export type { Wait, WaitReason } from './model/wait.ts'
export { VideoRequest, type ProviderOptions, type VideoRequestInput } from './model/request.ts'
export type { Balance, CallOptions, PreviewedCall, VideoProvider } from './model/video-provider.ts'
export type { FollowOptions } from './polling/wait.ts'
export type { ResumeOptions } from './polling/wait-all.ts'
export { systemClock, type Clock } from './time/clock.ts'
export type { WebhookAddress } from './webhook/callback-url.ts'
