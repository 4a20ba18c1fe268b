import { plainName } from './answer-fields.ts'
import { fieldsOf, type Field } from './fields.ts'
import { isPrompt } from './find-operations.ts'
import { literal } from './source.ts'
import type { Tree } from './tree.ts'

/** A field of a request that one of ours stands for. */
export interface RequestOption {
  name: string
  field: Field
  /** What is sent, as TypeScript. */
  code: string
  /** A constant that the code needs, as TypeScript. */
  constant?: string
  /** What a model declares of it, as TypeScript. */
  capability?: string
  /** What the sample asks for; undefined where it asks for nothing. */
  asked?: unknown
  /** What is sent for that. */
  sent?: unknown
}

const names: Readonly<Record<string, readonly string[]>> = {
  model: ['model', 'model_id', 'model_name'],
  duration: ['duration', 'seconds', 'duration_seconds', 'duration_s', 'length', 'video_length', 'clip_length'],
  aspectRatio: ['aspect_ratio', 'ratio', 'aspect', 'video_aspect_ratio'],
  resolution: ['resolution', 'quality', 'size', 'video_size', 'dimensions'],
  fps: ['fps', 'frame_rate', 'frames_per_second'],
  seed: ['seed'],
  negativePrompt: ['negative_prompt'],
  audio: ['audio', 'sound', 'generate_audio', 'with_audio', 'enable_audio', 'generate_sound'],
  idempotencyKey: ['idempotency_key'],
  n: ['n', 'num_videos', 'number_of_videos', 'count', 'num_outputs'],
}

/** Finds in the body of a create the fields that a request of ours has, too. */
export function requestOptionsIn(document: Tree, schema: Tree): RequestOption[] {
  // Inside an object that only some bodies have, nothing can be sent alone.
  const isUsable = ({ path, isSure }: Field): boolean => path.length === 1 || (path.length === 2 && isSure)
  const fields = fieldsOf(document, schema).filter((field) => isUsable(field) && !field.path.includes('*'))
  const prompt = fields.find(isPrompt)
  const found = Object.entries(names).flatMap(([name, words]) => {
    const named = fields.filter(({ path }) => words.includes(plainName(path.at(-1) ?? '')))
    return named.map((field) => requestOptionOf(name, field)).find((requestOption) => requestOption !== undefined) ?? []
  })
  const promptRequestOption = prompt && {
    name: 'prompt',
    field: prompt,
    code: 'prompt',
    ...(typeof prompt.schema['maxLength'] === 'number' && {
      capability: `promptLength: ${prompt.schema['maxLength']}`,
    }),
    asked: textOf(prompt, 'A red fox in the snow'),
    sent: textOf(prompt, 'A red fox in the snow'),
  }
  return promptRequestOption ? [promptRequestOption, ...found] : found
}

/** Whether a field has the name of one that a request of ours has. */
export function isRequestOptionName(key: string): boolean {
  return Object.values(names).some((words) => words.includes(plainName(key)))
}

function requestOptionOf(name: string, field: Field): RequestOption | undefined {
  const isNumber = field.type === 'integer' || field.type === 'number'
  switch (name) {
    case 'model':
      return field.type === 'string'
        ? listed({ name, field, constant: 'modelIds', asked: textOf(field, 'any') })
        : undefined
    case 'duration':
      return durationOf(field, isNumber)
    case 'aspectRatio':
      return wordsOf(name, field, 'aspectRatios', /^[1-9]\d*:[1-9]\d*$/, '16:9')
    case 'resolution':
      return sizeIn(field)
    case 'fps':
      if (!isNumber) return undefined
      return field.values.length > 0
        ? listed({ name, field, constant: 'frameRates', capability: 'fps: [...frameRates]', asked: field.values[0] })
        : plain(name, field, 'fps: null', numberOf(field, 24))
    case 'seed':
      return isNumber && field.values.length === 0 ? plain(name, field, 'seed: true', 7) : undefined
    case 'negativePrompt':
      return field.type === 'string' ? plain(name, field, 'negativePrompt: true', 'blur') : undefined
    case 'audio':
      return field.type === 'boolean' ? plain(name, field, 'audio: true', true) : undefined
    case 'idempotencyKey':
      return field.type === 'string' ? { name, field, code: name, asked: 'order-1', sent: 'order-1' } : undefined
    case 'n': {
      const { maximum } = field.schema
      const isSeveral = isNumber && typeof maximum === 'number' && maximum > 1
      return isSeveral ? plain(name, field, `n: ${maximum}`, 1) : undefined
    }
    default:
      return undefined
  }
}

