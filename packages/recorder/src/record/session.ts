import { createClient, systemClock, type Cost, type Job, type JobReference, type VideoProvider } from '@reelay/core'
import type { Scenario } from '@reelay/contract-tests/fixtures'
import { openJournal, type Journal } from './journal.ts'
import { labelled, reference } from './labels.ts'
import { makeProvider, storedJob, strangersKey, type PlannedRecording, type RecordingPlan } from './plan.ts'
import { likeness } from './pseudonyms.ts'
import type { RecordingTools } from './recordings.ts'
import type { RecordingWire } from './wire.ts'

/** A create that may be billed, before it is sent. */
export interface PaidCreate {
  scenario: Scenario
  /** By the price list; `unknown` where that says nothing. */
  cost: Cost | 'unknown'
}

/** Who is asked and told while scenarios are played. */
export interface Listener {
  /** Whether this create may be sent. */
  consent(create: PaidCreate): boolean | Promise<boolean>
  /** Told of a job as soon as it is made: it is paid for, whatever becomes of the fixture. */
  onJob?: ((job: JobReference, scenario: Scenario) => void) | undefined
}

/** A scenario that was played, well or not. */
export interface Played {
  planned: PlannedRecording
  /** When it began, ms since 1970. */
  startMs: number
  /** When it was over. */
  endMs: number
  /** The job that it made, as it was seen last. */
  job?: Job
  /** What went wrong; then there is no fixture. */
  error?: unknown
  journal: Journal
}

/** Plays the scenarios of a plan, each once. After a create that went wrong no other one is sent. Never rejects. */
export async function playRecordings(
  plan: RecordingPlan,
  wire: RecordingWire,
  listener: Listener,
): Promise<readonly Played[]> {
  const { options, recordings, firstMode, output } = plan
  const { signal, clock = systemClock } = options
  const first: Scenario = `${firstMode}.completes`
  const watch = recordings.find(({ recording }) => recording.scenario === 'watch')
  const all: Played[] = []
  let broken: Scenario | undefined

  const play = async (planned: PlannedRecording): Promise<void> => {
    const { recording, name } = planned
    const { scenario, creates } = recording
    const startMs = clock.now()
    const journal = openJournal(output, name, scenario, () => new Date(clock.now()).toISOString())
    const one: Played = { planned, startMs, endMs: startMs, journal }
    all.push(one)
    let isSent = false
    try {
      if (signal?.aborted) throw new Error('stopped before it began')
      if (creates && broken) throw new Error(`not begun: the create of ${broken} went wrong, see to that first`)
      if (creates && !(await listener.consent({ scenario, cost: planned.cost ?? 'unknown' })))
        throw new Error('not begun: nobody agreed to its create')
      isSent = creates !== undefined
      await recording.play(replayerOf(one))
    } catch (error) {
      one.error = error
      if (isSent) broken = scenario
    }
    one.endMs = clock.now()
  }

  const replayerOf = (one: Played): RecordingTools => {
    const { scenario } = one.planned.recording
    const make = (apiKey: string): VideoProvider => labelled(makeProvider(options, apiKey, wire.fetch), scenario, wire)
    const provider = make(options.apiKey)
    const { watch: _watch, ...withoutStream } = provider
    const clientOf = (of: VideoProvider) => createClient({ providers: [of], fetch: wire.fetch, clock })
    const jobOfFirst = (): Job => {
      const job = all.find(({ planned }) => planned.recording.scenario === first)?.job
      if (job) return job
      throw new Error(`there is no job, as ${first} went wrong`)
    }
    return {
      provider,
      client: clientOf(provider),
      poller: clientOf(withoutStream),
      stranger: make(strangersKey),
      firstMode,
      signal,
      sample(mode) {
        const sample = options.config.samples[mode]
        if (sample) return sample
        throw new TypeError(`samples.${mode} is missing`)
      },
      job: jobOfFirst,
      unknownJob() {
        const { model, id, handle } = storedJob(options, provider) ?? jobOfFirst()
        return { provider: provider.id, model, id: idOfNobody(id), ...(handle && { handle }) }
      },
      async made(job) {
        one.job = job
        one.journal.made(job)
        listener.onJob?.(reference(job), scenario)
        // A stream says most while the job runs.
        if (watch && scenario === first) await play(watch)
      },
      ended(job) {
        one.job = job
      },
      creating: (work) => one.journal.creating(work),
      fetching: (work) => wire.within({ operation: 'download', recording: scenario }, work),
    }
  }

  for (const planned of recordings) if (!all.some((one) => one.planned === planned)) await play(planned)
  return all
}

/** An id of the same form that the vendor has given to nobody. */
export function idOfNobody(id: string): string {
  return likeness(id, 'nobody')
}
