import type { JobRecord, RecordState } from './record.ts'

/** What a record must still be for a change to be taken. */
export type Expected = Pick<JobRecord, 'id' | 'state' | 'attempt'>

/** What finds one record. */
export type RecordQuery = { id: string } | { key: string } | { provider: string; jobId: string }

/** Where a client keeps its records. What is resolved is kept, as durably as the store promises. */
export interface JobStore {
  /** Keeps a new record. Where one with its key is kept already, changes nothing and gives that one. */
  add(record: JobRecord): Promise<JobRecord | undefined>
  /** Keeps `next` in place of the record that still is what was expected; false, and nothing, where it is not. */
  replace(expected: Expected, next: JobRecord): Promise<boolean>
  find(query: RecordQuery): Promise<JobRecord | undefined>
  /** Records in one of these states in the order in which they were added, or the other way round; a few at a time. */
  list(states: readonly RecordState[], order?: 'oldest' | 'newest'): AsyncIterable<JobRecord>
  /** Records in the state `submitting` whose process is gone: the outcome of their calls will never be stored. */
  interrupted(): AsyncIterable<JobRecord>
  /** Ends the use; what is kept stays. */
  close(): Promise<void>
}

/** Options of the store in memory. */
export interface MemoryStoreOptions {
  /** Completed, ended, refused and abandoned records that are kept, newest first; default 1000. */
  keep?: number | undefined
}

const settled: ReadonlySet<RecordState> = new Set<RecordState>(['completed', 'ended', 'refused', 'abandoned'])

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

  return {
    add: async (record) => {
      const taken = record.key === undefined ? undefined : records.get(byKey.get(record.key) ?? '')
      if (!taken) keepAs(record)
      return taken
    },
    replace: async ({ id, state, attempt }, next) => {
      const kept = records.get(id)
      const isExpected = kept?.state === state && kept.attempt === attempt
      if (isExpected) keepAs(next)
      return isExpected
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
