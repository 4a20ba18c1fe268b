import type { VideoStream } from './download.ts'

/** The whole clip in memory, in one piece; what bounds it has bounded the stream. */
export async function collect({ body, byteLength }: VideoStream): Promise<Uint8Array<ArrayBuffer>> {
  // The announced length is taken at once, so that a clip is in memory only once; who announces less is not believed.
  let bytes = new Uint8Array(byteLength ?? 1 << 20)
  let size = 0
  for await (const piece of body) {
    if (size + piece.byteLength > bytes.byteLength) {
      const larger = new Uint8Array(2 * (size + piece.byteLength))
      larger.set(bytes.subarray(0, size))
      bytes = larger
    }
    bytes.set(piece, size)
    size += piece.byteLength
  }
  return size === bytes.byteLength ? bytes : bytes.slice(0, size)
}
