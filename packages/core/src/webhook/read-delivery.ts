import { VideoError } from '../model/errors.ts'
import type { Delivery } from '../model/video-provider.ts'

const largestDelivery = 65_536

/** Reads a webhook, at most 64 KiB of it. Throws `invalid_request` for a larger one. */
export async function readDelivery(request: Request): Promise<Delivery> {
  const decoder = new TextDecoder()
  let body = ''
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > largestDelivery)
      throw new VideoError('invalid_request', `a webhook of more than ${largestDelivery} bytes`, {
        operation: 'webhook',
      })
    body += decoder.decode(chunk, { stream: true })
  }
  return { headers: request.headers, body: body + decoder.decode(), url: new URL(request.url) }
}

/** The `authentication` error for a delivery without a proof that the vendor sent it. */
export function unproven(provider: string): VideoError {
  const what = `${provider}: webhook: no valid signature, the address is not ours, or no job of ours is meant`
  return new VideoError('authentication', what, { provider, operation: 'webhook' })
}
