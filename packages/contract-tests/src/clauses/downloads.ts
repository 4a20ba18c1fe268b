import type { ClauseContext, ClauseDefinitions, Sandbox, SandboxOptions } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { pointerFor } from '../config/config.ts'
import { instantOf } from '../harness/instants.ts'
import { elsewhere, onEach, setField, status, type Mutation } from '../replay/mutators.ts'
import { valuesAt } from '../fixtures/pointer.ts'
import { firstSubject, subjects, type Subject } from './cases/samples.ts'
import { answeredAs, closedAt, videoAt, steps } from './cases/steps.ts'
import { videoSandbox, completedJob, hasContent, linksOf } from './videos.ts'

/** Group M: what a provider adds to the fetching of a video, which is core's. */
export const downloadClauses: ClauseDefinitions = {
  'DWN-01': {
    title:
      'The video that the vendor sends reaches the caller byte for byte, each output has its own, and its type is true',
    why: 'a video that arrives changed, or as a copy of another one, is found out when the vendor has deleted it.',
    fix: 'give core the address of each output, from the job or from content(), and a mediaType only where the vendor says it.',
    async run(context) {
      await context.sandbox(videoSandbox(context, [sendsVideo]), async (sandbox) => {
        const job = await completedJob(sandbox, context)
        const { bytes, mediaType } = await readVideo(sandbox, job)
        const isSame = video.equals(bytes)
        sandbox.check(isSame, `the ${bytes.length} bytes that arrived are not the ${video.length} that were sent`)
        for (const { mediaType: told } of job.outputs)
          sandbox.check(told === undefined || told === mediaType, `an output is said to be ${told}; it is ${mediaType}`)
      })
      await expectOwnAddresses(context)
    },
  },
  'DWN-02': {
    title:
      "A video whose address has run out is fetched where a new poll finds it, and is 'expired' where none does, twice",
    why: 'signed addresses live for minutes, and some are refused for a moment: who keeps the first answer cannot fetch what is paid for and still there.',
    fix: 'read the outputs from each answer, and have content() ask each time: keep no address.',
    async run(context) {
      const what = 'fetching a video whose address has run out'
      const moving = runOut(context)
      if (moving)
        await context.sandbox(moving, async (sandbox) => readVideo(sandbox, await completedJob(sandbox, context)))
      await context.sandbox(passing(context), async (sandbox) =>
        readVideo(sandbox, await completedJob(sandbox, context)),
      )
      await context.sandbox({ ...videoSandbox(context, [gone]), isLoose: true }, async (sandbox) => {
        const job = await completedJob(sandbox, context)
        const error = await sandbox.refuse(what, 'expired', () => sandbox.client.stream(job))
        sandbox.equal(error.job?.id, job.id, `${what}: id of the job on the error`)
      })
    },
  },
  'DWN-07': {
    title: 'Where the link that a job names leads nowhere, the video is fetched the other way',
    why: 'links lapse while the video is still there; who asks nowhere else says that a paid video is gone.',
    fix: 'have content() name every way that the vendor documents, the link of the output among them.',
    async run(context) {
      const place = pointerFor(context.wire.resultUrl, 'get')
      if (place === undefined) return context.notDeclared('no poll names a link: there is no other way')
      for (const code of [200, 400, 403, 404, 410, 500]) {
        const { mutate, ...options } = linked(context, place)
        const closed = [...mutate, closedAt(oldLink, code)]
        await context.sandbox({ ...options, mutate: closed, isLoose: true }, async (sandbox) =>
          readVideo(sandbox, await completedJob(sandbox, context)),
        )
      }
    },
  },
  'DWN-06': {
    title: 'A completed job says until when its video is there, as the vendor tells or documents it',
    why: 'whoever does not know the day fetches the video a day too late.',
    fix: 'pass the instant on as expiresAt, or declare resultLifetimeMs with the page that states it.',
    async run(context) {
      const { expiresAt } = context.wire
      const isTold = (['create', 'get'] as const).some((operation) => pointerFor(expiresAt, operation) !== undefined)
      if (!isTold && context.claims.capabilities.resultLifetimeMs === null)
        return context.notDeclared('neither wire.expiresAt nor resultLifetimeMs tells when a video is gone')
      let told = 0
      for (const subject of subjects(context)) if (await expectEnd(context, subject)) told += 1
      if (told === 0) return context.noFixture('no answer to a create or a poll says when the video is gone')
    },
  },
}

/** The first bytes of an MP4, and then every byte that there is: what passes for text in between is changed by it. */
const video = Buffer.concat([
  Buffer.from('\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0002\u0000isomiso2', 'latin1'),
  Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7 + (index >> 8)) % 256)),
])
const sendsVideo = answeredAs('download', {
  response: { status: 200, headers: { 'content-type': 'video/mp4' }, body: { kind: 'bytes', bytes: video } },
})

async function readVideo(sandbox: Sandbox, job: Job): Promise<{ bytes: Buffer; mediaType: string }> {
  const { body, mediaType } = await sandbox.accept('stream of a completed job', () => sandbox.client.stream(job))
  const bytes = await sandbox.accept('reading the video', () => new Response(body).arrayBuffer())
  return { bytes: Buffer.from(bytes), mediaType }
}

