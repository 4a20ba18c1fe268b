import type { PollerContext } from './poller-context.ts'
import type { TrackedJob } from './tracked-job.ts'

/** Polls a job after a pause, in ms; replaces what was planned for it. */
export function pollAfter({ clock, timerHeap }: PollerContext, tracked: TrackedJob, pauseMs: number): void {
  tracked.stop()
  tracked.stop = timerHeap.at(clock.elapsed() + pauseMs, () => {
    tracked.stop = () => tracked.queue.remove(tracked)
    tracked.queue.add(tracked)
  })
}

/** Polls a job after the pause that its age, its model and its account suggest. */
export function pollLater(context: PollerContext, tracked: TrackedJob): void {
  pollAfter(context, tracked, pauseMsOf(context, tracked))
}

/** The pause that a job's age, its model and its account suggest. */
export function pauseMsOf(
  { clock, schedule }: PollerContext,
  tracked: Pick<TrackedJob, 'job' | 'bornMs' | 'provider' | 'queue' | 'hasPolled'>,
): number {
  return schedule.pauseMs({
    key: keyOf(tracked),
    ageMs: clock.elapsed() - tracked.bornMs,
    isFirst: !tracked.hasPolled,
    advice: tracked.provider.capabilities.polling,
    pollCost: tracked.queue.pollCost(),
  })
}

/** Whether jobs of its kind have always ended by the age of this one. */
export function isOverdue({ clock, schedule }: PollerContext, tracked: TrackedJob): boolean {
  return schedule.isOverdue(keyOf(tracked), clock.elapsed() - tracked.bornMs)
}

/** Learns from a completed job how long jobs of its model take. */
export function learn({ clock, schedule }: PollerContext, tracked: TrackedJob): void {
  const { createdAt, completedAt, status } = tracked.job
  if (status !== 'completed') return
  const ageMs = clock.elapsed() - tracked.bornMs
  const statedMs = createdAt && completedAt ? Date.parse(completedAt) - Date.parse(createdAt) : Number.NaN
  const isStated = statedMs > 0 && statedMs <= ageMs
  const seen = { afterMs: tracked.runningMs - tracked.bornMs, untilMs: ageMs }
  schedule.learn(keyOf(tracked), isStated ? { afterMs: statedMs, untilMs: statedMs } : seen)
}

/** A duration also depends on what was asked for, and a job does not say what that was. */
function keyOf({ job }: Pick<TrackedJob, 'job'>): string {
  return `${job.provider}\n${job.model}`
}
