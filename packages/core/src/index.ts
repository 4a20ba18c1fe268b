export { base64 } from './model/base64.ts'
export { Capabilities, ModelCapability, ModeCapability, type Mode } from './model/capabilities.ts'
export type {
  AccountLimits,
  Alternative,
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
export type { Attempt } from './model/errors.ts'
export type { CallOptions } from './model/video-provider.ts'
export { combine, renamed } from './provider/merge-objects.ts'
export { createClient } from './client/create-client.ts'
export { systemClock, type Clock } from './time/clock.ts'
export { defineProvider } from './provider/define-provider.ts'
export type { Address, Context, Definition, Member } from './provider/definition.ts'
export type { Answer, DoorEvent, Http } from './http/http-types.ts'
export type { PreviewedCall } from './model/video-provider.ts'
export type { DownloadOptions, VideoStream } from './download/open-clip.ts'
export { errorCodes, type ErrorCode } from './model/error-codes.ts'
export {
  isVideoError,
  VideoError,
  type Certainty,
  type Issue,
  type Submission,
  type VideoErrorDetails,
} from './model/errors.ts'
export type { ErrorCodes, Refusal } from './http/classify-failure.ts'
export { assertFits, modeOf } from './model/check-request.ts'
export type { FollowOptions } from './polling/wait.ts'
export { imageFile, imageText } from './model/image.ts'
export { assertAbsent, refuse, wrong } from './model/issues.ts'
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
} from './model/job.ts'
export { linkIn } from './http/find-clip-url.ts'
export { preload } from './load.ts'
export { advance, intend, type Effect, type Intent, type RecordEvent, type Step } from './journal/state-machine.ts'
export type { ClientEvent, ClientEventDetails } from './model/client-event.ts'
export type { Candidate, Plan } from './client/plan.ts'
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
} from './model/video-provider.ts'
export { JobRecord, recordStates, type Evidence, type RecordState } from './journal/record.ts'
export type { Recovery } from './model/errors.ts'
export { VideoRequest, type ProviderOptions, type VideoRequestInput } from './model/request.ts'
export type { Image, ImageRole } from './model/image.ts'
export type { ResumeOptions } from './polling/wait-all.ts'
export { inMemory, type Expected, type InMemoryOptions, type RecordQuery, type Runtime } from './journal/runtime.ts'
export type { SavedVideo } from './download/to-file.ts'
export type { ProviderSettings } from './provider/settings.ts'
export { sizeOf } from './provider/size.ts'
export type { Unresolved } from './journal/unresolved.ts'
export type { WebhookAddress } from './webhook/callback-url.ts'
export { NamedUsualJob, readUsualJob, UsualJob, usualRefusal, type UsualReading } from './provider/common-job.ts'