/** Two videos of one job are never at one address. */
async function expectOwnAddresses(context: ClauseContext): Promise<void> {
  for (const { sample, scenario } of subjects(context)) {
    const only = ['upload', 'create', 'get', 'content'] as const
    await context.sandbox({ fixtures: scenario, only }, async (sandbox) => {
      const job = await sandbox.accept('create', () => sandbox.client.create(sample))
      const done = await sandbox.accept('wait', () => sandbox.poller.wait(job))
      const { content } = sandbox.provider
      const addresses: string[] = []
      for (const output of done.outputs.length > 1 ? done.outputs : []) {
        const found = content && (await sandbox.accept('content', () => content(done, output, sandbox.call)))
        addresses.push(found?.[0]?.url ?? output.url ?? '')
      }
      sandbox.equal(new Set(addresses).size, addresses.length, 'number of addresses of the videos of a job')
    })
  }
}

const gone = status('download', 403, 'empty')
const videoOnly = ['upload', 'create', 'get', 'content', 'download'] as const

type Mutated = SandboxOptions & { mutate: readonly Mutation[] }

const [oldLink, freshLink] = [`${elsewhere}/old.mp4?signature=1`, `${elsewhere}/fresh.mp4?signature=2`]

/** The first address is gone, and what is asked for it next tells another one; undefined where a video has one address for ever. */
function runOut(context: ClauseContext): SandboxOptions | undefined {
  if (!hasContent(context)) {
    const place = context.pointer('resultUrl', 'get')
    const told = [oldLink, freshLink].map((url) => [setField('get', place, url)])
    const mutate = [steps('get', told), videoAt(oldLink), gone, videoAt(freshLink)]
    return { fixtures: firstSubject(context).scenario, only: videoOnly, mutate }
  }
  const place = pointerFor(context.wire.resultUrl, 'content')
  if (place === undefined || !isAsked(context)) return undefined
  const asked = steps('content', [[], [setField('content', place, freshLink)]])
  const mutate = [steps('get', [[], []]), asked, gone, videoAt(freshLink), ...closedLinks(context)]
  return { fixtures: 'content', only: videoOnly, mutate }
}

/** The video is gone, and then it is there again. One poll finds the job, and the client makes another one. */
function passing(context: ClauseContext): SandboxOptions {
  if (!hasContent(context)) {
    const told = [setField('get', context.pointer('resultUrl', 'get'), oldLink)]
    const mutate = [steps('get', [told, told]), videoAt(oldLink), gone, videoAt(oldLink)]
    return { fixtures: firstSubject(context).scenario, only: videoOnly, mutate }
  }
  // At first, after the poll, and after the pause.
  const asked = isAsked(context) ? [steps('content', [[], [], []])] : []
  const mutate = [steps('get', [[], []]), ...asked, steps('download', [[gone], []]), ...closedLinks(context)]
  return { fixtures: 'content', only: videoOnly, mutate }
}

const closedLinks = (context: ClauseContext): Mutation[] => linksOf(context).map((link) => closedAt(link, 410))

/** The job names a link, and what asks for the video by its link asks by this one. */
function linked(context: ClauseContext, place: string): Mutated {
  const known = linksOf(context)
  const asked = onEach('asked by the link', 'download', (exchange) => {
    const query = Object.entries(exchange.request.query).map(([name, value]) => [
      name,
      known.includes(value) ? oldLink : value,
    ])
    return { ...exchange, request: { ...exchange.request, query: Object.fromEntries(query) } }
  })
  return { fixtures: 'content', only: videoOnly, mutate: [setField('get', place, oldLink), asked] }
}

/** Whether a call tells where the video is. */
function isAsked(context: ClauseContext): boolean {
  return context.fixture('content').exchanges.some(({ operation }) => operation === 'content')
}

/** The vendor's own instant where the answers have one, else the creation and the documented lifetime. */
async function expectEnd(context: ClauseContext, { sample, scenario }: Subject): Promise<boolean> {
  const told = context.fixture(scenario).exchanges.flatMap(({ operation, response: { body } }) => {
    const place = pointerFor(context.wire.expiresAt, operation)
    return place === undefined || body.kind !== 'json' ? [] : valuesAt(body.value, place)
  })
  const own = told.flatMap((written) => instantOf(written) ?? []).at(-1)
  const { resultLifetimeMs } = context.claims.capabilities
  const only = ['upload', 'create', 'get'] as const
  return context.sandbox({ fixtures: scenario, only }, async (sandbox) => {
    const job = await sandbox.accept('create', () => sandbox.client.create(sample))
    const done = await sandbox.accept('wait', () => sandbox.poller.wait(job))
    const fromCreation = new Date(Date.parse(job.createdAt ?? '') + (resultLifetimeMs ?? Number.NaN))
    const expected = own ?? (Number.isNaN(fromCreation.getTime()) ? undefined : fromCreation.toISOString())
    sandbox.equal(done.expiresAt, expected, `job.expiresAt of the completed job on ${scenario}`)
    return expected !== undefined
  })
}
