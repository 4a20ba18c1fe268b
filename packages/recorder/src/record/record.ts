import { systemClock, type JobReference } from '@reelay/core'
import type { Provenance } from '@reelay/contract-tests/fixtures'
import type { Scenario } from '@reelay/contract-tests/fixtures'
import { writeAll } from './compose.ts'
import { reference } from './labels.ts'
import { planRecording, type RecordOptions } from './plan.ts'
import { playRecordings, type Listener } from './session.ts'
import { openWire } from './wire.ts'

/** What a recording is made with, and who agrees to what it costs. */
export interface RecordingOptions extends RecordOptions {
  /** Asked before each create that may be billed; may be left out where `maxCost` is given. */
  consent?: Listener['consent'] | undefined
  /** Told of a job as soon as it is made: it is paid for, whatever becomes of its fixture. */
  onJob?: Listener['onJob']
}

/** What became of a scenario. */
export interface RecordedScenario {
  scenario: Scenario
  /** Name of the fixture in the folder; left out when none was written. */
  file?: string
  /** What the fixture claims: `simulated` unless a vendor was reached over TLS. */
  provenance?: Provenance['kind']
  /** The job that was made and may be paid for, fixture or no fixture: what is needed to ask for it again. */
  job?: JobReference
  /** Why there is no fixture. */
  findings: readonly string[]
}

/**
 * Plays scenarios with a vendor, and writes each one that goes well as a fixture without anything secret. A scenario sends at most
 * one create that may be billed, after `consent` or within `maxCost`. Rejects with every finding, before anything is spent,
 * when the options are wrong; what goes wrong later is in the findings of its scenario.
 */
export async function record(options: RecordingOptions): Promise<readonly RecordedScenario[]> {
  const { maxCost, onJob, clock = systemClock } = options
  const { consent = maxCost === undefined ? undefined : () => true } = options
  const plan = await planRecording(options)
  const findings = [...plan.findings]
  if (!consent && plan.recordings.some(({ recording }) => recording.creates))
    findings.push('consent: missing; a create costs money: say who agrees to each, or give maxCost')
  if (findings.length > 0) throw new TypeError(findings.join('\n'))
  const wire = await openWire(clock)
  try {
    const played = await playRecordings(plan, wire, { consent: consent ?? (() => false), onJob })
    const fixtures = await writeAll(plan, wire, played)
    return fixtures.map(({ played: { planned, job }, provenance, findings: found }) => ({
      scenario: planned.recording.scenario,
      ...(found.length === 0 && { file: planned.file, provenance }),
      ...(job && { job: reference(job) }),
      findings: found,
    }))
  } finally {
    await wire.close()
  }
}
