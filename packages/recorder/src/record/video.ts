interface Box {
  type: string
  /** Without its header. */
  body: Buffer
}

/** What is kept of a track: the boxes that describe its first frame, and the frame itself. */
interface Frame {
  bytes: Buffer
  /** How long it is shown, in ticks of the track. */
  ticks: number
}

/** The same MP4 cut to the first frame of its picture, without sound and without anything that is said about it; undefined when it is of another form. */
export function cutToFirstFrame(video: Buffer): Buffer | undefined {
  try {
    const boxes = boxesIn(video)
    const file = only(boxes, 'ftyp')
    const movie = boxesIn(only(boxes, 'moov').body)
    const track = movie
      .filter(({ type }) => type === 'trak')
      .map(({ body }) => boxesIn(body))
      .find(isVideo)
    if (!track) return undefined
    const media = boxesIn(only(track, 'mdia').body)
    const information = boxesIn(only(media, 'minf').body)
    const frame = firstFrame(boxesIn(only(information, 'stbl').body), video)
    const made = { movie, track, media, information, frame }
    const head = box('ftyp', file.body)
    // The frame stands behind the header of the last box, and the length of what is before it does not depend on where.
    const frameAt = head.length + movieWith(made, 0).length + boxHeaderBytes
    return Buffer.concat([head, movieWith(made, frameAt), box('mdat', frame.bytes)])
  } catch {
    return undefined
  }
}

const boxHeaderBytes = 8

interface Made {
  movie: readonly Box[]
  track: readonly Box[]
  media: readonly Box[]
  information: readonly Box[]
  frame: Frame
}

function movieWith({ movie, track, media, information, frame }: Made, frameAt: number): Buffer {
  const table = boxesIn(only(information, 'stbl').body)
  const movieTicks = Math.max(
    1,
    Math.round((frame.ticks * scaleOf(only(movie, 'mvhd'))) / scaleOf(only(media, 'mdhd'))),
  )
  const samples = box(
    'stbl',
    box('stsd', only(table, 'stsd').body),
    box('stts', numbers(0, 1, 1, frame.ticks)),
    box('stsc', numbers(0, 1, 1, 1, 1)),
    box('stsz', numbers(0, 0, 1, frame.bytes.length)),
    box('stco', numbers(0, 1, frameAt)),
  )
  const kept = information.filter(({ type }) => type === 'vmhd' || type === 'dinf')
  const inside = box(
    'mdia',
    lasting(only(media, 'mdhd'), frame.ticks, 4),
    box('hdlr', only(media, 'hdlr').body),
    box('minf', ...kept.map(({ type, body }) => box(type, body)), samples),
  )
  return box(
    'moov',
    lasting(only(movie, 'mvhd'), movieTicks, 4),
    box('trak', lasting(only(track, 'tkhd'), movieTicks, 8), inside),
  )
}

function firstFrame(table: readonly Box[], video: Buffer): Frame {
  const sizes = only(table, 'stsz').body
  const length = sizes.readUInt32BE(4) || sizes.readUInt32BE(12)
  const short = table.find(({ type }) => type === 'stco')
  const at = short ? short.body.readUInt32BE(8) : Number(only(table, 'co64').body.readBigUInt64BE(8))
  const bytes = video.subarray(at, at + length)
  if (length === 0 || bytes.length !== length) throw new Error('the first frame is not in the file')
  return { bytes, ticks: only(table, 'stts').body.readUInt32BE(12) }
}

function isVideo(track: readonly Box[]): boolean {
  const media = boxesIn(only(track, 'mdia').body)
  return only(media, 'hdlr').body.toString('latin1', 8, 12) === 'vide'
}

/** Ticks per second, in the header of a movie or of a track. */
function scaleOf({ body }: Box): number {
  return body.readUInt32BE(body[0] === 1 ? 20 : 12)
}

/** The same header with another duration, which stands so many bytes behind the last of its dates. */
function lasting({ type, body }: Box, ticks: number, behind: number): Buffer {
  const copy = Buffer.from(body)
  if (copy[0] === 1) copy.writeBigUInt64BE(BigInt(ticks), 20 + behind)
  else copy.writeUInt32BE(ticks, 12 + behind)
  return box(type, copy)
}

function box(type: string, ...bodies: readonly Buffer[]): Buffer {
  const length = boxHeaderBytes + bodies.reduce((sum, body) => sum + body.length, 0)
  return Buffer.concat([numbers(length), Buffer.from(type, 'latin1'), ...bodies])
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index)
  return bytes
}

function only(boxes: readonly Box[], type: string): Box {
  const found = boxes.find((one) => one.type === type)
  if (!found) throw new Error(`there is no ${type}`)
  return found
}

function boxesIn(bytes: Buffer): Box[] {
  const found: Box[] = []
  for (let at = 0; at + boxHeaderBytes <= bytes.length; ) {
    const short = bytes.readUInt32BE(at)
    const isLong = short === 1
    const length = isLong ? Number(bytes.readBigUInt64BE(at + boxHeaderBytes)) : short || bytes.length - at
    const header = isLong ? 2 * boxHeaderBytes : boxHeaderBytes
    if (length < header) throw new Error('a box that is shorter than its header')
    const type = bytes.toString('latin1', at + 4, at + boxHeaderBytes)
    found.push({ type, body: bytes.subarray(at + header, at + length) })
    at += length
  }
  return found
}
