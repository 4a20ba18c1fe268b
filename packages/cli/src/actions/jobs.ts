import { isEnd, isVideoError, type Capabilities, type Job, type JobReference } from '@reelay/core'
import { confirm } from '../confirm.ts'
import { connectNamed, connectOne, connectTo } from '../connect.ts'
import { followJob } from '../follow.ts'
import { jobName, parseJobName } from '../job-name.ts'
import { assertOffers } from '../offers.ts'
import { commandFor } from '../report.ts'
import { inFlags } from '../request.ts'
import { saveJob, showSaved } from '../save.ts'
import type { Session } from '../session.ts'
import {
  showFacts,
  showInstant,
  showJob,
  showJobCost,
  showJobLine,
  showStatus,
  showTable,
  simulatedNote,
} from '../show.ts'
import { checkTarget, type TargetFlags } from '../target.ts'

/** Polls a job once. */
export async function getJob(name: string, session: Session): Promise<void> {
  const reference = parseJobName(name)
  const { client } = await connectTo(reference, session)
  const job = await client.get(reference, { signal: session.signal })
  session.terminal.data(job)
  session.terminal.result(showJob(job))
  noteSimulated(job, session)
}

/** Follows a job until it ends; `timeout` is in seconds. Throws with the job when it does not end well. */
export async function watchJob(name: string, { timeout }: { timeout: number }, session: Session): Promise<void> {
  const { terminal, signal, flags } = session
  const reference = parseJobName(name)
  const { client } = await connectTo(reference, session)
  // A poll first: it tells at once whether there is such a job, and how old it is.
  const start = await client.get(reference, { signal })
  let last = ''
  const show = (job: Job): void => {
    const text = JSON.stringify(job)
    if (text !== last) terminal.data(job)
    last = text
  }
  show(start)
  const job = await followJob(start, { session, client, timeout, onUpdate: show })
  terminal.result(showJob(job))
  noteSimulated(job, session)
  terminal.note(`save the video with: ${commandFor('download', job, flags)}`)
}

/** Lists the jobs that the vendor remembers. */
export async function listJobs({ cursor }: { cursor?: string }, session: Session): Promise<void> {
  const { terminal, signal, flags } = session
  const { client, provider } = await connectOne(session)
  const page = await client.list({ provider: provider.id, cursor, signal })
  const simulated = page.jobs.find((job) => job.simulated)
  terminal.data({ ...page, ...((simulated ?? flags.simulate) && { simulated: true }) })
  const rows = page.jobs.map((job) => [
    jobName(job),
    job.status,
    job.model || '-',
    job.progress === undefined ? '-' : `${Math.round(job.progress)} %`,
    showJobCost(job.cost) ?? '-',
    showInstant(job.createdAt) ?? '-',
  ])
  const head = ['JOB', 'STATUS', 'MODEL', 'PROGRESS', 'COST', 'CREATED']
  if (rows.length > 0) terminal.result(showTable(head, rows, (text) => terminal.style(text, 'bold')))
  else terminal.note(`${provider.id} knows no jobs of this key`)
  if (page.cursor !== undefined) terminal.note(`there are more: reelay list --cursor '${page.cursor}'`)
  if (simulated ?? flags.simulate) terminal.note(simulatedNote)
}

/** Asks the vendor to stop a job, and says what became of it. */
export async function cancelJob(name: string, session: Session): Promise<void> {
  const { terminal, signal } = session
  const reference = parseJobName(name)
  const { client, provider } = await connectTo(reference, session)
  assertOffers(provider, 'cancel', 'cancel a job')
  const job = await client.cancel(reference, { signal })
  terminal.data(job)
  terminal.result(showCancelled(reference, job))
  noteSimulated(job, session)
}

function showCancelled(reference: JobReference, job: Job): string {
  const name = jobName(reference)
  if (job.status === 'cancelled') return `cancelled ${name}`
  if (isEnd(job)) return `not cancelled, as it had ended: ${name} ${showStatus(job)}`
  return `asked to cancel ${name}: ${showStatus(job)} so far`
}

/** Sets for how many days the vendor keeps a job's video. */
export async function keepJob(name: string, { days }: { days: number }, session: Session): Promise<void> {
  const { terminal, signal } = session
  const reference = parseJobName(name)
  const { client, provider } = await connectTo(reference, session)
  assertOffers(provider, 'setRetention', 'set how long a video is kept')
  const found = await client.get(reference, { signal })
  const job = await client.setRetention(found, days, { signal }).catch((error: unknown) => {
    throw isVideoError(error) ? inFlags(error, []) : error
  })
  terminal.data(job)
  const until = showInstant(job.expiresAt)
  terminal.result(`keeping ${jobName(reference)} for ${count(days, 'day')}${until ? `, until ${until}` : ''}`)
  noteSimulated(job, session)
}

/** Removes every job of the account, once somebody has agreed. */
export async function deleteAllJobs(name: string, { yes }: { yes: boolean }, session: Session): Promise<void> {
  const { terminal, signal, flags } = session
  const { client, provider } = await connectNamed(name, session)
  const { id, capabilities } = provider
  assertOffers(provider, 'deleteAll', 'delete all jobs at once')
  if (!yes) await confirm(`delete every job of this account at ${id}? It cannot be undone.`, session)
  const jobs = await client.deleteAll({ provider: id, signal })
  const { deletes } = capabilities
  terminal.data({ provider: id, deleted: true, jobs, deletes, ...(flags.simulate && { simulated: true }) })
  const what = `${jobs === undefined ? 'every job' : count(jobs, 'job')} at ${id}${showDeleted(deletes, 'their')}`
  terminal.result(jobs === 0 ? `${id} had no jobs to delete` : `deleted ${what}`)
  if (flags.simulate) terminal.note(simulatedNote)
}

/** Removes a job at the vendor. */
export async function deleteJob(name: string, session: Session): Promise<void> {
  const { terminal, signal, flags } = session
  const reference = parseJobName(name)
  const { client, provider } = await connectTo(reference, session)
  await client.delete(reference, { signal })
  const { deletes } = provider.capabilities
  terminal.data({ ...reference, deleted: true, deletes, ...(flags.simulate && { simulated: true }) })
  terminal.result(`deleted ${jobName(reference)}${showDeleted(deletes, 'its')}`)
  if (flags.simulate) terminal.note(simulatedNote)
}

function showDeleted(deletes: Capabilities['deletes'], whose: 'its' | 'their'): string {
  if (deletes === undefined) return ''
  const s = whose === 'its' ? '' : 's'
  return deletes === 'record'
    ? `: ${whose} record${s}; the vendor may keep the video${s}`
    : `: ${whose} record${s} and ${whose} video${s}`
}

/** Saves a video of a completed job; `video` counts from 1. */
export async function downloadJob(
  name: string,
  flags: TargetFlags & { video: number },
  session: Session,
): Promise<void> {
  const { terminal, signal, cwd } = session
  const reference = parseJobName(name)
  await checkTarget(flags, cwd)
  const { client } = await connectTo(reference, session)
  const job = await client.get(reference, { signal })
  const video = await saveJob(job, { client, session, target: flags })
  terminal.data({ job, file: video.file, ...(job.simulated && { simulated: true }) })
  terminal.result(
    showFacts([
      ['saved', showSaved(video)],
      ['job', showJobLine(job)],
      ['cost', showJobCost(job.cost)],
    ]),
  )
  noteSimulated(job, session)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function noteSimulated(job: Job, { terminal }: Session): void {
  if (job.simulated) terminal.note(simulatedNote)
}
