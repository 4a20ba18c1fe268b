export { base64 } from './base64.ts'
export { Capabilities, ModelCapability, ModeCapability, type Mode } from './capability.ts'
export type {
  AccountLimits,
  Alternative,
  Attempt,
  CallOptions,
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
} from './client.ts'
export { combine, renamed } from './combine.ts'
export { createClient } from './create-client.ts'
export { systemClock, type Clock } from './clock.ts'
export { defineProvider } from './define-provider.ts'
export type { Address, Context, Definition, Member } from './definition.ts'
export type { Answer, DoorEvent, Http, PreviewedCall } from './door.ts'
export type { DownloadOptions, VideoStream } from './download.ts'
export {
  errorCodes,
  isVideoError,
  VideoError,
  type Certainty,
  type ErrorCode,
  type Issue,
  type Submission,
  type VideoErrorDetails,
} from './errors.ts'
export type { ErrorCodes, Refusal } from './failure.ts'
export { assertFits, modeOf } from './fit.ts'
export type { FollowOptions } from './follow.ts'
export { imageFile, imageText } from './image.ts'
export { assertAbsent, refuse, wrong } from './issues.ts'
export {
  Cost,
  instant,
  isEnd,
  Job,
  statuses,
  statusMap,
  usdFromCents,
  usualStatusWords,
  type Failure,
  type JobReference,
  type Money,
  type Output,
  type Snapshot,
  type Status,
} from './job.ts'
export { linkIn } from './link.ts'
export { preload } from './load.ts'
export { advance, intend, type Effect, type Intent, type RecordEvent, type Step } from './machine.ts'
export type { ClientEvent, ClientEventDetails } from './observe.ts'
export type { Candidate, Plan } from './plan.ts'
export {
  specVersion,
  type Balance,
  type Content,
  type Delivery,
  type News,
  type ProviderCall,
  type ProviderRequest,
  type SnapshotPage,
  type VideoProvider,
} from './provider.ts'
export { JobRecord, recordStates, type Evidence, type RecordState } from './record.ts'
export type { Recovery } from './recover.ts'
export { VideoRequest, type Image, type ImageRole, type ProviderOptions, type VideoRequestInput } from './request.ts'
export type { ResumeOptions } from './resume.ts'
export { inMemory, type Expected, type InMemoryOptions, type RecordQuery, type Runtime } from './runtime.ts'
export type { SavedVideo } from './save.ts'
export type { ProviderSettings } from './settings.ts'
export { sizeOf } from './size.ts'
export type { Unresolved } from './unresolved.ts'
export type { WebhookAddress } from './webhook-address.ts'
export { NamedUsualJob, readUsualJob, UsualJob, usualRefusal, type UsualReading } from './usual-job.ts'
