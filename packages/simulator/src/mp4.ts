import { drawTrack } from './h264.ts'

/** The video to make. */
export interface Mp4Options {
  /** In pixels, even. */
  width: number
  /** In pixels, even. */
  height: number
  /** Length; the file has `framesPerSecond` times this many frames, rounded, and at least one. */
  seconds: number
  /** Default 24. */
  framesPerSecond?: number | undefined
}

/** Makes a playable MP4 (H.264, no sound), the same bytes every time; throws a RangeError for an impossible video. */
export async function makeMp4({
  width,
  height,
  seconds,
  framesPerSecond = 24,
}: Mp4Options): Promise<Uint8Array<ArrayBuffer>> {
  requireEven('width', width)
  requireEven('height', height)
  requirePositive('seconds', seconds)
  requirePositive('framesPerSecond', framesPerSecond)
  const frameCount = Math.max(1, Math.round(framesPerSecond * seconds))
  const track = drawTrack({ width, height, frameCount, framesPerSecond })
  // Loaded when first needed, for it is the largest part of this package.
  const { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } = await import('mediabunny')
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target })
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source, { frameRate: framesPerSecond })
  await output.start()
  const decoderConfig = {
    codec: track.codec,
    codedWidth: width,
    codedHeight: height,
    description: track.configuration,
  }
  for (const [index, { data, isKey }] of track.frames.entries()) {
    const packet = new EncodedPacket(data, isKey ? 'key' : 'delta', index / framesPerSecond, 1 / framesPerSecond)
    await source.add(packet, index === 0 ? { decoderConfig } : undefined)
  }
  await output.finalize()
  if (!target.buffer) throw new Error('the MP4 writer ended without a file')
  const file = new Uint8Array(target.buffer)
  clearTimes(new DataView(target.buffer), 0, file.length)
  return file
}

/** Answers with a video. */
export async function videoAnswer(
  video: Mp4Options,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const bytes = await makeMp4(video)
  const own = { 'content-type': 'video/mp4', 'content-length': String(bytes.length) }
  return new Response(bytes, { headers: { ...own, ...headers } })
}

/** Pixel sizes of a video: the short side is the quality's number, both sides are even; throws a RangeError on nonsense. */
export function frameSize(aspectRatio: string, quality: string): { width: number; height: number } {
  const [across = 0, down = 0] = aspectRatio.split(':').map(Number)
  const short = Number(/^(\d+)p$/.exec(quality)?.[1])
  if (!(across > 0 && down > 0 && short > 0)) throw new RangeError(`no frame of ${aspectRatio} at ${quality}`)
  const long = (short * Math.max(across, down)) / Math.min(across, down)
  return across >= down ? { width: even(long), height: even(short) } : { width: even(short), height: even(long) }
}

const containers = new Set(['moov', 'trak', 'mdia'])
const stamped = new Set(['mvhd', 'tkhd', 'mdhd'])

// Takes out when the file was made, so that the same options make the same bytes.
function clearTimes(file: DataView, start: number, end: number): void {
  for (let at = start; at + 8 <= end; ) {
    const size = file.getUint32(at)
    const type = String.fromCharCode(...[4, 5, 6, 7].map((offset) => file.getUint8(at + offset)))
    if (containers.has(type)) clearTimes(file, at + 8, at + size)
    if (stamped.has(type)) {
      // After the version come the times of creation and of change, 4 or 8 bytes each.
      const length = file.getUint8(at + 8) === 1 ? 16 : 8
      for (let offset = 0; offset < length; offset++) file.setUint8(at + 12 + offset, 0)
    }
    if (size < 8) return
    at += size
  }
}

function even(length: number): number {
  return 2 * Math.round(length / 2)
}

function requireEven(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 2 || value % 2 !== 0) {
    throw new RangeError(`${name} must be an even number of pixels, not ${value}`)
  }
}

function requirePositive(name: string, value: number): void {
  if (!Number.isFinite(value) || value <= 0) throw new RangeError(`${name} must be a positive number, not ${value}`)
}
