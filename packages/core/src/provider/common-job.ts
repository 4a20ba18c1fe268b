import * as z from 'zod/mini'
import type { Refusal } from '../http/classify-failure.ts'
import { fields, isText } from '../model/values.ts'
import type { Snapshot, Status } from '../model/job.ts'
import { findVideoUrl } from '../http/find-video-url.ts'
import { lenient } from './lenient.ts'

const { id, text, number, time, code, flag, maybe } = lenient
const named = maybe(id)
const Reason = z.object({ code, message: text })
const Fields = z.looseObject({
  id: named,
  task_id: named,
  status: text,
  model: text,
  progress: number,
  error: maybe(z.union([z.string(), Reason])),
  created: time,
  created_at: time,
  completed_at: time,
  expires_at: time,
  prompt: text,
  seconds: number,
  size: text,
})
const Told = z.extend(z.pick(Fields, { id: true, task_id: true, error: true }), {
  message: text,
  code,
  success: flag,
  data: z.optional(z.unknown()),
})
const opened = z.transform((body) => {
  const { data } = fields(body)
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? data : body
})

/** A job as most vendors answer it, alone or inside `data`: any field may be missing, and is left out where it is of another kind. */
export const CommonJob = z.pipe(opened, Fields)
export type CommonJob = z.output<typeof CommonJob>
/** One that has to say which it is, such as the answer to a create. */
export const NamedCommonJob = CommonJob.check(z.refine((job) => idOf(job) !== '', 'a job with an id'))

/** How a vendor's answers differ from the usual. */
export interface CommonReading {
  /** From `statusMap`. */
  statusOf: (word: string) => { status: Status; vendorStatus?: string }
  /** What a job is that has no status. Default `unknown`. */
  unsaid?: Status
  /** Which links lead to the video; default: all. */
  isWanted?: (link: string) => boolean
}

/** Reads such a job; spread it and say over what this vendor means otherwise. */
export function readCommonJob(job: CommonJob, reading: CommonReading): Snapshot & { id: string } {
  const seen = readFields(job, reading)
  const { isWanted = () => true } = reading
  const known = (seen.outputs ?? []).flatMap(({ url }) => url ?? [])
  // One that is named in several places may still be at the second.
  for (let url = known[0]; url !== undefined; ) {
    url = findVideoUrl(job, (link) => !known.includes(link) && isWanted(link))
    if (url !== undefined) known.push(url)
  }
  const [url, ...fallbackUrls] = known
  return fallbackUrls.length > 0 ? { ...seen, outputs: [{ url, fallbackUrls }] } : seen
}

function readFields(job: CommonJob, { statusOf, unsaid, isWanted }: CommonReading): Snapshot & { id: string } {
  const state = job.status ? statusOf(job.status) : { status: unsaid ?? 'unknown' }
  const url = findVideoUrl(job, isWanted)
  return {
    id: idOf(job),
    ...state,
    model: job.model || undefined,
    progress: job.progress,
    outputs: [url === undefined ? {} : { url }],
    error: reasonOf(job),
    createdAt: job.created_at ?? job.created,
    // Some put the time of the last change there, even while it runs.
    completedAt: state.status === 'completed' ? job.completed_at : undefined,
    expiresAt: job.expires_at,
    echo: { prompt: job.prompt, duration: job.seconds || undefined, resolution: job.size },
  }
}

/**
 * A refusal inside an answer of success that names no job. For `refusal`, alone or after what this vendor says in ways of
 * its own. `noRoute`: how the message of a gateway begins that does not have the route, which says nothing about the job.
 */
export function commonRefusal(status: number, body: unknown, noRoute?: string): Refusal | undefined {
  if (status < 400 && isPlainJob(body)) return undefined
  const { id, task_id, error, code, success, data, ...rest } = Told.safeParse(body).data ?? {}
  const { message = rest.message, vendorCode = code } = reasonOf({ error })
  if (noRoute !== undefined && message?.startsWith(noRoute) === true)
    return { code: 'unsupported', message: `${message}: this server has no such address; is baseUrl right?` }
  const isDone = ['success', '0', '200'].includes(code ?? '')
  const isError = success === false || (!isDone && Boolean(message || vendorCode))
  const isJob = isDone || Boolean(id || task_id) || (data ?? null) !== null
  return status < 400 && isError && !isJob ? {} : undefined
}

/** Whether an answer names a job and has nothing that could be a refusal, as nearly every answer does. */
function isPlainJob(body: unknown): boolean {
  const { id, task_id, error, message } = fields(body)
  return (isText(id) || isText(task_id)) && (error ?? null) === null && (message ?? null) === null
}

function idOf({ id = '', task_id = '' }: CommonJob): string {
  // A number beside the name of a task is that of a row in the server's table.
  return id === '' || (task_id !== '' && /^\d+$/.test(id)) ? task_id : id
}

function reasonOf({ error }: Pick<CommonJob, 'error'>): NonNullable<Snapshot['error']> {
  if (typeof error === 'string') return { message: error }
  return { message: error?.message, vendorCode: error?.code }
}
