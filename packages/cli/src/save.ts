import { relative } from 'node:path'
import type { Client, Job, SavedVideo } from '@reelay/core'
import { callTimeoutMs, type Session } from './session.ts'
import { showBytes } from './show.ts'
import { targetOf, type TargetFlags } from './target.ts'

/** A video on disk. */
export interface SavedOutput {
  /** Its path is absolute. */
  file: SavedVideo
  /** Its path as people read it: from the current folder if it is in there. */
  path: string
}

/** What to save and where. */
export interface SaveSettings {
  client: Client
  session: Session
  /** `video` counts from 1. */
  target: TargetFlags & { video?: number | undefined }
}

/** Saves a video of a completed job. */
export async function saveJob(job: Job, { client, session, target }: SaveSettings): Promise<SavedOutput> {
  const { cwd, signal, timeScale } = session
  const path = await targetOf(job, target, cwd)
  const options = { signal, output: (target.video ?? 1) - 1, idleTimeoutMs: callTimeoutMs * timeScale }
  const file = await client.download(job, path, options)
  const short = relative(cwd, path)
  return { file, path: short.startsWith('..') ? path : short }
}

/** "fox.mp4 (1.2 MB, video/mp4)" */
export function showSaved({ file, path }: SavedOutput): string {
  return `${path} (${showBytes(file.bytes)}, ${file.mediaType})`
}
