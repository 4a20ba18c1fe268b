/** Reading an OpenAPI 3.1 document, and holding requests and answers against it. */
export {
  memberOf,
  openDocument,
  type Place,
  type SpecDocument,
} from './document.ts'
export { isForm, isJson, mediaTypeOf } from './media-type.ts'
export { specFindings } from './findings.ts'
export {
  openSpec,
  type CheckedBody,
  type CheckedRequest,
  type Misfit,
  type Spec,
  type SpecCall,
  type SpecPart,
  type SpecVersion,
} from './open-spec.ts'
