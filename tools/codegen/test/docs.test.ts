import { readdirSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { errorCodes } from '../../../packages/core/src/model/error-codes.ts'
import { Job } from '../../../packages/core/src/model/job.ts'
import { parseRequest, VideoRequest } from '../../../packages/core/src/model/request.ts'
import { clausePages } from '../clause-pages.ts'
import { readmeTables } from '../readme-tables.ts'
import { reference } from '../reference.ts'
import { brokenLinks, pagesBelow } from './pages.ts'

const repository = new URL('../../../', import.meta.url)

let root = new URL('file:///')

beforeEach(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'docs-'))}/`)
})

afterEach(() => rm(root, { recursive: true }))

describe('links', () => {
  test('there are pages to judge', () => {
    expect(pagesBelow(repository)).toEqual(expect.arrayContaining(['README.md', 'docs/reference/errors.md']))
  })

  test.each(pagesBelow(repository))('every link of %s into the repository leads somewhere', (page) => {
    expect(brokenLinks(repository, page)).toEqual([])
  })

  test.each([
    ['[a](other.md)', []],
    ['[a](other.md#a-heading-with-code)', []],
    ['[a](other.md#twice-1)', []],
    ['[a](#here)', []],
    ['[a](folder)', []],
    ['[a](https://example.com/x)', []],
    ['[a](https://github.com/them/it/blob/HEAD/docs/other.md#twice)', []],
    [
      '[a](https://github.com/them/it/blob/HEAD/gone.md)',
      ['docs/page.md:3: https://github.com/them/it/blob/HEAD/gone.md'],
    ],
    ['`[a](gone.md)`', []],
    ['```md\n[a](gone.md)\n```', []],
    ['[a](gone.md)', ['docs/page.md:3: gone.md']],
    ['[`a`](gone.md "title")', ['docs/page.md:3: gone.md']],
    ['one [a](other.md)\ntwo [b](gone.md)', ['docs/page.md:4: gone.md']],
    ['[a]: gone.md', ['docs/page.md:3: gone.md']],
    ['<a href="gone.md">a</a>', ['docs/page.md:3: gone.md']],
    ['[a](Other.md)', ['docs/page.md:3: Other.md']],
    ['[a](other.md#gone)', ['docs/page.md:3: other.md#gone']],
    ['[a](other.md#twice-2)', ['docs/page.md:3: other.md#twice-2']],
    ['[a](#gone)', ['docs/page.md:3: #gone']],
    ['[a](/docs/other.md)', ['docs/page.md:3: /docs/other.md']],
    ['[a](../../outside.md)', ['docs/page.md:3: ../../outside.md']],
  ])('a page that says %j has these broken links: %j', async (text, broken) => {
    await put('docs/page.md', `# Here\n\n${text}\n`)
    await put('docs/folder/page.md', '')
    await put('docs/other.md', '# A heading: with `code`!\n\n## Twice\n\n## Twice\n\n```sh\n# gone\n```\n')
    expect(brokenLinks(root, 'docs/page.md')).toEqual(broken)
  })
})

