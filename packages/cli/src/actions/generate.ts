import { isVideoError, type Cost, type Job } from '@reelay/core'
import { connectOne } from '../connect.ts'
import { followJob } from '../follow.ts'
import { jobName } from '../job-name.ts'
import { commandFor } from '../report.ts'
import { inFlags, readRequest, type RequestFlags } from '../request.ts'
import { saveJob, showSaved, type SavedOutput } from '../save.ts'
import type { Session } from '../session.ts'
import { showCost, showFacts, showJobCost, showJobLine, simulatedNote } from '../show.ts'
import { checkTarget, type TargetFlags } from '../target.ts'

/** Options of `reelay generate`. */
export interface GenerateFlags extends RequestFlags, TargetFlags {
  /** In seconds. */
  timeout: number
  wait: boolean
}

/** Creates a job, follows it and saves its video; whatever can be checked is checked before anything is spent. */
export async function generate(prompt: string | undefined, flags: GenerateFlags, session: Session): Promise<void> {
  const { terminal, signal, cwd, clock, timeScale } = session
  if (flags.wait) await checkTarget(flags, cwd)
  const { client, provider } = await connectOne(session)
  const { input, imageFlags } = await readRequest(prompt, flags, { session, providers: [provider] })
  const explain = (error: unknown): never => {
    throw isVideoError(error) ? inFlags(error, imageFlags) : error
  }
  const options = { provider: provider.id, signal }
  const { candidates } = await client.plan(input, options).catch(explain)
  const candidate = candidates.find(({ problems }) => problems.length === 0)
  if (candidate) {
    const cost = candidate.cost ? `estimated ${showCost(candidate.cost)}` : 'the cost is unknown beforehand'
    terminal.note(`${provider.id} ${candidate.model}, ${candidate.mode} mode: ${cost}`)
  }
  const beginMs = clock.elapsed()
  const timeoutMs = flags.timeout * 1000 * timeScale
  const created = await client.create(input, { ...options, timeoutMs }).catch(explain)
  terminal.note(`job ${jobName(created)}${created.simulated ? ' (simulated)' : ''}`)
  if (!flags.wait) return showUnwaited(created, candidate?.cost, session)

  const spent = (clock.elapsed() - beginMs) / 1000 / timeScale
  const job = await followJob(created, { session, client, timeout: flags.timeout, spent })
  const video = await saveJob(job, { client, session, target: flags })
  showGenerated(job, video, { estimate: candidate?.cost, session })
}

function showUnwaited(job: Job, estimate: Cost | undefined, { terminal, flags }: Session): void {
  terminal.data({ job, ...(estimate && { estimate }), ...(job.simulated && { simulated: true }) })
  terminal.result(showJobLine(job))
  if (job.simulated) terminal.note(simulatedNote)
  if (flags.simulate) {
    terminal.note('the simulated job ends with this command; for a simulator that stays: reelay simulate <provider>')
    return
  }
  terminal.note(`continue with: ${commandFor('watch', job, flags)}`)
  terminal.note(`save the video once it is done: ${commandFor('download', job, flags)}`)
}

function showGenerated(
  job: Job,
  video: SavedOutput,
  { estimate, session }: { estimate: Cost | undefined; session: Session },
): void {
  const { terminal } = session
  terminal.data({ job, file: video.file, ...(estimate && { estimate }), ...(job.simulated && { simulated: true }) })
  const before = estimate ? `estimated before: ${showCost(estimate)}` : 'not estimated before'
  terminal.result(
    showFacts([
      ['saved', showSaved(video)],
      ['job', showJobLine(job)],
      ['cost', `${showJobCost(job.cost) ?? 'the vendor does not say'} (${before})`],
    ]),
  )
  if (job.simulated) terminal.note(simulatedNote)
}
