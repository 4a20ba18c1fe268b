import type { Mode, VideoRequestInput } from '@reelay/core'
import { captureAll } from './capture.ts'
import { withChaos, type Chaos } from '../replay/chaos.ts'
import { pointerFor, type Claims, type ContractConfig, type Wire } from '../config/config.ts'
import { mutateAll, expectationsOf, onlyOf, playbackOf, type Playback } from '../replay/expectations.ts'
import { webhookSecret } from './deliveries.ts'
import { describeThrown, ending, endingOf, type Setting } from '../replay/failure.ts'
import { createGuardedFetch } from '../replay/guarded-fetch.ts'
import { createReplayer, type ReplayerOptions } from '../replay/replayer.ts'
import { describeProvenance } from '../fixtures/provenance.ts'
import { createRandom, hash } from './random.ts'
import { watchRealTimers } from './real-timers.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import type { FixtureSet } from '../fixtures/fixture-set.ts'
import type { Operation, Scenario, Fixture } from '../fixtures/fixture.ts'
import { createVirtualClock } from './virtual-clock.ts'
import { guard } from './watchdog.ts'

/** Where a clause acts: what is known of the provider, and sandboxes to try it in. */
export interface ClauseContext {
  claims: Claims
  wire: Wire
  samples: ContractConfig['samples']
  seed: number
  spec: ContractConfig['spec']
  /** Jobs that earlier versions have stored. */
  jobs: readonly unknown[]
  /** The whole configuration. */
  config: ContractConfig
  /** Every fixture, and what is wrong with the files. */
  fixtureSet: FixtureSet
  /** What of the process has changed since the first provider of the run was made. */
  traces: () => string[]
  /** A pointer of `wire` for one operation. Ends the clause as a failure of the configuration when it is missing. */
  pointer(name: 'id' | 'status' | 'progress' | 'resultUrl' | 'reason', operation: Operation): string
  /** The sample of a mode. Ends the clause with `no-fixture` when there is none. */
  sample(mode: Mode): VideoRequestInput
  /** The fixture of a scenario. Ends the clause with `no-fixture` when there is none. */
  fixture(scenario: Scenario): Fixture
  has(scenario: Scenario): boolean
  /** Ends the clause: the provider does not claim the thing. */
  notDeclared(reason: string): never
  /** Ends the clause: what it needs is on no fixture. */
  noFixture(reason: string): never
  /** Ends the clause: the configuration or the fixtures contradict themselves. */
  misconfigured(found: string): never
  /** The clause fails with all of these, unless there are none. */
  expectNone(findings: readonly string[]): void
  /** Notes what is no failure, but should be known. */
  warn(found: string): void
  /** Opens a sandbox, acts in it, and sees to it that nothing is left over, went astray or goes on afterwards; never inside another. */
  sandbox<Value>(options: SandboxOptions, action: (sandbox: Sandbox) => Promise<Value>): Promise<Value>
}

/** What a context keeps a record of. */
export interface ContextRecord {
  playback: Playback[]
  /** Ids of the fixtures that were put on, whether or not anything of them was played. */
  fixtures: string[]
  /** All requests of all sandboxes. */
  requests: Setting['requests'][number][]
  checks: number
  warnings: string[]
}

/** What a context is built from. */
export interface ContextParts {
  config: ContractConfig
  fixtureSet: FixtureSet
  seed: number
  claims: Claims
  traces?: () => string[]
  wire?: ReplayerOptions['wire'] | undefined
}

// The console, unhandled rejections and nock belong to the whole process: one sandbox at a time.
let queue: Promise<unknown> = Promise.resolve()

