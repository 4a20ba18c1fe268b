import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { documentName, type Place, referenceTo } from './openapi/document.ts'

/** Why a request or an answer is not what the spec says. */
export interface Violation {
  /** Such as `body/duration_seconds must be integer`. */
  what: string
  /** The parameter or the body's field, when it is one. */
  field?: string
}

/** Checks a value; `part` names it in the violation. */
export type Check = (value: unknown, part: string) => Violation | undefined

/** Makes checks from the schemas of an OpenAPI 3.1 document. */
export interface Schemas {
  /** Checks JSON against the schema at a place. */
  json(place: Place): Check
  /** Checks what came as text (a form); turns it, in place, into the types of the schema at a place. */
  text(place: Place): Check
  /** The same for parameters, by name; others are allowed or not. */
  parameters(parameters: readonly SpecParameter[], areOthersAllowed: boolean): Check
}

/** One parameter of an operation. */
export interface SpecParameter {
  name: string
  isRequired: boolean
  /** Where its schema is. */
  schema: Place
}

/** Prepares the schemas of a document; formats are not checked, for JSON Schema 2020-12 makes them annotations. */
export function createSchemas(document: object): Schemas {
  // The document as a whole is no schema, so it is not checked as one.
  const options = { strict: false, validateFormats: false, validateSchema: false, meta: false, logger: false } as const
  const exact = new Ajv2020(options).addSchema(document, documentName)
  const lenient = new Ajv2020({ ...options, coerceTypes: 'array' }).addSchema(document, documentName)
  const check = (ajv: Ajv2020, schema: object): Check => {
    let validate: ValidateFunction | undefined
    return (value, part) => {
      // Compiled when first needed: all at once would take longer than most programs live.
      validate ??= ajv.compile(schema)
      return validate(value) ? undefined : violationOf(part, validate.errors?.[0])
    }
  }
  return {
    json: (place) => check(exact, { $ref: referenceTo(place) }),
    text: (place) => check(lenient, { $ref: referenceTo(place) }),
    parameters: (parameters, areOthersAllowed) =>
      check(lenient, {
        type: 'object',
        properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, { $ref: referenceTo(schema) }])),
        required: parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name),
        additionalProperties: areOthersAllowed,
      }),
  }
}

function violationOf(part: string, error: ErrorObject | undefined): Violation {
  const { instancePath = '', message = 'is not what the spec says', params = {} } = error ?? {}
  const { additionalProperty, allowedValues } = params
  const detail =
    additionalProperty === undefined
      ? message
      : `must not have ${JSON.stringify(additionalProperty)}, which the spec lacks`
  const allowed = Array.isArray(allowedValues)
    ? `: ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`
    : ''
  const field: unknown = instancePath.split('/')[1] ?? params['missingProperty'] ?? additionalProperty
  const what = `${part}${instancePath} ${detail}${allowed}`
  return typeof field === 'string' ? { what, field } : { what }
}
