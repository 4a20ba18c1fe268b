import {
  isEnd,
  isVideoError,
  VideoError,
  VideoRequest,
  type Client,
  type ErrorCode,
  type Image,
  type Job,
  type JobReference,
  type Mode,
  type VideoProvider,
  type VideoRequestInput,
} from '@reelay/core'
import { modeOf, type ProviderRequest } from '@reelay/core/provider'
import type { Operation, Scenario } from '@reelay/contract-tests/fixtures'

/** What a scenario is played with. */
export interface RecordingTools {
  provider: VideoProvider
  client: Client
  /** A client that polls and never streams. */
  poller: Client
  /** A provider of the same vendor with a key that is none. */
  stranger: VideoProvider
  sample(mode: Mode): VideoRequestInput
  /** The first mode that the samples have. */
  firstMode: Mode
  /** The completed job of the first mode. */
  job(): Job
  /** One like it with an id that the vendor does not know. */
  unknownJob(): JobReference
  /** Hands over a job as soon as it is made; resolves when whatever is told while it runs has been. */
  made(job: Job): Promise<void>
  /** Hands over a job that has completed. */
  ended(job: Job): void
  /** Runs a create that may be billed: once, written down before and after. */
  creating<Value>(work: () => Promise<Value>): Promise<Value>
  /** Runs what fetches a video. */
  fetching<Value>(work: () => Promise<Value>): Promise<Value>
  signal: AbortSignal | undefined
}

/** How a scenario is told. */
export interface ScenarioRecording {
  scenario: Scenario
  /** The mode whose sample it creates, and whether the vendor should refuse it. */
  creates?: { mode: Mode | 'first'; isRefused?: true }
  /** What the provider has to offer. */
  operation?: Operation
  /** Whether it is about the job of the first mode, which has to be made in the same session. */
  needsJob?: true
  /** Whether it is told only when it is asked for by name. */
  isRare?: true
  /** Whether its fixture begins with how the job of the first mode was made. */
  hasMaking?: true
  play(tools: RecordingTools): Promise<unknown>
}

/** Scenarios that nobody can make a vendor tell, with the reason. */
export const untold: Partial<Record<Scenario, string>> = {
  fails: 'no vendor fails on demand',
  moderated: 'a request that a vendor has to refuse for its content may close the account',
  'refused.rate_limited': 'a vendor asks for a pause only after many calls',
  'refused.codes': "most of a vendor's codes need an account in that state",
  webhook: 'the vendor would have to reach this machine',
}

// Nobody needs the video for longer.
const retentionDays = 1
const mostPages = 5