describe('the reference', () => {
  test('has a row for every field of a request and of a job, and for every error code', async () => {
    const pages = await referencePages(repository)
    for (const field of Object.keys(VideoRequest.shape)) expect(pages['request']).toMatch(rowOf(field))
    for (const field of Object.keys(Job.shape)) expect(pages['job']).toMatch(rowOf(field))
    for (const code of errorCodes) expect(pages['errors']).toMatch(rowOf(code))
  })

  test('says of a field what may be left out, its type, its bounds and its default', async () => {
    const { request = '', capabilities = '', job = '' } = await referencePages(repository)
    expect(request).toContain('| `duration?` | `number` | more than 0 |')
    expect(request).toContain('| `data?` | `Uint8Array \\| ArrayBuffer \\| Blob \\| string` | not empty |')
    expect(request).toContain('| `"first_frame"`, `"last_frame"`, `"reference"`; default `"first_frame"` |')
    expect(request).toContain('| `images?` | [`ImageInput[]`](#imageinput) | default `[]` |')
    expect(capabilities).toContain('| `polling.firstMs` | `number` | more than 0 |')
    expect(job).toContain('| `error.code` | [`ErrorCode`](errors.md#codes) |')
  })

  test('allows what a refusal says is allowed', async () => {
    const { request = '' } = await referencePages(repository)
    const wrong = { model: 'a', prompt: 'b', aspectRatio: 'wide', resolution: 'sharp', webhookUrl: 'here' }
    const issues = catchIssues(() => parseRequest(wrong))
    expect(issues.map(({ field }) => field)).toEqual(['aspectRatio', 'resolution', 'webhookUrl'])
    for (const { field, allowed } of issues) expect(request).toMatch(`| \`${field}?\` | \`string\` | ${allowed} |`)
  })

  test('says which codes may be tried again, and which leave open whether there is a job', async () => {
    const { errors = '' } = await referencePages(repository)
    expect(errors).toMatch(/^\| `unavailable` \| .+ \| yes \| no; yes with a job \|$/m)
    expect(errors).toMatch(/^\| `submission_unknown` \| .+ \| no \| unknown \|$/m)
    expect(errors).toMatch(/^\| other 4xx \| `invalid_request` \| `invalid_request` \|$/m)
    expect(errors).toMatch(/^\| 5xx \| `unavailable` \| `submission_unknown` \|$/m)
  })

  test('takes what a field means from the comment above it, and what a code means from the one behind it', async () => {
    await cp(new URL('packages/core/src/', repository), new URL('packages/core/src/', root), { recursive: true })
    await replace('packages/core/src/model/request.ts', '/** Frames per second. */', '/** Pictures | in a second. */')
    await replace('packages/core/src/model/error-codes.ts', '// no answer', '// a silent line')
    const before = await referencePages(repository)
    const after = await referencePages(root)
    expect(after).toEqual({
      ...before,
      request: before['request']?.replace('| Frames per second. |', '| Pictures \\| in a second. |'),
      errors: before['errors']?.replace('| no answer |', '| a silent line |'),
    })
    expect(after).not.toEqual(before)
  })

  test('cannot be made when a schema has gone', async () => {
    await cp(new URL('packages/core/src/', repository), new URL('packages/core/src/', root), { recursive: true })
    await replace('packages/core/src/model/job.ts', 'export const Cost', 'const Cost')
    await expect(reference(root)).rejects.toThrow('packages/core/src exports no Cost')
  })
})

