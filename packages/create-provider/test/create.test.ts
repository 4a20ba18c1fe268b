import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { run } from '../src/run.ts'
import { createFrom, createProvider, install, openFolder, put, readTree } from './workshop.ts'

const acme = `openapi: 3.1.0
info: { title: Acme, version: '1' }
servers: [{ url: https://api.acme.test/ }]
paths:
  /v1/tasks:
    post:
      operationId: make-task
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [prompt]
              properties: { prompt: { type: string }, model: { type: string } }
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Task' } } } }
  /v1/tasks/{id}:
    get:
      operationId: getTask
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Task' } } } }
components:
  schemas:
    Task:
      type: object
      required: [id, status]
      properties:
        id: { type: string }
        status: { type: string, enum: [queued, done] }
        url: { type: string }
`

let folder = ''
let remove = (): void => undefined

beforeEach(() => {
  ;({ folder, remove } = openFolder())
})

afterEach(() => remove())

describe('bad input is refused with exit code 2, and nothing is written', () => {
  it.each<[what: string, spec: string, message: string]>([
    ['Swagger 2', "swagger: '2.0'\npaths: {}\n", 'acme.yaml: openapi: swagger 2.0 given, allowed: 3.x, such as 3.1.0'],
    ['no OpenAPI document', 'a: b\n', 'acme.yaml: openapi: none given, allowed: 3.x, such as 3.1.0'],
    ['a list', '[]\n', 'acme.yaml: is no OpenAPI document: it holds no object'],
    ['an empty file', '', 'acme.yaml: is no OpenAPI document: it holds no object'],
    ['broken YAML', 'a: [\n', 'acme.yaml: is neither YAML nor JSON: '],
    ['a page of HTML', '<!doctype html>\n<p>: <b>\n', 'acme.yaml: is '],
    ['no path', 'openapi: 3.1.0\n', 'acme.yaml: paths: holds no operation'],
    [
      'an operation without a name',
      acme.replace('operationId: getTask', 'summary: x'),
      'acme.yaml: no operationId for GET /v1/tasks/{id}: give each one, such as createVideo',
    ],
    [
      'no create',
      acme.replaceAll('prompt', 'text'),
      'acme.yaml: no operation makes a video: a POST whose body has a prompt and whose answer has an id; its POSTs are POST /v1/tasks',
    ],
    [
      'no poll',
      acme.replaceAll('status', 'mood'),
      'acme.yaml: no operation polls a job: a GET with the id of a job in its path or query, whose answer has a status; its GETs are GET /v1/tasks/{id}',
    ],
    [
      'a reference to nowhere',
      acme.replace('schemas:\n    Task', 'schemas:\n    Job'),
      'the spec refers to #/components/schemas/Task, which is not in the file: put it there',
    ],
    [
      'a reference to another file',
      acme.replaceAll('#/components/schemas/Task', 'task.yaml'),
      'the spec refers to task.yaml, which is not in the file: put it there',
    ],
    [
      'a reference to itself',
      acme.replace(/Task:\n[^]*/, "Task: { $ref: '#/components/schemas/Task' }\n"),
      'the spec refers to itself in a circle',
    ],
    [
      'no server',
      acme.replace('url: https://api.acme.test/', 'url: /v1'),
      'acme.yaml: servers: names no http(s) address: say it with --base-url',
    ],
  ])('%s', async (_what, spec, message) => {
    const { code, output } = await createFrom(folder, spec)
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining(message) })
    expect(readdirSync(folder)).toEqual(['acme.yaml'])
  })

  it.each<[argv: string[], message: string]>([
    [[], 'DIRECTORY is missing'],
    [['acme'], '--spec is missing'],
    [['acme', '--spec', 'gone.yaml'], '--spec: there is no file gone.yaml'],
    [['acme', 'other', '--spec', 'acme.yaml'], 'other: one directory is enough'],
    [['acme', '--spce', 'acme.yaml'], "'--spce'"],
    [['Acme Video', '--spec', 'acme.yaml'], 'the directory Acme Video: the id Acme Video given, allowed: lower-case'],
    [['acme', '--spec', 'acme.yaml', '--id', '-a'], '--id'],
    [['acme', '--spec', 'acme.yaml', '--id', '1a'], '--id: the id 1a given, allowed: lower-case letters'],
    [['acme', '--spec', 'acme.yaml', '--id', 'new'], '--id: the id new given, which is a word of JavaScript'],
    [
      ['acme', '--spec', 'acme.yaml', '--base-url', 'ftp://a'],
      '--base-url: ftp://a given, allowed: an http(s) address',
    ],
    [['full', '--spec', 'acme.yaml'], 'full: is not empty: it holds notes.txt; nothing was written'],
    [['acme.yaml', '--spec', 'acme.yaml', '--id', 'acme'], 'acme.yaml: is no directory'],
  ])('%j', async (argv, message) => {
    writeFileSync(join(folder, 'acme.yaml'), acme)
    put(folder, 'full/notes.txt', 'mine')
    const before = readTree(folder)
    const { code, output } = await createProvider(folder, argv)
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining(message) })
    expect(readTree(folder)).toEqual(before)
  })
})

