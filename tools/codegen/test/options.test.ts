import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { findStale, writeStale } from '../run-steps.ts'
import { vendorOptions } from '../vendor-options.ts'
import { zodSource } from '../zod-source.ts'

const path = 'packages/provider-acme/src/generated-options.ts'
const specPath = 'specs/acme/openapi.yaml'

let folder = ''
let root = new URL('file:///')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'options-'))
  root = pathToFileURL(`${folder}/`)
  await symlink(fileURLToPath(new URL('../node_modules', import.meta.url)), join(folder, 'node_modules'), 'junction')
  await put('packages/provider-acme/package.json', '{"type":"module"}')
})

afterEach(() => rm(folder, { recursive: true }))

/** Writes a spec whose options are the schema `VendorOptions`. */
async function give(schemas: object, names: unknown = ['VendorOptions']): Promise<void> {
  // JSON is YAML, too.
  await put(specPath, JSON.stringify({ openapi: '3.1.1', 'x-options': names, components: { schemas } }))
}

/** What the generated file exports under this name, loaded as an application would. */
async function make(schemas: object, name = 'VendorOptions'): Promise<z.ZodMiniType> {
  await give(schemas)
  await writeStale(root, [vendorOptions])
  const made: Record<string, z.ZodMiniType> = await import(new URL(path, root).href)
  return made[name]!
}

const point = { type: 'object', properties: { x: { type: 'integer' } } }
const Other = { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } }

describe('a schema takes what its spec allows, and nothing else:', () => {
  test.each<[keyword: string, schema: object, allowed: unknown[], refused: unknown[]]>([
    ['string', { type: 'string' }, ['', 'a'], [0, null]],
    ['integer', { type: 'integer' }, [0, -1], [0.5, '1']],
    ['number', { type: 'number' }, [0, 0.5], ['1', null]],
    ['boolean', { type: 'boolean' }, [true, false], ['true', 0]],
    ['null', { type: 'null' }, [null], [0, '']],
    ['no type', { description: 'Anything.' }, [0, null, {}, 'a'], []],
    ['minLength', { type: 'string', minLength: 1 }, ['a'], ['']],
    ['maxLength', { type: 'string', maxLength: 2 }, ['', 'ab'], ['abc']],
    ['pattern', { type: 'string', pattern: '^[1-9]/[\'"`]?\\d*$' }, ['1/23', "2/'1"], ['0/1', '1/a']],
    ['minimum', { type: 'integer', minimum: 0 }, [0], [-1]],
    ['maximum', { type: 'number', maximum: 0.5 }, [0.5], [0.6]],
    ['exclusiveMinimum', { type: 'number', exclusiveMinimum: 0 }, [0.1], [0]],
    ['exclusiveMaximum', { type: 'number', exclusiveMaximum: 1 }, [0.9], [1]],
    ['enum', { type: 'string', enum: ["it's", 'b"c'] }, ["it's", 'b"c'], ['its', '']],
    ['enum of others', { enum: [5, true, null] }, [5, true, null], ['5', false]],
    ['const', { type: 'string', const: 'video.completed' }, ['video.completed'], ['video']],
    ['array', { type: 'array', items: { type: 'string' } }, [[], ['a']], [[1], 'a']],
    ['array of anything', { type: 'array' }, [[], [1, 'a']], [{}]],
    ['minItems', { type: 'array', minItems: 1 }, [[1]], [[]]],
    ['maxItems', { type: 'array', maxItems: 1 }, [[], [1]], [[1, 2]]],
    ['object', { ...point, description: 'A point.' }, [{}, { x: 0 }], [{ x: 'a' }, { y: 1 }, []]],
    ['object of objects', { type: 'object', properties: { at: point } }, [{ at: { x: 0 } }], [{ at: { y: 0 } }]],
    ['object without properties', { type: 'object' }, [{}], [{ x: 1 }]],
    ['required', { ...point, required: ['x'] }, [{ x: 1 }], [{}, { x: undefined }]],
    ['minProperties', { ...point, minProperties: 1 }, [{ x: 1 }], [{}, { x: undefined }]],
    ['additionalProperties: false', { ...point, additionalProperties: false }, [{ x: 1 }], [{ x: 1, y: 2 }]],
    ['additionalProperties: true', { ...point, additionalProperties: true }, [{ x: 1, y: 2 }], [{ x: 'a' }]],
    ['a map of anything', { type: 'object', additionalProperties: true }, [{}, { y: [] }], [[], 'a']],
    ['a map', { type: 'object', additionalProperties: { type: 'number' } }, [{}, { y: 1 }], [{ y: 'a' }]],
    ['a name that is none in code', { type: 'object', properties: { 'a-b': point } }, [{ 'a-b': {} }], [{ 'a-b': 1 }]],
    ['$ref', { $ref: '#/components/schemas/Other', description: 'One.' }, [{ x: 1 }], [{}]],
    ['anyOf', { anyOf: [{ type: 'integer' }, { type: 'string' }] }, [1, 'a'], [0.5, true]],
    ['oneOf', { oneOf: [{ type: 'integer' }, { type: 'number', maximum: 9 }] }, [10, 0.5], [1, 'a']],
    ['a type that may be null', { type: ['string', 'null'], minLength: 1 }, ['a', null], ['', 0]],
    ['several types', { type: ['string', 'integer', 'null'] }, ['a', 1, null], [0.5, true]],
    ['JSON text', { type: 'string', contentMediaType: 'application/json', contentSchema: point }, [{ x: 1 }], ['{}']],
  ])('%s', async (_, schema, allowed, refused) => {
    const VendorOptions = await make({ VendorOptions: schema, Other })
    for (const value of allowed)
      expect([value, z.safeParse(VendorOptions, value)]).toEqual([value, { success: true, data: value }])
    for (const value of refused) expect([value, z.safeParse(VendorOptions, value).success]).toEqual([value, false])
  })

  test('a text that does not match is told what would', async () => {
    const VendorOptions = await make({ VendorOptions: { type: 'string', pattern: "^'\\d$" } })
    expect(z.safeParse(VendorOptions, 'a').error?.issues[0]?.message).toBe("text that matches ^'\\d$")
  })
})

