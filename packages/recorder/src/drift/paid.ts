import { createClient, isEnd, isVideoError, type Client, type Cost, type Job, type VideoProvider } from '@reelay/core'
import { pointerFor, type Samples } from '@reelay/contract-tests/config'
import { valuesAt } from '@reelay/contract-tests/fixtures'
import { findCheapest, refusalOf, type Budget } from './budget.ts'
import { compareAnswer, type LiveAnswer } from './compare.ts'
import { found } from './finding.ts'
import type { Listener } from './listen.ts'
import { note } from './outcome.ts'
import type { Probe } from './probe.ts'

/** What a paid run needs besides what probes do. */
export interface PaidOptions extends Probe {
  /** Makes the provider with the key, and with this fetch. */
  connect: (fetch: typeof globalThis.fetch) => VideoProvider
  listener: Listener
  samples: Samples
  random: () => number
  budget: Budget
  /** Told of the job as soon as the vendor has named it. */
  onJob: (job: Job) => void
}

/** What was spent on one video. */
export interface Spent {
  model: string
  /** How many creates were sent; each was counted before. */
  creates: number
  /** What was counted for each of them, in USD. */
  countedUsd: number
  /** What the vendor says that the video cost, where it says so. */
  told?: Cost
  /** The job, once the vendor has named it. */
  job?: Pick<Job, 'provider' | 'id' | 'handle'>
  /** Whether the job may still be running, or be stored at the vendor. */
  isLeftOver: boolean
}

const longestJobMs = 30 * 60_000
const videoBytes = 1024

/**
 * Makes the cheapest video, once: create, the wait for its end, the list, the beginning of the video, and the delete.
 * No create is sent that the budget does not cover. Gives what was spent; undefined when nothing was.
 */
export async function checkPaid(options: PaidOptions): Promise<Spent | undefined> {
  const { line, log, listener, samples, random, budget, onJob } = options
  const { clock, signal } = line
  const heard: LiveAnswer[] = []
  const step = stepper(options, heard)
  let spent: Spent | undefined
  // A provider that sends its create again is stopped before it pays twice.
  const counting: typeof globalThis.fetch = async (input, init) => {
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
    if (spent && !spent.job && method !== 'GET') {
      if ((spent.creates + 1) * spent.countedUsd > budget.maxCost) throw new Error('the budget has no other create')
      spent.creates += 1
    }
    return listener.fetch(input, init)
  }
  // The end of a job is looked for, and not streamed: each answer can be compared.
  const { watch: _watch, ...provider } = options.connect(counting)
  const client = createClient({ providers: [provider], fetch: counting, clock, random })

  const video = await step('plan', () => findCheapest(client, samples, { assumedCost: budget.assumedCost, signal }))
  const refusal = video ? refusalOf(video, budget) : 'no model makes a video from words alone, or none could be read'
  if (!video || video.costUsd === undefined || refusal !== undefined) {
    note(log, 2, 'create', 'unchecked', refusal)
    return undefined
  }
  spent = { model: video.request.model, creates: 0, countedUsd: video.costUsd, isLeftOver: true }
  const made = await step('create', () => client.create(video.request, { signal }))
  const job = made ?? namedIn(heard, { provider: provider.id, model: video.request.model }, options)
  if (!job) return spent.creates > 0 ? spent : undefined
  spent.job = { provider: job.provider, id: job.id, ...(job.handle && { handle: job.handle }) }
  onJob(job)
  if (!made) return spent
  const seen = await follow(job, { client, provider, step, signal })
  if (seen.cost?.source === 'vendor') spent.told = seen.cost
  spent.isLeftOver = !(await cleanUp(seen, { client, provider, step, signal }))
  return spent
}

