import { base64 } from '../model/base64.ts'
import type { VideoRequest } from '../model/request.ts'

/** A request as plain JSON that `parseRequest` takes again: bytes of images are base64. */
export function storedRequest({ images, ...request }: VideoRequest): Record<string, unknown> {
  const stored = images.map((image) => ('url' in image ? image : { ...image, data: base64(image.data) }))
  return { ...request, ...(images.length > 0 && { images: stored }) }
}

/** 64 bits in hex of a stored request, whatever the order of its keys: a check against mistakes, not against forgery. */
export function fingerprintOf(stored: unknown): string {
  return hashOf(canonical(stored))
}

function hashOf(text: string): string {
  let [high, low] = [-559038737, 1103547991 ^ text.length]
  // Four bytes at a time, because an image has millions; what is left over at the end are zeros.
  const { buffer, byteLength } = new TextEncoder().encode(`${text}\0\0\0`)
  const view = new DataView(buffer)
  for (let at = 0; at + 4 <= byteLength; at += 4) {
    const word = view.getInt32(at, true)
    high = Math.imul(((high << 5) | (high >>> 27)) ^ word, -1640531535)
    low = Math.imul(((low << 7) | (low >>> 25)) ^ word, 1597334677)
  }
  const mixed = (one: number, other: number): number =>
    Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909)
  return [mixed(high, low), mixed(low, high)].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'string' && inner.length > 4096) return `${inner.length} ${hashOf(inner)}`
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner
  })
}
