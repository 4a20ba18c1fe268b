import { expect, test } from 'vitest'
import { drawTrack } from '../src/h264.ts'

// A reader of the few parts of H.264 that the writer uses, from the standard and not from the writer.
function bitReader(unit: Uint8Array) {
  const bytes = [...unit].filter((byte, at) => !(byte === 3 && unit[at - 1] === 0 && unit[at - 2] === 0))
  let position = 8
  const bits = (count: number): number => {
    let value = 0
    for (let read = 0; read < count; read++, position++) {
      value = value * 2 + ((bytes[position >> 3]! >> (7 - (position & 7))) & 1)
    }
    return value
  }
  const unsigned = (): number => {
    let zeros = 0
    while (bits(1) === 0) zeros++
    return 2 ** zeros - 1 + bits(zeros)
  }
  const skipBytes = (count: number): number[] => {
    position = Math.ceil(position / 8) * 8
    const skipped = bytes.slice(position / 8, position / 8 + count)
    position += 8 * count
    return skipped
  }
  // What is left but the stop bit: one 1, then zeros.
  const isAtEnd = (): boolean => {
    const left = bytes.length * 8 - position
    return left <= 8 && (bytes.at(-1)! & (2 ** left - 1)) === 2 ** (left - 1)
  }
  return { bits, unsigned, skipBytes, isAtEnd }
}

function readSequence(configuration: Uint8Array) {
  const length = configuration[6]! * 256 + configuration[7]!
  const { bits, unsigned, isAtEnd } = bitReader(configuration.slice(8, 8 + length))
  const head = { profile: bits(8), constraints: bits(8), level: bits(8), id: unsigned() }
  const frameNumberBits = unsigned() + 4
  expect([unsigned(), unsigned(), bits(1)]).toEqual([2, 1, 0])
  const columns = unsigned() + 1
  const rows = unsigned() + 1
  expect(bits(2)).toBe(3)
  const [left, right, top, bottom] = bits(1) ? [unsigned(), unsigned(), unsigned(), unsigned()] : [0, 0, 0, 0]
  expect(bits(1)).toBe(1)
  expect([bits(8), bits(2)]).toEqual([0, 3])
  const restriction = Array.from({ length: 6 }, unsigned)
  expect(restriction.slice(-2)).toEqual([0, 1])
  expect(isAtEnd()).toBe(true)
  const size = { width: columns * 16 - 2 * (left + right), height: rows * 16 - 2 * (top + bottom) }
  return { ...head, ...size, blocks: columns * rows, columns, frameNumberBits }
}

function readSlice(data: Uint8Array, frameNumberBits: number) {
  expect(new DataView(data.buffer, data.byteOffset).getUint32(0)).toBe(data.length - 4)
  const { bits, unsigned, skipBytes, isAtEnd } = bitReader(data.slice(4))
  const isKey = data[4] === 0x65
  const header = { first: unsigned(), type: unsigned(), parameters: unsigned(), frame: bits(frameNumberBits) }
  if (isKey) unsigned()
  bits(isKey ? 2 : 3)
  expect([unsigned(), unsigned()]).toEqual([0, 1])
  const stored: number[] = []
  let blocks = 0
  if (isKey) {
    expect(unsigned()).toBe(25)
    skipBytes(384)
  } else {
    for (;;) {
      blocks += unsigned()
      if (isAtEnd()) break
      expect(unsigned()).toBe(30)
      expect(new Set(skipBytes(384)).size).toBe(3)
      stored.push(blocks++)
      if (isAtEnd()) break
    }
  }
  return { isKey, ...header, blocks, stored }
}

test.each([
  [1280, 720],
  [854, 480],
  [480, 854],
  [1920, 1080],
  [1440, 1080],
  [2, 2],
])('a track of %i x %i says so, and every frame covers it', (width, height) => {
  const frameCount = 300
  const track = drawTrack({ width, height, frameCount, framesPerSecond: 24 })
  const sequence = readSequence(track.configuration)
  expect(sequence).toMatchObject({ profile: 66, constraints: 0xc0, id: 0, width, height })
  expect(track.codec).toBe(`avc1.42C0${sequence.level.toString(16).toUpperCase()}`)
  expect(track.frames).toHaveLength(frameCount)
  const bar: number[] = []
  for (const [index, { data, isKey }] of track.frames.entries()) {
    const slice = readSlice(data, sequence.frameNumberBits)
    expect(slice).toMatchObject({ isKey, first: 0, type: isKey ? 7 : 5, parameters: 0, frame: index % 256 })
    expect(isKey).toBe(index === 0)
    if (!isKey) expect(slice.blocks).toBe(sequence.blocks)
    bar.push(...slice.stored)
  }
  const first = bar[0]!
  expect(first % sequence.columns).toBe(0)
  expect(bar).toEqual(Array.from({ length: sequence.columns }, (_, column) => first + column))
})
