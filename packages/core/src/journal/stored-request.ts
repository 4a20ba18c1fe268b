import { base64 } from '../model/base64.ts'
import type { VideoRequest } from '../model/request.ts'

/** A request as plain JSON that `parseRequest` takes again: bytes of images are base64. */
export function storedRequest({ images, ...request }: VideoRequest): Record<string, unknown> {
  const stored = images.map((image) => ('url' in image ? image : { ...image, data: base64(image.data) }))
  return { ...request, ...(images.length > 0 && { images: stored }) }
}

/** 64 bits in hex of a stored request, whatever the order of its keys: a check against mistakes, not against forgery. */
export function fingerprintOf(stored: unknown): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (const byte of new TextEncoder().encode(canonical(stored))) {
    high = Math.imul(high ^ byte, 2654435761)
    low = Math.imul(low ^ byte, 1597334677)
  }
  const mixed = (one: number, other: number): number =>
    Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909)
  return [mixed(high, low), mixed(low, high)].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
}
