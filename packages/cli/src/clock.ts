import type { Clock } from '@reelay/core'

/** A clock on which `timeScale` seconds pass in one of the given clock; it begins at the same time of day. */
export function quicken(clock: Clock, timeScale: number): Clock {
  const begin = clock.elapsed()
  const start = clock.now()
  const elapsed = (): number => (clock.elapsed() - begin) * timeScale
  return {
    elapsed,
    now: () => start + elapsed(),
    sleep: (ms, signal) => clock.sleep(ms / timeScale, signal),
  }
}
