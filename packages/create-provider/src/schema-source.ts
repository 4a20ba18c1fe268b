import type { JobFieldName } from './answer-fields.ts'
import type { Field } from './fields.ts'
import type { Plan } from './plan.ts'
import { access, keyOf, type Placed } from './source.ts'

/** The schemas of what is read, and of nothing else: only what names a job has to be there. */
export function schemaSource({ created, job, isOneShape, listing }: Plan): string {
  const { id, ...rest } = job
  const own = isOneShape && id ? [{ path: id.path, value: lenient.id }] : []
  const names = jobFieldNames.filter((name) => name !== 'id')
  const read = names.flatMap((name) => (rest[name] ? [{ path: rest[name].path, value: lenient[name] }] : []))
  const jobSchema = zodOf([...own, ...read])
  const createdSchema = created.id && zodOf([{ path: created.id.path, value: lenient.id }])
  const list = listing && zodOf([{ path: [...listing.path, '*'], value: 'Job' }])
  return `/** Only the fields that are read. */
const Job = ${jobSchema}
${isOneShape ? '' : `const Created = ${createdSchema}\n`}${list ? `const Jobs = ${list}\n` : ''}`
}

/** How an answer is read. */
export function readSource({ job, isOneShape, found }: Plan): string {
  const at = (field: Field | undefined): string => access('job', field?.path ?? [])
  const { id, status, progress, url, message, code, createdAt, completedAt, expiresAt } = job
  const isShare = progress?.schema['maximum'] === 1
  const share = `typeof ${at(progress)} === 'number' ? ${at(progress)} * 100 : undefined`
  const reason = [message && `message: ${at(message)}`, code && `vendorCode: ${at(code)}`].filter(
    (part) => part !== undefined,
  )
  const lines = [
    isOneShape && id ? `id: ${at(id)},` : undefined,
    `...statusOf(${at(status)}),`,
    progress && `progress: ${isShare ? share : at(progress)},`,
    url ? `outputs: ${outputsOf(url)},` : found.content && 'outputs: [{}],',
    reason.length > 0
      ? `// TODO: whether a job that failed is charged: add charged: 'no' or 'yes'.\n    error: { ${reason.join(', ')} },`
      : undefined,
    createdAt && `createdAt: ${at(createdAt)},`,
    completedAt && `completedAt: ${at(completedAt)},`,
    expiresAt && `expiresAt: ${at(expiresAt)},`,
  ]
  return `function read(job: z.output<typeof Job>): Snapshot${isOneShape ? ' & { id: string }' : ''} {
  return {
${lines.flatMap((line) => (line === undefined ? [] : [`    ${line}`])).join('\n')}
    // TODO: what the job costs, if an answer says so: cost, with \`usdFromCents\` or as it is.
  }
}
`
}

const lenient = {
  id: 'lenient.id',
  status: 'lenient.text',
  progress: 'lenient.number',
  url: 'lenient.url',
  message: 'lenient.text',
  code: 'lenient.code',
  createdAt: 'lenient.time',
  completedAt: 'lenient.time',
  expiresAt: 'lenient.time',
} as const satisfies Record<JobFieldName, string>
const jobFieldNames = [
  'id',
  'status',
  'progress',
  'url',
  'message',
  'code',
  'createdAt',
  'completedAt',
  'expiresAt',
] as const satisfies JobFieldName[]

/** Nested schemas; an object or a list in between may be missing, but for those that lead to a job. */
function zodOf(members: readonly Placed<string>[], indent = 0): string {
  const space = ' '.repeat(indent + 2)
  const names = [...new Set(members.map(({ path }) => path[0] ?? ''))]
  if (names[0] === '*') return `lenient.rows(${zodOf(under(members, '*'), indent)})`
  const [only] = members
  if (only && only.path.length === 0) return only.value
  const lines = names.map((name) => {
    const inner = under(members, name)
    const isLeaf = inner[0]?.path.length === 0
    const text = zodOf(inner, indent + 2)
    const isNeeded = isLeaf || inner.some(({ value }) => value === lenient.id || value === 'Job')
    return `${space}${keyOf(name)}: ${isNeeded ? text : text.startsWith('z.') ? text.replace('z.', 'lenient.') : `lenient.maybe(${text})`},`
  })
  return `z.object({\n${lines.join('\n')}\n${' '.repeat(indent)}})`
}

function under(members: readonly Placed<string>[], name: string): Placed<string>[] {
  return members.flatMap(({ path, value }) => (path[0] === name ? [{ path: path.slice(1), value }] : []))
}

function outputsOf({ path }: Field): string {
  const star = path.indexOf('*')
  const video = (place: string): string => `{ url: ${place} }`
  if (star < 0) return `${access('job', path)} ? [${video(access('job', path)).replaceAll('?.', '.')}] : undefined`
  const rest = path.slice(star + 1)
  return `${access('job', path.slice(0, star))}?.map((one) => (${video(rest.length > 0 ? access('one', rest) : 'one')}))`
}
