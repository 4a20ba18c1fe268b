import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

const mostUnpackedBytes = 16 << 20
const zipHeaderBytes = 30
const mostKeyBytes = 1 << 10

// A failed attempt takes long, and the same words are polled again and again.
const sound = new Set<string>()
const mostSound = 10_000

/** Everything that was compressed into these bytes, wherever it begins; `undefined` for what is too large to look into. */
export function unpackedIn(bytes: Buffer): (Buffer | undefined)[] {
  const key = bytes.toString('latin1')
  if (sound.has(key)) return []
  const found = [...unpackAll(bytes)]
  if (sound.size >= mostSound) sound.clear()
  if (found.length === 0 && key.length <= mostKeyBytes) sound.add(key)
  return found
}

function* unpackAll(bytes: Buffer): Generator<Buffer | undefined> {
  const ways = [brotliDecompressSync, inflateRawSync]
  for (const unpack of ways) yield* attempt(() => unpack(bytes, { maxOutputLength: mostUnpackedBytes }))
  for (let at = 0; at + 3 < bytes.length; at++) {
    const rest = bytes.subarray(at)
    if (isGzip(rest)) yield* attempt(() => gunzipSync(rest, lenient))
    else if (isZlib(rest)) yield* attempt(() => inflateSync(rest, lenient))
    else if (isZip(rest)) yield* attempt(() => inflateRawSync(rest.subarray(zipDataAt(rest)), lenient))
  }
}

// What was cut off is read as far as it goes.
const lenient = { maxOutputLength: mostUnpackedBytes, finishFlush: constants.Z_SYNC_FLUSH }

function* attempt(unpack: () => Buffer): Generator<Buffer | undefined> {
  try {
    const unpacked = unpack()
    if (unpacked.length > 0) yield unpacked
  } catch (error) {
    if (error instanceof RangeError) yield undefined
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

function isZlib(bytes: Buffer): boolean {
  return bytes[0] === 0x78 && bytes.readUInt16BE(0) % 31 === 0
}

function isZip(bytes: Buffer): boolean {
  return bytes.length > zipHeaderBytes && bytes.readUInt32BE(0) === 0x504b0304 && bytes.readUInt16LE(8) === 8
}

function zipDataAt(bytes: Buffer): number {
  return zipHeaderBytes + bytes.readUInt16LE(26) + bytes.readUInt16LE(28)
}
