import { VideoError, type Job, type JobReference } from '@reelay/core'

/** A job as the command line names it: `provider:id`, and `+name=value` for whatever else finds it again. */
export function jobName({ provider, id, handle = {} }: Pick<Job, 'provider' | 'id' | 'handle'>): string {
  const more = Object.entries(handle).map(([name, value]) => `+${name}=${encodeURIComponent(value)}`)
  return `${provider}:${encodeURIComponent(id)}${more.join('')}`
}

/** Reads a name that `jobName` wrote. Throws `invalid_request`. */
export function parseJobName(name: string): JobReference {
  const [, provider, id, more = ''] = /^([\w@/.-]+):([^+\s]+)((?:\+[^=\s]+=[^+\s]*)*)$/.exec(name) ?? []
  // A dot or two would be a folder of the vendor's, not a job.
  if (provider === undefined || id === undefined || /^\.{1,2}$/.test(decode(id))) {
    throw new VideoError(
      'invalid_request',
      `"${name}" is not the name of a job: write provider:id, as reelay shows it`,
      {
        issues: [{ field: 'job', given: name, allowed: 'provider:id', code: 'invalid_request' }],
      },
    )
  }
  const handle = more.split('+').flatMap((pair) => {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(pair) ?? []
    return key === undefined ? [] : [[key, decode(value ?? '')] as const]
  })
  return { provider, id: decode(id), ...(handle.length > 0 && { handle: Object.fromEntries(handle) }) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
