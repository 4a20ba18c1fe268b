import type { Mode, VideoRequestInput } from '@reelay/core'
import { captureAll } from './capture.ts'
import { withChaos, type Chaos } from './chaos.ts'
import type { Claims } from './clause.ts'
import { pointerFor, type ContractConfig, type Wire } from './config.ts'
import { bendAll, cuesOf, onlyOf, playbackOf, type Playback } from './cues.ts'
import { webhookSecret } from './deliveries.ts'
import { describeThrown, ending, endingOf, type Setting } from './failure.ts'
import { createFence } from './fence.ts'
import type { BodyRule } from './match.ts'
import type { Mutation } from './mutators.ts'
import { openPlayer, type PlayerOptions } from './player.ts'
import { describeProvenance } from './provenance.ts'
import { createRandom, hash } from './random.ts'
import { watchRealTimers } from './real-timers.ts'
import { createScene, type Scene } from './scene.ts'
import type { Shelf } from './shelf.ts'
import type { Operation, Scenario, Tape } from './tape.ts'
import { createVirtualClock } from './virtual-clock.ts'
import { guard } from './watchdog.ts'

/** What is played in a scene, and how strictly. */
export interface SceneOptions {
  /** The tapes, one after the other; none for a scene in which nothing may be sent. */
  tapes?: Scenario | readonly Scenario[]
  /** Plays only the exchanges of these operations. */
  only?: readonly Operation[]
  /** Applied to every tape of the scene, in order; a function where they need the canary or the origin. */
  bend?: readonly Mutation[] | ((scene: { apiKey: string; origin: string }) => readonly Mutation[])
  /** Whether a request needs the body that is on the tape; default `any`. */
  bodies?: BodyRule
  /** Whether exchanges may be played any number of times, or never. */
  isLoose?: boolean
  /** What carries requests; default what the run has. `memory`: only the meaning of bodies counts; `loopback`: a server on 127.0.0.1, which a run in memory imitates. */
  wire?: 'memory' | 'loopback'
  /** Makes the provider; default that of the configuration. */
  createProvider?: ContractConfig['createProvider'] | undefined
  /** Added to the canary, such as characters that are written differently in JSON and in a URL. */
  keySuffix?: string
}

/** Where a clause acts: what is known of the provider, and scenes to try it in. */
export interface Stage {
  claims: Claims
  wire: Wire
  samples: ContractConfig['samples']
  seed: number
  spec: ContractConfig['spec']
  /** Jobs that earlier versions have stored. */
  jobs: readonly unknown[]
  /** The whole configuration. */
  config: ContractConfig
  /** Every tape, and what is wrong with the files. */
  shelf: Shelf
  /** What of the process has changed since the first provider of the run was made. */
  traces: () => string[]
  /** A pointer of `wire` for one operation. Ends the clause as a failure of the configuration when it is missing. */
  pointer(name: 'id' | 'status' | 'progress' | 'resultUrl' | 'reason', operation: Operation): string
  /** The sample of a mode. Ends the clause with `no-tape` when there is none. */
  sample(mode: Mode): VideoRequestInput
  /** The tape of a story. Ends the clause with `no-tape` when there is none. */
  tape(scenario: Scenario): Tape
  has(scenario: Scenario): boolean
  /** Ends the clause: the provider does not claim the thing. */
  notDeclared(reason: string): never
  /** Ends the clause: what it needs is on no tape. */
  noTape(reason: string): never
  /** Ends the clause: the configuration or the tapes contradict themselves. */
  misconfigured(found: string): never
  /** The clause fails with all of these, unless there are none. */
  expectNone(findings: readonly string[]): void
  /** Notes what is no failure, but should be known. */
  warn(found: string): void
  /** Opens a scene, acts in it, and sees to it that nothing is left over, went astray or goes on afterwards; never inside another. */
  scene<Value>(options: SceneOptions, act: (scene: Scene) => Promise<Value>): Promise<Value>
}

/** What a stage keeps a record of. */
export interface StageRecord {
  playback: Playback[]
  /** Ids of the tapes that were put on, whether or not anything of them was played. */
  tapes: string[]
  /** All requests of all scenes. */
  requests: Setting['requests'][number][]
  checks: number
  warnings: string[]
}

/** What a stage is built from. */
export interface StageParts {
  config: ContractConfig
  shelf: Shelf
  seed: number
  claims: Claims
  traces?: () => string[]
  wire?: PlayerOptions['wire'] | undefined
}

// The console, unhandled rejections and nock belong to the whole process: one scene at a time.
let queue: Promise<unknown> = Promise.resolve()

