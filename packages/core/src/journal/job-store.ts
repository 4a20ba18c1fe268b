import type { JobRecord, RecordState } from './record.ts'

/** What a record must still be for a change to be taken; with `isJobFree`, no other record may have the job of the next, either. */
export type Expected = Pick<JobRecord, 'id' | 'state' | 'attempt'> & { isJobFree?: boolean }

/** What finds one record. */
export type RecordQuery = { id: string } | { key: string } | { provider: string; jobId: string }

/** What the account of a record's provider has room for. */
export interface Room {
  /** Most records of the provider that hold a slot at once: `submitting`, `running`, and `unresolved` for a while. */
  slots: number
  /** An unresolved record holds a slot where its attempt was sent after the first of these instants and before the second. */
  unresolved: readonly [string, string]
  /** Ids of records whose slots were given back, whatever their state. */
  except: readonly string[]
}

/** Nothing was kept, because these records hold all the slots. */
export interface Full {
  /** Their ids. */
  holders: readonly string[]
}

/** A record that cannot be read, or was written by a later version; it stays where it is. */
export interface DamagedRecord {
  id: string
  /** What is wrong with it, without its contents. */
  reason: string
}

/**
 * Where the clients of all processes that use it keep their records. What is resolved is kept, as durably as the store
 * promises. Every rejection is `storage`.
 */
export interface JobStore {
  /** False where what is kept is gone with the process; default true. */
  readonly isDurable?: boolean
  /**
   * Keeps a new record. Where one with its key is kept already, changes nothing and gives that one; where the account has no
   * room, says who has it. Looks and keeps in one step, whatever other processes do. Throws for the key of a damaged record.
   */
  add(record: JobRecord, room?: Room): Promise<JobRecord | Full | undefined>
  /** Keeps `next` in place of the record that still is what was expected; false, and nothing, where it is not. With `room`, as `add`. */
  replace(expected: Expected, next: JobRecord, room?: Room): Promise<boolean | Full>
  /** Throws for a damaged record. */
  find(query: RecordQuery): Promise<JobRecord | undefined>
  /** Records in one of these states in the order in which they were added, or the other way round; a few at a time. Damaged ones are told and left out. */
  list(
    states: readonly RecordState[],
    order?: 'oldest' | 'newest',
    onDamaged?: (record: DamagedRecord) => void,
  ): AsyncIterable<JobRecord>
  /** Records in the state `submitting` whose process is gone by now: the outcome of their calls will never be stored. Asked often. */
  interrupted(onDamaged?: (record: DamagedRecord) => void): AsyncIterable<JobRecord>
  /** Ends the use; what is kept stays. */
  close(): Promise<void>
}

/** Options of the store in memory. */
export interface MemoryStoreOptions {
  /** Completed, ended, refused and abandoned records that are kept, newest first; default 1000. */
  keep?: number | undefined
}

const settled: ReadonlySet<RecordState> = new Set<RecordState>(['completed', 'ended', 'refused', 'abandoned'])

function holdsSlot({ id, state, sentAt }: JobRecord, { unresolved: [after, before], except }: Room): boolean {
  if (except.includes(id)) return false
  return state === 'submitting' || state === 'running' || (state === 'unresolved' && sentAt > after && sentAt < before)
}

/** Keeps records as long as the process lives, and no longer. */
export function memoryStore({ keep = 1000 }: MemoryStoreOptions = {}): JobStore {
  const records = new Map<string, JobRecord>()
  const byKey = new Map<string, string>()
  const byJob = new Map<string, string>()
  const old = new Set<string>()
  const jobKey = (provider: string, id: string): string => `${provider}\n${id}`

  function keepAs(record: JobRecord): void {
    records.set(record.id, record)
    if (record.key !== undefined) byKey.set(record.key, record.id)
    if (record.job) byJob.set(jobKey(record.provider, record.job.id), record.id)
    old.delete(record.id)
    if (settled.has(record.state)) old.add(record.id)
    for (const id of old) {
      if (old.size <= keep) break
      forget(id)
    }
  }

  function forget(id: string): void {
    const { key, job, provider = '' } = records.get(id) ?? {}
    if (key !== undefined) byKey.delete(key)
    if (job) byJob.delete(jobKey(provider, job.id))
    records.delete(id)
    old.delete(id)
  }

  function fullFor({ id, provider }: JobRecord, room: Room | undefined): Full | undefined {
    if (!room) return undefined
    const holders = [...records.values()]
      .filter((other) => other.provider === provider && other.id !== id && holdsSlot(other, room))
      .map((other) => other.id)
    return holders.length >= room.slots ? { holders } : undefined
  }

  return {
    isDurable: false,
    add: async (record, room) => {
      const taken = record.key === undefined ? undefined : records.get(byKey.get(record.key) ?? '')
      const refused = taken ?? fullFor(record, room)
      if (!refused) keepAs(record)
      return refused
    },
    replace: async ({ id, state, attempt, isJobFree }, next, room) => {
      const kept = records.get(id)
      if (kept?.state !== state || kept.attempt !== attempt) return false
      if (isJobFree && byJob.has(jobKey(next.provider, next.job?.id ?? ''))) return false
      const full = fullFor(next, room)
      if (!full) keepAs(next)
      return full ?? true
    },
    find: async (query) => {
      if ('id' in query) return records.get(query.id)
      const id = 'key' in query ? byKey.get(query.key) : byJob.get(jobKey(query.provider, query.jobId))
      return id === undefined ? undefined : records.get(id)
    },
    async *list(states, order) {
      const all = order === 'newest' ? [...records.values()].toReversed() : records.values()
      for (const record of all) if (states.includes(record.state)) yield record
    },
    // What this process sent dies with it.
    async *interrupted() {},
    close: async () => {},
  }
}
