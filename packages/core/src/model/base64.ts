interface Encodes {
  byteLength: number
  toBase64?: () => string
}
/** Texts of bytes: encoding ten megabytes takes as long as sending them, so it is done once for the store, the vendor and the fingerprint. */
export const known = new WeakMap<Uint8Array, string>()

/** Bytes as base64, for vendors that take images inside JSON. */
export function base64(bytes: Uint8Array): string {
  const text = known.get(bytes) ?? encoded(bytes)
  known.set(bytes, text)
  return text
}

function encoded(bytes: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = bytes
  const native: Encodes = bytes
  if (native.toBase64) return native.toBase64()
  if (globalThis.Buffer) return globalThis.Buffer.from(buffer, byteOffset, byteLength).toString('base64')
  let binary = ''
  for (let start = 0; start < byteLength; start += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(binary)
}
