import { jobFieldsIn, type JobFieldName, type JobFields } from './answer-fields.ts'
import { findOperations, idParameter, listingIn, possibleCreates, type Found, type Listing } from './find-operations.ts'
import type { Field } from './fields.ts'
import { planRequest, type RequestPlan } from './request-fields.ts'
import { nameOf, type Operation, type Spec } from './spec.ts'
import { textAt, treeAt } from './tree.ts'

/** Everything that was found out about a vendor, and what is guessed of it. */
export interface Plan {
  id: string
  /** The factory's name, such as `acmeVideo`. */
  name: string
  /** Such as `AcmeVideo`. */
  typeName: string
  packageName: string
  baseUrl: string
  spec: Spec
  found: Found
  request: RequestPlan
  /** What the answer to the create says. */
  created: JobFields
  /** What a poll says. */
  job: JobFields
  /** Whether both say id and status in the same place, so that one schema reads both. */
  isOneShape: boolean
  listing: Listing | undefined
  /** The header of the key, where it is no bearer token. */
  keyHeader: string | undefined
  /** One sentence for each guess. */
  sentences: readonly string[]
}

/** Reads a spec as a provider's author would. Throws a Complaint. */
export function makePlan(spec: Spec, file: string, given: { id: string; baseUrl: string }): Plan {
  const found = findOperations(spec, file)
  const { document } = spec
  const words = given.id.split('-').filter((word) => word !== '')
  const typeName = words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('')
  const created = jobFieldsIn(document, found.create.answer.schema)
  const job = jobFieldsIn(document, found.get.answer.schema)
  const request = planRequest(document, found.create)
  const isOneShape = isSame(created.id, job.id) && isSame(created.status, job.status)
  const listing = found.list && listingIn(spec, found.list)
  // A list whose members are written in another way than a single job needs a reading of its own.
  const isAlike = isOneShape && isSame(listing?.fields.id, job.id) && isSame(listing?.fields.status, job.status)
  const { list: _list, ...others } = found
  const plan = {
    ...given,
    name: (typeName[0] ?? '').toLowerCase() + typeName.slice(1),
    typeName,
    packageName: `reelay-provider-${given.id}`,
    spec,
    found: isAlike ? found : others,
    request,
    created,
    job,
    isOneShape,
    listing: isAlike ? listing : undefined,
    keyHeader: keyHeaderOf(spec),
  }
  return { ...plan, sentences: [...operationSentences(plan), ...fieldSentences(plan)] }
}

/** The operations that the provider uses, each once. */
export function usedOperations({ found }: Pick<Plan, 'found'>): Operation[] {
  return Object.values(found)
}

type Half = Omit<Plan, 'sentences'>

function operationSentences({ spec, found }: Half): string[] {
  const why = {
    create: 'its body has a prompt, its answer an id',
    get: 'its answer has a status',
    list: 'its answer lists jobs',
    cancel: 'its name says so',
    delete: 'its method says so',
    content: 'it answers with bytes, and no answer has a link',
  }
  const told = Object.entries(found).map(([role, one]) => {
    const reason = Object.entries(why).find(([name]) => name === role)?.[1]
    return `${role}: ${nameOf(one)} (${one.id}): ${reason}`
  })
  const rivals = possibleCreates(spec).filter((one) => one !== found.create)
  const used = Object.values(found)
  const unused = spec.operations.filter((one) => !used.includes(one))
  return [
    ...told,
    ...(rivals.length > 0 ? [`create: could also be ${rivals.map(nameOf).join(', ')}`] : []),
    ...(unused.length > 0 ? [`left out: ${unused.map(nameOf).join(', ')}`] : []),
  ]
}

function fieldSentences({ found, request, job, created, keyHeader }: Half): string[] {
  const sent = request.requestOptions.map(({ name, field }) => `${name} as ${placeOf(field)}`)
  const images = request.images.map(({ role, path }) => `the ${role} as ${path.join('.')}`)
  const names: JobFieldName[] = [
    'status',
    'progress',
    'url',
    'message',
    'code',
    'createdAt',
    'completedAt',
    'expiresAt',
  ]
  const read = names.flatMap((name) => (job[name] ? [`${name} in ${placeOf(job[name])}`] : []))
  const id = created.id ? [`id in ${placeOf(created.id)}`] : []
  const parameter = idParameter(found.get)
  return [
    `sent: ${[...sent, ...images].join(', ')}`,
    ...(request.options.length > 0
      ? [`sent as options of this vendor: ${request.options.map(({ path }) => path.join('.')).join(', ')}`]
      : []),
    ...(request.left.length > 0 ? [`not sent: ${shortened(request.left)}`] : []),
    `read: ${[...id, ...read].join(', ')}`,
    ...(parameter?.in === 'query' ? [`a job is named in the query, as ${parameter.name}`] : []),
    keyHeader === undefined ? 'the key is sent as a bearer token' : `the key is sent in the header ${keyHeader}`,
  ]
}

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ')
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown
}

/** Where a field is, as people write it, such as `film.url`. */
export function placeOf({ path }: Field): string {
  return path.join('.').replaceAll('.*', '[]')
}

function isSame(one: Field | undefined, other: Field | undefined): boolean {
  return one !== undefined && one.path.join('/') === other?.path.join('/')
}

function keyHeaderOf({ document }: Spec): string | undefined {
  const schemes = Object.values(treeAt(treeAt(document, 'components'), 'securitySchemes')).map((one) =>
    treeAt({ one }, 'one'),
  )
  if (schemes.some((one) => textAt(one, 'scheme')?.toLowerCase() === 'bearer')) return undefined
  const header = schemes.find((one) => textAt(one, 'type') === 'apiKey' && textAt(one, 'in') === 'header')
  const name = header && textAt(header, 'name')
  return name?.toLowerCase() === 'authorization' ? undefined : name
}
