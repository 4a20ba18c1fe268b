import { jobFieldsIn, plainName, type JobFields } from './answer-fields.ts'
import { Complaint } from './complaint.ts'
import { fieldsOf, membersOf, typeOf } from './fields.ts'
import { follow, nameOf, type Operation, type Parameter, type Spec } from './spec.ts'

/** The operations that a provider is made of. */
export interface Found {
  create: Operation
  get: Operation
  list?: Operation
  cancel?: Operation
  delete?: Operation
  content?: Operation
}

/** A list of jobs, and where in the answer its members are. */
export interface Listing {
  /** Keys to the list itself. */
  path: readonly string[]
  fields: JobFields
}

const videos = /video|video|movie|film|t2v|animat/i
const others =
  /image(?!.?to.?video)|audio|music|speech|voice|chat|completion|embed|remix|extend|extension|edit|upscale|character|sync/i

/** Finds the operations by their shape. Throws a Complaint when there is no create, or nothing that polls a job. */
export function findOperations(spec: Spec, file: string): Found {
  const { document, operations } = spec
  const creates = ranked(operations, (one) => createScore(spec, one))
  const [create] = creates
  if (!create) {
    const posts = operations.filter(({ method }) => method === 'post').map(nameOf)
    const what = 'a POST whose body has a prompt and whose answer has an id'
    throw new Complaint(`${file}: no operation makes a video: ${what}; its POSTs are ${posts.join(', ') || 'none'}`)
  }
  const [get] = ranked(operations, (one) => getScore(spec, one, create))
  if (!get) {
    const gets = operations.filter(({ method }) => method === 'get').map(nameOf)
    const what = 'a GET with the id of a job in its path or query, whose answer has a status'
    throw new Complaint(`${file}: no operation polls a job: ${what}; its GETs are ${gets.join(', ') || 'none'}`)
  }
  const near = (one: Operation): number => shared(one.path, get.path)
  const pick = (fits: (one: Operation) => boolean): Operation | undefined =>
    ranked(operations, (one) => (one !== create && one !== get && fits(one) ? near(one) : 0))[0]
  const isJob = (one: Operation): boolean => idParameter(one)?.in === 'path' && near(one) > 1
  const hasWord = (one: Operation, word: RegExp): boolean => word.test(one.path) || word.test(one.id)
  const hasUrl = jobFieldsIn(document, get.answer.schema).url !== undefined
  const list = pick((one) => one.method === 'get' && listingIn(spec, one) !== undefined)
  const cancel = pick((one) => one.method === 'post' && isJob(one) && hasWord(one, /cancel|abort|stop/i))
  const remove = pick((one) => one.method === 'delete' && isJob(one))
  const content = pick((one) => one.method === 'get' && isJob(one) && has(one, /^video\/|octet-stream/))
  return {
    create,
    get,
    ...(list && { list }),
    ...(cancel && { cancel }),
    ...(remove && { delete: remove }),
    ...(content && !hasUrl && { content }),
  }
}

/** Every operation that could have been meant by the create, the likeliest first. */
export function possibleCreates(spec: Spec): Operation[] {
  return ranked(spec.operations, (one) => createScore(spec, one))
}

/** Which parameter says whose job it is: by its name in the path, or in the query. */
export function idParameter({ parameters, path }: Operation): Parameter | undefined {
  const isId = ({ name }: Parameter): boolean => /(^|_)(id|uuid)$/.test(plainName(name))
  const inPath = parameters.filter((one) => one.in === 'path' && path.includes(`{${one.name}}`))
  const [only, ...more] = inPath.filter(({ name }) => plainName(name) !== 'model')
  return (
    inPath.findLast(isId) ?? parameters.find((one) => one.in === 'query' && isId(one)) ?? (more[0] ? undefined : only)
  )
}

/** Where an answer lists jobs; undefined when it does not. */
export function listingIn({ document }: Spec, operation: Operation): Listing | undefined {
  const { schema } = operation.answer
  if (!schema || operation.path.endsWith('}')) return undefined
  const lists = fieldsOf(document, schema).flatMap(({ path }) => {
    const at = path.indexOf('*')
    return at < 0 ? [] : [path.slice(0, at)]
  })
  for (const path of lists) {
    const list = path.reduce((node, key) => follow(document, membersOf(document, node).properties[key]), schema)
    const { items } = membersOf(document, list)
    const fields = jobFieldsIn(document, items)
    if (fields.id && fields.status) return { path, fields }
  }
  return undefined
}

function createScore({ document }: Spec, operation: Operation): number {
  const { method, body, answer, path, id } = operation
  if (method !== 'post' || !body || !answer.schema) return 0
  const hasPrompt = fieldsOf(document, body.schema).some(isPrompt)
  if (!hasPrompt || !jobFieldsIn(document, answer.schema).id) return 0
  const isAbout = [path, id].filter((text) => videos.test(text)).length
  const isOther = [path, id].filter((text) => others.test(text)).length
  // A path with another job's id in it makes something of that job.
  const isDerived = /\{(?!model)[^{}]+\}/.test(path)
  return Math.max(0.1, 10 + 2 * isAbout - 4 * isOther - (isDerived ? 5 : 0) - (body.kind === 'form' ? 1 : 0))
}

/** Whether a field of a request holds the prompt. */
export function isPrompt({ path, type }: { path: readonly string[]; type: string }): boolean {
  const name = plainName(path.at(-1) ?? '')
  return type === 'string' && path.length <= 2 && ['prompt', 'text_prompt', 'prompt_text'].includes(name)
}

function getScore({ document }: Spec, operation: Operation, create: Operation): number {
  const { method, answer, path, id } = operation
  if (method !== 'get' || !answer.schema || !idParameter(operation)) return 0
  if (typeOf(document, answer.schema) === 'array') return 0
  const { status, url } = jobFieldsIn(document, answer.schema)
  if (!status) return 0
  const isBelow = path.startsWith(`${create.path}/{`)
  const isPoll = /status|get|retrieve|fetch|query|find|read/i.test(id)
  return 10 + (isBelow ? 5 : 0) + shared(path, create.path) + (isPoll ? 1 : 0) + (url ? 2 : 0)
}

/** How many segments two paths have in common from their beginning. */
function shared(one: string, other: string): number {
  const [left, right] = [one.split('/'), other.split('/')]
  const index = left.findIndex((segment, at) => segment !== right[at])
  return index < 0 ? left.length : index
}

function ranked(operations: readonly Operation[], score: (one: Operation) => number): Operation[] {
  const scored = operations.map((one) => ({ one, score: score(one) })).filter((entry) => entry.score > 0)
  return scored.toSorted((left, right) => right.score - left.score).map(({ one }) => one)
}

function has({ answer }: Operation, mediaType: RegExp): boolean {
  return answer.mediaTypes.some((one) => mediaType.test(one))
}
