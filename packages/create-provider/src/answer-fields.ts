import { fieldsOf, type Field } from './fields.ts'
import type { Tree } from './tree.ts'

/** What an answer says of a job, and where. */
export interface JobFields {
  id?: Field
  status?: Field
  progress?: Field
  url?: Field
  message?: Field
  code?: Field
  createdAt?: Field
  completedAt?: Field
  expiresAt?: Field
}
/** One of them. */
export type JobFieldName = keyof JobFields

const ids = ['id', 'task_id', 'job_id', 'video_id', 'clip_id', 'generation_id', 'request_id', 'uuid']
const statuses = ['status', 'state', 'task_status', 'job_status', 'phase']
const percents = ['progress', 'percent', 'percentage', 'progress_percent', 'percent_complete']
const urls = ['video_url', 'result_url', 'download_url', 'output_url', 'clip_url', 'media_url', 'file_url', 'url']
const lists = new Set(['result_urls', 'video_urls', 'output_urls', 'urls', 'output', 'outputs', 'videos', 'results'])
const messages = ['error_message', 'fail_reason', 'failure_reason', 'fail_msg', 'error', 'failure', 'reason']
const codes = ['error_code', 'fail_code', 'failure_code']
const created = ['created_at', 'created', 'create_time', 'created_time', 'submit_time', 'creation_date']
const completed = ['completed_at', 'finished_at', 'ended_at', 'complete_time', 'finish_time', 'end_time']
const expires = ['expires_at', 'expire_time', 'expires', 'expiration', 'expired_at', 'expiry']
const notTheVideo = /thumb|cover|poster|preview|input|source|image|status|webhook|callback|audio/

/** Finds what a body says of a job. */
export function jobFieldsIn(document: Tree, schema: Tree | undefined): JobFields {
  if (!schema) return {}
  const all = fieldsOf(document, schema).filter(({ path }) => path.length > 0)
  const plain = all.filter(({ path }) => !path.includes('*'))
  const status = named(plain, statuses, isText, ({ values }) => values.length > 1)
  // Beside the status stands the job; an envelope has an id of its own.
  const beside = status && plain.filter(({ path }) => path.length === status.path.length)
  return {
    ...found(
      'id',
      named([...(beside ?? []), ...plain], ids, (field) => isText(field) || isNumber(field)),
    ),
    ...found('status', status),
    ...found('progress', named(plain, percents, isNumber)),
    ...found('url', urlIn(all)),
    ...found(
      'message',
      named(plain.filter(isInError), ['message', 'detail'], isText) ?? named(plain, messages, isText),
    ),
    ...found('code', named(plain.filter(isInError), ['code', 'type'], isWord) ?? named(plain, codes, isWord)),
    ...found('createdAt', named(plain, created, isWord)),
    ...found('completedAt', named(plain, completed, isWord)),
    ...found('expiresAt', named(plain, expires, isWord)),
  }
}

/** A key in the form in which names are compared: `taskId` as `task_id`. */
export function plainName(key: string): string {
  return key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
}

function urlIn(fields: readonly Field[]): Field | undefined {
  const usable = fields.filter((field) => isText(field) && !notTheVideo.test(field.path.map(plainName).join('/')))
  const one = named(
    usable.filter(({ path }) => path.at(-1) !== '*'),
    urls,
    isText,
  )
  const many = usable.find(({ path }) => path.at(-1) === '*' && lists.has(plainName(path.at(-2) ?? '')))
  return one && many && one.path.length > many.path.length ? many : (one ?? many)
}

/** The nearest field with one of these names; of the equally near, the name that comes first, or what is preferred. */
function named(
  fields: readonly Field[],
  names: readonly string[],
  fits: (field: Field) => boolean,
  isPreferred: (field: Field) => boolean = () => false,
): Field | undefined {
  const usable = fields.filter((field) => names.includes(nameIn(field)) && fits(field))
  const rank = (field: Field): number => field.path.length * names.length + names.indexOf(nameIn(field))
  const preferred = usable.filter(isPreferred)
  return (preferred.length > 0 ? preferred : usable).toSorted((one, other) => rank(one) - rank(other))[0]
}

function found(name: JobFieldName, field: Field | undefined): JobFields {
  return field ? { [name]: field } : {}
}

function nameIn({ path }: Field): string {
  return plainName(path.at(-1) ?? '')
}

function isInError({ path }: Field): boolean {
  return ['error', 'failure', 'problem', 'reason'].includes(plainName(path.at(-2) ?? ''))
}

function isText({ type }: Field): boolean {
  return type === 'string'
}

function isNumber({ type }: Field): boolean {
  return type === 'number' || type === 'integer'
}

function isWord(field: Field): boolean {
  return isText(field) || isNumber(field)
}
