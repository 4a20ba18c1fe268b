/** For provider authors: `defineProvider`, and what reads a vendor's answers. */
export type { ErrorCodes, Refusal } from './http/classify-failure.ts'
export { findVideoUrl } from './http/find-video-url.ts'
export type { Answer, Http, HttpEvent } from './http/http-types.ts'
export { base64 } from './model/base64.ts'
export {
  operationNames,
  type Capabilities,
  type Mode,
  type ModelCapability,
  type ModeCapability,
} from './model/capabilities.ts'
export { assertFits, modeOf } from './model/check-request.ts'
export type { ErrorCode } from './model/error-codes.ts'
export { VideoError } from './model/errors.ts'
export { imageFile, imageText, type Image } from './model/image.ts'
export { assertAbsent, invalidRequest, issue } from './model/issues.ts'
export {
  commonStatusWords,
  instant,
  shifted,
  statusMap,
  usdFromCents,
  type Cost,
  type Echo,
  type Job,
  type JobReference,
  type Output,
  type Snapshot,
  type Status,
} from './model/job.ts'
export type { ProviderOptions } from './model/request.ts'
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
export { CommonJob, commonRefusal, NamedCommonJob, readCommonJob, type CommonReading } from './provider/common-job.ts'
export { defineProvider } from './provider/define-provider.ts'
export type { Address, Context, Definition, Member } from './provider/definition.ts'
export { lenient } from './provider/lenient.ts'
export { mergeObjects, renamed } from './provider/merge-objects.ts'
export type { ProviderSettings } from './provider/settings.ts'
export { sizeOf } from './provider/size.ts'
