import nock from 'nock'
import { playChaos } from './chaos-answers.ts'
import { imitated } from './chaos-memory.ts'
import type { Chaos } from './chaos.ts'
import type { GuardedFetch, GuardedCall } from './guarded-fetch.ts'
import { partsOf } from '../fixtures/form.ts'
import { incomingOf, type Incoming } from './incoming.ts'
import { explainMismatch, findExpectation, type BodyRule, type Expectation, type SeenRequest } from './match.ts'
import { createMemoryWire } from './memory-wire.ts'
import { elsewhere } from './mutators.ts'
import { bytesOf, describeTrouble, replyOf, transportError, typedHeaders, type NockReply } from './reply.ts'
import type { Exchange, Operation } from '../fixtures/fixture.ts'

/** What a player needs. */
export interface ReplayerOptions {
  /** The vendor's origin in this sandbox; nobody else has it. */
  origin: string
  expectations: readonly Expectation[]
  bodies: BodyRule
  guardedFetch: GuardedFetch
  /** Told whenever something comes in. */
  onActivity: () => void
  /** Ms since the sandbox began. */
  elapsed: () => number
  /** `nock` takes requests off the socket, whoever sends them; `memory` what goes through the guarded fetch; a server is a server. */
  wire: 'nock' | 'memory' | Chaos
}

/** Plays exchanges on the wire and writes down everything that it is asked. */
export interface Replayer {
  requests: readonly SeenRequest[]
  /** What must not happen, whatever a clause is about: calls the fixture does not have, calls around the guarded fetch. */
  violations: readonly string[]
  /** Resolves when so many requests of an operation have come in, before they are answered. */
  received(operation: Operation, count?: number): Promise<void>
  /** What the guarded fetch sends with. */
  fetch: typeof globalThis.fetch
  /** How many bytes of answers have left, where the wire is a server or memory. */
  sentBytes(): number
  /** Exchanges that were due and never asked for. */
  leftovers(): string[]
  close(): void
}

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Opens a replayer; from now on nothing reaches a network. */
export function createReplayer(options: ReplayerOptions): Replayer {
  const { origin, expectations, onActivity, wire } = options
  const intake = createIntake(options)
  const { requests, violations, take } = intake
  const origins = new Set([origin, elsewhere, ...expectations.flatMap(({ exchange }) => exchange.request.origin ?? [])])

  async function serve(incoming: Incoming): Promise<NockReply> {
    const { exchange, call } = await take(incoming)
    if (!exchange) return [501, notInFixture, json]
    return wire === 'memory' ? memoryReplyOf(exchange, call) : replyOf(exchange, call)
  }

  const onMissing = (request: Pick<Incoming, 'method' | 'url'>): void => {
    if (!intake.isOpen()) return
    if (origins.has(new URL(request.url).origin)) {
      // nock answers these itself, and so `take` has them.
      if (wire === 'memory') violations.push(aroundGuardedFetch(request))
      return
    }
    violations.push(`${nameOf(request)} leaves for a host that is neither baseUrl nor on the fixture`)
  }

  const memory = createMemoryWire((request) => {
    if (origins.has(new URL(request.url).origin)) return serve(request)
    onMissing(request)
    return Promise.reject(transportError('ENETUNREACH'))
  })

  nock.disableNetConnect()
  if (typeof wire === 'object') answerOverSocket(wire, take, onActivity)
  nock.emitter.on('no match', onMissing)
  for (const one of wire === 'nock' ? origins : []) {
    const scope = nock(one).persist()
    for (const verb of verbs)
      scope.intercept(() => true, verb).reply(async (request: Request) => serve(await incomingOf(request)))
  }

  return {
    requests,
    violations,
    fetch: wire === 'memory' ? memory.fetch : (...call) => globalThis.fetch(...call),
    sentBytes: () => (typeof wire === 'object' ? wire : memory).sentBytes(),
    received: intake.received,
    leftovers: () =>
      expectations
        .filter(({ served, isFree }) => served === 0 && !isFree)
        .map(({ exchange: { operation, request } }) => `${operation} (${request.method} ${request.path})`),
    close() {
      intake.close()
      nock.emitter.off('no match', onMissing)
      nock.cleanAll()
      nock.disableNetConnect()
    },
  }
}

