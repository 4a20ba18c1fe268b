import type { PollerContext } from './poller-context.ts'
import type { TrackedJob } from './tracked-job.ts'

/** Polls a job after a pause, in ms; replaces what was planned for it. */
export function pollAfter({ clock, timerHeap }: PollerContext, one: TrackedJob, pauseMs: number): void {
  one.stop()
  one.stop = timerHeap.at(clock.elapsed() + pauseMs, () => {
    one.stop = () => one.queue.remove(one)
    one.queue.add(one)
  })
}

/** Polls a job after the pause that its age, its model and its account suggest. */
export function pollLater(context: PollerContext, one: TrackedJob): void {
  pollAfter(context, one, pauseMsOf(context, one))
}

/** The pause that a job's age, its model and its account suggest. */
export function pauseMsOf(
  { clock, schedule }: PollerContext,
  one: Pick<TrackedJob, 'job' | 'bornMs' | 'provider' | 'queue' | 'hasPolled'>,
): number {
  return schedule.pauseMs({
    key: keyOf(one),
    ageMs: clock.elapsed() - one.bornMs,
    isFirst: !one.hasPolled,
    advice: one.provider.capabilities.polling,
    pollCost: one.queue.pollCost(),
  })
}

/** Learns from a completed job how long jobs of its model take. */
export function learn({ clock, schedule }: PollerContext, one: TrackedJob): void {
  const { createdAt, completedAt, status } = one.job
  if (status !== 'completed') return
  const ageMs = clock.elapsed() - one.bornMs
  const statedMs = createdAt && completedAt ? Date.parse(completedAt) - Date.parse(createdAt) : Number.NaN
  const isStated = statedMs > 0 && statedMs <= ageMs
  const seen = { afterMs: one.runningMs - one.bornMs, untilMs: ageMs }
  schedule.learn(keyOf(one), isStated ? { afterMs: statedMs, untilMs: statedMs } : seen)
}

/** A duration also depends on what was asked for, and a job does not say what that was. */
function keyOf({ job }: Pick<TrackedJob, 'job'>): string {
  return `${job.provider}\n${job.model}`
}
