import nock from 'nock'
import type { Fence } from './fence.ts'
import { explainMismatch, findCue, type BodyRule, type Cue, type SeenRequest } from './match.ts'
import { createMemoryWire } from './memory-wire.ts'
import { elsewhere } from './mutators.ts'
import { describeTrouble, replyOf, transportError, type NockReply } from './reply.ts'
import type { Operation } from './tape.ts'

/** What a player needs. */
export interface PlayerOptions {
  /** The vendor's origin in this scene; nobody else has it. */
  origin: string
  cues: readonly Cue[]
  bodies: BodyRule
  fence: Fence
  /** Told whenever something comes in. */
  onActivity: () => void
  /** Ms since the scene began. */
  elapsed: () => number
  /** `nock` takes requests off the socket, whoever sends them; `memory` takes what goes through the fence. */
  wire: 'nock' | 'memory'
}

/** Plays exchanges on the wire and writes down everything that it is asked. */
export interface Player {
  requests: readonly SeenRequest[]
  /** What must not happen, whatever a clause is about: calls the tape does not have, calls around the fence. */
  violations: readonly string[]
  /** Resolves when so many requests of an operation have come in, before they are answered. */
  received(operation: Operation, count?: number): Promise<void>
  /** What the fence sends with. */
  fetch: typeof globalThis.fetch
  /** Exchanges that were due and never asked for. */
  leftovers(): string[]
  close(): void
}

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Opens a player; from now on nothing reaches a network. */
export function openPlayer({ origin, cues, bodies, fence, onActivity, elapsed, wire }: PlayerOptions): Player {
  const requests: SeenRequest[] = []
  const violations: string[] = []
  const latches = new Set<() => void>()
  const hops = new Set<string>()
  const origins = new Set([origin, elsewhere, ...cues.flatMap(({ exchange }) => exchange.request.origin ?? [])])
  let isOpen = true

  async function serve(incoming: Request): Promise<NockReply> {
    const seen = await readRequest(incoming, elapsed())
    if (!isOpen) throw new Error('the scene is over')
    const call = fence.claim(seen.method, seen.url)
    if (!call && !hops.has(seen.url))
      violations.push(`${nameOf(seen)} went around the fetch that the provider was given`)
    if (call?.state === 'ended') throw new Error('nobody waits for this answer')
    const cue = findCue(cues, seen, { origin, bodies })
    if (cue) {
      cue.served += 1
      seen.operation = cue.exchange.operation
      seen.answer = describeTrouble(cue.exchange) ?? String(cue.exchange.response.status)
    }
    requests.push(seen)
    onActivity()
    for (const latch of latches) latch()
    if (cue) {
      const { location } = cue.exchange.response.headers
      if (location !== undefined) hops.add(new URL(location, seen.url).href)
      return replyOf(cue.exchange, call)
    }
    if (!hops.has(seen.url))
      violations.push(`${nameOf(seen)} was not expected: ${explainMismatch(cues, seen, { origin, bodies })}`)
    return [501, Buffer.from('{"error":{"code":"not_on_tape","message":"no such call on the tape"}}'), json]
  }

  const onMissing = (request: Request): void => {
    if (!isOpen || origins.has(new URL(request.url).origin)) return
    violations.push(
      `${request.method} ${withoutQuery(request.url)} leaves for a host that is neither baseUrl nor on the tape`,
    )
  }

  const memory = createMemoryWire((request) => {
    if (origins.has(new URL(request.url).origin)) return serve(request)
    onMissing(request)
    return Promise.reject(transportError('ENETUNREACH'))
  })

  nock.disableNetConnect()
  nock.emitter.on('no match', onMissing)
  for (const one of wire === 'nock' ? origins : []) {
    const scope = nock(one).persist()
    for (const verb of verbs) scope.intercept(() => true, verb).reply((request: Request) => serve(request))
  }

  return {
    requests,
    violations,
    fetch: wire === 'nock' ? (...call) => globalThis.fetch(...call) : memory,
    received(operation, count = 1) {
      return new Promise((resolve) => {
        const look = (): void => {
          if (requests.filter((one) => one.operation === operation).length < count) return
          latches.delete(look)
          resolve()
        }
        latches.add(look)
        look()
      })
    },
    leftovers: () =>
      cues
        .filter(({ served, isFree }) => served === 0 && !isFree)
        .map(({ exchange: { operation, request } }) => `${operation} (${request.method} ${request.path})`),
    close() {
      isOpen = false
      nock.emitter.off('no match', onMissing)
      nock.cleanAll()
    },
  }
}

const json = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }

async function readRequest(incoming: Request, atMs: number): Promise<SeenRequest> {
  const url = new URL(incoming.url)
  const bytes = Buffer.from(await incoming.arrayBuffer())
  const text = bytes.toString('utf8')
  return {
    method: incoming.method,
    url: url.href,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(incoming.headers),
    text,
    bytes,
    json: parseJson(text),
    operation: undefined,
    answer: 'no such call on the tape',
    atMs,
  }
}

function nameOf({ method, url }: SeenRequest): string {
  return `${method} ${withoutQuery(url)}`
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, '')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
