import { relative } from 'node:path'
import type { Client, Job, SavedVideo } from '@reelay/core'
import { callTimeoutMs, type Session } from './session.ts'
import { showBytes } from './show.ts'
import { targetOf, type TargetFlags } from './target.ts'

/** A clip on disk. */
export interface SavedClip {
  /** Its path is absolute. */
  file: SavedVideo
  /** Its path as people read it: from the current folder if it is in there. */
  path: string
}

/** What to save and where. */
export interface SaveSettings {
  client: Client
  session: Session
  /** `clip` counts from 1. */
  target: TargetFlags & { clip?: number | undefined }
}

/** Saves a clip of a completed job. */
export async function saveJob(job: Job, { client, session, target }: SaveSettings): Promise<SavedClip> {
  const { cwd, signal, pace } = session
  const path = await targetOf(job, target, cwd)
  const options = { signal, output: (target.clip ?? 1) - 1, idleTimeoutMs: callTimeoutMs * pace }
  const file = await client.download(job, path, options)
  const short = relative(cwd, path)
  return { file, path: short.startsWith('..') ? path : short }
}

/** "fox.mp4 (1.2 MB, video/mp4)" */
export function showSaved({ file, path }: SavedClip): string {
  return `${path} (${showBytes(file.bytes)}, ${file.mediaType})`
}
