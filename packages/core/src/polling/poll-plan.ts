import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import type { PollSchedule } from './poll-schedule.ts'
import type { TrackedJob } from './tracked-job.ts'

/** When each tracked job is polled next. */
export interface PollPlan {
  /** Polls a job after a pause, in ms; replaces what was planned for it. */
  after(tracked: TrackedJob, pauseMs: number): void
  /** Polls a job after the pause that its age, its model and its account suggest. */
  paused(tracked: TrackedJob): void
  pauseMs(tracked: Pick<TrackedJob, 'job' | 'bornMs' | 'provider' | 'queue' | 'hasPolled'>): number
  /** Learns from a completed job how long jobs of its model take. */
  learn(tracked: TrackedJob): void
}

/** Makes the plan of one client. */
export function createPollPlan({
  clock,
  timerHeap,
  schedule,
}: {
  clock: Clock
  timerHeap: TimerHeap
  schedule: PollSchedule
}): PollPlan {
  const ageMs = ({ bornMs }: Pick<TrackedJob, 'bornMs'>): number => clock.elapsed() - bornMs
  // A duration also depends on what was asked for, and a job does not say what that was.
  const keyOf = ({ job }: Pick<TrackedJob, 'job'>): string => `${job.provider}\n${job.model}`

  const plan: PollPlan = {
    after(tracked, pauseMs) {
      tracked.stop()
      tracked.stop = timerHeap.at(clock.elapsed() + pauseMs, () => {
        tracked.stop = () => tracked.queue.remove(tracked)
        tracked.queue.add(tracked)
      })
    },
    pauseMs(tracked) {
      const advice = tracked.provider.capabilities.polling
      const [age, isFirst, pollCost] = [ageMs(tracked), !tracked.hasPolled, tracked.queue.pollCost()]
      return schedule.pauseMs({ key: keyOf(tracked), ageMs: age, isFirst, advice, pollCost })
    },
    paused: (tracked) => plan.after(tracked, plan.pauseMs(tracked)),
    learn(tracked) {
      const { createdAt, completedAt, status } = tracked.job
      if (status !== 'completed') return
      const statedMs = createdAt && completedAt ? Date.parse(completedAt) - Date.parse(createdAt) : Number.NaN
      const isStated = statedMs > 0 && statedMs <= ageMs(tracked)
      const seen = { afterMs: tracked.runningMs - tracked.bornMs, untilMs: ageMs(tracked) }
      schedule.learn(keyOf(tracked), isStated ? { afterMs: statedMs, untilMs: statedMs } : seen)
    },
  }
  return plan
}
