import { isForm, mediaTypeOf } from './openapi/media-type.ts'
import type { Check, Violation } from './schema.ts'

/** One content type that an operation takes. */
export interface SpecContent {
  mediaType: string
  check: Check
}

/** A body, decoded: JSON as it is; of a form an object, with the name of a file in place of its bytes. */
export interface DecodedBody {
  value: unknown
}

/** Reads a request's body as the spec says, or tells what is wrong with it. */
export async function readBody(
  request: Request,
  contents: readonly SpecContent[],
  isRequired: boolean,
): Promise<DecodedBody | { violation: Violation }> {
  const bytes = await request.clone().arrayBuffer()
  if (bytes.byteLength === 0) {
    return isRequired ? { violation: { what: 'body is missing' } } : { value: undefined }
  }
  const mediaType = mediaTypeOf(request.headers.get('content-type'))
  const content = contents.find((content) => content.mediaType === mediaType)
  if (!content) {
    const expected = contents.map(({ mediaType }) => mediaType).join(' or ') || 'no body at all'
    return { violation: { what: `content-type must be ${expected}, not ${mediaType || 'missing'}` } }
  }
  const decoded = isForm(mediaType) ? await decodeForm(request.clone()) : decodeJson(bytes)
  if ('violation' in decoded) return decoded
  const violation = content.check(decoded.value, 'body')
  return violation ? { violation } : decoded
}

function decodeJson(bytes: ArrayBuffer): DecodedBody | { violation: Violation } {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return { value }
  } catch {
    return { violation: { what: 'body is not JSON' } }
  }
}

async function decodeForm(request: Request): Promise<DecodedBody | { violation: Violation }> {
  try {
    const value: Record<string, unknown> = {}
    for (const [name, entry] of await request.formData()) {
      const given = typeof entry === 'string' ? entry : entry.name
      const before = value[name]
      value[name] = before === undefined ? given : Array.isArray(before) ? [...before, given] : [before, given]
    }
    return { value }
  } catch {
    return { violation: { what: 'body is not a form' } }
  }
}