test('what a schema refers to stands once, and above it; what nothing refers to is left out', () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const schemas = {
    Top: { type: 'object', properties: { left: to('Middle'), right: { type: 'array', items: to('Bottom') } } },
    Middle: { anyOf: [to('Bottom'), { type: 'null' }] },
    Bottom: { type: 'string' },
    Alone: { type: 'string' },
  }
  const source = zodSource({ specPath, schemas }, ['Top', 'Middle'])
  expect([...source.matchAll(/export const (\w+)/g)].map(([, name]) => name)).toEqual(['Bottom', 'Middle', 'Top'])
  expect([...source.matchAll(/export type (\w+) = z.output<typeof \1>/g)]).toHaveLength(3)
})

test('descriptions and defaults become comments', async () => {
  await give({
    VendorOptions: {
      type: 'object',
      description: 'All */ of them.\n\nEach is free.\n',
      properties: {
        one: { type: 'integer', description: 'How many.', default: 0 },
        two: { type: 'object', properties: { deep: { type: 'string', description: 'Of two\nlines.' } } },
      },
      required: ['two'],
    },
  })
  await writeStale(root, [vendorOptions])
  expect(
    await readFile(new URL(path, root), 'utf8'),
  ).toBe(`// Generated from ${specPath}: do not edit, run \`pnpm generate\`.
import * as z from 'zod/mini'

/**
 * All *\\/ of them.
 *
 * Each is free.
 */
export const VendorOptions = z.strictObject({
  /** How many. Default \`0\`. */
  one: z.optional(z.int()),
  two: z.strictObject({
    /**
     * Of two
     * lines.
     */
    deep: z.optional(z.string()),
  }),
})
export type VendorOptions = z.output<typeof VendorOptions>
`)
})

