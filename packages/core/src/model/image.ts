import { base64, bytesFrom } from './base64.ts'
import type { ImageRole } from './image-role.ts'
import { invalidRequest, show } from './issues.ts'

interface Given {
  url?: string | undefined
  data?: Uint8Array | string | undefined
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

  const inline = url === undefined ? undefined : /^data:image\/[\w.+-]+;base64,(.*)$/is.exec(url)
  if (url !== undefined && !inline) {
    if (/^data:/i.test(url)) throw issue(`${field}.url`, url, 'a base64 data URL')
    if (!URL.canParse(url)) throw issue(`${field}.url`, url, 'an http(s) URL')
    return { url, role }
  }
  const bytes = data instanceof Uint8Array ? data : bytesFrom(inline?.[1] ?? data ?? '')
  const found = bytes && typeOf(bytes)
  if (!bytes || !found) throw issue(`${field}.data`, bytes ?? 'no base64', 'a PNG, JPEG, WebP or GIF image')
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

function typeOf(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  return signatures.find(([, signature]) => signature.test(start))?.[0]
}

/** One image as a provider receives it: a URL, or bytes of a known type. */
export type Image = { role: ImageRole } & ({ url: string } | { data: Uint8Array; mediaType: string })
