import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { VideoError, type ImageRole, type Issue, type VideoProvider, type VideoRequestInput } from '@reelay/core'
import type { Session } from './session.ts'

/** Flags that describe a video. */
export interface RequestFlags {
  model?: string | undefined
  prompt?: string | undefined
  image?: string | undefined
  reference?: readonly string[] | undefined
  duration?: number | undefined
  aspectRatio?: string | undefined
  resolution?: string | undefined
  fps?: number | undefined
  seed?: number | undefined
  audio?: boolean | undefined
  negativePrompt?: string | undefined
  option?: Record<string, unknown> | undefined
}

/** A request, and the flag that each of its images came from. */
export interface DescribedRequest {
  input: VideoRequestInput
  imageFlags: readonly string[]
}

/** Reads the prompt and the images. Throws `invalid_request` naming the flag, the value and what is allowed. */
export async function readRequest(
  positional: string | undefined,
  flags: RequestFlags,
  { session, providers }: { session: Session; providers: readonly VideoProvider[] },
): Promise<DescribedRequest> {
  const { image, reference = [], option, model } = flags
  if (!model) throw wrong('no model: say --model with one of those that `reelay models` lists')
  const given = [
    ...(image === undefined ? [] : [{ flag: '--image', where: image, role: 'first_frame' as const }]),
    ...reference.map((where) => ({ flag: '--reference', where, role: 'reference' as const })),
  ]
  const images = await Promise.all(given.map((one) => readImage(one, session.cwd)))
  const { duration, aspectRatio, resolution, fps, seed, audio, negativePrompt } = flags
  const input = {
    model,
    prompt: await readPrompt(positional, flags.prompt, session),
    duration,
    aspectRatio,
    resolution,
    fps,
    seed,
    audio,
    negativePrompt,
    images,
    ...(option && { providerOptions: Object.fromEntries(providers.map(({ id }) => [id, option])) }),
  }
  return { input, imageFlags: given.map(({ flag, where }) => `${flag} ${where}`) }
}

/** The same error, its sentence in the words of the command line. */
export function inFlags(error: VideoError, imageFlags: readonly string[]): VideoError {
  const { code, issues, job, provider, operation, status, requestId, cause } = error
  if (!issues) return error
  const sentence = issues.map((issue) => sayIssue(issue, imageFlags)).join('; ')
  return new VideoError(code, sentence, { issues, job, provider, operation, status, requestId, cause })
}

/** "--duration 30 is not allowed; allowed: 5 to 10 seconds" */
export function sayIssue({ field, given, allowed, code }: Issue, imageFlags: readonly string[]): string {
  const image = imageFlags[Number(/^images\[(\d+)\]/.exec(field)?.[1])]
  const name = image ?? flagOf(field)
  // What an image is called already says what was given.
  const value = given === undefined || image !== undefined ? '' : ` ${given}`
  const isMissing = given === undefined && code !== 'unsupported'
  const verdict = code === 'unsupported' ? 'not offered here' : isMissing ? 'missing' : 'not allowed'
  return `${name}${value} is ${verdict}${allowed === undefined ? '' : `; allowed: ${allowed}`}`
}

function wrong(what: string): VideoError {
  return new VideoError('invalid_request', what)
}

async function readPrompt(
  positional: string | undefined,
  flag: string | undefined,
  { stdin }: Session,
): Promise<string> {
  if (positional !== undefined && flag !== undefined) throw wrong('the prompt is given twice: once is enough')
  const prompt = positional ?? flag
  if (!prompt) throw wrong('no prompt: write it in quotes, or - to read it from stdin')
  if (prompt !== '-') return prompt
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  if (text) return text
  throw wrong('no prompt: nothing came from stdin')
}

interface GivenImage {
  flag: string
  /** A URL or the path of a file. */
  where: string
  role: ImageRole
}

async function readImage({ flag, where, role }: GivenImage, cwd: string): Promise<ImageInput> {
  if (/^(https?|data):/i.test(where)) return { url: where, role }
  try {
    return { data: await readFile(resolve(cwd, where)), role }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code)
    throw wrong(`${flag} ${where}: ${why}; allowed: an http(s) URL, or a PNG, JPEG, WebP or GIF file`)
  }
}

type ImageInput = NonNullable<VideoRequestInput['images']>[number]

/** `aspectRatio` is `--aspect-ratio`, `providerOptions.acme.size` is `--option size`. */
function flagOf(field: string): string {
  if (field === 'images') return '--image or --reference'
  const option = /^providerOptions\.[^.]+\.(.+)$/.exec(field)?.[1]
  if (option !== undefined) return `--option ${option}`
  return `--${field.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`
}
