import { memoryStore, type Job, type JobStore } from '@reelay/core'
import { advance, intend } from '@reelay/core/store'
import { createVirtualClock, type VirtualClock } from '@reelay/simulator/clock'
import { createRandom } from '@reelay/simulator/random'
import type { ContractConfig } from '../config/config.ts'
import type { FixtureSet } from '../fixtures/fixture-set.ts'
import type { Fixture, Scenario } from '../fixtures/fixture.ts'
import { describeProvenance } from '../fixtures/provenance.ts'
import { withChaos, type Chaos } from '../replay/chaos.ts'
import { expectationsOf, mutateAll, onlyOf, playbackOf, type Playback } from '../replay/expectations.ts'
import { describeThrown, ending, endingOf, type Setting } from '../replay/failure.ts'
import { createGuardedFetch, type GuardedFetch } from '../replay/guarded-fetch.ts'
import type { Expectation, SeenRequest } from '../replay/match.ts'
import type { Mutation } from '../replay/mutators.ts'
import { createReplayer, type Replayer, type ReplayerOptions } from '../replay/replayer.ts'
import { captureAll, type Capture } from './capture.ts'
import { webhookSecret } from './deliveries.ts'
import { watchRealTimers, type RealTimers } from './real-timers.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import { createSandbox, type Sandbox, type SandboxParts } from './sandbox.ts'
import { guard } from './watchdog.ts'

/** What the sandboxes of a clause leave behind. */
export interface ContextRecord {
  playback: Playback[]
  /** Ids of the fixtures that were put on, whether or not anything of them was played. */
  fixtures: string[]
  /** All requests of all sandboxes. */
  requests: SeenRequest[]
  checks: number
  warnings: string[]
}

/** The clause that a sandbox is for, and what it has to do with. */
export interface SandboxOwner {
  clause: string
  /** Which of its sandboxes this is, from 1. */
  count: number
  config: ContractConfig
  fixtureSet: FixtureSet
  seed: number
  wire: ReplayerOptions['wire']
  record: ContextRecord
  fixture: (scenario: Scenario) => Fixture
}

type Action<Value> = (sandbox: Sandbox) => Promise<Value>

// The console, unhandled rejections and nock belong to the whole process: one sandbox at a time.
let queue: Promise<unknown> = Promise.resolve()

/** Opens a sandbox, acts in it, and sees to it that nothing is left over, went astray or goes on afterwards. */
export function runSandbox<Value>(owner: SandboxOwner, options: SandboxOptions, action: Action<Value>): Promise<Value> {
  const isLoopback = options.wire === 'loopback' && owner.wire !== 'memory'
  const run = queue.then(() =>
    isLoopback ? withChaos((chaos) => play(owner, options, action, chaos)) : play(owner, options, action),
  )
  queue = run.catch(() => {})
  return run
}

async function play<Value>(
  owner: SandboxOwner,
  options: SandboxOptions,
  action: Action<Value>,
  chaos?: Chaos,
): Promise<Value> {
  const { config, record } = owner
  const script = scriptOf(owner, options, chaos?.origin)
  record.fixtures.push(...script.fixtures.map(({ id }) => id))
  const scenery = openScenery(
    script,
    options.bodies ?? 'any',
    chaos ?? (options.wire === 'memory' ? 'memory' : owner.wire),
  )
  const { clock, guardedFetch, timers, replayer } = scenery
  const failed = (found: string): Error => ending({ kind: 'fail', found, setting: scenery.setting() })
  try {
    const sandbox = createSandbox({
      ...partsOf(script, scenery, options.createProvider ?? config.createProvider),
      store: () => storeWith(options.jobs ?? []),
      failed,
      onCheck: () => (record.checks += 1),
    })
    const value = await guard({ clock, guardedFetch, timers, stillMs: config.watchdogMs ?? 2_000, failed }, () =>
      action(sandbox),
    )
    const [found] = await leftOver(scenery)
    if (found !== undefined) throw failed(found)
    return value
  } catch (error) {
    const [violation] = replayer.violations
    const end = endingOf(error)
    // What should not have happened at all explains what went wrong after it.
    if (end?.kind === 'fail' && violation !== undefined && !end.found.includes(violation))
      throw failed(`${violation}\n${end.found}`)
    throw error
  } finally {
    guardedFetch.close()
    replayer.close()
    timers.release()
    for (const cleanUp of scenery.cleanUps.toReversed()) cleanUp()
    record.requests.push(...replayer.requests)
    record.playback.push(...script.expectations.filter(({ served }) => served > 0).map(playbackOf))
  }
}

/** What a sandbox plays. */
interface Script {
  origin: string
  random: () => number
  /** The canary. */
  apiKey: string
  /** After their mutations. */
  fixtures: readonly Fixture[]
  mutations: readonly Mutation[]
  expectations: readonly Expectation[]
  startMs: number
}

