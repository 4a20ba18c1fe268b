import type { Job } from '@reelay/core'
import type { Clause, Gate } from '../clause.ts'
import { pointerFor } from '../config.ts'
import { instantOf } from '../instants.ts'
import { elsewhere, setField, status, type Mutation } from '../mutators.ts'
import { valuesAt } from '../pointer.ts'
import { firstSubject, subjects, type Subject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { SceneOptions, Stage } from '../stage.ts'
import { answeredAs, clipAt, steps } from '../steps.ts'
import { clipScene, completedJob, hasContent } from './clips.ts'

const withLifetime: Gate = { name: 'providers whose clips have a documented end', isOpen: () => true }

/** Group M: what a provider adds to the fetching of a clip, which is core's. */
export const downloadClauses: readonly Clause[] = [
  {
    id: 'DWN-01',
    title:
      'The clip that the vendor sends reaches the caller byte for byte, each output has its own, and its type is true',
    since: '1.0',
    level: 'required',
    subject: ['get', 'download'],
    why: 'a clip that arrives changed, or as a copy of another one, is found out when the vendor has deleted it.',
    fix: 'give core the address of each output, from the job or from content(), and a mediaType only where the vendor says it.',
    async run(stage) {
      await stage.scene(clipScene(stage, [sendsClip]), async (scene) => {
        const job = await completedJob(scene, stage)
        const { bytes, mediaType } = await readClip(scene, job)
        const isSame = clip.equals(bytes)
        scene.check(isSame, `the ${bytes.length} bytes that arrived are not the ${clip.length} that were sent`)
        for (const { mediaType: told } of job.outputs)
          scene.check(told === undefined || told === mediaType, `an output is said to be ${told}; it is ${mediaType}`)
      })
      await expectOwnAddresses(stage)
    },
  },
  {
    id: 'DWN-02',
    title: "A clip whose address has run out is fetched where a new look finds it, and is 'expired' where none does",
    since: '1.0',
    level: 'required',
    subject: ['get', 'download'],
    why: 'signed addresses live for minutes; who keeps the first one cannot fetch what is paid for and still there.',
    fix: 'read the outputs from each answer, and have content() ask each time: keep no address.',
    async run(stage) {
      const what = 'fetching a clip whose address has run out'
      const moving = runOut(stage)
      if (moving)
        await stage.scene(moving, async (scene) => {
          await readClip(scene, await completedJob(scene, stage))
          scene.equal(scene.sent('download').length, 2, 'number of addresses that were tried')
        })
      const { bend, ...options } = moving ?? staying(stage)
      await stage.scene({ ...options, bend: [...bend, ...(moving ? [gone] : [])] }, async (scene) => {
        const job = await completedJob(scene, stage)
        const error = await scene.refuse(what, 'expired', () => scene.client.stream(job))
        scene.equal(error.job?.id, job.id, `${what}: id of the job on the error`)
        if (moving) return scene.equal(scene.sent('download').length, 2, 'number of addresses that were tried')
        await readClip(scene, await scene.accept('a new look', () => scene.client.get(job)))
      })
    },
  },
  {
    id: 'DWN-06',
    title: 'A completed job says until when its clip is there, as the vendor tells or documents it',
    since: '1.0',
    level: 'required',
    gate: withLifetime,
    subject: ['create', 'get'],
    why: 'whoever does not know the day fetches the clip a day too late.',
    fix: 'pass the instant on as expiresAt, or declare resultLifetimeMs with the page that states it.',
    async run(stage) {
      const { expiresAt } = stage.wire
      const isTold = (['create', 'get'] as const).some((operation) => pointerFor(expiresAt, operation) !== undefined)
      if (!isTold && stage.claims.capabilities.resultLifetimeMs === null)
        return stage.notDeclared('neither wire.expiresAt nor resultLifetimeMs tells when a clip is gone')
      let told = 0
      for (const subject of subjects(stage)) if (await expectEnd(stage, subject)) told += 1
      if (told === 0) return stage.noTape('no answer to a create or a look says when the clip is gone')
    },
  },
]

/** The first bytes of an MP4, and then every byte that there is: what passes for text in between is changed by it. */
const clip = Buffer.concat([
  Buffer.from('\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0002\u0000isomiso2', 'latin1'),
  Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7 + (index >> 8)) % 256)),
])
const sendsClip = answeredAs('download', {
  response: { status: 200, headers: { 'content-type': 'video/mp4' }, body: { kind: 'bytes', bytes: clip } },
})

