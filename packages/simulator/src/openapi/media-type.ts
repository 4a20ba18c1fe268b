/** A content type without its parameters, in lower case; empty when there is none. */
export function mediaTypeOf(header: string | null | undefined): string {
  return header?.split(';')[0]?.trim().toLowerCase() ?? ''
}

/** Whether a media type is JSON, such as `application/problem+json`. */
export function isJson(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json')
}

/** Whether a media type is that of a form. */
export function isForm(mediaType: string): boolean {
  return mediaType === 'multipart/form-data' || mediaType === 'application/x-www-form-urlencoded'
}