function scriptOf(
  { clause, count, fixtureSet, seed, fixture }: SandboxOwner,
  { fixtures: scenarios = [], only, mutate = [], isLoose = false, keySuffix = '' }: SandboxOptions,
  loopback: string | undefined,
): Script {
  const name = `${clause.toLowerCase()}-${count}`
  const origin = loopback ?? `https://${name}.contract.test`
  const random = createRandom(seed, name)
  const apiKey = `sk-canary-${clause}-${Math.floor(random() * 2 ** 48).toString(36)}${keySuffix}`
  const asked = typeof scenarios === 'string' ? [scenarios] : scenarios
  const sound = asked.map((scenario) => onlyOf(fixture(scenario), only))
  const mutations = typeof mutate === 'function' ? mutate({ apiKey, origin }) : mutate
  const fixtures = mutateAll(sound, mutations, random)
  const models = asked.includes('models') ? undefined : fixtureSet.find('models')
  const expectations = [
    ...fixtures.flatMap((one) => expectationsOf(one, isLoose)),
    ...(models ? expectationsOf(models, true) : []),
  ]
  const startMs = fixtures[0]?.startMs ?? models?.startMs ?? Date.UTC(2026, 0, 1)
  return { origin, random, apiKey, fixtures, mutations, expectations, startMs }
}

/** What a sandbox is played in. */
interface Scenery {
  clock: VirtualClock
  capture: Capture
  timers: RealTimers
  guardedFetch: GuardedFetch
  replayer: Replayer
  cleanUps: (() => void)[]
  setting(): Setting
}

function openScenery(script: Script, bodies: ReplayerOptions['bodies'], wire: ReplayerOptions['wire']): Scenery {
  const { origin, expectations, fixtures, mutations, startMs } = script
  const guardedFetch = createGuardedFetch({
    onActivity: () => clock.touch(),
    send: (...call) => replayer.fetch(...call),
  })
  const isBusy = (): boolean => guardedFetch.isBusy() || timers.pending() > 0
  const clock = createVirtualClock({ startMs, calmTurns: 8, isBusy })
  const capture = captureAll()
  const timers = watchRealTimers(() => clock.touch())
  const { touch: onActivity, elapsed } = clock
  const replayer = createReplayer({ origin, expectations, bodies, guardedFetch, onActivity, elapsed, wire })
  return {
    clock,
    capture,
    timers,
    guardedFetch,
    replayer,
    cleanUps: [capture.release],
    setting: () => ({
      fixtures: fixtures.map(({ id, provenance }) => `${id} (${describeProvenance(provenance)})`),
      mutations: mutations.map(({ label }) => label),
      requests: [...replayer.requests],
    }),
  }
}

function partsOf(
  { apiKey, origin, random, expectations }: Script,
  { clock, capture, timers, guardedFetch, replayer, cleanUps, setting }: Scenery,
  createProvider: ContractConfig['createProvider'],
): Omit<SandboxParts, 'failed' | 'onCheck' | 'store'> {
  const { fetch, calls } = guardedFetch
  const environment = { apiKey, baseUrl: origin, fetch, clock, random, webhookSecret }
  return {
    createProvider: (changes = {}) => createProvider({ ...environment, ...changes }),
    clock,
    random,
    fetch,
    calls,
    apiKey,
    origin,
    replayer,
    expectations,
    console: capture.lines,
    realSleeps: timers.sleeps,
    setting,
    defer: (cleanUp) => void cleanUps.push(cleanUp),
  }
}

/** A store in memory in which these jobs run. */
function storeWith(jobs: readonly Job[]): JobStore {
  const store = memoryStore()
  for (const job of jobs) {
    const intent = intend({ id: `record of ${job.id}`, provider: job.provider, model: job.model }, 0)
    const step = advance(intent, { type: 'accepted', job }, 0)
    if (step) void store.add(step.record)
  }
  return store
}

/** What should not be there when everything is over. */
async function leftOver({ clock, capture, guardedFetch, replayer }: Scenery): Promise<string[]> {
  await clock.quiet()
  const open = guardedFetch.calls.filter(({ state, isHung }) => state === 'waiting' || (state === 'answered' && isHung))
  // What still sleeps wakes up now: whoever goes on to fetch does so behind the closed guarded fetch.
  guardedFetch.close()
  clock.hold()
  await clock.pass(3_600_000)
  return [
    ...replayer.violations,
    ...replayer.leftovers().map((call) => `${call} is on the fixture and was never called`),
    ...open.map(({ method, url }) => `${method} ${url} was left open`),
    ...guardedFetch.zombies.map((call) => `${call} was sent when everything was over`),
    ...capture.rejections.map((error) => `a rejection that nobody handles: ${describeThrown(error)}`),
    ...capture.exceptions.map((error) => `an exception that nobody can catch: ${describeThrown(error)}`),
    ...(capture.exits() > 0 ? ['process.exit was called'] : []),
  ]
}