describe('the tables of the READMEs', () => {
  const empty = (name: string): string => `# Page\n\n<!-- ${name}:start -->\nold\n<!-- ${name}:end -->\n\nThe end.\n`
  const capabilities = {
    operations: ['models', 'create', 'get', 'content'],
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 1500, intervalMs: 120_000, minimumMs: 1000 },
    resultLifetimeMs: null,
    passThrough: false,
  }

  beforeEach(async () => {
    await cp(new URL('packages/core/src/', repository), new URL('packages/core/src/', root), { recursive: true })
    await put('package.json', '{ "repository": { "url": "git+https://github.com/them/it.git" } }')
    await put('README.md', empty('providers'))
    await put('packages/core/README.md', empty('client'))
    await put('specs/acme-video/openapi.yaml', 'info: { title: Acme }\nservers: [{ url: https://acme.test }]\n')
    await put('packages/provider-acme-video/package.json', '{}')
    await put('packages/provider-acme-video/README.md', empty('capabilities'))
    await put(
      'packages/provider-acme-video/src/index.ts',
      `export const acmeVideo = (): unknown => ({ capabilities: ${JSON.stringify(capabilities)} })\n`,
    )
  })

  test('tell what a provider says of its vendor, and leave the rest of the page alone', async () => {
    const { 'README.md': page = '' } = await tables()
    expect(page).toContain(
      '| [`@reelay/provider-acme-video`](packages/provider-acme-video/README.md) | [Acme](https://acme.test) ' +
        '| models, create, get, content | nothing | unknown | unknown | after 1500 ms, then every 2 min |',
    )
    expect(page).toMatch(/^# Page\n\n<!-- providers:start -->\n\n\|[^]*\|\n\n<!-- providers:end -->\n\nThe end.\n$/)
    expect(page).not.toContain('old')
  })

  test('tell which operations a provider offers, and its limits with what they mean', async () => {
    const { 'packages/provider-acme-video/README.md': page = '' } = await tables()
    expect(page).toMatch(/^\| `content` \| yes \|/m)
    expect(page).toMatch(/^\| `watch` \| no \|/m)
    expect(page).toMatch(/^\| `concurrentJobs` \| `null` \| Most jobs at once .+ \|$/m)
    expect(page).toContain('`firstMs` `1500` (1500 ms), `intervalMs` `120000` (2 min), `minimumMs` `1000` (1 s)')
  })

  test('tell every method of the client', async () => {
    const { 'packages/core/README.md': page = '' } = await tables()
    expect(page).toContain('| `download(job, path, options?)` | `Promise<SavedVideo>` | Saves ')
  })

  test('stand on pages whose links npm can follow, and that follow the repository when it moves', async () => {
    const place = empty('client')
    const links = '[a](../provider-x) [b](../../docs/b.md#c) ![d](../../docs/images/d.png) [e](#f) `[g](../h.md)`'
    await put('packages/core/README.md', `${place}\n${links} [v](https://github.com/vendor/api/blob/main/v.md)\n`)
    const { 'packages/core/README.md': page = '' } = await tables()
    const at = (owner: string): string =>
      `[a](https://github.com/${owner}/tree/HEAD/packages/provider-x) [b](https://github.com/${owner}/blob/HEAD/docs/b.md#c) ` +
      `![d](https://github.com/${owner}/raw/HEAD/docs/images/d.png) [e](#f) \`[g](../h.md)\` [v](https://github.com/vendor/api/blob/main/v.md)`
    expect(page).toContain(at('them/it'))
    await put('packages/core/README.md', page)
    await put('package.json', '{ "repository": { "url": "git+https://github.com/us/that.git" } }')
    expect((await tables())['packages/core/README.md']).toContain(at('us/that'))
  })

  test('are made from a page just once more to the same text', async () => {
    const once = await tables()
    for (const [path, text] of Object.entries(once)) await put(path, text)
    expect(await tables()).toEqual(once)
  })

  test.each(['README.md', 'packages/core/README.md', 'packages/provider-acme-video/README.md'])(
    'cannot be made when %s has no place for them',
    async (path) => {
      await put(path, '# Page\n')
      await expect(readmeTables(root)).rejects.toThrow(`${path} has no lines`)
    },
  )

  test('cannot be made when a package does not export its factory under its own name', async () => {
    await put('packages/provider-acme-video/src/index.ts', 'export const acme = 1\n')
    await expect(readmeTables(root)).rejects.toThrow('provider-acme-video exports no function acmeVideo')
  })

  test('leave out a package that has no sources yet', async () => {
    await rm(new URL('packages/provider-acme-video/src/', root), { recursive: true })
    expect(Object.keys(await tables())).toEqual(['README.md', 'packages/core/README.md'])
  })
})

async function referencePages(folder: URL): Promise<Record<string, string>> {
  const files = await reference(folder)
  return Object.fromEntries(files.map(({ path, text }) => [path.replace(/^docs\/reference\/(.+)\.md$/, '$1'), text]))
}

async function tables(): Promise<Record<string, string>> {
  return Object.fromEntries((await readmeTables(root)).map(({ path, text }) => [path, text]))
}

function rowOf(name: string): RegExp {
  return new RegExp(`^\\| \`${name}\\??\` \\|`, 'm')
}

function catchIssues(work: () => unknown): { field: string; allowed?: string }[] {
  try {
    work()
  } catch (error) {
    return Object(error).issues
  }
  throw new Error('it did not fail')
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(new URL('.', new URL(path, root)), { recursive: true })
  await writeFile(new URL(path, root), text)
}

async function replace(path: string, old: string, text: string): Promise<void> {
  const before = await readFile(new URL(path, root), 'utf8')
  expect(before).toContain(old)
  await put(path, before.replace(old, text))
}

describe('a clause of the contract', () => {
  test('has a page of its own, and no page is left of one that is gone', async () => {
    const made = (await clausePages(repository)).map(({ path }) => path.replace('docs/clauses/', ''))
    expect(readdirSync(new URL('docs/clauses/', repository)).sort()).toEqual(made.sort())
  })

  test('tells who is asked, what it costs and how to mend it, and every bug that it finds', async () => {
    const pages = (await clausePages(repository)).filter(({ path }) => !path.endsWith('README.md'))
    expect(pages.length).toBeGreaterThan(40)
    for (const { path, text } of pages) {
      expect(text.match(/^## .+$/gm), path).toEqual([
        '## Why users care',
        '## How to mend it',
        '## Run it alone',
        '## Bugs that it finds',
      ])
      expect(text, path).toMatch(/^- \S+/m)
    }
  })
})
