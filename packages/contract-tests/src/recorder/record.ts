import { systemClock, type JobReference } from '@reelay/core'
import type { Provenance } from '../provenance.ts'
import type { Scenario } from '../tape-format.ts'
import { writeAll } from './compose.ts'
import { reference } from './labels.ts'
import { planRecording, type RecordOptions } from './plan.ts'
import { playStories, type Listener } from './session.ts'
import { openWire } from './wire.ts'

/** What a recording is made with, and who agrees to what it costs. */
export interface RecordingOptions extends RecordOptions {
  /** Asked before each create that may be billed; may be left out where `maxCost` is given. */
  consent?: Listener['consent'] | undefined
  /** Told of a job as soon as it is made: it is paid for, whatever becomes of its tape. */
  onJob?: Listener['onJob']
}

/** What became of a story. */
export interface RecordedStory {
  scenario: Scenario
  /** Name of the tape in the folder; left out when none was written. */
  file?: string
  /** What the tape claims: `simulated` unless a vendor was reached over TLS. */
  provenance?: Provenance['kind']
  /** The job that was made and may be paid for, tape or no tape: what is needed to ask for it again. */
  job?: JobReference
  /** Why there is no tape. */
  findings: readonly string[]
}

/**
 * Plays stories with a vendor, and writes each one that goes well as a tape without anything secret. A story sends at most
 * one create that may be billed, after `consent` or within `maxCost`. Rejects with every finding, before anything is spent,
 * when the options are wrong; what goes wrong later is in the findings of its story.
 */
export async function record(options: RecordingOptions): Promise<readonly RecordedStory[]> {
  const { maxCost, onJob, clock = systemClock } = options
  const { consent = maxCost === undefined ? undefined : () => true } = options
  const plan = await planRecording(options)
  const findings = [...plan.findings]
  if (!consent && plan.stories.some(({ story }) => story.creates))
    findings.push('consent: missing; a create costs money: say who agrees to each, or give maxCost')
  if (findings.length > 0) throw new TypeError(findings.join('\n'))
  const wire = await openWire(clock)
  try {
    const played = await playStories(plan, wire, { consent: consent ?? (() => false), onJob })
    const tapes = await writeAll(plan, wire, played)
    return tapes.map(({ played: { planned, job }, provenance, findings: found }) => ({
      scenario: planned.story.scenario,
      ...(found.length === 0 && { file: planned.file, provenance }),
      ...(job && { job: reference(job) }),
      findings: found,
    }))
  } finally {
    await wire.close()
  }
}
