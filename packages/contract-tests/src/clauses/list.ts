import type { Job, Snapshot } from '@reelay/core'
import { makeJob } from '../calls.ts'
import type { Clause, Gate } from '../clause.ts'
import { setField, type Mutation } from '../mutators.ts'
import { valuesAt, withValue } from '../pointer.ts'
import { answer, plainEnvelope } from '../refusals.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { SceneOptions, Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import type { Exchange } from '../tape.ts'
import { lastPageBends, onPages } from './pages.ts'

const listing: Gate = {
  name: 'providers that list',
  isOpen: ({ capabilities }) => capabilities.operations.includes('list'),
}
const hourMs = 3_600_000
// More than any tape has.
const mostPages = 100

/** Group K, first part: the vendor's list of jobs. */
export const listClauses: readonly Clause[] = [
  {
    id: 'LST-01',
    title: "A list gives every job once, in the vendor's order, page after page, and comes to an end",
    since: '1.0',
    level: 'required',
    gate: listing,
    subject: ['list'],
    why: 'a list is how a paid job is found again whose create got lost; one that skips a page loses it, one without an end hangs.',
    fix: 'hand the cursor on as it is, and give none when the page is the last one or points to itself.',
    async run(stage) {
      const { pages } = stage.wire
      if (pages === undefined && stage.has('pages'))
        stage.misconfigured('a tape tells of pages, but wire.pages does not say where their cursor is')
      const story = pages ? 'pages' : 'list'
      await walkAll(stage, { tapes: story, only: ['list'] }, 'the list as it is on the tape')
      if (!pages) return
      for (const { name, bend } of lastPageBends(stage.tape('pages'), pages))
        await walkAll(stage, { tapes: 'pages', only: ['list'], bend: [bend] }, `a list whose last page ${name}`)
    },
  },
  {
    id: 'LST-02',
    title: 'A job in the list is read as the same job is at a look, whatever its status',
    since: '1.0',
    level: 'required',
    gate: listing,
    subject: ['list', 'get'],
    why: 'many jobs are followed with one list; what it says otherwise than a look comes and goes from one moment to the next.',
    fix: 'read an item of the list and the answer to a look with the same function.',
    async run(stage) {
      const job = await makeJob(stage)
      const { item, look } = placesOf(stage)
      const answers = answersOf(stage)
      const bend = [
        steps(
          'list',
          answers.map(({ body }) => [setField('list', item, valuesAt(body, look)[0])]),
        ),
        steps(
          'get',
          answers.map(({ body }) => [answer('get', 200, { kind: 'json', value: body })]),
        ),
      ]
      await stage.scene({ tapes: ['list', firstSubject(stage).story], only: ['list', 'get'], bend }, async (scene) => {
        for (const { word } of answers) {
          const what = `a job that is ${word}`
          const page = await scene.accept(`list with ${what}`, async () => scene.provider.list?.({}, scene.call))
          const seen = await scene.accept(`get of ${what}`, () => scene.provider.get(job, scene.call))
          const [listed] = page?.jobs ?? []
          scene.equal(listed?.id, job.id, `${what}: its id in the list`)
          scene.equal(plain(listed), plain(seen), `${what}: what the list says of it`)
        }
      })
    },
  },
  {
    id: 'LST-03',
    title: 'A list asks for one page, when it is asked for it; a page that is refused is an error, not the end',
    since: '1.0',
    level: 'required',
    gate: listing,
    subject: ['list'],
    why: 'whoever has found his job stops asking; and a list that ends at a failure looks as if the job had never been made.',
    fix: 'make one call for each list(), and catch nothing.',
    async run(stage) {
      const { pages } = stage.wire
      const first = pages ? [onPages('the first one', (all) => all.slice(0, 1))] : []
      await stage.scene({ tapes: pages ? 'pages' : 'list', only: ['list'], bend: first }, async (scene) => {
        await scene.accept('list', () => scene.client.list())
        await scene.clock.advance(hourMs)
        scene.equal(scene.requests.length, 1, 'number of requests for one page')
      })
      if (!pages) return
      const refusal = plainEnvelope(stage)
      const bend: Mutation[] = [
        onPages('a second one that is refused', ([one, two]) => (one && two ? [one, refused(two, refusal)] : [])),
      ]
      await stage.scene({ tapes: 'pages', only: ['list'], bend }, async (scene) => {
        const { cursor } = await scene.accept('the first page', () => scene.client.list())
        const what = 'a cursor that the vendor refuses'
        const error = await scene.refuse(what, 'invalid_request', () => scene.client.list({ cursor }))
        scene.equal(error.operation, 'list', `${what}: operation`)
      })
    },
  },
]

/** Goes from page to page as a caller would, and finds every taped job, each once, in order. */
async function walkAll(stage: Stage, options: SceneOptions, what: string): Promise<void> {
  const place = stage.pointer('id', 'list')
  await stage.scene(options, async (scene) => {
    const jobs = await walk(scene, what)
    scene.equal(
      jobs.map(({ id }) => id),
      scene.taped('list', place),
      `${what}: the ids of its jobs`,
    )
    scene.check(
      jobs.every(({ provider }) => provider === scene.provider.id),
      `${what}: a job is not of the provider`,
    )
  })
}

async function walk(scene: Scene, what: string): Promise<Job[]> {
  const jobs: Job[] = []
  let cursor: string | undefined
  for (let count = 0; count < mostPages; count++) {
    const page = await scene.accept(what, () => scene.client.list({ cursor }))
    jobs.push(...page.jobs)
    cursor = page.cursor
    if (cursor === undefined) return jobs
  }
  return scene.fail(`${what}: goes on after ${mostPages} pages`)
}

/** Where the list has its first job, and where a look has the job: the objects around their ids. */
function placesOf(stage: Stage): { item: string; look: string } {
  const [listed, seen] = [stage.pointer('id', 'list'), stage.pointer('id', 'get')]
  if (nameIn(listed) !== nameIn(seen))
    stage.notDeclared(`the list of this vendor is written otherwise than a look: ${listed}, ${seen}`)
  return { item: above(listed).replace('*', '0'), look: above(seen) }
}

/** One answer to a look for each word of the vendor. */
function answersOf(stage: Stage): { word: string; body: unknown }[] {
  const { wire } = stage
  const last = stage.tape(firstSubject(stage).story).exchanges.findLast(({ operation }) => operation === 'get')
  const told = last?.response.body.kind === 'json' ? last.response.body.value : {}
  return Object.values(wire.words)
    .flat()
    .map((word) => ({ word, body: withValue(told, stage.pointer('status', 'get'), word) }))
}

function above(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}

function nameIn(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/'))
}

/** What a snapshot says, but for the id, which a look need not repeat. */
function plain(snapshot: Snapshot | undefined): unknown {
  return JSON.parse(JSON.stringify({ ...snapshot, id: undefined }))
}

function refused(page: Exchange, body: Exchange['response']['body']): Exchange {
  return { ...page, response: { status: 400, headers: {}, body } }
}
