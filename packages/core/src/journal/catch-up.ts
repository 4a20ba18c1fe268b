import type { DamagedRecord, JobStore } from './job-store.ts'
import type { Journal } from './journal.ts'
import { fingerprintOf } from './stored-request.ts'

/** What catching up needs of its client. */
export interface CatchUpOptions {
  store: JobStore
  journal: Journal
  onDamaged: (record: DamagedRecord) => void
}

/**
 * Makes what a client does before it reads or stores anything: what the store could not take is stored, and calls of processes
 * that are gone by now become unresolved. Cheap, because it is done each time; callers at one time share it.
 */
export function createCatchUp(options: CatchUpOptions): () => Promise<void> {
  let running: Promise<void> | undefined
  return () =>
    (running ??= catchUp(options).finally(() => {
      running = undefined
    }))
}

async function catchUp({ store, journal, onDamaged }: CatchUpOptions): Promise<void> {
  await journal.retry()
  for await (const record of store.interrupted(onDamaged)) {
    const evidence = { code: 'crashed' as const, message: 'its process is gone' }
    const fingerprint = record.fingerprint ?? fingerprintOf(record.request)
    await journal.apply(record, { type: 'unresolved', evidence, fingerprint })
  }
}
