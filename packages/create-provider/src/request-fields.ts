import { exampleOf } from './answer.ts'
import { plainName } from './answer-fields.ts'
import { fieldsOf, type Field } from './fields.ts'
import { isRequestOptionName, requestOptionsIn, type RequestOption } from './request-options.ts'
import { literal, typeAt, typeOfOperation } from './source.ts'
import type { Operation } from './spec.ts'
import type { Tree } from './tree.ts'

/** A field of a request that takes images. */
export interface ImageField {
  role: 'first_frame' | 'last_frame' | 'reference'
  path: readonly string[]
  /** What is sent, as TypeScript; undefined when there is no image. */
  code: string
  /** What is sent for these addresses. */
  sent: (urls: readonly string[]) => unknown
  /** Most images; `null`: unknown. */
  max: number | null
  isRequired: boolean
  isSure: boolean
}

/** A field of a request that only this vendor has. */
export interface VendorOption {
  name: string
  path: readonly string[]
  /** Its schema, as TypeScript. */
  schema: string
  /** A value that it takes. */
  example: unknown
  isRequired: boolean
  isSure: boolean
}

/** How a request of ours becomes one of the vendor's. */
export interface RequestPlan {
  kind: 'json' | 'form'
  requestOptions: readonly RequestOption[]
  images: readonly ImageField[]
  options: readonly VendorOption[]
  /** What has but one value and must be there. */
  constants: readonly { path: readonly string[]; value: string | number }[]
  /** Names of fields that are left to the author. */
  left: readonly string[]
}

const firsts = [
  'image',
  'image_url',
  'first_frame',
  'first_frame_image',
  'first_frame_url',
  'start_image',
  'start_frame',
]
const moreFirsts = ['input_image', 'init_image', 'input_reference', 'img_url', 'first_image', 'source_image', 'frame']
const lasts = ['last_frame', 'last_frame_image', 'last_frame_url', 'end_image', 'end_frame', 'image_tail', 'tail_image']
const references = ['reference_image', 'reference_images', 'reference_image_url', 'reference_image_urls', 'references']
const lists = ['images', 'image_urls', 'input_images']

/** Reads the body of a create. */
export function planRequest(document: Tree, { body, id }: Operation): RequestPlan {
  const { kind = 'json', schema = {} } = body ?? {}
  const fields = fieldsOf(document, schema)
  const requestOptions = requestOptionsIn(document, schema)
  const images = kind === 'json' ? imagesIn(fields) : []
  const taken = [...requestOptions.map(({ field }) => field.path), ...images.map(({ path }) => path)].map((path) =>
    path.join('/'),
  )
  const rest = fields.filter(({ path }) => !taken.some((one) => `${path.join('/')}/`.startsWith(`${one}/`)))
  const constants = rest.flatMap(({ path, values, isRequired }) => {
    const [value, ...more] = values
    return isRequired && value !== undefined && more.length === 0 ? [{ path, value }] : []
  })
  const open = rest.filter(({ path }) => !constants.some((one) => one.path === path))
  const media = kind === 'json' ? 'application/json' : 'multipart/form-data'
  const type = `NonNullable<${typeOfOperation(id)}['requestBody']>['content']['${media}']`
  const options = open.filter((field) => !isOurs(field)).flatMap((field) => optionOf(document, field, type))
  const told = options.filter(({ name }, index) => options.findIndex((one) => one.name === name) === index)
  const sent = new Set([...told, ...constants].map(({ path }) => path.join('.')))
  const left = rest.map(({ path }) =>
    path
      .filter((key) => key !== '*')
      .slice(0, 2)
      .join('.'),
  )
  return {
    kind,
    requestOptions,
    images,
    options: told,
    constants,
    left: [...new Set(left)].filter((one) => !sent.has(one)),
  }
}

/** Whether one of our fields stands for it, though not this one: a second size, or where to call back. */
function isOurs({ path }: Field): boolean {
  const names = path.map(plainName)
  const last = names.findLast((name) => name !== '*') ?? ''
  const isImage = [...firsts, ...moreFirsts, ...lasts, ...references, ...lists].some((name) => names.includes(name))
  return isImage || isRequestOptionName(last) || names.some((name) => /callback|webhook|notify/.test(name))
}

function optionOf(document: Tree, field: Field, body: string): VendorOption[] {
  const { path, isRequired, isSure } = field
  const schema = schemaOf(field, isSure && isRequired ? typeAt(body, path) : undefined)
  // Inside an object that only some bodies have, nothing can be sent alone.
  const isReachable = !path.includes('*') && (path.length === 1 || (path.length === 2 && isSure))
  return schema === undefined || !isReachable
    ? []
    : [{ name: path.at(-1) ?? '', path, schema, example: exampleOf(document, field.schema), isRequired, isSure }]
}

function schemaOf({ type, values }: Field, named: string | undefined): string | undefined {
  const isWord = values.length > 0 && values.every((value) => typeof value === 'string')
  if (isWord) return `z.enum(${literal(values)})`
  if (values.length > 0) return `z.literal(${literal(values)})`
  switch (type) {
    case 'string':
      return 'z.string()'
    case 'number':
      return 'z.number()'
    case 'integer':
      return 'z.int()'
    case 'boolean':
      return 'z.boolean()'
    default:
      return named && `z.custom<${named}>((value) => value !== undefined)`
  }
}

function imagesIn(fields: readonly Field[]): ImageField[] {
  const find = (role: ImageField['role'], names: readonly string[]): ImageField[] => {
    const made = names.flatMap((name) => fields.flatMap((field) => imageOf(role, field, name) ?? []))
    return made.slice(0, 1)
  }
  const first = find('first_frame', [...firsts, ...moreFirsts, ...lists])
  const reference = find('reference', references)
  return [...first, ...(first.length > 0 ? find('last_frame', lasts) : []), ...reference]
}

/** An image is an address, or an object that holds one; or several of either. */
function imageOf(role: ImageField['role'], field: Field, name: string): ImageField | undefined {
  const { path, type, isRequired, isSure, values } = field
  const at = path.findIndex((key) => plainName(key) === name)
  const rest = path.slice(at + 1)
  const isList = rest[0] === '*'
  const [inner, ...more] = isList ? rest.slice(1) : rest
  const isAddress = inner === undefined || ['url', 'image_url', 'uri'].includes(plainName(inner))
  if (at < 0 || at > 1 || type !== 'string' || values.length > 0 || more.length > 0 || !isAddress) return undefined
  const all = `addresses(images, '${role}')`
  const shaped = inner === undefined ? all : `${all}?.map((url) => ({ ${inner === 'url' ? 'url' : `${inner}: url`} }))`
  const isOne = !isList
  return {
    role,
    path: path.slice(0, at + 1),
    code: isOne ? `${shaped}?.[0]` : shaped,
    sent: (urls) => {
      const each = urls.map((url) => (inner === undefined ? url : { [inner]: url }))
      return isOne ? each[0] : each
    },
    max: isOne || role !== 'reference' ? 1 : null,
    isRequired,
    isSure,
  }
}
