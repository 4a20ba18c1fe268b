import { Capabilities, ModelCapability, ModeCapability } from '../../packages/core/src/model/capabilities.ts'
import { Cost, Job, Output } from '../../packages/core/src/model/job.ts'
import { ImageInput, VideoRequest } from '../../packages/core/src/model/request.ts'
import { readCoreSources, type CoreSources } from './core-sources.ts'
import { errorPage } from './error-page.ts'
import { jsonSchemaOf } from './json-schema.ts'
import { markdownMark } from './markdown.ts'
import { schemaTable, type Links } from './schema-table.ts'
import type { GeneratedFile } from './step.ts'

type Schema = Parameters<typeof jsonSchemaOf>[0]

interface Page {
  name: string
  title: string
  intro: string
  /** The file in core's sources that it describes. */
  source: string
  schemas: Readonly<Record<string, Schema>>
}

const questionMark = 'A `?` marks a field that may be left out.'

const pages: readonly Page[] = [
  {
    name: 'request',
    title: 'Requests',
    intro: `What \`plan\`, \`create\` and \`generate\` take. ${questionMark}`,
    source: 'model/request.ts',
    schemas: { VideoRequest, ImageInput },
  },
  {
    name: 'job',
    title: 'Jobs',
    intro: `What \`create\`, \`get\`, \`watch\`, \`wait\` and \`list\` give, and what \`job\` reads. ${questionMark}`,
    source: 'model/job.ts',
    schemas: { Job, Output, Cost },
  },
  {
    name: 'capabilities',
    title: 'Vendors and models',
    intro: `What a provider says of its vendor, and of each model of it that \`models\` lists. ${questionMark}`,
    source: 'model/capabilities.ts',
    schemas: { Capabilities, ModelCapability, ModeCapability },
  },
]

/** Makes `docs/reference/`: every field of a request, a job and the capabilities, and every error code. */
export async function reference(root: URL): Promise<GeneratedFile[]> {
  const sources = await readCoreSources(root)
  const files = pages.map((page) => ({ path: pathOf(page.name), text: schemaPage(page, sources) }))
  return [...files, { path: pathOf('errors'), text: errorPage(sources) }]
}

function pathOf(name: string): string {
  return `docs/reference/${name}.md`
}

function schemaPage({ title, intro, source, schemas, name }: Page, sources: CoreSources): string {
  const named = new Map(pages.flatMap((page) => Object.entries(page.schemas)))
  const links: Links = new Map([
    ...pages.flatMap((page) =>
      Object.keys(page.schemas).map((schema) => [schema, linkTo(schema, page.name, name)] as const),
    ),
    ['ErrorCode', 'errors.md#codes'] as const,
  ])
  const sections = Object.entries(schemas).map(([schemaName, schema]) => {
    const fields = sources.fieldsOf(schemaName)
    return `\n## ${schemaName}\n\n${fields.comment}\n\n${schemaTable(jsonSchemaOf(schema, named), fields, links)}`
  })
  return `${markdownMark(`packages/core/src/${source}`)}\n# ${title}\n\n${intro}\n${sections.join('')}`
}

function linkTo(schema: string, page: string, here: string): string {
  return `${page === here ? '' : `${page}.md`}#${schema.toLowerCase()}`
}
