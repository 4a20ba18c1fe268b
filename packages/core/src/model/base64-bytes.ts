import { known } from './base64.ts'

interface Decodes {
  BYTES_PER_ELEMENT: number
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>
}

/** The bytes of base64 text, with or without line ends; undefined where it is none. */
export function bytesFrom(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = decoded(base64)
    // What has no line ends in it is not encoded again.
    if (base64.length === 4 * Math.ceil(bytes.byteLength / 3)) known.set(bytes, base64)
    return bytes
  } catch {
    return undefined
  }
}

function decoded(base64: string): Uint8Array<ArrayBuffer> {
  const native: Decodes = Uint8Array
  if (native.fromBase64) return native.fromBase64(base64)
  if (!globalThis.Buffer) return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  // Buffer reads what is no base64 as well.
  if (!/^[A-Za-z0-9+/\s]*={0,2}$/.test(base64.trim())) throw new TypeError('no base64')
  return Uint8Array.from(globalThis.Buffer.from(base64, 'base64'))
}
