import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { escape, documentName, memberOf } from './document.ts'

/** What a specification forbids, and where. */
export interface Misfit {
  /** A JSON pointer into the request or the answer, such as `/body/seconds`. */
  pointer: string
  /** Such as `must be integer`. */
  what: string
  /** The field that it does not name, where that is the misfit. */
  field?: string
}

/** Holds a value against a schema; misfits begin at `pointer`. */
export type Validate = (schema: object, value: unknown, pointer: string) => Misfit[]

/** Validates against the schemas of a document; formats are annotations. `isText` turns texts into what the schema says. */
export function validatorOf(source: object, isText: boolean): Validate {
  // The document as a whole is no schema, so it is not checked as one.
  const options = {
    strict: false,
    // What is compiled is used a few times: making it shorter takes longer.
    code: { optimize: false },
    validateFormats: false,
    validateSchema: false,
    meta: false,
    logger: false,
  } as const
  const ajv = new Ajv2020({ ...options, allErrors: true, ...(isText && { coerceTypes: 'array' }) })
  ajv.addSchema(source, documentName)
  const known = new Map<string, ValidateFunction>()
  return (schema, value, pointer) => {
    const name = JSON.stringify(schema)
    // Compiled when first needed: all at once would take longer than a run.
    const validate = known.get(name) ?? ajv.compile(schema)
    known.set(name, validate)
    return validate(value) ? [] : misfitsOf(validate.errors ?? [], pointer)
  }
}

/** Of alternatives none of which fits, that and the first reason; of a field that is wrong inside, only what is wrong there. */
function misfitsOf(errors: readonly ErrorObject[], pointer: string): Misfit[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  const told = errors.flatMap((error): Misfit[] => {
    const misfit = misfitOf(error, pointer)
    const inner = misfit.field === undefined ? undefined : `${error.instancePath}/${escape(misfit.field)}`
    const isExplained = inner !== undefined && errors.some(({ instancePath }) => isBelow(instancePath, inner))
    const isOfUnion = unions.some((union) => union !== error && isBelow(error.instancePath, union.instancePath))
    if (isExplained || (isOfUnion && !isOutermost(error, unions))) return []
    const first =
      unions.includes(error) && errors.find((one) => one !== error && isBelow(one.instancePath, error.instancePath))
    if (!first) return [misfit]
    const reason = misfitOf(first, pointer)
    return [{ ...misfit, what: `${misfit.what}; of the first: ${reason.pointer} ${reason.what}` }]
  })
  const once = new Map(told.map((misfit) => [`${misfit.pointer} ${misfit.what}`, misfit]))
  return [...once.values()]
}

/** Whether it is an alternative that is in no other one. */
function isOutermost(error: ErrorObject, unions: readonly ErrorObject[]): boolean {
  const around = unions.filter((union) => union !== error && isBelow(error.instancePath, union.instancePath))
  return unions.includes(error) && around.every(({ instancePath }) => instancePath === error.instancePath)
}

function misfitOf(
  { keyword, message = 'is not as specified', params, instancePath }: ErrorObject,
  base: string,
): Misfit {
  const pointer = base + instancePath
  const field = memberOf(params, 'additionalProperty') ?? memberOf(params, 'unevaluatedProperty')
  if (typeof field === 'string')
    return { pointer, field, what: `must not have ${JSON.stringify(field)}, which the specification does not name` }
  if (keyword === 'const') return { pointer, what: `must be ${JSON.stringify(memberOf(params, 'allowedValue'))}` }
  const allowed = memberOf(params, 'allowedValues')
  const listed = Array.isArray(allowed) ? `: ${allowed.map((one) => JSON.stringify(one)).join(', ')}` : ''
  return { pointer, what: message + listed }
}

function isBelow(pointer: string, other: string): boolean {
  return pointer === other || pointer.startsWith(`${other}/`)
}
