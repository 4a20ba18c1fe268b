import type { SimulatorClock } from './clock.ts'
import { type Fate, isOver, type Life, lifeAt, type Phase, type Plan, planLife, type Timing } from './life.ts'
import type { Video, Media } from './media.ts'
import { createRandom, randomUuid } from './random.ts'
import type { Webhook, Webhooks } from './webhooks.ts'

/** What a vendor knows of a job it accepted. */
export interface SimulatedJob<Request = unknown> {
  id: string
  /** Whoever made it, such as the API key; only the owner may see it. */
  owner: string
  request: Request
  /** Ms since 1970. */
  createdAt: number
  /** Ms since 1970; a whole number of seconds after `createdAt` in whole seconds. */
  expiresAt: number
  /** What the client is asked to pay if it ends well, in US cents. */
  costCents: number
  /** Where the video will be; nothing hides it before the job is done. */
  resultUrl: string
  plan: Plan
}

/** What a vendor decides about a job; all the rest is chance. */
export interface JobOrder<Request> {
  owner: string
  request: Request
  costCents: number
  fate: Fate
  video: Video
  /** Where the result URL points. */
  origin: string
  /** How the vendor calls back when the job has ended; left out, it does not. */
  webhook?: ((job: SimulatedJob<Request>) => Webhook) | undefined
}

/** The jobs of one vendor. */
export interface Jobs<Request> {
  start(order: JobOrder<Request>): SimulatedJob<Request>
  find(id: string): SimulatedJob<Request> | undefined
  /** All jobs of an owner, newest first. */
  ownedBy(owner: string): SimulatedJob<Request>[]
  /** Where a job stands now. */
  life(job: SimulatedJob<Request>): Life
  /** Where a job stands now, then again at every change, until it is over; sleeps on the clock in between. */
  follow(job: SimulatedJob<Request>, signal?: AbortSignal, isBackground?: boolean): AsyncGenerator<Life>
}

/** One line of the vendor's ledger. */
export interface JobRecord {
  id: string
  request: unknown
  state: Phase
  /** Ms since 1970. */
  createdAt: number
  /** What the vendor has charged so far: the cost of a job that ended well, otherwise nothing. */
  billedCents: number
}

/** What the jobs of a vendor depend on. */
export interface JobsOptions {
  clock: SimulatorClock
  seed: number
  speed: number
  timing: Timing
  lifetimeMs: number
  media: Media
  webhooks: Webhooks
}

/** Makes an empty store of jobs, and its ledger. */
export function createJobs<Request>(options: JobsOptions): { jobs: Jobs<Request>; ledger: () => JobRecord[] } {
  const { clock, seed, speed, timing, lifetimeMs, media, webhooks } = options
  const all = new Map<string, SimulatedJob<Request>>()
  const life = ({ createdAt, plan }: SimulatedJob<Request>): Life => lifeAt(plan, clock.now() - createdAt)
  const jobs: Jobs<Request> = {
    start: ({ owner, request, costCents, fate, video, origin, webhook }) => {
      // A stream of its own for each job: what happens to one changes nothing for the next.
      const random = createRandom(seed, `job ${all.size + 1}`)
      const id = randomUuid(random)
      const createdAt = Math.floor(clock.now())
      const expiresAt = Math.floor(createdAt / 1000) * 1000 + lifetimeMs
      const plan = planLife(random, { timing, fate, speed, expiresAfterMs: expiresAt - createdAt })
      const resultUrl = media.publish(id, { video, origin, expiresAt })
      const job = { id, owner, request, createdAt, expiresAt, costCents, resultUrl, plan }
      all.set(id, job)
      if (webhook) void webhooks.follow(id, jobs.follow(job, undefined, true), webhook(job))
      return job
    },
    find: (id) => all.get(id),
    ownedBy: (owner) => [...all.values()].filter((job) => job.owner === owner).toReversed(),
    life,
    async *follow(job, signal, isBackground) {
      for (;;) {
        const now = life(job)
        yield now
        if (isOver(now.phase) || now.changesAfterMs === undefined) return
        // Timers may be a moment early; then there is nothing new to tell yet.
        const due = job.createdAt + now.changesAfterMs
        while (clock.now() < due) await clock.sleep(due - clock.now(), signal, isBackground)
      }
    },
  }
  const ledger = (): JobRecord[] =>
    [...all.values()].map((job) => ({
      id: job.id,
      request: job.request,
      state: life(job).phase,
      createdAt: job.createdAt,
      billedCents: wasDelivered(job, clock.now()) ? job.costCents : 0,
    }))
  return { jobs, ledger }
}

// A result that was delivered stays paid for after it is purged.
function wasDelivered({ plan, createdAt }: SimulatedJob, now: number): boolean {
  return plan.fate === 'completed' && now - createdAt >= plan.endsAfterMs
}
