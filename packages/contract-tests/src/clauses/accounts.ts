import type { Job } from '@reelay/core'
import type { Clause } from '../clause.ts'
import type { SeenRequest } from '../match.ts'
import { setField } from '../mutators.ts'
import { newIds, renamed, tapedId } from '../renaming.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'

const jobsAtOnce = 8

/** Group O, first half: what several accounts in one process have in common, which is nothing. */
export const accountClauses: readonly Clause[] = [
  {
    id: 'CON-02',
    title: 'Two accounts at once share nothing: each call has its own key, and each job its own answers',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'a server works for many customers at once; one who gets the clip, or the bill, of another one is lost.',
    fix: 'keep nothing outside of the function that makes the provider, and nothing between two calls of a member.',
    async run(stage) {
      const jobs = await createAtOnce(stage)
      await lookAtOnce(stage, jobs)
    },
  },
]

/** Creates for both accounts, all on their way together. */
async function createAtOnce(stage: Stage): Promise<Job[]> {
  const { sample, story } = firstSubject(stage)
  const from = tapedId(stage)
  const ids = newIds(from, jobsAtOnce, 10)
  const bend = [
    steps(
      'create',
      ids.map((to) => [renamed({ from, to })]),
    ),
  ]
  return stage.scene({ tapes: story, only: ['upload', 'create'], bend }, async (scene) => {
    const accounts = await accountsOf(scene)
    const marked = ids.map((_, index) => ({ mark: `take-${10 + index}`, account: accounts(index) }))
    const jobs = await Promise.all(
      marked.map(({ mark, account: { client } }) =>
        scene.accept('create', () => client.create({ ...sample, prompt: `${sample.prompt} ${mark}` })),
      ),
    )
    // Answers are given out in the order in which the requests come in.
    for (const [index, { mark, account }] of marked.entries()) {
      const place = scene.sent('create').findIndex(({ text }) => text.includes(mark))
      scene.check(place >= 0, `create ${index} was sent with the prompt of another one`)
      scene.equal(jobs[index]?.id, ids[place], `the id of create ${index}`)
      expectAccount(scene, `create ${index}`, scene.sent('create')[place], account)
    }
    return jobs
  })
}

/** Looks at all of them together, each with a word of its own in its answer. */
async function lookAtOnce(stage: Stage, jobs: readonly Job[]): Promise<void> {
  const from = tapedId(stage)
  const status = stage.pointer('status', 'get')
  const wordOf = ({ id }: Job): string => `limbo_${id}`
  const told = jobs.map((job) => [renamed({ from, to: job.id }), setField('get', status, wordOf(job))])
  const options = { tapes: firstSubject(stage).story, only: ['get'] as const, isLoose: true }
  await stage.scene({ ...options, bend: [steps('get', told)] }, async (scene) => {
    const accounts = await accountsOf(scene)
    const looks = jobs.map((job, index) => scene.accept('get', () => accounts(index).client.get(job)))
    for (const [index, seen] of (await Promise.all(looks)).entries()) {
      const [job] = jobs.slice(index)
      if (!job) continue
      scene.equal(seen.id, job.id, `the id after look ${index}`)
      scene.equal(seen.vendorStatus, wordOf(job), `the word that look ${index} brought home`)
      const asked = scene.sent('get').filter(({ path, query }) => names({ path, query }, job.id))
      scene.equal(asked.length, 1, `number of looks at job ${index}`)
      expectAccount(scene, `look ${index}`, asked[0], accounts(index))
    }
  })
}

interface Account extends Pick<Scene, 'provider' | 'client'> {
  /** The headers that carry its key. */
  headers: Record<string, string>
}

/** Two accounts in turn. The clause fails when both have the same headers. */
async function accountsOf(scene: Scene): Promise<(index: number) => Account> {
  const made = ['one', 'two'].map((name) => scene.again({ apiKey: `${scene.apiKey}-${name}` }))
  const [one, two] = await Promise.all(
    made.map(async (account) => ({ ...account, headers: await account.provider.contentHeaders() })),
  )
  if (!one || !two) throw new Error('two accounts were made')
  const isSame = JSON.stringify(one.headers) === JSON.stringify(two.headers)
  scene.check(!isSame, 'contentHeaders() of two accounts with different keys are the same')
  return (index) => (index % 2 === 0 ? one : two)
}

function expectAccount(scene: Scene, what: string, request: SeenRequest | undefined, { headers }: Account): void {
  for (const [name, value] of Object.entries(headers)) {
    const isOwn = request?.headers[name.toLowerCase()] === value
    scene.check(isOwn, `${what}: its header ${name} is not that of the account which made it`)
  }
}

function names({ path, query }: Pick<SeenRequest, 'path' | 'query'>, id: string): boolean {
  return [...path.split('/').map(decodeURIComponent), ...Object.values(query)].some((part) => part.includes(id))
}
