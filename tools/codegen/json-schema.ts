// The copy that core itself uses: what is written here must be what core checks.
import * as z from 'zod/mini'
import { errorCodes } from '../../packages/core/src/model/error-codes.ts'

/** A JSON Schema as zod makes it, and the words that a refusal says for what no keyword can say. */
export interface Shape extends z.core.JSONSchema.BaseSchema {
  'x-allowed'?: string[]
}

/** Makes the JSON Schema of what a caller writes; a schema that has a name, and the list of error codes, are references. */
export function jsonSchemaOf(schema: z.core.$ZodType, named: ReadonlyMap<string, z.core.$ZodType>): Shape {
  const metadata = z.registry<{ id: string }>()
  for (const [id, one] of named) if (one !== schema) metadata.add(one, { id })
  return z.toJSONSchema(schema, {
    io: 'input',
    metadata,
    unrepresentable: ({ zodSchema }) => ({ title: nameOf(zodSchema._zod.bag['Class']) }),
    override: ({ zodSchema, jsonSchema }) => {
      const words = (zodSchema._zod.def.checks ?? []).flatMap(({ _zod: { def } }) => messageOf(def.error))
      if (words.length > 0) jsonSchema['x-allowed'] = words
      if (jsonSchema.enum?.join() !== errorCodes.join()) return
      delete jsonSchema.enum
      jsonSchema.$ref = '#/$defs/ErrorCode'
    },
  })
}

function messageOf(error: unknown): string[] {
  const message: unknown = typeof error === 'function' ? Reflect.apply(error, undefined, [{ path: [] }]) : undefined
  return typeof message === 'string' ? [message] : []
}

function nameOf(constructor: unknown): string {
  return typeof constructor === 'function' ? constructor.name : 'unknown'
}