/** The scenarios that can be recorded, in the order in which they are told: what is free first, what is lost last. */
export const recordings: readonly ScenarioRecording[] = [
  { scenario: 'models', play: ({ provider, signal }) => provider.models({ signal }) },
  { scenario: 'balance', operation: 'balance', play: ({ client, signal }) => client.balance({ signal }) },
  {
    scenario: 'refused.authentication',
    // Nobody is billed for what a key that is none has ordered.
    play: ({ stranger, sample, firstMode, made, signal }) =>
      refused('authentication', () => bare(stranger, requestOf(stranger, sample(firstMode)), { made, signal })),
  },
  completes('text'),
  completes('image'),
  completes('reference'),
  {
    scenario: 'watch',
    operation: 'watch',
    needsJob: true,
    async play({ provider, client, job, signal }) {
      for await (const seen of provider.watch?.(job(), { signal }) ?? []) if (isEnd(seen)) break
      await client.get(job(), { signal })
    },
  },
  {
    scenario: 'refused.invalid_request',
    creates: { mode: 'first', isRefused: true },
    play: ({ provider, sample, firstMode, creating, made, signal }) => {
      const request = nonsense(requestOf(provider, sample(firstMode)))
      return refused('invalid_request', () => creating(() => bare(provider, request, { made, signal })))
    },
  },
  {
    scenario: 'refused.not_found',
    play: ({ client, unknownJob, signal }) => refused('not_found', () => client.get(unknownJob(), { signal })),
  },
  { scenario: 'list', operation: 'list', play: ({ client, signal }) => client.list({ signal }) },
  {
    scenario: 'pages',
    operation: 'list',
    isRare: true,
    async play({ client, signal }) {
      let { cursor } = await client.list({ signal })
      let pages = 1
      for (; cursor !== undefined && pages < mostPages; pages++) ({ cursor } = await client.list({ signal, cursor }))
      if (cursor !== undefined) throw wrong(`the list goes on after ${mostPages} pages`)
      if (pages === 1) throw wrong('all jobs are on one page')
    },
  },
  {
    scenario: 'content',
    operation: 'content',
    needsJob: true,
    hasMaking: true,
    async play({ client, job, fetching, signal }) {
      const { body } = await fetching(() => client.stream(job(), { signal }))
      for await (const _chunk of body);
    },
  },
  {
    scenario: 'setRetention',
    operation: 'setRetention',
    needsJob: true,
    isRare: true,
    play: ({ client, job, signal }) => client.setRetention(job(), retentionDays, { signal }),
  },
  {
    scenario: 'cancel',
    operation: 'cancel',
    creates: { mode: 'first' },
    isRare: true,
    async play({ client, poller, sample, firstMode, creating, made, signal }) {
      const job = await creating(() => client.create(sample(firstMode), { signal }))
      await made(job)
      const after = await poller.cancel(job, { signal })
      if (after.status === 'completed') throw wrong('the job had ended before it could be cancelled')
    },
  },
  {
    scenario: 'cancel.late',
    operation: 'cancel',
    needsJob: true,
    isRare: true,
    async play({ provider, client, job, signal }) {
      // A client does not cancel what has ended.
      await refused('conflict', async () => provider.cancel?.(job(), { signal }))
      await client.get(job(), { signal })
    },
  },
  {
    scenario: 'delete',
    operation: 'delete',
    needsJob: true,
    play: ({ client, job, signal }) => client.delete(job(), { signal }),
  },
  {
    scenario: 'deleteAll',
    operation: 'deleteAll',
    isRare: true,
    play: ({ client, signal }) => client.deleteAll({ signal }),
  },
]

function completes(mode: Mode): ScenarioRecording {
  return {
    scenario: `${mode}.completes`,
    creates: { mode },
    async play({ client, poller, sample, creating, made, ended, signal }) {
      const job = await creating(() => client.create(sample(mode), { signal }))
      const told = made(job)
      const last = await poller.wait(job, { signal })
      await told
      if (last.status === 'completed') return ended(last)
      throw new VideoError('vendor_failure', `the job is ${last.status}: ${last.error?.message ?? 'no reason given'}`, {
        job: last,
      })
    },
  }
}

/** A create that no client would send; should it make a job against all odds, that is handed over. */
async function bare(
  provider: VideoProvider,
  request: ProviderRequest,
  { made, signal }: Pick<RecordingTools, 'made' | 'signal'>,
): Promise<void> {
  const { id, status } = await provider.create(request, { signal })
  await made({ provider: provider.id, model: request.model, id, status, outputs: [] })
}

/** Runs what must be refused with this code. */
async function refused(code: ErrorCode, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (isVideoError(error) && error.code === code) return
    throw error
  }
  throw wrong(`the vendor did not refuse, as it should have with ${code}`)
}

/** The request as a client would hand it to the provider. */
function requestOf(provider: VideoProvider, sample: VideoRequestInput): ProviderRequest {
  const { providerOptions, images: given, ...request } = VideoRequest.parse(sample)
  const images = given.flatMap(({ url, data, mediaType, role }): Image[] => {
    if (url !== undefined) return [{ url, role }]
    return data instanceof Uint8Array && mediaType !== undefined ? [{ data, mediaType, role }] : []
  })
  const options = provider.options(providerOptions[provider.id] ?? {})
  return { ...request, images, mode: modeOf({ images }), options }
}

/** The same without a description and with a length that no video has: what no vendor may take. */
function nonsense(request: ProviderRequest): ProviderRequest {
  return { ...request, prompt: '', ...(request.duration !== undefined && { duration: -1 }) }
}

function wrong(what: string): VideoError {
  return new VideoError('invalid_response', `${what}: not the scenario that was asked for`)
}
