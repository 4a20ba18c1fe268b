import { isVideoError, type Issue } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import { parseRequest, type VideoRequest, type VideoRequestInput } from '../model/request.ts'

/** Reads what a request that was refused holds as `Blob`s or as views of a buffer. Throws its error, with advice where an image is none. */
export async function readImages(input: VideoRequestInput, error: unknown): Promise<VideoRequest> {
  const images: readonly unknown[] = Array.isArray(input?.images) ? input.images : []
  if (!images.some((image) => isBytes(valueOf(image, 'data')))) throw advised(error, images)
  try {
    return parseRequest({ ...input, images: await Promise.all(images.map(withBytes)) })
  } catch (other) {
    throw advised(other, images)
  }
}

async function withBytes(image: unknown): Promise<unknown> {
  const data = valueOf(image, 'data')
  if (typeof image !== 'object' || !isBytes(data)) return image
  return { ...image, data: new Uint8Array(await new Blob([data]).arrayBuffer()) }
}

function advised(error: unknown, images: readonly unknown[]): unknown {
  if (!isVideoError(error) || !error.issues) return error
  // What stands there bare has no fields, or one for each of its bytes.
  const bare = images.flatMap((image, index) =>
    typeof image === 'string' || isBytes(image)
      ? [issue(`images[${index}]`, image, `{ ${fieldFor(image)} } with it in it`)]
      : [],
  )
  const others = error.issues.filter(({ field }) => !bare.some((one) => field.startsWith(one.field)))
  return invalidRequest([...bare, ...others.map((one) => advise(one, images))])
}

function advise(issue: Issue, images: readonly unknown[]): Issue {
  const [, index, name] = /^images\[(\d{1,6})\]\.(url|data)$/.exec(issue.field) ?? []
  const allowed = name === undefined ? undefined : adviceFor(valueOf(images[Number(index)], name), name)
  return allowed === undefined ? issue : { ...issue, allowed }
}

/** How the same thing is given right. */
function adviceFor(value: unknown, name: string): string | undefined {
  if (value instanceof Promise) return 'what it resolves to: await it first'
  if (value instanceof ReadableStream) return 'its bytes: await new Response(stream).bytes()'
  if (value instanceof Response || value instanceof Request) return 'its bytes: await it.bytes()'
  if (value instanceof URL) return `url: ${value.protocol === 'file:' ? fileAdvice : 'its href'}`
  if (isBytes(value)) return name === 'data' ? undefined : 'bytes as data'
  if (typeof value !== 'string') return undefined
  const start = value.slice(0, 255)
  if (/^https?:/i.test(start)) return name === 'url' ? undefined : 'a URL as url'
  if (/^(?:\.{0,2}[\\/]|~\/|[a-z]:[\\/]|file:)|\.(?:png|jpe?g|webp|gif)$/i.test(start)) return fileAdvice
  const isBase64 = start.length > 40 && /^[A-Za-z0-9+/]+={0,2}$/.test(start)
  return name === 'url' && isBase64 ? 'base64 as data' : undefined
}

const fileAdvice = 'an image; for a file, await imageFromFile(path) of @reelay/core/node'

function isBytes(value: unknown): value is BlobPart & object {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value)
}

function fieldFor(image: unknown): string {
  return typeof image === 'string' && /^(?:https?|data):/i.test(image.slice(0, 9)) ? 'url' : 'data'
}

function valueOf(image: unknown, name: string): unknown {
  return typeof image === 'object' && image !== null ? Reflect.get(image, name) : undefined
}
