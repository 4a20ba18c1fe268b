import { refuse, wrong } from '@reelay/core'

interface Shape {
  aspectRatio?: string | undefined
  resolution?: string | undefined
}

const shortSides = new Map([
  ['4k', 2160],
  ['8k', 4320],
])

/** The protocol's one `size`, such as "1280x720", from our two fields. Throws `invalid_request` when they make none. */
export function sizeOf({ aspectRatio, resolution }: Shape, kind: 'pixels' | 'any'): string | undefined {
  const [, width, height] = /^(\d+)x(\d+)$/i.exec(resolution ?? '') ?? []
  const [across = 0, down = 0] = aspectRatio?.split(':').map(Number) ?? []
  if (width !== undefined) {
    const isSame = down === 0 || Math.abs((Number(width) * down) / (Number(height) * across) - 1) < 0.02
    if (isSame) return `${width}x${height}`
    throw refuse([wrong('aspectRatio', aspectRatio, `the ratio of ${resolution}, or none`)])
  }
  if (down === 0) {
    if (resolution === undefined || kind === 'any') return resolution
    throw refuse([wrong('aspectRatio', undefined, `one such as "16:9", for ${resolution} has no shape of its own`)])
  }
  // Without a resolution the short side of the protocol's default, 720x1280.
  const word = resolution?.toLowerCase() ?? '720p'
  const short = shortSides.get(word) ?? Number(/^(\d+)p$/.exec(word)?.[1] ?? 0)
  if (short === 0) throw refuse([wrong('resolution', resolution, 'such as "720p" or "2560x1440"')])
  const long = 2 * Math.round((short * Math.max(across, down)) / Math.min(across, down) / 2)
  return across >= down ? `${long}x${short}` : `${short}x${long}`
}
