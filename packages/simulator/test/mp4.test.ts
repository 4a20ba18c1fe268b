import { describe, expect, test } from 'vitest'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { videoAnswer, frameSize, makeMp4, type Mp4Options } from '@reelay/simulator'

async function read(bytes: Uint8Array<ArrayBuffer>) {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4] })
  const track = (await input.getPrimaryVideoTrack())!
  const times: number[] = []
  const keys: number[] = []
  for await (const packet of new EncodedPacketSink(track).packets()) {
    if (packet.type === 'key') keys.push(times.length)
    times.push(packet.timestamp)
  }
  return { track, times, keys, seconds: await input.computeDuration(), type: await input.getMimeType() }
}

describe('makeMp4', () => {
  test.each<[Mp4Options, number]>([
    [{ width: 1280, height: 720, seconds: 8 }, 192],
    [{ width: 480, height: 854, seconds: 5 }, 120],
    [{ width: 1080, height: 1080, seconds: 10 }, 240],
    [{ width: 1920, height: 1080, seconds: 6, framesPerSecond: 30 }, 180],
    [{ width: 640, height: 480, seconds: 2.5, framesPerSecond: 25 }, 63],
    [{ width: 640, height: 480, seconds: 2, framesPerSecond: 29.97 }, 60],
    [{ width: 2, height: 2, seconds: 0.01 }, 1],
  ])('%o has exactly %i frames', async (options, frames) => {
    const { track, times, keys, seconds } = await read(await makeMp4(options))
    const rate = options.framesPerSecond ?? 24
    expect(times).toHaveLength(frames)
    expect(keys).toEqual([0])
    expect(await track.getDisplayWidth()).toBe(options.width)
    expect(await track.getDisplayHeight()).toBe(options.height)
    expect(seconds).toBeCloseTo(frames / rate, 3)
    for (const [index, time] of times.entries()) expect(time).toBeCloseTo(index / rate, 3)
  })

  test.each([
    [{ width: 640, height: 480 }, 'avc1.42c01e'],
    [{ width: 1280, height: 720 }, 'avc1.42c01f'],
    [{ width: 1920, height: 1080 }, 'avc1.42c028'],
    [{ width: 1920, height: 1080, framesPerSecond: 60 }, 'avc1.42c02a'],
  ])('%o names the lowest level that plays it, %s', async (options, codec) => {
    expect((await read(await makeMp4({ ...options, seconds: 1 }))).type).toContain(codec)
  })

  test('the bytes are the same every time, with no date in them', async () => {
    const options = { width: 320, height: 180, seconds: 1 }
    const [one, other] = [await makeMp4(options), await makeMp4(options)]
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
    const head = Buffer.from(one).indexOf('mvhd')
    expect(head).toBeGreaterThan(0)
    expect([...one.subarray(head + 8, head + 16)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })

  test.each<[Mp4Options, string]>([
    [{ width: 321, height: 180, seconds: 1 }, 'width must be an even number of pixels, not 321'],
    [{ width: 320, height: 0, seconds: 1 }, 'height must be an even number of pixels, not 0'],
    [{ width: 320, height: 180, seconds: 0 }, 'seconds must be a positive number, not 0'],
    [{ width: 320, height: 180, seconds: 1, framesPerSecond: Number.NaN }, 'framesPerSecond must be a positive number'],
    [{ width: 16_384, height: 16_384, seconds: 1 }, 'no H.264 level holds 1048576 blocks at 24 frames a second'],
  ])('%o is refused: %s', async (options, message) => {
    await expect(makeMp4(options)).rejects.toThrow(message)
  })
})

describe('frameSize', () => {
  test.each([
    ['16:9', '480p', 854, 480],
    ['16:9', '720p', 1280, 720],
    ['9:16', '1080p', 1080, 1920],
    ['1:1', '720p', 720, 720],
    ['4:3', '1080p', 1440, 1080],
  ])('%s at %s is %i x %i', (aspectRatio, quality, width, height) => {
    expect(frameSize(aspectRatio, quality)).toEqual({ width, height })
  })

  test.each([
    ['wide', '720p'],
    ['16:0', '720p'],
    ['16:9', 'high'],
  ])('%s at %s is refused', (aspectRatio, quality) => {
    expect(() => frameSize(aspectRatio, quality)).toThrow(`no frame of ${aspectRatio} at ${quality}`)
  })
})

test('an answer with a video has its type and its length', async () => {
  const video = { width: 64, height: 48, seconds: 1 }
  const answer = await videoAnswer(video, { 'cache-control': 'no-store' })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect(bytes).toEqual(await makeMp4(video))
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'video/mp4',
    'content-length': String(bytes.length),
    'cache-control': 'no-store',
  })
})
