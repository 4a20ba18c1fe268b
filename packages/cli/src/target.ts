import { constants, type Stats } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { VideoError, type Job } from '@reelay/core'

/** Flags that say where a video goes. */
export interface TargetFlags {
  output?: string | undefined
  force?: boolean | undefined
}

/** Finds out, before anything is spent, whether a video can be written. Throws `storage`. */
export async function checkTarget({ output, force = false }: TargetFlags, cwd: string): Promise<void> {
  const fail = (what: string): VideoError => new VideoError('storage', what)
  if (output === '') throw fail('-o "" names no file')
  const path = resolve(cwd, output ?? 'video')
  const folder = dirname(path)
  const shown = relative(cwd, folder) || 'the current folder'
  const found = await statOf(folder)
  if (!found?.isDirectory()) throw fail(`-o ${output}: there is no folder ${shown}`)
  await access(folder, constants.W_OK).catch(() => {
    throw fail(`${shown} may not be written to`)
  })
  if (output === undefined) return
  const existing = await statOf(path)
  if (existing?.isDirectory()) throw fail(`-o ${output} is a folder: name a file in it`)
  if (existing && !force) throw fail(`${output} exists already: choose another name, or --force to replace it`)
}

/** Where this job's video goes: `-o`, or else a name made of the model and the id that is not taken. */
export async function targetOf(job: Job, { output, force = false }: TargetFlags, cwd: string): Promise<string> {
  if (output !== undefined) return resolve(cwd, output)
  const [short, long] = defaultNames(job).map((name) => resolve(cwd, name))
  if (short === undefined || long === undefined) throw new VideoError('storage', 'the job has no name', { job })
  if (force || !(await statOf(short))) return short
  if (!(await statOf(long))) return long
  throw new VideoError('storage', `${relative(cwd, long)} exists already: say -o with another name, or --force`, {
    job,
  })
}

/** `wan-2.6-f47ac10b.mp4`, and a longer name for when that one is taken. */
function defaultNames({ model, id, outputs }: Job): [string, string] {
  const clean = (text: string): string => text.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '')
  const [ending = 'mp4'] = endings.filter(([type]) => type === outputs[0]?.mediaType).map(([, ending]) => ending)
  // The start of an id is what people recognise; a word before it (`video_...`) is the same for all.
  const short = clean(id.replace(/^[a-z]+_/i, '')).slice(0, 8)
  return [`${clean(model) || 'video'}-${short}.${ending}`, `${clean(model) || 'video'}-${clean(id)}.${ending}`]
}

const endings = [
  ['video/webm', 'webm'],
  ['video/quicktime', 'mov'],
] as const

async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined)
}
