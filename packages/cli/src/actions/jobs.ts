import type { Job } from '@reelay/core'
import { connectOne, connectTo } from '../connect.ts'
import { followJob } from '../follow.ts'
import { jobName, parseJobName } from '../job-name.ts'
import { commandFor } from '../report.ts'
import { saveJob, showSaved } from '../save.ts'
import type { Session } from '../session.ts'
import { showFacts, showInstant, showJob, showJobCost, showJobLine, showTable, simulatedNote } from '../show.ts'
import { checkTarget, type TargetFlags } from '../target.ts'

/** Looks at a job once. */
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
  // A look first: it tells at once whether there is such a job, and how old it is.
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
  terminal.note(`save the clip with: ${commandFor('download', job, flags)}`)
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

/** Removes a job at the vendor. */
export async function deleteJob(name: string, session: Session): Promise<void> {
  const { terminal, signal, flags } = session
  const reference = parseJobName(name)
  const { client, provider } = await connectTo(reference, session)
  await client.delete(reference, { signal })
  const { deletes } = provider.capabilities
  terminal.data({ ...reference, deleted: true, deletes, ...(flags.simulate && { simulated: true }) })
  const what = deletes === 'record' ? 'its record; the vendor may keep the clip' : 'its record and its clip'
  terminal.result(`deleted ${jobName(reference)}${deletes === undefined ? '' : `: ${what}`}`)
  if (flags.simulate) terminal.note(simulatedNote)
}

/** Saves a clip of a completed job; `clip` counts from 1. */
export async function downloadJob(
  name: string,
  flags: TargetFlags & { clip: number },
  session: Session,
): Promise<void> {
  const { terminal, signal, cwd } = session
  const reference = parseJobName(name)
  await checkTarget(flags, cwd)
  const { client } = await connectTo(reference, session)
  const job = await client.get(reference, { signal })
  const clip = await saveJob(job, { client, session, target: flags })
  terminal.data({ job, file: clip.file, ...(job.simulated && { simulated: true }) })
  terminal.result(
    showFacts([
      ['saved', showSaved(clip)],
      ['job', showJobLine(job)],
      ['cost', showJobCost(job.cost)],
    ]),
  )
  noteSimulated(job, session)
}

function noteSimulated(job: Job, { terminal }: Session): void {
  if (job.simulated) terminal.note(simulatedNote)
}
