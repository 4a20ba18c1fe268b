import { existsSync } from 'node:fs'
import * as z from 'zod/mini'
import { code, markdownMark, table } from './markdown.ts'
import { withSources } from './sources.ts'
import type { GeneratedFile } from './step.ts'

const words = z.string().check(z.minLength(1))
const Clause = z.object({
  id: z.string().check(z.regex(/^[A-Z]+-\w+$/)),
  title: words,
  since: words,
  level: words,
  gate: z.optional(z.string()),
  subject: z.array(z.string()),
  why: words,
  fix: words,
})
const Broken = z.object({ name: words, breaks: z.array(z.string()) })
type Clause = z.output<typeof Clause>

const suite = 'packages/contract-tests'
const sources = { clauses: `${suite}/src/clauses/index.ts`, broken: `${suite}/broken/index.ts` }

/** Makes `docs/clauses/`: a page for each clause of the contract suite, and their list. */
export async function clausePages(root: URL): Promise<GeneratedFile[]> {
  if (!existsSync(new URL(sources.clauses, root))) return []
  const [{ clauseMetadata }, { brokenProviders }]: [Record<string, unknown>, Record<string, unknown>] =
    await withSources(() =>
      Promise.all([import(new URL(sources.clauses, root).href), import(new URL(sources.broken, root).href)]),
    )
  const clauses = z.array(Clause).parse(clauseMetadata)
  const broken = z.array(Broken).parse(brokenProviders)
  const pages = clauses.map((clause) => {
    const bugs = broken.filter(({ breaks }) => breaks.includes(clause.id)).map(({ name }) => name)
    return { path: `docs/clauses/${clause.id}.md`, text: page(clause, bugs) }
  })
  return [{ path: 'docs/clauses/README.md', text: list(clauses) }, ...pages]
}

function page({ id, title, since, level, gate, subject, why, fix }: Clause, bugs: readonly string[]): string {
  const operations = subject.length === 0 ? 'nothing: it is about what is not sent' : subject.map(code).join(', ')
  return [
    markdownMark(sources.clauses),
    `# ${id}\n`,
    `${title}.\n`,
    table(['Asked of', 'Level', 'Since', 'Has to see'], [[gate ?? 'every provider', level, since, operations]]),
    '## Why users care\n',
    `${sentence(why)}\n`,
    '## How to mend it\n',
    `${sentence(fix)}\n`,
    '## Run it alone\n',
    `\`\`\`sh\nnpx reelay contract run test/contract.config.ts --clause ${id}\n\`\`\`\n`,
    '## Bugs that it finds\n',
    `Each is a provider with this one mistake, on which the suite itself is tested.\n`,
    `${bugs.map((bug) => `- ${bug}`).join('\n')}\n`,
  ].join('\n')
}

function list(clauses: readonly Clause[]): string {
  const rows = clauses.map(({ id, title, gate }) => [`[${id}](${id}.md)`, title, gate ?? 'every provider'])
  return [
    markdownMark(sources.clauses),
    '# The contract, clause by clause\n',
    `What [\`@reelay/contract-tests\`](../../${suite}/README.md) demands of a provider.\n`,
    table(['Clause', 'Demands', 'Asked of'], rows),
  ].join('\n')
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
