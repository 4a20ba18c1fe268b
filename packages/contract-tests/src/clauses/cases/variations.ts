import type { ModeCapability, VideoRequestInput } from '@reelay/core'

/** The options of a request that a mode can declare. */
export const vendorOptions = [
  'duration',
  'aspectRatio',
  'resolution',
  'fps',
  'seed',
  'negativePrompt',
  'audio',
  'n',
] as const
/** One of `options`. */
export type VendorOption = (typeof vendorOptions)[number]

/** A request with some fields replaced, whatever the replacements are worth. */
export function change(sample: VideoRequestInput, changes: Readonly<Record<string, unknown>>): VideoRequestInput {
  return { ...sample, ...changes }
}

/** Whether a mode has an option; `unknown`: the vendor does not say what it takes. */
export function declared(can: ModeCapability, vendorOption: VendorOption): 'yes' | 'unknown' | 'no' {
  const said = claimOf(can, vendorOption)
  return said === null ? 'unknown' : said === undefined || said === false || said === 1 ? 'no' : 'yes'
}

/** The values to try on an option: all that are declared, the ends and the middle of a range; for an unknown one what the sample has. */
export function valuesOf(can: ModeCapability, vendorOption: VendorOption, sample: VideoRequestInput): unknown[] {
  if (declared(can, vendorOption) === 'no') return []
  const given = sample[vendorOption]
  switch (vendorOption) {
    case 'duration':
      return can.duration ? durations(can.duration) : several(given)
    case 'aspectRatio':
      return can.aspectRatios ?? several(given)
    case 'resolution':
      return can.resolutions ?? several(given)
    case 'fps':
      return can.fps ?? several(given)
    case 'seed':
      return [0, 7, 2_147_483_647]
    case 'negativePrompt':
      return ['', 'blur, text']
    case 'audio':
      return [true, false]
    case 'n':
      return can.n ? Array.from({ length: can.n }, (_, index) => index + 1) : several(given)
  }
}

/** Few requests in which every value of every option meets every value of every other one. */
export function pairs(choices: ReadonlyMap<VendorOption, readonly unknown[]>): Record<string, unknown>[] {
  const open = new Set<string>()
  const names = [...choices.keys()]
  for (const [first, left] of choices)
    for (const [second, right] of choices)
      if (names.indexOf(first) < names.indexOf(second))
        for (const one of left.keys()) for (const other of right.keys()) open.add(pairOf(first, one, second, other))

  const rows: Record<string, unknown>[] = []
  for (const [start] of open.entries()) {
    if (!open.has(start)) continue
    const [a = '', i, b = '', j] = start.split('|')
    const chosen = new Map([
      [a, Number(i)],
      [b, Number(j)],
    ])
    for (const name of names) if (!chosen.has(name)) chosen.set(name, best(name, chosen))
    for (const [name, index] of chosen) for (const [met, at] of chosen) open.delete(pairOf(name, index, met, at))
    rows.push(Object.fromEntries([...chosen].map(([name, index]) => [name, valueAt(name, index)])))
  }
  return rows

  /** The value that closes most open pairs with what is chosen already. */
  function best(name: VendorOption, chosen: ReadonlyMap<string, number>): number {
    const closes = (index: number): number =>
      [...chosen].filter(
        ([met, at]) => open.has(pairOf(met, at, name, index)) || open.has(pairOf(name, index, met, at)),
      ).length
    const indices = [...(choices.get(name)?.keys() ?? [])]
    return indices.reduce((most, index) => (closes(index) > closes(most) ? index : most), indices[0] ?? 0)
  }

  function valueAt(name: string, index: number): unknown {
    const vendorOption = vendorOptions.find((one) => one === name)
    return vendorOption && choices.get(vendorOption)?.[index]
  }
}

/** Values that a mode rules out, each with the field to blame; `isListed` when what is allowed must be named, `isClosed` when all models are listed. */
export function outside(
  can: ModeCapability,
  sample: VideoRequestInput,
  isClosed: boolean,
): { changes: Record<string, unknown>; field: string; isListed: boolean }[] {
  const found: { changes: Record<string, unknown>; field: string; isListed: boolean }[] = []
  const add = (field: string, value: unknown, isListed: boolean): void => {
    found.push({ changes: { [field]: value }, field, isListed })
  }
  const has = (vendorOption: VendorOption): boolean => declared(can, vendorOption) !== 'no'
  if (can.duration) for (const value of notDurations(can.duration)) add('duration', value, true)
  if (can.aspectRatios) add('aspectRatio', '97:89', true)
  if (can.resolutions) for (const value of ['17p', '17x19']) add('resolution', value, true)
  if (can.fps) add('fps', Math.max(0, ...can.fps) + 1, true)
  if (typeof can.n === 'number' && can.n > 1) add('n', can.n + 1, true)
  if (typeof can.promptLength === 'number') add('prompt', 'a'.repeat(can.promptLength + 1), true)
  // Wrong types and shapes are wrong whatever a model declares.
  if (has('duration'))
    for (const value of [Number.NaN, Infinity, 0, -1, String(sample.duration ?? 5)]) add('duration', value, false)
  if (has('aspectRatio')) for (const value of ['16/9', 1.78]) add('aspectRatio', value, false)
  if (has('resolution')) for (const value of ['big', 720]) add('resolution', value, false)
  if (has('fps')) for (const value of [0, '24']) add('fps', value, false)
  if (has('seed')) for (const value of [1.5, '7', Number.NaN]) add('seed', value, false)
  if (has('audio')) add('audio', 'yes', false)
  if (has('negativePrompt')) add('negativePrompt', 7, false)
  if (has('n')) for (const value of [0, 1.5, '2']) add('n', value, false)
  for (const value of ['', ' ', 7]) add('prompt', value, false)
  if (isClosed) add('model', 'no-such-model', true)
  add('dureation', 5, false)
  const { images } = can
  const [first] = sample.images ?? []
  if (images && images.max !== null && first)
    add(
      'images',
      Array.from({ length: images.max + 1 }, () => first),
      true,
    )
  return found
}

function claimOf(can: ModeCapability, vendorOption: VendorOption): unknown {
  switch (vendorOption) {
    case 'aspectRatio':
      return can.aspectRatios
    case 'resolution':
      return can.resolutions
    default:
      return can[vendorOption]
  }
}

function durations(can: NonNullable<ModeCapability['duration']>): number[] {
  if ('values' in can) return can.values
  const { min, max, step = 1, default: usual = min } = can
  const middle = min + Math.floor((max - min) / step / 2) * step
  return [...new Set([min, middle, usual, max])]
}

function notDurations(can: NonNullable<ModeCapability['duration']>): number[] {
  if ('values' in can)
    return [Math.max(...can.values) + 1, Math.min(...can.values) / 2].filter((one) => !can.values.includes(one))
  const { min, max, step } = can
  return [max + (step ?? 1), min / 2, ...(step === undefined || max - min < step ? [] : [min + step / 2])].filter(
    (value) => value > 0,
  )
}

function several(given: unknown): unknown[] {
  return given === undefined ? [] : [given]
}

function pairOf(first: string, left: number, second: string, right: number): string {
  return [first, left, second, right].join('|')
}
