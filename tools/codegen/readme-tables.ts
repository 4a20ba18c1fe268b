import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Capabilities } from '../../packages/core/src/model/capabilities.ts'
import { readCoreSources, type CoreSources } from './core-sources.ts'
import { code, fillRegion, table } from './markdown.ts'
import { publishedLinks } from './published-links.ts'
import { readProviders, type DocumentedProvider } from './read-providers.ts'
import { readRepository } from './repository.ts'
import type { GeneratedFile } from './step.ts'

type Operation = Capabilities['operations'][number]

const operations: Readonly<Record<Operation, string>> = {
  models: 'says what each model takes',
  create: 'makes a job: the one billable call',
  get: 'polls a job',
  watch: 'streams progress; without it, waiting polls again and again',
  list: 'lists jobs',
  cancel: 'asks the vendor to stop a job',
  deleteAll: 'removes every job',
  setRetention: 'keeps a result for so many days',
  webhook: 'reads what the vendor calls back with',
  delete: 'removes a job; `deletes` says what of it',
  balance: 'says how much money is left',
  content: 'asks where a video is; without it, the completed job says so',
}

const repeats: Readonly<Record<Capabilities['idempotency'], string>> = {
  key: 'an idempotency key',
  correlation: 'our own id, echoed back',
  list: 'the list of jobs',
  none: 'nothing',
}

/**
 * Fills the tables of the READMEs: the providers at the root, the client in core's, the capabilities in each provider's.
 * The links of every package's README become those that npm can follow.
 */
export async function readmeTables(root: URL): Promise<GeneratedFile[]> {
  const [sources, providers, repository] = await Promise.all([
    readCoreSources(root),
    readProviders(root),
    readRepository(root),
  ])
  const regions = new Map([
    ['README.md', { name: 'providers', text: providerTable(providers) }],
    ['packages/core/README.md', { name: 'client', text: clientTable(sources) }],
    ...providers.map(
      ({ path, capabilities }) =>
        [
          `${path}README.md`,
          { name: 'capabilities', text: `${operationTable(capabilities)}\n${limitTable(capabilities, sources)}` },
        ] as const,
    ),
  ])
  const folders = readdirSync(new URL('packages/', root)).map((name) => `packages/${name}/`)
  const has = (path: string): boolean => existsSync(new URL(path, root))
  const begun = folders.filter((folder) => has(`${folder}src/`))
  // A page that is missing altogether is for check-shape to find.
  const pages = ['', ...begun].filter((folder) => has(`${folder}README.md`))
  return Promise.all(
    pages.map(async (folder) => {
      const path = `${folder}README.md`
      const page = (await readFile(new URL(path, root), 'utf8')).replaceAll('\r\n', '\n')
      const region = regions.get(path)
      const filled = region === undefined ? page : fillRegion(page, { path, ...region })
      return { path, text: folder === '' ? filled : publishedLinks(filled, { folder, repository }) }
    }),
  )
}

function providerTable(providers: readonly DocumentedProvider[]): string {
  const rows = providers.map(({ id, path, vendor, capabilities }) => {
    const { idempotency, concurrentJobs, resultLifetimeMs, polling } = capabilities
    return [
      `[${code(`@reelay/provider-${id}`)}](${path}README.md)`,
      `[${vendor.name}](${vendor.url})`,
      capabilities.operations.join(', '),
      repeats[idempotency],
      concurrentJobs === null ? 'unknown' : String(concurrentJobs),
      resultLifetimeMs === null ? 'unknown' : duration(resultLifetimeMs),
      `after ${duration(polling.firstMs)}, then every ${duration(polling.intervalMs)}`,
    ]
  })
  const head = [
    'Provider',
    'Vendor',
    'Operations',
    'Lost create can be found by',
    'Concurrent jobs',
    'Result lifetime',
    'Polling',
  ]
  return table(head, rows)
}

function clientTable(sources: CoreSources): string {
  const rows = sources
    .membersOf('Client')
    .map(({ name, parameters, type, comment }) => [
      code(`${name}(${(parameters ?? []).join(', ')})`),
      code(type),
      comment,
    ])
  return table(['Method', 'Gives', 'What it does'], rows)
}

function operationTable({ operations: offered }: Capabilities): string {
  const isOffered = (name: string): boolean => offered.some((operation) => operation === name)
  const rows = Object.entries(operations).map(([name, what]) => [code(name), isOffered(name) ? 'yes' : 'no', what])
  return table(['Operation', 'Offered', 'What it does'], rows)
}

function limitTable({ operations: _listed, ...limits }: Capabilities, sources: CoreSources): string {
  const { fields } = sources.fieldsOf('Capabilities')
  const rows = Object.entries(limits).map(([name, value]) => [
    code(name),
    show(name, value),
    fields.get(name)?.comment ?? '',
  ])
  return table(['Capability', 'Value', 'Meaning'], rows)
}

function show(name: string, value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${code(key)} ${show(key, inner)}`)
      .join(', ')
  }
  const text = code(JSON.stringify(value))
  return name.endsWith('Ms') && typeof value === 'number' ? `${text} (${duration(value)})` : text
}

/** Milliseconds in the largest unit that leaves a whole number. */
function duration(ms: number): string {
  const units = [
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const
  const [unit, size] = units.find(([, length]) => ms % length === 0) ?? ['ms', 1]
  return `${ms / size} ${unit}`
}
