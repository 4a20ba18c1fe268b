import type { Emit } from '../model/client-event.ts'
import type { Wait, WaitReason } from '../model/wait.ts'
import type { Clock } from '../time/clock.ts'

/** Tells why something waits, and until when on the elapsed clock where that is known. Throws where the wait cannot end in time. */
export type TellWait = (reason: WaitReason, untilMs?: number) => void

/** What waits for its turn: how it tells why, and what ends it early. */
export interface Turn {
  /** Rejects with its reason. */
  signal?: AbortSignal | undefined
  tell?: TellWait | undefined
}

/** The waits of one call, or of the polls of one account: one after the other. */
export interface Waiting {
  /** Emits `waiting` where the reason is new, or where a pause or a hold goes on after the time that was told. */
  tell: TellWait
  /** It waits no more. */
  end(): void
}

/** Everything that waits in a client. */
export interface Waits {
  begin(waiter: Pick<Wait, 'provider' | 'id' | 'key'> & { model?: string | undefined }): Waiting
  list(): Wait[]
}

// A shorter wait is not told.
const briefMs = 1000

/** Makes the list of the waits of a client. */
export function createWaits(clock: Clock, emit: Emit): Waits {
  const waits = new Set<Wait>()
  const isoOf = (elapsedMs: number): string => new Date(clock.now() + elapsedMs - clock.elapsed()).toISOString()
  return {
    list: () => [...waits].map((wait) => ({ ...wait })),
    begin({ model, ...waiter }) {
      let told: Wait | undefined
      let toldMs = 0
      // Several waits of one call count as one.
      let beganMs: number | undefined
      const leave = (): void => {
        if (told) waits.delete(told)
        told = undefined
      }
      return {
        end() {
          leave()
          beganMs = undefined
        },
        tell(reason, untilMs = Infinity) {
          const nowMs = clock.elapsed()
          beganMs ??= nowMs
          if (untilMs - beganMs < briefMs) return
          const until = untilMs < Infinity ? isoOf(untilMs) : undefined
          const isNew = told?.reason !== reason || (toldMs <= nowMs && reason !== 'rate')
          const since = isNew || !told ? isoOf(nowMs) : told.since
          leave()
          told = { ...waiter, reason, since, until }
          waits.add(told)
          if (!isNew) return
          toldMs = untilMs
          const { provider, id } = waiter
          emit({ type: 'waiting', provider, reason, ...(id && { id, model }), ...(until && { until }) })
        },
      }
    },
  }
}
