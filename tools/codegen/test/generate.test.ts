import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findStale, writeStale } from '../run-steps.ts'
import type { Step } from '../step.ts'
import { vendorData } from '../vendor-data.ts'
import { vendorSpecs } from '../vendor-specs.ts'
import { vendorTypes } from '../vendor-types.ts'

const spec = `openapi: 3.1.1
info:
  title: Acme
  version: '1'
paths:
  /tasks:
    post:
      operationId: createTask
      description: |
        First line.
        Second line.
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                mode: { type: string, enum: [text, image], default: text }
                description: { type: string, description: Prose. }
            examples:
              one: { summary: Prose., value: { description: kept, summary: kept } }
      responses:
        '200': { description: Kept. }
        '401': { $ref: '#/components/responses/Refused', description: Prose. }
components:
  responses:
    Refused: { description: Kept. }
`
const steps: readonly Step[] = [vendorTypes, vendorSpecs]
const typesPath = 'packages/provider-acme/src/generated.ts'
const specPath = 'packages/provider-acme/src/generated-spec.ts'
const outputs = [typesPath, specPath]

let folder = ''
let root = new URL('file:///')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codegen-'))
  root = pathToFileURL(`${folder}/`)
  await put('specs/acme/openapi.yaml', spec)
  await put('packages/provider-acme/package.json', '{}')
})

afterEach(() => rm(folder, { recursive: true }))

test('a file that is missing is stale, polling writes nothing, and writing mends it', async () => {
  expect(await findStale(root, steps)).toEqual(outputs)
  expect(await findStale(root, steps)).toEqual(outputs)
  expect(await writeStale(root, steps)).toEqual(outputs)
  expect(await findStale(root, steps)).toEqual([])
  expect(await writeStale(root, steps)).toEqual([])
})

test('a file that was edited by hand is stale', async () => {
  await writeStale(root, steps)
  await put(typesPath, `${await get(typesPath)}\n`)
  expect(await findStale(root, steps)).toEqual([typesPath])
})

test('a change of the spec makes both of its files stale', async () => {
  await writeStale(root, steps)
  await put('specs/acme/openapi.yaml', spec.replace('createTask', 'submitTask'))
  expect(await findStale(root, steps)).toEqual(outputs)
})

test('a spec with CRLF line ends makes the same files, with LF line ends', async () => {
  await writeStale(root, steps)
  await put('specs/acme/openapi.yaml', spec.replaceAll('\n', '\r\n'))
  expect(await findStale(root, steps)).toEqual([])
  for (const path of outputs) expect(await get(path)).not.toContain('\r')
})

test('a generated file says on its first line where it comes from and how to make it anew', async () => {
  await writeStale(root, steps)
  for (const path of outputs) {
    expect((await get(path)).split('\n')[0]).toBe(
      '// Generated from specs/acme/openapi.yaml: do not edit, run `pnpm generate`.',
    )
  }
})

test('a field with a default may be left out of a request', async () => {
  await writeStale(root, steps)
  expect(await get(typesPath)).toContain('mode?: "text" | "image"')
})

test('a spec without a package makes no file', async () => {
  await put('specs/nobody/openapi.yaml', spec)
  expect(await findStale(root, steps)).toEqual(outputs)
})

test('two steps that make the same file are an error', async () => {
  await expect(findStale(root, [vendorSpecs, vendorSpecs])).rejects.toThrow('two steps make packages/provider-acme')
})

test('a step sees what the steps before it have written', async () => {
  const copy: Step = async () => [{ path: 'copy.ts', text: await get(typesPath) }]
  expect(await writeStale(root, [vendorTypes, copy])).toEqual([typesPath, 'copy.ts'])
  expect(await get('copy.ts')).toBe(await get(typesPath))
})

test('the spec at run time is the document without its prose', async () => {
  await writeStale(root, steps)
  const made: unknown = await import(new URL(specPath, root).href)
  expect(made).toHaveProperty('spec', expectedSpec)
})

const expectedSpec = {
  openapi: '3.1.1',
  info: { title: 'Acme', version: '1' },
  paths: {
    '/tasks': {
      post: {
        operationId: 'createTask',
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  mode: { type: 'string', enum: ['text', 'image'], default: 'text' },
                  description: { type: 'string' },
                },
              },
              examples: { one: { value: { description: 'kept', summary: 'kept' } } },
            },
          },
        },
        responses: { 200: { description: 'Kept.' }, 401: { $ref: '#/components/responses/Refused' } },
      },
    },
  },
  components: { responses: { Refused: { description: 'Kept.' } } },
}

async function put(path: string, text: string): Promise<void> {
  const url = new URL(path, root)
  await mkdir(new URL('.', url), { recursive: true })
  await writeFile(url, text)
}

function get(path: string): Promise<string> {
  return readFile(new URL(path, root), 'utf8')
}

const tables = `${spec}x-data:
  limits:
    summary: Which limits hold.
    type: Record<string, Limit>
    import: [Limit, './limit.ts']
    value:
      one: &one { most: 3, least: 1 }
      two: { <<: *one, most: 4 }
`

test('tables of a spec become constants, with what they repeat of one another; a vendor without any gets no file', async () => {
  expect(await vendorData(root)).toEqual([])
  await put('specs/acme/openapi.yaml', tables)
  const [file, ...others] = await vendorData(root)
  expect(others).toEqual([])
  expect(file?.path).toBe('packages/provider-acme/src/generated-data.ts')
  expect(file?.text.split('\n').slice(1, 5)).toEqual([
    "import type { Limit } from './limit.ts'",
    '',
    '/** Which limits hold. */',
    'export const limits: Record<string, Limit> = {',
  ])
  const value: unknown = JSON.parse(file?.text.split(' = ')[1] ?? '')
  expect(value).toEqual({ one: { most: 3, least: 1 }, two: { least: 1, most: 4 } })
  expect((await vendorSpecs(root))[0]?.text).not.toContain('x-data')
})

test('a table that lacks a part is refused by name', async () => {
  await put('specs/acme/openapi.yaml', tables.replace('    summary: Which limits hold.\n', ''))
  await expect(vendorData(root)).rejects.toThrow(/specs\/acme\/openapi\.yaml.*limits\.summary/s)
})