describe('a repository', () => {
  it('is named by its directory, and may be made where only git has been', async () => {
    mkdirSync(join(folder, 'reelay-provider-acme-video', '.git'), { recursive: true })
    writeFileSync(join(folder, 'acme.yaml'), acme)
    const { code, output } = await createProvider(folder, ['reelay-provider-acme-video', '--spec', 'acme.yaml'])
    expect(code, output).toBe(0)
    const files = readTree(join(folder, 'reelay-provider-acme-video'))
    expect(files['src/index.ts']).toContain('export const acmeVideo = defineProvider<paths, AcmeVideoOptions>({')
    expect(files['src/index.ts']).toContain("baseUrl: 'https://api.acme.test',")
    expect(JSON.parse(files['package.json'] ?? '')).toMatchObject({
      name: 'reelay-provider-acme-video',
      license: 'MIT',
    })
    expect(files['LICENSE']).toContain('The authors of reelay-provider-acme-video')
    expect(files['.github/workflows/ci.yml']).toContain('node: [22, 24]')
    expect(files['README.md']).toContain('| `create` | `POST /v1/tasks` |')
    expect(files['README.md']).toContain('- [ ] `src/index.ts`: the price of a video or a second')
    expect(files['README.md']).toMatch(/^- \[ \] `src\/simulator\.ts`: which word says so\.$/m)
    expect(files['openapi.yaml']).toBe(acme)
  })

  it('takes core from the application, and what it is tested with from this package', async () => {
    await createFrom(folder, acme)
    const own: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    const range = Object(own).devDependencies['@reelay/core']
    expect(JSON.parse(readFileSync(join(folder, 'acme', 'package.json'), 'utf8'))).toMatchObject({
      peerDependencies: { '@reelay/core': range, '@reelay/simulator': range },
      devDependencies: { '@reelay/core': range, '@reelay/contract-tests': range, nock: expect.any(String) },
    })
  })

  it('of a JSON document has it as YAML', async () => {
    const { code, output } = await createFrom(folder, JSON.stringify(parse(acme)))
    expect(code, output).toBe(0)
    expect(readFileSync(join(folder, 'acme', 'openapi.yaml'), 'utf8')).toMatch(/^openapi: 3\.1\.0\n/)
  })

  it('of an OpenAPI 3.0 document takes null where it may be', async () => {
    const older = acme
      .replace('3.1.0', '3.0.3')
      .replace('url: { type: string }', 'url: { type: string, nullable: true }')
    await createFrom(folder, older)
    const { code, output } = await install(join(folder, 'acme'))
    expect(code, output).toBe(0)
    const files = readTree(join(folder, 'acme', 'src'))
    expect(files['generated-spec.ts']).toMatch(/"url": \{\s+"type": \[\s+"string",\s+"null"\s+\]/)
    expect(files['generated.ts']).toContain('url?: string | null')
  }, 60_000)

  it('holds no code that the document smuggles in', async () => {
    const title = String.raw`"Acme */ evil() /* \n evil() \u2028 evil()"`
    const words = String.raw`[queued, done, "odd \n evil()"]`
    await createFrom(folder, acme.replace('title: Acme', `title: ${title}`).replace('[queued, done]', words))
    const files = readTree(join(folder, 'acme'))
    for (const path of ['src/index.ts', 'src/simulator.ts', 'test/fixtures/text.fixture.jsonc'])
      expect(files[path]).not.toMatch(/^\s*evil|\*\/ evil/m)
  })

  it('is asked for at a terminal, question by question', async () => {
    writeFileSync(join(folder, 'acme.yaml'), acme)
    const asked: string[] = []
    const answers = ['acme', 'acme.yaml']
    const ask = async (question: string): Promise<string> => {
      asked.push(question)
      return answers[asked.length - 1] ?? ''
    }
    expect(await run({ argv: [], cwd: folder, write: () => undefined, ask })).toBe(0)
    expect(asked).toEqual(['Directory:', 'OpenAPI document:'])
  })

  it('is explained by --help', async () => {
    const { code, output } = await createProvider(folder, ['--help'])
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('npm create @reelay/provider DIRECTORY'),
    })
  })
})
