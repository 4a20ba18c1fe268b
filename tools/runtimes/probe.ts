// Runs in every runtime: makes the creates of each case, and tells what the client says of them. No module of Node.js in here.
import { createClient, isVideoError, type Client } from '../../packages/core/src/index.ts'
import { openaiVideos } from '../../packages/provider-openai-videos/src/index.ts'
import type { Case } from './cases.ts'

/** What a probe is told. */
export interface Plan {
  /** Answers a GET of `/<index of the case>/<number of the create, from 1>` once so many of its creates have been read whole. */
  control: string
  cases: readonly PlannedCase[]
}

/** A case as the client sees it. */
export interface PlannedCase extends Omit<Case, 'play'> {
  baseUrl: string
}

/** What the client says of the last create of a case. */
export interface Told {
  case: string
  code?: string
  submitted?: string
  status?: number
  message?: string
  /** The vendor's id of the job. */
  job?: string
}

/** One case after the other. `fetch`: the transport, where it is not the runtime's own. */
export async function* probe({ control, cases }: Plan, fetch?: typeof globalThis.fetch): AsyncGenerator<Told> {
  for (const [index, planned] of cases.entries()) {
    yield { case: planned.name, ...(await told(planned, `${control}/${index}`, fetch)) }
  }
}

async function told(planned: PlannedCase, read: string, fetch?: typeof globalThis.fetch): Promise<Omit<Told, 'case'>> {
  const { baseUrl, creates = 1, body, abort, timeoutMs: requestTimeoutMs = 10_000 } = planned
  const controller = new AbortController()
  const leaving: typeof globalThis.fetch = (input, init) => {
    const answer = (fetch ?? globalThis.fetch)(input, init)
    controller.abort('by the probe')
    return answer
  }
  const own = abort === 'while it leaves' ? leaving : fetch
  // The one dialect that writes every request as a form.
  const dialect = body === 'form' ? 'vllm-omni' : undefined
  const provider = openaiVideos({ baseUrl, apiKey: 'key-of-the-probe', requestTimeoutMs, dialect })
  const client = createClient({ providers: [provider], limits: { 'openai-videos': false }, ...(own && { fetch: own }) })
  if (abort === 'before') controller.abort('by the probe')
  try {
    for (let made = 1; made < creates; made++) {
      await create(client)
      // A turn of the network: by then the connection of the first is free for the second.
      await globalThis.fetch(`${read}/${made}`)
    }
  } catch (error) {
    return { code: 'THE_FIRST_FAILED', message: String(error) }
  }
  try {
    const creating = create(client, controller.signal)
    if (abort === 'once it was read') {
      await Promise.race([globalThis.fetch(`${read}/${creates}`), creating.catch(() => {})])
      controller.abort('by the probe')
    }
    return { job: await creating }
  } catch (error) {
    if (!isVideoError(error)) return { code: 'NO_VIDEO_ERROR', message: String(error) }
    const { code, submitted, status, message } = error
    return { code, submitted, message, ...(status !== undefined && { status }) }
  }
}

async function create(client: Client, signal?: AbortSignal): Promise<string> {
  return (await client.create({ model: 'one', prompt: 'a paper boat' }, { signal })).id
}