/** Builds the context of one clause. */
export function createClauseContext(
  clause: string,
  { config, fixtureSet, seed, claims, traces = () => [], wire = 'nock' }: ContextParts,
): { context: ClauseContext; record: ContextRecord } {
  const record: ContextRecord = { playback: [], fixtures: [], requests: [], checks: 0, warnings: [] }
  let sandboxes = 0

  const context: ClauseContext = {
    claims,
    wire: config.wire,
    samples: config.samples,
    seed,
    spec: config.spec,
    jobs: config.jobs ?? [],
    config,
    fixtureSet,
    traces,
    pointer: (name, operation) =>
      pointerFor(config.wire[name], operation) ??
      context.misconfigured(`the configuration has no wire.${name} for ${operation}`),
    sample: (mode) => config.samples[mode] ?? context.noFixture(`samples.${mode} is missing`),
    fixture: (scenario) => fixtureSet.find(scenario) ?? context.noFixture(`no fixture tells "${scenario}"`),
    has: (scenario) => fixtureSet.find(scenario) !== undefined,
    notDeclared(reason) {
      throw ending({ kind: 'not-declared', found: reason })
    },
    noFixture(reason) {
      throw ending({ kind: 'no-fixture', found: reason })
    },
    misconfigured(found) {
      throw ending({ kind: 'fail', found })
    },
    expectNone(findings) {
      record.checks += 1
      if (findings.length > 0) throw ending({ kind: 'fail', found: findings.join('\n') })
    },
    warn: (found) => void record.warnings.push(found),
    sandbox(options, action) {
      const run = queue.then(() =>
        options.wire === 'loopback' && wire !== 'memory'
          ? withChaos((chaos) => play(options, action, chaos))
          : play(options, action),
      )
      queue = run.catch(() => {})
      return run
    },
  }

  async function play<Value>(
    options: SandboxOptions,
    action: (sandbox: Sandbox) => Promise<Value>,
    chaos?: Chaos,
  ): Promise<Value> {
    sandboxes += 1
    const name = `${clause.toLowerCase()}-${sandboxes}`
    const origin = chaos?.origin ?? `https://${name}.contract.test`
    const random = createRandom(hash(name, seed))
    const apiKey = `sk-canary-${clause}-${Math.floor(random() * 2 ** 48).toString(36)}${options.keySuffix ?? ''}`
    const asked = typeof options.fixtures === 'string' ? [options.fixtures] : (options.fixtures ?? [])
    const sound = asked.map((scenario) => onlyOf(context.fixture(scenario), options.only))
    const mutate = typeof options.mutate === 'function' ? options.mutate({ apiKey, origin }) : (options.mutate ?? [])
    const told = mutateAll(sound, mutate, random)
    record.fixtures.push(...told.map(({ id }) => id))
    const models = asked.includes('models') ? undefined : fixtureSet.find('models')
    const expectations = [
      ...told.flatMap((fixture) => expectationsOf(fixture, options.isLoose ?? false)),
      ...(models ? expectationsOf(models, true) : []),
    ]

    const guardedFetch = createGuardedFetch({
      onActivity: () => clock.touch(),
      send: (...call) => replayer.fetch(...call),
    })
    const startMs = told[0]?.startMs ?? models?.startMs ?? Date.UTC(2026, 0, 1)
    const clock = createVirtualClock({ startMs, isBusy: () => guardedFetch.isBusy() || timers.pending() > 0 })
    const capture = captureAll()
    const cleanUps = [capture.release]
    const timers = watchRealTimers(() => clock.touch())
    const replayer = createReplayer({
      origin,
      expectations,
      bodies: options.bodies ?? 'any',
      guardedFetch,
      onActivity: clock.touch,
      elapsed: clock.elapsed,
      wire: chaos ?? (options.wire === 'memory' ? 'memory' : wire),
    })
    const setting = (): Setting => ({
      fixtures: told.map(({ id, provenance }) => `${id} (${describeProvenance(provenance)})`),
      mutations: mutate.map(({ label }) => label),
      requests: [...replayer.requests],
    })
    const failed = (found: string): Error => ending({ kind: 'fail', found, setting: setting() })

    try {
      const environment = { apiKey, baseUrl: origin, fetch: guardedFetch.fetch, clock, random, webhookSecret }
      const parts = {
        createProvider: (changes = {}) =>
          (options.createProvider ?? config.createProvider)({ ...environment, ...changes }),
        clock,
        random,
        fetch: guardedFetch.fetch,
        calls: guardedFetch.calls,
        apiKey,
        origin,
        replayer,
        expectations,
        console: capture.lines,
        realSleeps: timers.sleeps,
        setting,
        defer: (cleanUp: () => void) => void cleanUps.push(cleanUp),
      }
      const sandbox = createSandbox({ ...parts, failed, onCheck: () => (record.checks += 1) })
      const value = await guard({ clock, guardedFetch, timers, stillMs: config.watchdogMs ?? 2_000, failed }, () =>
        action(sandbox),
      )
      await clock.quiet()
      const open = guardedFetch.calls.filter(
        ({ state, isHung }) => state === 'waiting' || (state === 'answered' && isHung),
      )
      // What still sleeps wakes up now: whoever goes on to fetch does so behind the closed guarded fetch.
      guardedFetch.close()
      clock.hold()
      await clock.advance(3_600_000)
      const [found] = [
        ...replayer.violations,
        ...replayer.leftovers().map((call) => `${call} is on the fixture and was never called`),
        ...open.map(({ method, url }) => `${method} ${url} was left open`),
        ...guardedFetch.zombies.map((call) => `${call} was sent when everything was over`),
        ...capture.rejections.map((error) => `a rejection that nobody handles: ${describeThrown(error)}`),
        ...capture.exceptions.map((error) => `an exception that nobody can catch: ${describeThrown(error)}`),
        ...(capture.exits() > 0 ? ['process.exit was called'] : []),
      ]
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
      for (const cleanUp of cleanUps.toReversed()) cleanUp()
      record.requests.push(...replayer.requests)
      record.playback.push(...expectations.filter(({ served }) => served > 0).map(playbackOf))
    }
  }

  return { context, record }
}