/** The job that the answer to a create names, even where the provider could not read it: it may have to be paid for. */
function namedIn(
  heard: readonly LiveAnswer[],
  whose: Pick<Job, 'provider' | 'model'>,
  { known }: PaidOptions,
): Job | undefined {
  const pointer = pointerFor(known.wire.id, 'create')
  const answers = heard.filter(({ operation }) => operation === 'create')
  const ids = pointer === undefined ? [] : answers.flatMap(({ json }) => valuesAt(json, pointer))
  const id = ids.find((one) => typeof one === 'string' || typeof one === 'number')
  return id === undefined ? undefined : { ...whose, id: String(id), status: 'unknown', outputs: [] }
}

type Step = <Value>(what: string, work: () => Promise<Value>) => Promise<Value | undefined>

interface Way {
  client: Client
  provider: VideoProvider
  step: Step
  signal: AbortSignal | undefined
}

/**
 * Takes a step and compares what the vendor said, which is added to what was heard; gives what came of it, or undefined when
 * it failed, which is noted. Throws when the run is stopped.
 */
function stepper(options: PaidOptions, heard: LiveAnswer[]): Step {
  const { known, line, log, listener } = options
  return async (what, work) => {
    try {
      const value = await work()
      note(log, 2, what, 'checked')
      return value
    } catch (error) {
      if (line.signal?.aborted) throw error
      noteFailure(options, what, error)
      return undefined
    } finally {
      // What a refusal means is for the provider to say: a poll may come too early, a cancel too late.
      const answers = listener.take().filter(({ status }) => status < 400)
      heard.push(...answers)
      for (const answer of answers) log.findings.push(...compareAnswer(answer, 'answer', known))
    }
  }
}

/** Everything between the create and the end; gives the job as it was seen last. */
async function follow(job: Job, { client, provider, step, signal }: Way): Promise<Job> {
  let seen = job
  const onUpdate = (update: Job): void => void (seen = update)
  await step('wait', async () => {
    await client.wait(job, { timeoutMs: longestJobMs, maxFailures: 3, onUpdate, signal })
    if (seen.status !== 'completed') throw new Error(`the job is ${seen.status}`)
  })
  if (provider.list) await step('list', () => client.list({ signal }))
  if (seen.status === 'completed') await step('video', () => readBeginning(client, seen, signal))
  return seen
}

/** Stops a job that still runs, and deletes one that has ended; whether nothing of it is left at the vendor. */
async function cleanUp(job: Job, { client, provider, step, signal }: Way): Promise<boolean> {
  const stopped = !isEnd(job) && provider.cancel ? await step('cancel', () => client.cancel(job, { signal })) : job
  if (!stopped || !isEnd(stopped)) return false
  if (!provider.delete) return true
  return (await step('delete', () => client.delete(stopped, { signal }).then(() => true))) === true
}

async function readBeginning(client: Client, job: Job, signal: AbortSignal | undefined): Promise<void> {
  const { body } = await client.stream(job, { signal })
  const reader = body.getReader()
  let bytes = 0
  while (bytes < videoBytes) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
  }
  await reader.cancel()
}

/** What the vendor has no time for is no drift; what the provider cannot read, or is refused, is. */
function noteFailure({ log }: PaidOptions, what: string, error: unknown): void {
  if (!isVideoError(error)) return note(log, 2, what, 'unchecked', error instanceof Error ? error.message : 'it failed')
  switch (error.code) {
    case 'submission_unknown':
      return note(log, 2, what, 'unchecked', 'nobody knows whether there is a job now; it is not sent again')
    case 'unavailable':
    case 'rate_limited':
      return note(log, 2, what, 'busy', `answers ${error.status ?? error.code}`)
    case 'network':
      return note(log, 2, what, 'unreachable', error.code)
    case 'timeout':
    case 'insufficient_credit':
    case 'vendor_failure':
    case 'moderated':
      return note(log, 2, what, 'unchecked', error.code)
    case 'authentication':
    case 'permission':
      return note(log, 2, what, 'stale-key', error.code)
    default:
      note(log, 2, what, 'checked')
      log.findings.push(
        found('fixture-drift', { place: what, pointer: '' }, { was: 'taken by the provider', is: error.code }),
      )
  }
}
