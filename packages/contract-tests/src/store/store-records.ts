import assert from 'node:assert/strict'
import type { JobRecord, JobStore } from '@reelay/core'
import { advance, intend, type Room } from '@reelay/core/store'

/** A store of another process. */
export interface LivingStore {
  store: JobStore
  /** Ends that process without a word to its store, and resolves once it has. Left out where there is no such process. */
  kill?: () => Promise<void>
}

const nowMs = Date.UTC(2026, 0, 1)
export const job = { provider: 'acme', model: 'one', id: 'j-1', status: 'queued' as const, outputs: [] }
export const evidence = { code: 'network' as const, message: 'acme: POST /v1/jobs: the connection was lost' }
let made = 0

export function intent(more: Partial<JobRecord> = {}): JobRecord {
  const id = `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`
  const request = { model: 'one', prompt: 'a fox 🦊 "quoted"\n', images: [] }
  return { ...intend({ id, provider: 'acme', model: 'one', request, fingerprint: 'f1' }, nowMs + made), ...more }
}

export function step(record: JobRecord, event: Parameters<typeof advance>[1]): JobRecord {
  const found = advance(record, event, nowMs)
  assert.ok(found, `${event.type} has to lead on from ${record.state}`)
  return found.record
}

export async function all(records: AsyncIterable<JobRecord>): Promise<JobRecord[]> {
  const found: JobRecord[] = []
  for await (const record of records) found.push(record)
  return found
}

export function roomFor(slots: number): Room {
  return { slots, unresolved: ['0', '9'], except: [] }
}
