import {
  createClient,
  isVideoError,
  type Client,
  type ErrorCode,
  type JobStore,
  type VideoError,
  type VideoProvider,
} from '@reelay/core'
import type { ProviderCall } from '@reelay/core/provider'
import { isDeepStrictEqual } from 'node:util'
import type { ProviderEnvironment } from '../config/config.ts'
import { describeThrown, ending, type Setting } from '../replay/failure.ts'
import type { GuardedCall } from '../replay/guarded-fetch.ts'
import { show, type Expectation, type SeenRequest } from '../replay/match.ts'
import type { Replayer } from '../replay/replayer.ts'
import { valuesAt } from '../fixtures/pointer.ts'
import type { Exchange, Operation } from '../fixtures/fixture.ts'
import type { VirtualClock } from '@reelay/simulator/clock'

/** How an action ended. */
export type Outcome<Value> = { value: Value; error?: undefined } | { error: unknown; value?: undefined }

/** Ends as an action has ended. */
export async function settle<Value>({ error, value }: Outcome<Value>): Promise<Value | undefined> {
  if (error !== undefined) throw error
  return value
}

/** One replay: a provider of its own, at an origin of its own, before a fixture. */
export interface Sandbox {
  provider: VideoProvider
  client: Client
  /** A client that polls and never streams. */
  poller: Client
  /** What a client hands down with each call of a provider. */
  call: ProviderCall
  /** Another provider of the same vendor, as another process would have it, with a client of its own. */
  again(changes?: Partial<ProviderEnvironment>): Pick<Sandbox, 'provider' | 'client'>
  /** A provider as `createProvider` gives it; throws whatever that throws. */
  construct(changes?: Partial<ProviderEnvironment>): VideoProvider
  clock: VirtualClock
  /** The canary. */
  apiKey: string
  origin: string
  /** Everything that came in over the wire. */
  requests: readonly SeenRequest[]
  /** Lines that were written to the console. */
  console: readonly string[]
  /** Pauses on the machine's own clock: how long, and where they were asked for. */
  realSleeps: readonly { ms: number; place: string }[]
  /** How many bytes of answers have left the server, where the sandbox's wire is one. */
  sentBytes(): number
  /** What the last call of fetch failed with, or the body that it gave; undefined when neither did. */
  failure(): unknown
  /** Requests that the fixture knows as this operation. */
  sent(operation: Operation): SeenRequest[]
  /** Resolves when so many requests of an operation have come in, before they are answered. */
  received(operation: Operation, count?: number): Promise<void>
  /** The delivery on the fixture, which counts as played. */
  inbound(): Exchange['request']
  /** What the fixture answers of an operation hold at a pointer. */
  fixtureValues(operation: Operation, pointer: string): unknown[]
  /** Runs something of the provider; whatever it throws is an outcome. */
  attempt<Value>(action: () => Promise<Value>): Promise<Outcome<Value>>
  /** The value, or the clause fails: `what` says what was done, as in "create of the sample". */
  accept<Value>(what: string, action: () => Promise<Value>): Promise<Value>
  /** The VideoError with this code, or the clause fails. */
  refuse(what: string, code: ErrorCode, action: () => Promise<unknown>): Promise<VideoError>
  /** The clause fails with `found` unless this holds. */
  check(holds: boolean, found: string): void
  /** The clause fails unless both are deeply equal. */
  equal(actual: unknown, expected: unknown, what: string): void
  /** Does this when the sandbox is over, however it ends. */
  defer(cleanUp: () => void): void
  /** Ends the clause: the provider did this instead. */
  fail(found: string): never
}

