/** Reading an OpenAPI 3.1 document: its objects by place, its operations by request, its media types. */
export {
  documentName,
  memberOf,
  openDocument,
  referenceTo,
  type Place,
  type SpecDocument,
  type SpecNode,
  type SpecOperation,
} from './document.ts'
export { isForm, isJson, mediaTypeOf } from './media-type.ts'
