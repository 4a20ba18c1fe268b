import { createBitWriter } from './bits.ts'

/** One coded picture as MP4 stores it, with its length in front. */
export interface CodedFrame {
  data: Uint8Array
  /** A key frame decodes alone; any other only repeats or changes the frame before it. */
  isKey: boolean
}

/** A coded H.264 track. */
export interface VideoTrack {
  /** Such as `avc1.42C01F`. */
  codec: string
  /** The `avcC` record a decoder is set up with. */
  configuration: Uint8Array
  frames: CodedFrame[]
}

/** What to draw. */
export interface TrackOptions {
  /** In pixels, even. */
  width: number
  /** In pixels, even. */
  height: number
  frameCount: number
  framesPerSecond: number
}

/**
 * Draws a blank picture with a bar that fills from the first frame to the last, in H.264 Constrained Baseline.
 * No pixel is compressed: a block is copied from its neighbour, from the frame before, or stored as it is.
 */
export function drawTrack({ width, height, frameCount, framesPerSecond }: TrackOptions): VideoTrack {
  const columns = Math.ceil(width / 16)
  const rows = Math.ceil(height / 16)
  const level = lowestLevel(columns * rows, framesPerSecond)
  const sequence = unit(0x67, sequenceParameters({ width, height, columns, rows, level }))
  const picture = unit(0x68, pictureParameters())
  const frames: CodedFrame[] = [{ data: withLength(unit(0x65, keySlice(columns, rows))), isKey: true }]
  const bar = Math.floor(rows / 2) * columns
  let filled = 0
  for (let frame = 1; frame < frameCount; frame++) {
    const wanted = Math.floor((columns * frame) / (frameCount - 1))
    const changed: number[] = []
    for (; filled < wanted; filled++) changed.push(bar + filled)
    frames.push({ data: withLength(unit(0x41, dependentSlice(frame, changed, columns * rows))), isKey: false })
  }
  return {
    codec: `avc1.42C0${level.toString(16).toUpperCase().padStart(2, '0')}`,
    configuration: decoderConfiguration(level, sequence, picture),
    frames,
  }
}

// From table A-1 of the standard: level, blocks per frame, blocks per second.
const levels = [
  [30, 1620, 40_500],
  [31, 3600, 108_000],
  [32, 5120, 216_000],
  [40, 8192, 245_760],
  [42, 8704, 522_240],
  [50, 22_080, 589_824],
  [51, 36_864, 983_040],
  [52, 36_864, 2_073_600],
] as const

function lowestLevel(blocks: number, framesPerSecond: number): number {
  const found = levels.find(([, perFrame, perSecond]) => blocks <= perFrame && blocks * framesPerSecond <= perSecond)
  if (!found) throw new RangeError(`no H.264 level holds ${blocks} blocks at ${framesPerSecond} frames a second`)
  return found[0]
}

interface Size {
  width: number
  height: number
  columns: number
  rows: number
  level: number
}

function sequenceParameters({ width, height, columns, rows, level }: Size): number[] {
  const cropRight = (columns * 16 - width) / 2
  const cropBottom = (rows * 16 - height) / 2
  const writer = createBitWriter()
  writer.bits(8, 66).bits(8, 0xc0).bits(8, level) // Baseline, constrained
  writer.unsigned(0).unsigned(4) // its number; frame numbers of 8 bits
  writer.unsigned(2).unsigned(1).flag(false) // output in coding order; one reference frame; no gaps
  writer.unsigned(columns - 1).unsigned(rows - 1)
  writer.flag(true).flag(true) // whole frames; 8x8 inference
  writer.flag(cropRight > 0 || cropBottom > 0)
  if (cropRight > 0 || cropBottom > 0) writer.unsigned(0).unsigned(cropRight).unsigned(0).unsigned(cropBottom)
  // Of the usability information only the restriction is given: nothing is reordered, so a player shows frames at once.
  writer.flag(true).bits(8, 0).flag(true)
  writer.flag(true).unsigned(0).unsigned(0).unsigned(10).unsigned(10).unsigned(0).unsigned(1)
  return writer.finish()
}

function pictureParameters(): number[] {
  const writer = createBitWriter()
  writer.unsigned(0).unsigned(0).flag(false).flag(false) // its number, its sequence's; CAVLC; no field order
  writer.unsigned(0).unsigned(0).unsigned(0) // one slice group; one reference each way
  writer.flag(false).bits(2, 0) // no weighted prediction
  writer.signed(0).signed(0).signed(0) // default quantizers
  writer.flag(true).flag(false).flag(false) // slices say how they deblock; unconstrained; no redundancy
  return writer.finish()
}

function keySlice(columns: number, rows: number): number[] {
  const writer = createBitWriter()
  writer.unsigned(0).unsigned(7).unsigned(0) // from block 0, all intra, picture parameters 0
  writer.bits(8, 0).unsigned(0) // frame number, key frame number
  writer.flag(false).flag(false).signed(0).unsigned(1) // references as usual; quantizer; no deblocking
  writer.unsigned(25).align().append(background) // 25: a block stored as it is
  for (let block = 1; block < columns * rows; block++) {
    const isBesideStored = block === 1 && columns > 1
    const isBelowStored = block === columns
    writer.unsigned(3).unsigned(0).signed(0) // the mean of the neighbours, no residual
    // "No coefficients", in the code that the neighbours' counts select: a stored block counts as 16.
    if (isBesideStored || isBelowStored) writer.bits(6, 3)
    else writer.bits(1, 1)
  }
  return writer.finish()
}

function dependentSlice(frame: number, changed: number[], blocks: number): number[] {
  const writer = createBitWriter()
  writer.unsigned(0).unsigned(5).unsigned(0) // from block 0, predicted, picture parameters 0
  writer.bits(8, frame & 255)
  writer.flag(false).flag(false).flag(false).signed(0).unsigned(1)
  let next = 0
  for (const block of changed) {
    // The count of blocks to repeat, then 30: a block stored as it is, among predicted ones.
    writer
      .unsigned(block - next)
      .unsigned(30)
      .align()
      .append(foreground)
    next = block + 1
  }
  if (next < blocks) writer.unsigned(blocks - next)
  return writer.finish()
}

const background = storedBlock(40, 142, 118)
const foreground = storedBlock(196, 62, 172)

function storedBlock(luma: number, blue: number, red: number): Uint8Array {
  return new Uint8Array(384).fill(luma, 0, 256).fill(blue, 256, 320).fill(red, 320)
}

// Two zeros followed by 0 to 3 would look like a start code, so the standard puts a 3 between them.
function unit(header: number, payload: number[]): Uint8Array {
  const bytes = [header]
  let zeros = 0
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3)
      zeros = 0
    }
    bytes.push(byte)
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return Uint8Array.from(bytes)
}

function withLength(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(bytes.length + 4)
  new DataView(framed.buffer).setUint32(0, bytes.length)
  framed.set(bytes, 4)
  return framed
}

function decoderConfiguration(level: number, sequence: Uint8Array, picture: Uint8Array): Uint8Array {
  const lengthOf = (bytes: Uint8Array): number[] => [bytes.length >> 8, bytes.length & 255]
  const head = [1, 66, 0xc0, level, 0xff, 0xe1] // version, profile, level, lengths of 4 bytes, one sequence
  return Uint8Array.from([...head, ...lengthOf(sequence), ...sequence, 1, ...lengthOf(picture), ...picture])
}