/** Builds the stage of one clause. */
export function createStage(
  clause: string,
  { config, shelf, seed, claims, traces = () => [], wire = 'nock' }: StageParts,
): { stage: Stage; record: StageRecord } {
  const record: StageRecord = { playback: [], tapes: [], requests: [], checks: 0, warnings: [] }
  let scenes = 0

  const stage: Stage = {
    claims,
    wire: config.wire,
    samples: config.samples,
    seed,
    spec: config.spec,
    jobs: config.jobs ?? [],
    config,
    shelf,
    traces,
    pointer: (name, operation) =>
      pointerFor(config.wire[name], operation) ??
      stage.misconfigured(`the configuration has no wire.${name} for ${operation}`),
    sample: (mode) => config.samples[mode] ?? stage.noTape(`samples.${mode} is missing`),
    tape: (scenario) => shelf.find(scenario) ?? stage.noTape(`no tape tells "${scenario}"`),
    has: (scenario) => shelf.find(scenario) !== undefined,
    notDeclared(reason) {
      throw ending({ kind: 'not-declared', found: reason })
    },
    noTape(reason) {
      throw ending({ kind: 'no-tape', found: reason })
    },
    misconfigured(found) {
      throw ending({ kind: 'fail', found })
    },
    expectNone(findings) {
      record.checks += 1
      if (findings.length > 0) throw ending({ kind: 'fail', found: findings.join('\n') })
    },
    warn: (found) => void record.warnings.push(found),
    scene(options, act) {
      const run = queue.then(() =>
        options.wire === 'loopback' && wire !== 'memory'
          ? withChaos((chaos) => play(options, act, chaos))
          : play(options, act),
      )
      queue = run.catch(() => {})
      return run
    },
  }

  async function play<Value>(
    options: SceneOptions,
    act: (scene: Scene) => Promise<Value>,
    chaos?: Chaos,
  ): Promise<Value> {
    scenes += 1
    const name = `${clause.toLowerCase()}-${scenes}`
    const origin = chaos?.origin ?? `https://${name}.contract.test`
    const random = createRandom(hash(name, seed))
    const apiKey = `sk-canary-${clause}-${Math.floor(random() * 2 ** 48).toString(36)}${options.keySuffix ?? ''}`
    const asked = typeof options.tapes === 'string' ? [options.tapes] : (options.tapes ?? [])
    const sound = asked.map((scenario) => onlyOf(stage.tape(scenario), options.only))
    const bend = typeof options.bend === 'function' ? options.bend({ apiKey, origin }) : (options.bend ?? [])
    const told = bendAll(sound, bend, random)
    record.tapes.push(...told.map(({ id }) => id))
    const menu = asked.includes('models') ? undefined : shelf.find('models')
    const cues = [
      ...told.flatMap((tape) => cuesOf(tape, options.isLoose ?? false)),
      ...(menu ? cuesOf(menu, true) : []),
    ]

    const fence = createFence({ onActivity: () => clock.touch(), send: (...call) => player.fetch(...call) })
    const startMs = told[0]?.startMs ?? menu?.startMs ?? Date.UTC(2026, 0, 1)
    const clock = createVirtualClock({ startMs, isBusy: () => fence.isBusy() || timers.pending() > 0 })
    const capture = captureAll()
    const cleanUps = [capture.release]
    const timers = watchRealTimers(() => clock.touch())
    const player = openPlayer({
      origin,
      cues,
      bodies: options.bodies ?? 'any',
      fence,
      onActivity: clock.touch,
      elapsed: clock.elapsed,
      wire: chaos ?? (options.wire === 'memory' ? 'memory' : wire),
    })
    const setting = (): Setting => ({
      tapes: told.map(({ id, provenance }) => `${id} (${describeProvenance(provenance)})`),
      mutations: bend.map(({ label }) => label),
      requests: [...player.requests],
    })
    const failed = (found: string): Error => ending({ kind: 'fail', found, setting: setting() })

    try {
      const environment = { apiKey, baseUrl: origin, fetch: fence.fetch, clock, random, webhookSecret }
      const parts = {
        createProvider: (changes = {}) =>
          (options.createProvider ?? config.createProvider)({ ...environment, ...changes }),
        clock,
        random,
        fetch: fence.fetch,
        calls: fence.calls,
        apiKey,
        origin,
        player,
        cues,
        console: capture.lines,
        realSleeps: timers.sleeps,
        setting,
        defer: (cleanUp: () => void) => void cleanUps.push(cleanUp),
      }
      const scene = createScene({ ...parts, failed, onCheck: () => (record.checks += 1) })
      const value = await guard({ clock, fence, timers, stillMs: config.watchdogMs ?? 2_000, failed }, () => act(scene))
      await clock.quiet()
      const open = fence.calls.filter(({ state, isHung }) => state === 'waiting' || (state === 'answered' && isHung))
      // What still sleeps wakes up now: whoever goes on to fetch does so behind the closed fence.
      fence.close()
      clock.hold()
      await clock.advance(3_600_000)
      const [found] = [
        ...player.violations,
        ...player.leftovers().map((call) => `${call} is on the tape and was never called`),
        ...open.map(({ method, url }) => `${method} ${url} was left open`),
        ...fence.zombies.map((call) => `${call} was sent when everything was over`),
        ...capture.rejections.map((error) => `a rejection that nobody handles: ${describeThrown(error)}`),
        ...capture.exceptions.map((error) => `an exception that nobody can catch: ${describeThrown(error)}`),
        ...(capture.exits() > 0 ? ['process.exit was called'] : []),
      ]
      if (found !== undefined) throw failed(found)
      return value
    } catch (error) {
      const [violation] = player.violations
      const end = endingOf(error)
      // What should not have happened at all explains what went wrong after it.
      if (end?.kind === 'fail' && violation !== undefined && !end.found.includes(violation))
        throw failed(`${violation}\n${end.found}`)
      throw error
    } finally {
      fence.close()
      player.close()
      timers.release()
      for (const cleanUp of cleanUps.toReversed()) cleanUp()
      record.requests.push(...player.requests)
      record.playback.push(...cues.filter(({ served }) => served > 0).map(playbackOf))
    }
  }

  return { stage, record }
}
