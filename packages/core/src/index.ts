export { Capabilities, ModelCapability, ModeCapability, type Mode } from './capability.ts'
export type {
  CallOptions,
  ChoiceOptions,
  Client,
  ClientOptions,
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
  type VideoErrorDetails,
} from './errors.ts'
export type { ErrorCodes, Refusal } from './failure.ts'
export { assertFits, modeOf } from './fit.ts'
export type { FollowOptions } from './follow.ts'
export { base64, imageFile, imageText } from './image.ts'
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
  type Output,
  type Snapshot,
  type Status,
} from './job.ts'
export { linkIn } from './link.ts'
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
export { VideoRequest, type Image, type ImageRole, type ProviderOptions, type VideoRequestInput } from './request.ts'
export type { SavedVideo } from './save.ts'
export type { ProviderSettings } from './settings.ts'
export { sizeOf } from './size.ts'
export { NamedUsualJob, readUsualJob, UsualJob, usualRefusal, type UsualReading } from './usual-job.ts'