describe('a spec is refused, by its path, the schema and the keyword:', () => {
  const at = (keyword: object) => ({ VendorOptions: { type: 'object', properties: { one: keyword } } })
  test.each<[what: string, schemas: object, place: string]>([
    ['a format', at({ type: 'string', format: 'uri' }), 'VendorOptions.one: format'],
    ['a keyword of another type', at({ type: 'string', minimum: 1 }), 'VendorOptions.one: minimum'],
    ['a misspelt keyword', at({ type: 'integer', minium: 1 }), 'VendorOptions.one: minium'],
    ['a misspelt type', at({ type: 'intger' }), 'VendorOptions.one: type'],
    ['allOf', at({ allOf: [point] }), 'VendorOptions.one: allOf'],
    ['not', at({ not: point }), 'VendorOptions.one: not'],
    ['patternProperties', at({ ...point, patternProperties: {} }), 'VendorOptions.one: patternProperties'],
    ['a keyword in a list', at({ type: 'array', items: { multipleOf: 2 } }), 'VendorOptions.one[]: multipleOf'],
    ['a keyword in a map', at({ type: 'object', additionalProperties: { if: {} } }), 'VendorOptions.one.*: if'],
    [
      'a map that has properties, too',
      at({ ...point, additionalProperties: point }),
      'VendorOptions.one: additionalProperties',
    ],
    ['a required key that nobody describes', at({ ...point, required: ['y'] }), 'VendorOptions.one: required'],
    ['a keyword beside several types', at({ type: ['string', 'integer'], minimum: 1 }), 'VendorOptions.one: type'],
    [
      'a keyword beside a reference',
      at({ $ref: '#/components/schemas/VendorOptions', minLength: 1 }),
      'VendorOptions.one: minLength',
    ],
    ['a reference to elsewhere', at({ $ref: '#/components/parameters/Id' }), 'VendorOptions.one: $ref'],
    ['a reference to nothing', at({ $ref: '#/components/schemas/Nobody' }), 'Nobody: schema'],
    ['a schema inside itself', at({ $ref: '#/components/schemas/VendorOptions' }), 'VendorOptions: $ref'],
    ['a value that is an object', at({ const: {} }), 'VendorOptions.one: const'],
    [
      'text of another kind',
      at({ type: 'string', contentMediaType: 'image/png' }),
      'VendorOptions.one: contentMediaType',
    ],
    ['a schema that is none', at([]), 'VendorOptions.one: '],
    ['a name for no constant', { ...at({ $ref: '#/components/schemas/a-b' }), 'a-b': point }, 'a-b: schema'],
    ['a name that is none', {}, 'VendorOptions: schema'],
  ])('%s', async (_, schemas, place) => {
    await give(schemas)
    await expect(findStale(root, [vendorOptions])).rejects.toThrow(`codegen: ${specPath}: ${place}`)
  })

  test.each([[[]], ['VendorOptions'], [[1]], [null]])('x-options: %j', async (names) => {
    await give({ VendorOptions: point }, names)
    await expect(findStale(root, [vendorOptions])).rejects.toThrow(/specs\/acme\/openapi\.yaml.*x-options/s)
  })
})

test('the file is stale until it is written, and again when a schema changes', async () => {
  await give({ VendorOptions: point })
  expect(await findStale(root, [vendorOptions])).toEqual([path])
  expect(await writeStale(root, [vendorOptions])).toEqual([path])
  expect(await writeStale(root, [vendorOptions])).toEqual([])
  await give({ VendorOptions: { ...point, required: ['x'] } })
  expect(await findStale(root, [vendorOptions])).toEqual([path])
})

test('a schema that is not of the vendor, in x-schemas, may refer to one that is', async () => {
  const Ours = { type: 'array', items: { $ref: '#/components/schemas/VendorOptions' } }
  const document = { 'x-options': ['Ours'], 'x-schemas': { Ours }, components: { schemas: { VendorOptions: point } } }
  await put(specPath, JSON.stringify(document))
  const [file] = await vendorOptions(root)
  expect(file?.text).toMatch(/const VendorOptions = [^]*const Ours = z\.array\(VendorOptions\)/)
})

test('a spec without x-options makes no file', async () => {
  await put(specPath, 'openapi: 3.1.1\n')
  expect(await vendorOptions(root)).toEqual([])
})

async function put(name: string, text: string): Promise<void> {
  const url = new URL(name, root)
  await mkdir(new URL('.', url), { recursive: true })
  await writeFile(url, text)
}