/** What a sandbox is put together from. */
export interface SandboxParts {
  createProvider: (changes?: Partial<ProviderEnvironment>) => VideoProvider
  clock: VirtualClock
  random: () => number
  fetch: typeof globalThis.fetch
  calls: readonly GuardedCall[]
  apiKey: string
  origin: string
  replayer: Replayer
  expectations: readonly Expectation[]
  console: readonly string[]
  realSleeps: Sandbox['realSleeps']
  /** A store for one client. */
  store: () => JobStore
  setting: () => Setting
  defer: Sandbox['defer']
  /** An error that ends the clause. */
  failed: (found: string) => Error
  /** Told of every check, so that a clause without any is noticed. */
  onCheck: () => void
}

/** Puts a sandbox together. */
export function createSandbox(parts: SandboxParts): Sandbox {
  const { clock, random, fetch, apiKey, origin, replayer, expectations, store, failed, onCheck } = parts
  const made = (changes?: Partial<ProviderEnvironment>): VideoProvider =>
    attempted('createProvider threw', () => parts.createProvider(changes), failed)
  // How many jobs an account may have at once is the client's business, and none of the provider's.
  const clientOf = (one: VideoProvider): Client =>
    attempted(
      'no client takes the provider:',
      () => createClient({ providers: [one], fetch, clock, random, store: store(), limits: { [one.id]: false } }),
      failed,
    )
  const provider = made()
  const client = clientOf(provider)
  const withoutStream = attempted('the provider cannot be read:', () => copyWithoutStream(provider), failed)

  const fail: Sandbox['fail'] = (found) => {
    throw ending({ kind: 'fail', found, setting: parts.setting() })
  }

  return {
    provider,
    client,
    poller: clientOf(withoutStream),
    call: { fetch, clock },
    again(changes) {
      const other = made(changes)
      return { provider: other, client: clientOf(other) }
    },
    construct: parts.createProvider,
    clock,
    apiKey,
    origin,
    requests: replayer.requests,
    console: parts.console,
    realSleeps: parts.realSleeps,
    sent: (operation) => replayer.requests.filter((one) => one.operation === operation),
    received: replayer.received,
    sentBytes: replayer.sentBytes,
    failure: () => parts.calls.at(-1)?.failure,
    inbound() {
      const expectation = expectations.find(({ exchange }) => exchange.operation === 'webhook')
      if (!expectation) return fail('no delivery is on the fixture')
      expectation.served += 1
      return expectation.exchange.request
    },
    fixtureValues: (operation, pointer) =>
      expectations.flatMap(({ exchange: { operation: found, response } }) =>
        found === operation && response.body.kind === 'json' ? valuesAt(response.body.value, pointer) : [],
      ),
    ...createJudge(onCheck, fail),
    defer: parts.defer,
    fail,
  }
}

type Judge = Pick<Sandbox, 'attempt' | 'accept' | 'refuse' | 'check' | 'equal'>

function createJudge(onCheck: () => void, fail: Sandbox['fail']): Judge {
  return {
    async attempt(action) {
      try {
        return { value: await action() }
      } catch (error) {
        return { error }
      }
    },
    async accept(what, action) {
      onCheck()
      try {
        return await action()
      } catch (error) {
        return fail(`${what}: threw ${describeThrown(error)}`)
      }
    },
    async refuse(what, code, action) {
      onCheck()
      let value: unknown
      try {
        value = await action()
      } catch (error) {
        if (isVideoError(error) && error.code === code) return error
        return fail(`${what}: must be refused with '${code}', but threw ${describeThrown(error)}`)
      }
      return fail(`${what}: must be refused with '${code}', but resolved with ${show(value)}`)
    },
    check(holds, found) {
      onCheck()
      if (!holds) fail(found)
    },
    equal(actual, expected, what) {
      onCheck()
      if (!isDeepStrictEqual(actual, expected)) fail(`${what}: must be ${show(expected)}, but is ${show(actual)}`)
    },
  }
}

function copyWithoutStream({ watch: _watch, ...rest }: VideoProvider): VideoProvider {
  return rest
}

function attempted<Value>(what: string, action: () => Value, failed: SandboxParts['failed']): Value {
  try {
    return action()
  } catch (error) {
    throw failed(`${what} ${describeThrown(error)}`)
  }
}
