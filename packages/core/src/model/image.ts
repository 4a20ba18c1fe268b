import { base64 } from './base64.ts'
import { bytesFrom } from './base64-bytes.ts'
import type { ImageRole } from './image-role.ts'
import { invalidRequest, show } from './issues.ts'

/** Bytes in any of the forms in which a program holds them. A `Blob`, such as a `File`, is read by a client. */
export type ImageBytes = ArrayBuffer | ArrayBufferView | Blob

interface Given {
  url?: string | undefined
  data?: ImageBytes | string | undefined
  mediaType?: string | undefined
  role: ImageRole
}

const signatures: readonly [mediaType: string, bytes: RegExp][] = [
  ['image/png', /^\u0089PNG\r\n\u001a\n/],
  ['image/jpeg', /^\u00ff\u00d8\u00ff/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
  ['image/gif', /^GIF8[79]a/],
]

/** Reads what the caller gave as a URL or as bytes of a known type. Throws `invalid_request`. */
export function imageFrom({ url, data, mediaType, role }: Given, index: number): Image {
  const field = `images[${index}]`
  const issue = (name: string, given: unknown, allowed: string) =>
    invalidRequest([{ field: name, given: show(given) ?? 'nothing', allowed, code: 'invalid_request' }])
  if ((url === undefined) === (data === undefined)) throw issue(field, url && 'url and data', 'either url or data')
  if (url !== undefined && !isInline(url)) {
    if (!URL.canParse(url)) throw issue(`${field}.url`, url, 'an http(s) URL')
    return { url, role }
  }

  const name = `${field}.${url === undefined ? 'data' : 'url'}`
  const given = url ?? data
  const text = typeof given === 'string' && isInline(given) ? inlineText(given) : given
  if (text === undefined) throw issue(name, given, 'a base64 data URL')
  const bytes = typeof text === 'string' ? bytesFrom(text) : bytesOf(text)
  const found = bytes && typeOf(bytes)
  if (!bytes || !found) throw issue(name, bytes ?? 'no base64', 'a PNG, JPEG, WebP or GIF image')
  if (mediaType !== undefined && mediaType !== found) throw issue(`${field}.mediaType`, mediaType, found)
  return { data: bytes, mediaType: found, role }
}

/** An image as text: an address as it is, bytes as base64 or as a data URL. */
export function imageText(image: Image, bytesAs: 'base64' | 'data_url'): string {
  if ('url' in image) return image.url
  return (bytesAs === 'base64' ? '' : `data:${image.mediaType};base64,`) + base64(image.data)
}

/** Bytes as a file for a form, named after their type, such as `image.png`; nothing for an address. */
export function imageFile(image: Image): File | undefined {
  if ('url' in image) return undefined
  const { data, mediaType: type } = image
  return new File([Uint8Array.from(data)], type.replace('/', '.'), { type })
}

function isInline(text: string): boolean {
  return /^data:/i.test(text)
}

/** The base64 of a data URL; undefined where it holds something else. */
function inlineText(url: string): string | undefined {
  const head = /^data:image\/[\w.+-]{1,99};base64,/i.exec(url.slice(0, 128))
  return head ? url.slice(head[0].length) : undefined
}

/** A copy, because a create that waits for its turn must not send what the caller has written there since. */
function bytesOf(given: ImageBytes): Uint8Array | undefined {
  if (given instanceof Blob) return undefined
  return ArrayBuffer.isView(given)
    ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice()
    : new Uint8Array(given).slice()
}

function typeOf(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  return signatures.find(([, signature]) => signature.test(start))?.[0]
}

/** One image as a provider receives it: a URL, or bytes of a known type. */
export type Image = { role: ImageRole } & ({ url: string } | { data: Uint8Array; mediaType: string })
