import type { Mode, ModeCapability, ModelCapability } from './capabilities.ts'
import type { Issue } from './errors.ts'
import { invalidRequest, show, issue } from './issues.ts'
import type { Cost, Money } from './job.ts'
import type { VideoRequest } from './request.ts'

/** The mode of a request, by its images. */
export function modeOf({ images }: Pick<VideoRequest, 'images'>): Mode {
  if (images.length === 0) return 'text'
  return images.some(({ role }) => role === 'reference') ? 'reference' : 'image'
}

/** Every reason why this model cannot honour this request; empty when it can. */
export function problems(request: VideoRequest, model: ModelCapability): Issue[] {
  const mode = modeOf(request)
  const can = model.modes[mode]
  if (!can) return [wrongMode(request, model)]
  const { duration, fps, n, prompt, images } = request
  return [
    ...durationIssues(duration, can.duration),
    ...oneOf('aspectRatio', request.aspectRatio, can.aspectRatios),
    ...oneOf('resolution', request.resolution, can.resolutions),
    ...oneOf('fps', fps, can.fps),
    ...has('seed', request.seed, can.seed),
    ...has('negativePrompt', request.negativePrompt, can.negativePrompt),
    ...has('audio', request.audio, can.audio),
    ...atMost('n', n === 1 ? undefined : n, can.n),
    ...(can.promptLength && prompt.length > can.promptLength
      ? [issue('prompt', `${prompt.length} characters`, `at most ${can.promptLength}`)]
      : []),
    ...imageIssues(images, can.images),
  ]
}

/** For a provider that learns only from its own options what a model takes. Throws `invalid_request` or `unsupported`. */
export function assertFits(request: Omit<VideoRequest, 'providerOptions'>, model: ModelCapability): void {
  const issues = problems({ ...request, providerOptions: {} }, model)
  if (issues.length > 0) throw invalidRequest(issues, { operation: 'create' })
}

/** What the vendor's price list says this will cost; nothing where a price or a duration is unknown. */
export function estimate(request: VideoRequest, { price, modes }: ModelCapability): Cost | undefined {
  const seconds = request.duration ?? modes[modeOf(request)]?.duration?.default
  if (!price || (price.per === 'second' && seconds === undefined)) return undefined
  const amount = price.amount * (price.per === 'second' ? (seconds ?? 0) : 1) * (request.n ?? 1)
  return { amount: Number(amount.toFixed(6)), currency: price.currency, source: 'estimated', final: false }
}

function wrongMode({ images }: VideoRequest, { modes }: ModelCapability): Issue {
  const offered = Object.keys(modes)
  if (images.length === 0) return issue('images', undefined, needs(modes))
  const roles = images.map(({ role }) => role).join(', ')
  return { field: 'images', given: roles, allowed: `the mode ${offered.join(' or ')}`, code: 'unsupported' }
}

function needs(modes: ModelCapability['modes']): string {
  return Object.values(modes)
    .map((mode) => `${mode?.images?.min ?? 1} image (${mode?.images?.roles.join(' or ')})`)
    .join(', or ')
}

function durationIssues(duration: number | undefined, can: ModeCapability['duration']): Issue[] {
  if (duration === undefined || can === null) return []
  if (can === undefined) return [{ field: 'duration', given: show(duration), code: 'unsupported' }]
  if ('values' in can) return can.values.includes(duration) ? [] : [issue('duration', duration, can.values.join(', '))]
  const { min, max, step } = can
  const offStep = step !== undefined && Math.abs((duration - min) / step - Math.round((duration - min) / step)) > 1e-9
  if (duration >= min && duration <= max && !offStep) return []
  const steps = step === undefined ? '' : step === 1 ? ', whole' : `, in steps of ${step}`
  return [issue('duration', duration, `${min} to ${max} seconds${steps}`)]
}

function oneOf<T>(field: string, given: T | undefined, allowed: readonly T[] | null | undefined): Issue[] {
  if (given === undefined || allowed === null || allowed?.includes(given)) return []
  return [allowed ? issue(field, given, allowed.join(', ')) : { field, given: show(given), code: 'unsupported' }]
}

/** Why something may not be made at its price: it is above what it may cost, or unknown. */
export function costProblems(cost: Cost | undefined, most: Money | undefined): Issue[] {
  if (!most) return []
  const shown = ({ amount, currency }: Money): string => `${amount} ${currency}`
  const isRight = Number.isFinite(most.amount) && most.amount >= 0 && most.currency !== ''
  if (!isRight) return [issue('maxCost', shown(most), 'an amount from 0 and a currency')]
  if (cost?.currency === most.currency && cost.amount <= most.amount) return []
  return [issue('maxCost', shown(most), cost ? `at least the estimate of ${shown(cost)}` : 'none: no price is known')]
}

function has(field: string, given: unknown, can: boolean | null | undefined): Issue[] {
  return given === undefined || can || can === null ? [] : [{ field, given: show(given), code: 'unsupported' }]
}

function atMost(field: string, given: number | undefined, most: number | null | undefined): Issue[] {
  if (given === undefined || most === null) return []
  if (most === undefined) return [{ field, given: show(given), allowed: '1', code: 'unsupported' }]
  return given > most ? [issue(field, given, `at most ${most}`)] : []
}

function imageIssues(images: VideoRequest['images'], can: ModeCapability['images']): Issue[] {
  if (images.length === 0 || !can) return []
  const { min, max, roles, as, maxBytes } = can
  const way = as.includes('url') ? 'url: an address that the vendor can fetch' : 'data: its bytes'
  const found = images.flatMap((image, index) => [
    ...(roles.includes(image.role) ? [] : [issue(`images[${index}].role`, image.role, roles.join(', '))]),
    ...(as.includes('url' in image ? 'url' : 'data') ? [] : [issue(`images[${index}]`, kind(image), way)]),
    ...('data' in image ? atMostBytes(`images[${index}].data`, image.data, maxBytes) : []),
  ])
  if (images.length < min) found.push(issue('images', `${images.length} images`, `at least ${min}`))
  if (max !== null && images.length > max) found.push(issue('images', `${images.length} images`, `at most ${max}`))
  const frames = images.map(({ role }) => role).filter((role) => role !== 'reference')
  if (new Set(frames).size < frames.length)
    found.push(issue('images', frames.join(' and '), 'one image for each frame'))
  return found
}

function atMostBytes(field: string, { byteLength }: Uint8Array, most: number | null | undefined): Issue[] {
  return most && byteLength > most ? [issue(field, `${byteLength} bytes`, `at most ${most} bytes`)] : []
}

function kind(image: VideoRequest['images'][number]): string {
  return 'url' in image ? 'a URL' : 'bytes'
}
