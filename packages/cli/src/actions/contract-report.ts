import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { VideoError } from '@reelay/core'
import { addToJobSummary, writeReport } from '../contract-output.ts'
import { loadSuite } from '../contract-suite.ts'
import { messageOf } from '../load.ts'
import type { Session } from '../session.ts'

/** Options of `reelay contract report`. */
export interface ReportFlags {
  html?: string | undefined
  junit?: string | undefined
  /** `true`: the summary of the job. */
  github?: string | true | undefined
}

/** Shows reports side by side: as a table, or in the files that were asked for. */
export async function showReports(files: readonly string[], flags: ReportFlags, session: Session): Promise<void> {
  const { terminal, cwd } = session
  const { reports: formats } = await loadSuite(join(cwd, 'conformance.json'))
  const reports = await Promise.all(
    files.map(async (file) => {
      try {
        return formats.readReport(await readFile(resolve(cwd, file), 'utf8'), file)
      } catch (error) {
        const message = messageOf(error)
        throw new VideoError('invalid_request', message.startsWith(file) ? message : `${file}: ${message}`)
      }
    }),
  )
  terminal.data(reports)
  const { html, junit, github } = flags
  if (html !== undefined) await writeReport(html, formats.toHtml(reports), session)
  if (junit !== undefined) await writeReport(junit, formats.toJUnit(reports), session)
  if (typeof github === 'string') await writeReport(github, formats.toSummary(reports), session)
  const summary = github === true ? formats.toSummary(reports) : undefined
  const isAdded = summary !== undefined && (await addToJobSummary(summary, session))
  if (summary !== undefined && !isAdded) terminal.result(summary.trimEnd())
  if (html !== undefined || junit !== undefined || github !== undefined) return
  terminal.result(formats.toTable(reports, { columns: terminal.resultColumns, style: terminal.style }))
}
