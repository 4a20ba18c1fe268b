import type { AnyCall } from '../http/http-types.ts'
import type { PreviewedCall } from '../model/video-provider.ts'
import { VideoError } from '../model/errors.ts'
import type { HttpClient } from '../http/http-client.ts'
import { bodyOf, fill } from '../http/encoding.ts'

/** A door that sends nothing: it reports the first call that it is asked to make. */
export function createDryRunClient(provider: string, report: (call: PreviewedCall) => void): HttpClient {
  const stop = async (method: string, path: string, call: AnyCall): Promise<never> => {
    const body = bodyOf({ ...call, body: call.form ?? call.body }, provider)
    report({ method, path: fill(path, call.path), ...(body !== undefined && { body: shorten(body) }) })
    throw new VideoError('aborted', 'only a preview')
  }
  return {
    get: (path, call) => stop('GET', path, call),
    post: (path, call) => stop('POST', path, call),
    delete: (path, call) => stop('DELETE', path, call),
    url: (path, call) => fill(path, call.path),
    // oxlint-disable-next-line require-yield -- nothing is streamed in a preview
    async *events(path, call) {
      await stop('GET', path, call)
    },
  }
}

/** As it would be sent, but for bytes and long base64, of which a preview shows the size. */
function shorten(body: unknown): unknown {
  const show = (_key: string, value: unknown): unknown => {
    if (value instanceof Blob) return `<${value.size} bytes of ${value.type}>`
    const isInline = typeof value === 'string' && value.length > 4096 && /^(data:|[A-Za-z0-9+/]+=*$)/.test(value)
    return isInline ? `<${value.length} characters of base64>` : value
  }
  return JSON.parse(JSON.stringify(body, show))
}
