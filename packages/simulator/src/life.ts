import { randomLogNormal, type Random } from './random.ts'

/** Where a job stands, in the engine's words; a vendor translates them into its own. */
export type Phase = 'queued' | 'processing' | 'completed' | 'failed' | 'expired'

/** How a job will end: with a result, with an error, or by its lifetime running out. */
export type Fate = 'completed' | 'failed' | 'stalled'

/** How long a vendor takes, in simulated ms. */
export interface Timing {
  /** Shortest and longest time before work begins. */
  queuedMs: readonly [number, number]
  /** Shortest and longest time from creation to the end. */
  totalMs: readonly [number, number]
  /** Half of the jobs take less than this, from creation to the end. */
  medianMs: number
}

/** Everything that will happen to a job, settled when it is made; in whole ms of the clock since its creation. */
export interface Plan {
  fate: Fate
  startsAfterMs: number
  endsAfterMs: number
  expiresAfterMs: number
  /** When the progress changes, and to what; ascending. */
  steps: readonly { afterMs: number; progress: number }[]
}

/** A job at one moment. */
export interface Life {
  phase: Phase
  /** 0 to 100. */
  progress: number
  /** Ms after creation of the next change; absent when nothing will change any more. */
  changesAfterMs?: number
}

/** Settles a job's life by chance: log-normal durations, divided by `speed`, and 4 to 12 steps of progress. */
export function planLife(
  random: Random,
  { timing, fate, speed, expiresAfterMs }: { timing: Timing; fate: Fate; speed: number; expiresAfterMs: number },
): Plan {
  const [soonest, latest] = timing.queuedMs
  const startsAfterMs = Math.round((soonest + random() * (latest - soonest)) / speed)
  let total = 0
  do total = randomLogNormal(random, timing.medianMs, 0.5)
  while (total < timing.totalMs[0] || total > timing.totalMs[1])
  const endsAfterMs = Math.round(total / speed)
  const count = 4 + Math.floor(random() * 9)
  const steps = Array.from({ length: count }, (_, index) => {
    // The margin keeps two steps from falling on the same percent.
    const share = (index + 0.1 + 0.8 * random()) / count
    const afterMs = startsAfterMs + Math.round(share * (endsAfterMs - startsAfterMs))
    return { afterMs, progress: Math.ceil(share * 98) }
  })
  const reached = fate === 'completed' ? count : Math.ceil(random() * (count - 1))
  return {
    fate: endsAfterMs < expiresAfterMs ? fate : 'stalled',
    startsAfterMs,
    endsAfterMs,
    expiresAfterMs,
    steps: steps.slice(0, reached),
  }
}

/** How a job ends whose prompt asks for it: `[fail]` fails, `[stall]` never ends by itself, anything else is made. */
export function fateOf(prompt: string): Fate {
  return prompt.includes('[fail]') ? 'failed' : prompt.includes('[stall]') ? 'stalled' : 'completed'
}

/** Tells where a job stands so many ms after its creation; a pure function, so a simulator needs no timers. */
export function lifeAt(plan: Plan, ageMs: number): Life {
  const { fate, startsAfterMs, endsAfterMs, expiresAfterMs, steps } = plan
  const progress = steps.findLast(({ afterMs }) => afterMs <= ageMs)?.progress ?? 0
  const hasEnded = fate !== 'stalled' && ageMs >= endsAfterMs
  if (hasEnded && fate === 'failed') return { phase: 'failed', progress }
  if (ageMs >= expiresAfterMs) return { phase: 'expired', progress: hasEnded ? 100 : progress }
  if (hasEnded) return { phase: 'completed', progress: 100, changesAfterMs: expiresAfterMs }
  if (ageMs < startsAfterMs) return { phase: 'queued', progress: 0, changesAfterMs: startsAfterMs }
  const end = fate === 'stalled' ? expiresAfterMs : endsAfterMs
  const next = steps.find(({ afterMs }) => afterMs > ageMs)?.afterMs ?? end
  return { phase: 'processing', progress, changesAfterMs: Math.min(next, end) }
}

/** Whether a phase is one that a job does not leave, but for a result that is purged. */
export function isOver(phase: Phase): boolean {
  return phase !== 'queued' && phase !== 'processing'
}
