import type { Job } from '@reelay/core'
import type { Snapshot } from '@reelay/core/provider'
import type { ClauseContext, ClauseDefinitions, Exchange, Sandbox, SandboxOptions } from '../harness/clause.ts'
import { makeJob } from './cases/calls.ts'
import { setField, type Mutation } from '../replay/mutators.ts'
import { valuesAt, withValue } from '../fixtures/pointer.ts'
import { answer, plainEnvelope } from './cases/refusals.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { lastJsonOn } from './fixtures-playing.ts'
import { lastPageMutations, onPages } from './pages.ts'

const hourMs = 3_600_000
// More than any fixture has.
const mostPages = 100

/** Group K, first part: the vendor's list of jobs. */
export const listClauses: ClauseDefinitions = {
  'LST-01': {
    title: "A list gives every job once, in the vendor's order, page after page, and comes to an end",
    why: 'a list is how a paid job is found again whose create got lost; one that skips a page loses it, one without an end hangs.',
    fix: 'hand the cursor on as it is, and give none when the page is the last one or points to itself.',
    async run(context) {
      const { pages } = context.wire
      if (pages === undefined && context.has('pages'))
        context.misconfigured('a fixture tells of pages, but wire.pages does not say where their cursor is')
      const scenario = pages ? 'pages' : 'list'
      await walkAll(context, { fixtures: scenario, only: ['list'] }, 'the list as it is on the fixture')
      if (!pages) return
      for (const { name, mutate } of lastPageMutations(context.fixture('pages'), pages))
        await walkAll(
          context,
          { fixtures: 'pages', only: ['list'], mutate: [mutate] },
          `a list whose last page ${name}`,
        )
    },
  },
  'LST-02': {
    title: 'A job in the list is read as the same job is at a poll, whatever its status',
    why: 'many jobs are followed with one list; what it says otherwise than a poll comes and goes from one moment to the next.',
    fix: 'read an item of the list and the answer to a poll with the same function.',
    async run(context) {
      const job = await makeJob(context)
      const { item, poll } = placesOf(context)
      const answers = answersOf(context)
      const lists = answers.map(({ body }) => [setField('list', item, valuesAt(body, poll)[0])])
      const polls = answers.map(({ body }) => [answer('get', 200, { kind: 'json', value: body })])
      const mutate = [steps('list', lists), steps('get', polls)]
      const fixtures = ['list', firstSubject(context).scenario] as const
      await context.sandbox({ fixtures, only: ['list', 'get'], mutate }, async (sandbox) => {
        const { provider, call } = sandbox
        for (const { word } of answers) {
          const what = `a job that is ${word}`
          const page = await sandbox.accept(`list with ${what}`, async () => provider.list?.({}, call))
          const seen = await sandbox.accept(`get of ${what}`, () => provider.get(job, call))
          const [listed] = page?.jobs ?? []
          sandbox.equal(listed?.id, job.id, `${what}: its id in the list`)
          sandbox.equal(plain(listed), plain(seen), `${what}: what the list says of it`)
        }
      })
    },
  },
  'LST-03': {
    title: 'A list asks for one page, when it is asked for it; a page that is refused is an error, not the end',
    why: 'whoever has found his job stops asking; and a list that ends at a failure looks as if the job had never been made.',
    fix: 'make one call for each list(), and catch nothing.',
    async run(context) {
      const { pages } = context.wire
      const first = pages ? [onPages('the first one', (all) => all.slice(0, 1))] : []
      await context.sandbox({ fixtures: pages ? 'pages' : 'list', only: ['list'], mutate: first }, async (sandbox) => {
        await sandbox.accept('list', () => sandbox.client.list())
        await sandbox.clock.pass(hourMs)
        sandbox.equal(sandbox.requests.length, 1, 'number of requests for one page')
      })
      if (!pages) return
      const refusal = plainEnvelope(context)
      const mutate: Mutation[] = [
        onPages('a second one that is refused', ([one, two]) => (one && two ? [one, refused(two, refusal)] : [])),
      ]
      await context.sandbox({ fixtures: 'pages', only: ['list'], mutate }, async (sandbox) => {
        const { cursor } = await sandbox.accept('the first page', () => sandbox.client.list())
        const what = 'a cursor that the vendor refuses'
        const error = await sandbox.refuse(what, 'invalid_request', () => sandbox.client.list({ cursor }))
        sandbox.equal(error.operation, 'list', `${what}: operation`)
      })
    },
  },
}

/** Goes from page to page as a caller would, and finds every fixture job, each once, in order. */
async function walkAll(context: ClauseContext, options: SandboxOptions, what: string): Promise<void> {
  const place = context.pointer('id', 'list')
  await context.sandbox(options, async (sandbox) => {
    const jobs = await walk(sandbox, what)
    const ids = jobs.map(({ id }) => id)
    sandbox.equal(ids, sandbox.fixtureValues('list', place), `${what}: the ids of its jobs`)
    const isOwn = jobs.every(({ provider }) => provider === sandbox.provider.id)
    sandbox.check(isOwn, `${what}: a job is not of the provider`)
  })
}

async function walk(sandbox: Sandbox, what: string): Promise<Job[]> {
  const jobs: Job[] = []
  let cursor: string | undefined
  for (let count = 0; count < mostPages; count++) {
    const page = await sandbox.accept(what, () => sandbox.client.list({ cursor }))
    jobs.push(...page.jobs)
    cursor = page.cursor
    if (cursor === undefined) return jobs
  }
  return sandbox.fail(`${what}: goes on after ${mostPages} pages`)
}

/** Where the list has its first job, and where a poll has the job: the objects around their ids. */
function placesOf(context: ClauseContext): { item: string; poll: string } {
  const [listed, seen] = [context.pointer('id', 'list'), context.pointer('id', 'get')]
  if (nameIn(listed) !== nameIn(seen))
    context.notDeclared(`the list of this vendor is written otherwise than a poll: ${listed}, ${seen}`)
  return { item: above(listed).replace('*', '0'), poll: above(seen) }
}

/** One answer to a look for each word of the vendor. */
function answersOf(context: ClauseContext): { word: string; body: unknown }[] {
  const told = lastJsonOn(context, firstSubject(context).scenario, 'get') ?? {}
  const words = Object.values(context.wire.words).flat()
  return words.map((word) => ({ word, body: withValue(told, context.pointer('status', 'get'), word) }))
}

function above(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}

function nameIn(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/'))
}

/** What a snapshot says, but for the id, which a poll need not repeat. */
function plain(snapshot: Snapshot | undefined): unknown {
  return JSON.parse(JSON.stringify({ ...snapshot, id: undefined }))
}

function refused(page: Exchange, body: Exchange['response']['body']): Exchange {
  return { ...page, response: { status: 400, headers: {}, body } }
}