function durationOf(field: Field, isNumber: boolean): RequestOption | undefined {
  const name = 'duration'
  const capability = 'duration: { values: durations.map(Number) }'
  if (field.values.length > 0) {
    const seconds = field.values.map((value) => Number.parseFloat(String(value)))
    if (seconds.some((one) => !(one > 0))) return undefined
    const [asked = 0] = seconds
    const requestOption = listed({ name, field, constant: 'durations', capability, asked })
    if (isNumber) return { ...requestOption, capability: 'duration: { values: [...durations] }' }
    const read = 'Number.parseFloat(one)'
    return {
      ...requestOption,
      code: `durations.find((one) => ${read} === duration)`,
      capability: `duration: { values: durations.map((one) => ${read}) }`,
    }
  }
  if (isNumber) {
    const { minimum: min, maximum: max, default: usual } = field.schema
    const hasRange = typeof min === 'number' && typeof max === 'number' && min > 0
    const step = field.type === 'integer' ? ', step: 1' : ''
    const own = typeof usual === 'number' ? `, default: ${usual}` : ''
    const range = hasRange ? `{ min: ${min}, max: ${max}${step}${own} }` : 'null'
    return plain(name, field, `duration: ${range}`, numberOf(field, hasRange ? min : 5))
  }
  if (field.type !== 'string') return undefined
  const asked = Number.parseFloat(textOf(field, '5')) || 5
  return { ...plain(name, field, 'duration: null', asked), code: 'duration?.toString()', sent: String(asked) }
}

/** `size` may be a resolution, pixels, or any text that ratio and resolution make together. */
function sizeIn(field: Field): RequestOption | undefined {
  const isSize = /size|dimensions/.test(plainName(field.path.at(-1) ?? ''))
  if (isSize && field.type === 'string' && field.values.length === 0) {
    const requestOption = plain('resolution', field, 'resolutions: null', '1280x720')
    return { ...requestOption, code: 'sizeOf({ aspectRatio, resolution })' }
  }
  return wordsOf('resolution', field, 'resolutions', /^([1-9]\d*[pk]|[1-9]\d*x[1-9]\d*)$/i, '720p')
}

function wordsOf(
  name: string,
  field: Field,
  constant: string,
  pattern: RegExp,
  usual: string,
): RequestOption | undefined {
  if (field.type !== 'string' || !field.values.every((value) => pattern.test(String(value)))) return undefined
  if (field.values.length === 0) return plain(name, field, `${constant}: null`, textOf(field, usual))
  const asked = field.values.includes(usual) ? usual : field.values[0]
  return listed({ name, field, constant, capability: `${constant}: [...${constant}]`, asked })
}

/** A value that is passed on as it is. */
function plain(name: string, field: Field, capability: string, asked: unknown): RequestOption {
  return { name, field, code: name, capability, asked, sent: asked }
}

/** One of a list: core has refused every other, and finding it tells the compiler. */
function listed(requestOption: Omit<RequestOption, 'code' | 'constant'> & { constant: string }): RequestOption {
  const { name, field, constant, asked } = requestOption
  if (field.values.length === 0)
    return { ...requestOption, code: name, constant: `const ${constant} = ['*'] as const`, sent: asked }
  const text = `const ${constant} = ${literal(field.values)} as const`
  const sent = field.values.find((value) => value === asked || Number.parseFloat(String(value)) === asked)
  return { ...requestOption, code: `${constant}.find((one) => one === ${name})`, constant: text, sent }
}

function textOf({ schema, values }: Field, usual: string): string {
  const { example, default: own, examples } = schema
  const [first] = Array.isArray(examples) ? examples : [undefined]
  const said = [example, first, own, values[0]].find((one) => typeof one === 'string' && one !== '')
  return typeof said === 'string' ? said : usual
}

function numberOf({ schema }: Field, usual: number): number {
  const said = [schema['example'], schema['default'], schema['minimum']].find(
    (one) => typeof one === 'number' && one > 0,
  )
  return typeof said === 'number' ? said : usual
}
