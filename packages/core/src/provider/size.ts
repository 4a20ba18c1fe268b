import { invalidRequest, issue } from '../model/issues.ts'
import type { VideoRequest } from '../model/request.ts'

const shortSides = new Map([
  ['4k', 2160],
  ['8k', 4320],
])

/**
 * A size such as "1280x720" from ratio and resolution, for vendors that have one field for both; undefined without either.
 * With `any`, a resolution alone is passed on as it is. Throws `invalid_request` when the two make no size.
 */
export function sizeOf(
  { aspectRatio, resolution }: Pick<VideoRequest, 'aspectRatio' | 'resolution'>,
  kind: 'pixels' | 'any' = 'pixels',
): string | undefined {
  const [, width, height] = /^(\d+)x(\d+)$/i.exec(resolution ?? '') ?? []
  const [across = 0, down = 0] = aspectRatio?.split(':').map(Number) ?? []
  if (width !== undefined) {
    const isSame = down === 0 || Math.abs((Number(width) * down) / (Number(height) * across) - 1) < 0.02
    if (isSame) return `${width}x${height}`
    throw invalidRequest([issue('aspectRatio', aspectRatio, `the ratio of ${resolution}, or none`)])
  }
  if (down === 0) {
    if (resolution === undefined || kind === 'any') return resolution
    throw invalidRequest([
      issue('aspectRatio', undefined, `one such as "16:9", for ${resolution} has no shape of its own`),
    ])
  }
  // Without a resolution the short side that most vendors begin with.
  const word = resolution?.toLowerCase() ?? '720p'
  const short = shortSides.get(word) ?? Number(/^(\d+)p$/.exec(word)?.[1] ?? 0)
  if (short === 0) throw invalidRequest([issue('resolution', resolution, 'such as "720p" or "2560x1440"')])
  const long = 2 * Math.round((short * Math.max(across, down)) / Math.min(across, down) / 2)
  return across >= down ? `${long}x${short}` : `${short}x${long}`
}
