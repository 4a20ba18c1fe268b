import { resolve } from 'node:path'
import { VideoError } from '@reelay/core'
import { loadConfig } from '../contract-suite.ts'
import { jobName } from '../job-name.ts'
import { loadDrift } from '../load-recorder.ts'
import type { Session } from '../session.ts'

/** Options of `reelay contract drift`. */
export interface DriftFlags {
  tier: '0' | '1' | '2'
  /** In USD. */
  maxCost?: number | undefined
  /** In USD. */
  assumeCost?: number | undefined
}

const tierOf = { '0': 0, '1': 1, '2': 2 } as const

/** Holds the live vendor of a configuration against its fixtures, tells what was found, and ends with the code of the outcome. */
export async function checkVendor(path: string, flags: DriftFlags, session: Session): Promise<void> {
  const { cwd, env, terminal, clock, signal } = session
  checkFlags(flags, session)
  const config = await loadConfig(path, cwd)
  const drift = await loadDrift(resolve(cwd, path))
  const names = drift.driftSettings(config)
  const report = await drift.checkDrift(config, {
    tier: tierOf[flags.tier],
    // Empty is as good as not set.
    apiKey: env[names.apiKey] || undefined,
    baseUrl: env[names.baseUrl] || undefined,
    maxCost: flags.maxCost,
    assumedCost: flags.assumeCost,
    clock,
    signal,
    // From here on it costs money: its name must not wait for the end.
    onJob: (job) => terminal.note(`job ${jobName(job)}${job.simulated ? ' (simulated)' : ''}`),
  })
  terminal.data(report)
  terminal.result(drift.toText(report))
  session.end(drift.driftExitCode(report))
}

/** What would lead elsewhere than to the vendor, or spend without a limit, is refused before anybody is asked. */
function checkFlags({ tier, maxCost }: DriftFlags, { flags: { simulate, keyFile } }: Session): void {
  const wrong = simulate
    ? '--simulate: drift asks the vendor itself; to try it, start reelay simulate and set the variables it prints'
    : keyFile !== undefined
      ? '--key-file: drift takes the key from the environment alone'
      : tier === '2' && maxCost === undefined
        ? '--max-cost: missing; tier 2 buys a video: say what it may cost, in USD'
        : undefined
  if (wrong !== undefined) throw new VideoError('invalid_request', wrong)
}
