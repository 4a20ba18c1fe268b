import type { ClauseContext, ClauseDefinitions, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import type { SeenRequest } from '../replay/match.ts'
import { setField } from '../replay/mutators.ts'
import { newIds, renamed, fixtureId } from './cases/renaming.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'

const jobsAtOnce = 8

/** Group O, first half: what several accounts in one process have in common, which is nothing. */
export const accountClauses: ClauseDefinitions = {
  'CON-02': {
    title: 'Two accounts at once share nothing: each call has its own key, and each job its own answers',
    why: 'a server works for many customers at once; one who gets the video, or the bill, of another one is lost.',
    fix: 'keep nothing outside of the function that makes the provider, and nothing between two calls of a member.',
    async run(context) {
      const jobs = await createAtOnce(context)
      await pollAtOnce(context, jobs)
    },
  },
}

/** Creates for both accounts, all on their way together. */
async function createAtOnce(context: ClauseContext): Promise<Job[]> {
  const { sample, scenario } = firstSubject(context)
  const from = fixtureId(context)
  const ids = newIds(from, jobsAtOnce, 10)
  const told = ids.map((to) => [renamed({ from, to })])
  const options = { fixtures: scenario, only: ['upload', 'create'], mutate: [steps('create', told)] } as const
  return context.sandbox(options, async (sandbox) => {
    const accounts = await accountsOf(sandbox)
    const marked = ids.map((_, index) => ({ mark: `take-${10 + index}`, account: accounts(index) }))
    const jobs = await Promise.all(
      marked.map(({ mark, account: { client } }) =>
        sandbox.accept('create', () => client.create({ ...sample, prompt: `${sample.prompt} ${mark}` })),
      ),
    )
    // Answers are given out in the order in which the requests come in.
    for (const [index, { mark, account }] of marked.entries()) {
      const place = sandbox.sent('create').findIndex(({ text }) => text.includes(mark))
      sandbox.check(place >= 0, `create ${index} was sent with the prompt of another one`)
      sandbox.equal(jobs[index]?.id, ids[place], `the id of create ${index}`)
      expectAccount(sandbox, `create ${index}`, sandbox.sent('create')[place], account)
    }
    return jobs
  })
}

/** Polls all of them together, each with a word of its own in its answer. */
async function pollAtOnce(context: ClauseContext, jobs: readonly Job[]): Promise<void> {
  const from = fixtureId(context)
  const status = context.pointer('status', 'get')
  const wordOf = ({ id }: Job): string => `limbo_${id}`
  const told = jobs.map((job) => [renamed({ from, to: job.id }), setField('get', status, wordOf(job))])
  const options = { fixtures: firstSubject(context).scenario, only: ['get'] as const, isLoose: true }
  await context.sandbox({ ...options, mutate: [steps('get', told)] }, async (sandbox) => {
    const accounts = await accountsOf(sandbox)
    const polls = jobs.map((job, index) => sandbox.accept('get', () => accounts(index).client.get(job)))
    for (const [index, seen] of (await Promise.all(polls)).entries()) {
      const [job] = jobs.slice(index)
      if (!job) continue
      sandbox.equal(seen.id, job.id, `the id after poll ${index}`)
      sandbox.equal(seen.vendorStatus, wordOf(job), `the word that poll ${index} brought home`)
      const asked = sandbox.sent('get').filter(({ path, query }) => names({ path, query }, job.id))
      sandbox.equal(asked.length, 1, `number of polls job ${index}`)
      expectAccount(sandbox, `poll ${index}`, asked[0], accounts(index))
    }
  })
}

interface Account extends Pick<Sandbox, 'provider' | 'client'> {
  /** The headers that carry its key. */
  headers: Record<string, string>
}

/** Two accounts in turn. The clause fails when both have the same headers. */
async function accountsOf(sandbox: Sandbox): Promise<(index: number) => Account> {
  const made = ['one', 'two'].map((name) => sandbox.again({ apiKey: `${sandbox.apiKey}-${name}` }))
  const [one, two] = await Promise.all(
    made.map(async (account) => ({ ...account, headers: await account.provider.contentHeaders() })),
  )
  if (!one || !two) throw new Error('two accounts were made')
  const isSame = JSON.stringify(one.headers) === JSON.stringify(two.headers)
  sandbox.check(!isSame, 'contentHeaders() of two accounts with different keys are the same')
  return (index) => (index % 2 === 0 ? one : two)
}

function expectAccount(sandbox: Sandbox, what: string, request: SeenRequest | undefined, { headers }: Account): void {
  for (const [name, value] of Object.entries(headers)) {
    const isOwn = request?.headers[name.toLowerCase()] === value
    sandbox.check(isOwn, `${what}: its header ${name} is not that of the account which made it`)
  }
}

function names({ path, query }: Pick<SeenRequest, 'path' | 'query'>, id: string): boolean {
  return [...path.split('/').map(decodeURIComponent), ...Object.values(query)].some((part) => part.includes(id))
}