/** Takes requests in, whatever carries them. */
interface Intake extends Pick<Replayer, 'received' | 'close'> {
  requests: SeenRequest[]
  violations: string[]
  /** Writes a request down, and finds what answers it; nothing does when it is not on the fixture. */
  take(incoming: Incoming): Promise<{ exchange?: Exchange; call?: GuardedCall | undefined }>
  isOpen(): boolean
}

function createIntake({ origin, expectations, bodies, guardedFetch, onActivity, elapsed }: ReplayerOptions): Intake {
  const requests: SeenRequest[] = []
  const violations: string[] = []
  const latches = new Set<() => void>()
  const hops = new Set<string>()
  let isOpen = true
  return {
    requests,
    violations,
    isOpen: () => isOpen,
    close: () => void (isOpen = false),
    async take(incoming) {
      const seen = await readRequest(incoming, elapsed())
      if (!isOpen) throw new Error('the sandbox is over')
      const call = guardedFetch.claim(seen.method, seen.url)
      if (!call && !hops.has(seen.url)) violations.push(aroundGuardedFetch(seen))
      if (call?.state === 'ended') throw new Error('nobody waits for this answer')
      const expectation = findExpectation(expectations, seen, { origin, bodies })
      if (expectation) {
        expectation.served += 1
        seen.operation = expectation.exchange.operation
        const { chaos, status } = expectation.exchange.response
        seen.answer = chaos ?? describeTrouble(expectation.exchange) ?? String(status)
      }
      requests.push(seen)
      onActivity()
      for (const latch of latches) latch()
      if (expectation) {
        const { location } = expectation.exchange.response.headers
        if (location !== undefined) hops.add(new URL(location, seen.url).href)
        return { exchange: expectation.exchange, call }
      }
      if (!hops.has(seen.url))
        violations.push(`${nameOf(seen)} was not expected: ${explainMismatch(expectations, seen, { origin, bodies })}`)
      return {}
    },
    received: (operation, count = 1) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (requests.filter((one) => one.operation === operation).length < count) return
          latches.delete(check)
          resolve()
        }
        latches.add(check)
        check()
      }),
  }
}

function answerOverSocket(wire: Chaos, take: Intake['take'], onActivity: () => void): void {
  nock.enableNetConnect((host) => host === new URL(wire.origin).host)
  wire.answer(async (request) => {
    const { exchange: { response } = { response: nothing }, call } = await take(await incomingOf(request))
    const sound = { status: response.status, headers: typedHeaders(response), body: bytesOf(response.body) }
    const onSilence = (): void => {
      if (call) call.isHung = true
      onActivity()
    }
    return playChaos(response.chaos ?? 'whole', { ...sound, onSilence })
  })
}

const notInFixture = Buffer.from('{"error":{"code":"not_in_fixture","message":"no such call on the fixture"}}')
const nothing: Exchange['response'] = { status: 501, headers: {}, body: { kind: 'bytes', bytes: notInFixture } }
const json = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }

/** What comes whole needs no stream. */
async function memoryReplyOf(exchange: Exchange, call: GuardedCall | undefined): Promise<NockReply> {
  const response = imitated(exchange.response)
  const { status, body, trouble } = response
  if (trouble || body.kind === 'events' || status === 204 || status === 304)
    return replyOf({ ...exchange, response }, call)
  return [status, bytesOf(body), typedHeaders(response)]
}

async function readRequest({ method, url: href, headers, bytes }: Incoming, atMs: number): Promise<SeenRequest> {
  const url = new URL(href)
  const text = bytes.toString('utf8')
  return {
    method,
    url: url.href,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers,
    text,
    bytes,
    json: parseJson(text),
    form: await partsOf(bytes, headers['content-type']),
    operation: undefined,
    answer: 'no such call on the fixture',
    atMs,
  }
}

function aroundGuardedFetch(request: Pick<Incoming, 'method' | 'url'>): string {
  return `${nameOf(request)} went around the fetch that the provider was given`
}

function nameOf({ method, url }: Pick<Incoming, 'method' | 'url'>): string {
  return `${method} ${withoutQuery(url)}`
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, '')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
