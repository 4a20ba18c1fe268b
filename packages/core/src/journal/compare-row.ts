import * as z from 'zod/mini'
import type { Echo, Job } from '../model/job.ts'
import type { JobRecord } from './record.ts'

/** A job of the vendor's list, with what the vendor repeats of its request. */
export interface ListedJob {
  job: Job
  echo?: Echo | undefined
}

/** How a listed job compares with a lost call that nothing in it contradicts. */
export interface Comparison {
  /** What proves that it is the call's own job. */
  proof?: 'our id' | 'the same key' | undefined
  /** Whether the vendor says that it was made from the same words, at that time, and from words alone. */
  hasSamePrompt: boolean
  /** Whether the vendor says that it was made at another time. */
  isFar: boolean
  /** Higher is likelier. */
  weight: number
  reasons: string[]
}

/** The vendor's clock and ours. */
export const skewMs = 60_000
// A call that was lost may have been taken up to so long after it was sent.
const latestMs = 300_000
// Vendors round pixels to what their models can make.
const pixelTolerance = 0.05

const [text, number] = [z.optional(z.string()), z.optional(z.number())]
const Asked = z.object({
  prompt: text,
  duration: number,
  aspectRatio: text,
  resolution: text,
  images: z.optional(z.array(z.unknown())),
  providerOptions: z.optional(z.record(z.string(), z.unknown())),
})

/** Compares a listed job with a call; undefined where something contradicts. */
export function compareRow({ job, echo = {} }: ListedJob, record: JobRecord, nowMs: number): Comparison | undefined {
  const asked = z.safeParse(Asked, record.request ?? {}).data ?? {}
  const prompt = samePrompt(asked.prompt, echo.prompt)
  const compared = [
    ['the same model', same(record.model, job.model)],
    ['the same prompt', prompt === 'begin' ? true : prompt],
    ['the same duration', sameDuration(asked.duration, echo.duration)],
    ['the same resolution', sameResolution(asked.resolution, echo.resolution)],
    ['the same aspect ratio', sameRatio(asked, echo)],
  ] as const
  const keys = [record, ...(record.doubts ?? [])].map(({ idempotencyKey }) => idempotencyKey)
  const isKey = keys.some(Boolean) && echo.idempotencyKey ? keys.includes(echo.idempotencyKey) : undefined
  const isOurs = echo.correlationId ? echo.correlationId === record.id : undefined
  if (isKey === false || isOurs === false) return undefined
  const proof = isOurs ? 'our id' : isKey ? 'the same key' : undefined
  if (!proof && compared.some(([, isSame]) => isSame === false)) return undefined

  const time = timing(job.createdAt, record, nowMs)
  if (!proof && time.fits === false && prompt !== true) return undefined
  const reasons = [proof, ...compared.map(([what, isSame]) => isSame && what), time.reason]
  // Pictures and a vendor's own options are repeated by nobody: the same words may stand beside those of somebody else.
  const isWordsAlone = !asked.images?.length && Object.keys(asked.providerOptions ?? {}).length === 0
  return {
    proof,
    hasSamePrompt: prompt === true && time.fits === true && isWordsAlone,
    isFar: time.fits === false,
    weight: (proof ? 8 : 0) + (prompt ? 4 : 0) + (time.fits ? 2 : 0),
    reasons: reasons.filter((reason) => typeof reason === 'string'),
  }
}

/** When the attempts of a call were sent, in ms since 1970; `isSound` is false where this machine's clock was wrong then or is now. */
export function sentTimes({ sentAt, doubts = [] }: JobRecord, nowMs: number): { sentMs: number[]; isSound: boolean } {
  const sentMs = [sentAt, ...doubts.map((doubt) => doubt.sentAt)].map((at) => Date.parse(at))
  return { sentMs, isSound: sentMs.every((ms) => ms <= nowMs) }
}

function timing(createdAt: string | undefined, record: JobRecord, nowMs: number): { fits?: boolean; reason: string } {
  const createdMs = Date.parse(createdAt ?? '')
  if (Number.isNaN(createdMs)) return { reason: 'the vendor does not say when it was created' }
  const { sentMs, isSound } = sentTimes(record, nowMs)
  const reason = `created at ${createdAt}, sent at ${record.sentAt}`
  // A job from the future, or a call: one of the two clocks is wrong.
  if (!isSound || createdMs > nowMs + skewMs) return { reason: `${reason}, by clocks that differ` }
  const fits = sentMs.some((ms) => createdMs - ms >= -skewMs && createdMs - ms <= latestMs)
  return { fits, reason }
}

function same(asked: string, echoed: string): boolean | undefined {
  return echoed === '' ? undefined : asked === echoed
}

/** `begin`: as far as the vendor repeats it. */
function samePrompt(asked?: string, echoed?: string | null): boolean | 'begin' | undefined {
  const [ours, theirs] = [asked, echoed].map((words) => words?.trim() ?? '')
  if (!ours || !theirs) return undefined
  const begin = theirs.replace(/(\.{3}|…)$/, '')
  return ours === theirs || (begin.length >= 16 && ours.startsWith(begin) && 'begin')
}

function sameDuration(asked?: number, echoed?: number | null): boolean | undefined {
  return asked === undefined || typeof echoed !== 'number' ? undefined : Math.abs(asked - echoed) < 1
}

/** Words such as "720p" are compared with words, and pixels with pixels: which pixels a word means differs by vendor. */
function sameResolution(asked?: string, echoed?: string | null): boolean | undefined {
  const [ours, theirs] = [pixels(asked), pixels(echoed)]
  if (ours && theirs)
    return isNear(Math.min(...ours), Math.min(...theirs)) && isNear(Math.max(...ours), Math.max(...theirs))
  const words = [asked, echoed].map((word) => /^\d+p$/i.exec(word ?? '')?.[0].toLowerCase())
  return words[0] && words[1] ? words[0] === words[1] : undefined
}

function sameRatio(asked: Pick<Echo, 'aspectRatio' | 'resolution'>, echo: Echo): boolean | undefined {
  const [ours, theirs] = [asked, echo].map((one) => pixels(one.aspectRatio) ?? pixels(one.resolution))
  return ours && theirs ? isNear(ours[0] * theirs[1], theirs[0] * ours[1]) : undefined
}

function pixels(size?: string | null): [number, number] | undefined {
  const [, width, height] = /^(\d+)[x:](\d+)$/i.exec(size ?? '') ?? []
  return Number(width) > 0 && Number(height) > 0 ? [Number(width), Number(height)] : undefined
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one / other - 1) <= pixelTolerance
}
