/** For tools that hold answers against an OpenAPI document. */
export { isJson, mediaTypeOf } from './check-answer.ts'
export { memberOf, openDocument, type Place, type SpecDocument } from './document.ts'
