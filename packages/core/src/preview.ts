import type { AnyCall, PreviewedCall } from './door.ts'
import { VideoError } from './errors.ts'
import type { Door } from './http.ts'
import { bodyOf, fill } from './wire.ts'

/** A door that sends nothing: it reports the first call that it is asked to make. */
export function previewDoor(provider: string, report: (call: PreviewedCall) => void): Door {
  const stop = async (method: string, path: string, call: AnyCall): Promise<never> => {
    const body = bodyOf(call, provider)
    report({
      method,
      path: fill(path, call.path),
      ...(body !== undefined && { body: JSON.parse(JSON.stringify(body)) }),
    })
    throw new VideoError('aborted', 'only a preview')
  }
  return {
    get: (path, call) => stop('GET', path, call),
    post: (path, call) => stop('POST', path, call),
    delete: (path, call) => stop('DELETE', path, call),
    // oxlint-disable-next-line require-yield -- nothing is streamed in a preview
    async *events(path, call) {
      await stop('GET', path, call)
    },
  }
}
