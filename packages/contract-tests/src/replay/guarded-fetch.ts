/** One call of the fenced fetch. */
export interface GuardedCall {
  method: string
  url: string
  /** `waiting` until the answer's headers are there; `ended` when nothing is left to come. */
  state: 'waiting' | 'answered' | 'ended'
  /** Whether somebody waits for a piece of the body right now. */
  isPulling: boolean
  /** Whether the player has decided never to go on. */
  isHung: boolean
  /** Whether the player has seen it. */
  isClaimed: boolean
  /** What fetch, or the body, failed with. */
  failure?: unknown
}

/** A fetch that belongs to one sandbox: afterwards it lets nothing through. */
export interface GuardedFetch {
  fetch: typeof globalThis.fetch
  calls: readonly GuardedCall[]
  /** Calls made when the sandbox was already over. */
  zombies: readonly string[]
  /** The call that a request on the wire belongs to; undefined when something went around the guarded fetch. */
  claim(method: string, url: string): GuardedCall | undefined
  /** Whether an answer is on its way, so that time must stand still. */
  isBusy(): boolean
  close(): void
}

/** Puts up a guarded fetch before `send`; `onActivity` is told whenever something moves. */
export function createGuardedFetch({
  onActivity,
  send,
}: {
  onActivity: () => void
  send: typeof globalThis.fetch
}): GuardedFetch {
  const calls: GuardedCall[] = []
  const zombies: string[] = []
  let isOpen = true

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = input instanceof Request ? input : undefined
    const url = new URL(input instanceof Request ? input.url : input).href
    const method = (init?.method ?? request?.method ?? 'GET').toUpperCase()
    if (!isOpen) {
      zombies.push(`${method} ${url}`)
      throw new TypeError('fetch failed', { cause: new Error('the clause that this call belongs to is over') })
    }
    const call: GuardedCall = { method, url, state: 'waiting', isPulling: false, isHung: false, isClaimed: false }
    calls.push(call)
    onActivity()
    try {
      const response = await send(input, init)
      call.state = response.body ? 'answered' : 'ended'
      return response.body ? follow(response, response.body, call, onActivity) : response
    } catch (error) {
      call.state = 'ended'
      call.failure = error
      throw error
    } finally {
      onActivity()
    }
  }

  return {
    fetch,
    calls,
    zombies,
    claim(method, url) {
      const found = calls.find((call) => !call.isClaimed && call.method === method && call.url === url)
      if (found) found.isClaimed = true
      return found
    },
    isBusy: () => calls.some(({ state, isPulling, isHung }) => !isHung && (state === 'waiting' || isPulling)),
    close() {
      isOpen = false
    },
  }
}

/** The same response, with a body that tells whether somebody waits for it. */
function follow(
  response: Response,
  source: ReadableStream<Uint8Array>,
  call: GuardedCall,
  onActivity: () => void,
): Response {
  const reader = source.getReader()
  const end = (): void => {
    call.state = 'ended'
    call.isPulling = false
    onActivity()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        call.isPulling = true
        try {
          const { done, value } = await reader.read()
          call.isPulling = false
          onActivity()
          if (!done) return stream.enqueue(value)
          end()
          stream.close()
        } catch (error) {
          end()
          call.failure = error
          throw error
        }
      },
      async cancel(reason) {
        end()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = response
  const followed = new Response(body, { status, statusText, headers })
  for (const name of ['url', 'redirected', 'type'] as const)
    Object.defineProperty(followed, name, { value: response[name] })
  return followed
}
