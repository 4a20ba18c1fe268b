import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { VideoError } from '@reelay/core'
import { messageOf } from './load.ts'
import type { Session } from './session.ts'

/** Writes a report into a file, over what was there, and says so. Throws `storage`. */
export async function writeReport(file: string, text: string, { cwd, terminal }: Session): Promise<void> {
  const path = resolve(cwd, file)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  } catch (error) {
    throw new VideoError('storage', `${file} cannot be written: ${messageOf(error)}`)
  }
  terminal.note(`wrote ${relative(cwd, path) || file}`)
}

/** Adds Markdown to the summary of a GitHub job; false where there is none. Throws `storage`. */
export async function addToJobSummary(markdown: string, { env, terminal }: Session): Promise<boolean> {
  const file = env['GITHUB_STEP_SUMMARY']
  if (!file) return false
  try {
    await appendFile(file, markdown)
  } catch (error) {
    throw new VideoError('storage', `GITHUB_STEP_SUMMARY: ${file} cannot be written: ${messageOf(error)}`)
  }
  terminal.note('added to the summary of the job')
  return true
}