async function readClip(scene: Scene, job: Job): Promise<{ bytes: Buffer; mediaType: string }> {
  const { body, mediaType } = await scene.accept('stream of a completed job', () => scene.client.stream(job))
  const bytes = await scene.accept('reading the clip', () => new Response(body).arrayBuffer())
  return { bytes: Buffer.from(bytes), mediaType }
}

/** Two clips of one job are never at one address. */
async function expectOwnAddresses(stage: Stage): Promise<void> {
  for (const { sample, story } of subjects(stage)) {
    const only = ['upload', 'create', 'get', 'content'] as const
    await stage.scene({ tapes: story, only }, async (scene) => {
      const job = await scene.accept('create', () => scene.client.create(sample))
      const done = await scene.accept('wait', () => scene.poller.wait(job))
      const { content } = scene.provider
      const addresses: string[] = []
      for (const output of done.outputs.length > 1 ? done.outputs : []) {
        const found = content && (await scene.accept('content', () => content(done, output, scene.call)))
        addresses.push(found?.url ?? output.url ?? '')
      }
      scene.equal(new Set(addresses).size, addresses.length, 'number of addresses of the clips of a job')
    })
  }
}

const gone = status('download', 403, 'empty')
const clipOnly = ['upload', 'create', 'get', 'content', 'download'] as const

type Bent = SceneOptions & { bend: readonly Mutation[] }

/** The first address is gone, and what is asked for it next tells another one; undefined where a clip has one address for ever. */
function runOut(stage: Stage): Bent | undefined {
  const [old, fresh] = [`${elsewhere}/old.mp4?signature=1`, `${elsewhere}/fresh.mp4?signature=2`]
  if (!hasContent(stage)) {
    const place = stage.pointer('resultUrl', 'get')
    const told = [old, fresh].map((url) => [setField('get', place, url)])
    const bend = [steps('get', told), clipAt(old), gone, clipAt(fresh)]
    return { tapes: firstSubject(stage).story, only: clipOnly, bend }
  }
  const place = pointerFor(stage.wire.resultUrl, 'content')
  if (place === undefined || !isAsked(stage)) return undefined
  const asked = steps('content', [[], [setField('content', place, fresh)]])
  return { tapes: 'content', only: clipOnly, bend: [steps('get', [[], []]), asked, gone, clipAt(fresh)] }
}

/** The clip is gone, and then it is there again. */
function staying(stage: Stage): Bent {
  // One look finds the job; the client makes the next one, and the caller the last.
  const looks = steps('get', [[], [], []])
  const asked = isAsked(stage) ? [steps('content', [[], [], []])] : []
  return { tapes: 'content', only: clipOnly, bend: [looks, ...asked, steps('download', [[gone], []])] }
}

/** Whether a call tells where the clip is. */
function isAsked(stage: Stage): boolean {
  return stage.tape('content').exchanges.some(({ operation }) => operation === 'content')
}

/** The vendor's own instant where the answers have one, else the creation and the documented lifetime. */
async function expectEnd(stage: Stage, { sample, story }: Subject): Promise<boolean> {
  const told = stage.tape(story).exchanges.flatMap(({ operation, response: { body } }) => {
    const place = pointerFor(stage.wire.expiresAt, operation)
    return place === undefined || body.kind !== 'json' ? [] : valuesAt(body.value, place)
  })
  const own = told.flatMap((written) => instantOf(written) ?? []).at(-1)
  const { resultLifetimeMs } = stage.claims.capabilities
  const only = ['upload', 'create', 'get'] as const
  return stage.scene({ tapes: story, only }, async (scene) => {
    const job = await scene.accept('create', () => scene.client.create(sample))
    const done = await scene.accept('wait', () => scene.poller.wait(job))
    const fromCreation = new Date(Date.parse(job.createdAt ?? '') + (resultLifetimeMs ?? Number.NaN))
    const expected = own ?? (Number.isNaN(fromCreation.getTime()) ? undefined : fromCreation.toISOString())
    scene.equal(done.expiresAt, expected, `job.expiresAt of the completed job on ${story}`)
    return expected !== undefined
  })
}
