import assert from 'node:assert/strict'
import type { JobStore } from '@reelay/core'
import { promises } from './store-promises.ts'
import { promisesAfterKill, promisesOfTwo } from './store-promises-of-processes.ts'
import { all, intent, type LivingStore } from './store-records.ts'

export type { LivingStore }

/** What the suite needs of a store. */
export interface StoreUnderTest {
  /** A store that keeps nothing yet; each call is of another one. */
  open: () => Promise<JobStore>
  /**
   * Opens again what was kept, as a new process would after the old one was killed: without `close`. Left out for a
   * store that keeps nothing beyond its process; then what is about that is skipped.
   */
  reopen?: (killed: JobStore) => Promise<JobStore>
  /** Opens the same place as another process does while it is in use. Left out for a store that no two processes can share. */
  beside?: (used: JobStore) => Promise<LivingStore>
  /** Spoils the record with this id where it is kept. Left out for a store that cannot be spoiled. */
  damage?: (used: JobStore, id: string) => Promise<void>
}

/** A test framework's two functions; vitest's and node:test's fit. */
export interface StoreTestFunctions {
  describe: (name: string, body: () => void) => unknown
  it: { (name: string, body: () => Promise<void>): unknown; skip: (name: string, body: () => Promise<void>) => unknown }
}

/** Registers one test for each promise of `JobStore`; a store that keeps them all can serve a client. */
export function storeTests(
  { describe, it }: StoreTestFunctions,
  { open, reopen, beside, damage }: StoreUnderTest,
): void {
  describe('a store', () => {
    for (const [name, body] of Object.entries(promises))
      it(name, async () => {
        const store = await open()
        try {
          await body(store)
        } finally {
          await store.close()
        }
      })

    for (const [name, body] of Object.entries(promisesAfterKill))
      (reopen ? it : it.skip)(name, async () => {
        let store = await open()
        await body(store, async () => (store = (await reopen?.(store)) ?? store))
        await store.close()
      })

    for (const [name, body] of Object.entries(promisesOfTwo))
      (beside ? it : it.skip)(name, async () => {
        const store = await open()
        const other = await beside?.(store)
        let isKilled = false
        const kill = async (): Promise<void> => {
          isKilled = true
          await other?.kill?.()
        }
        if (other) await body(store, { ...other, ...(other.kill && { kill }) })
        if (other && !isKilled) await other.store.close()
        await store.close()
      })

    ;(damage ? it : it.skip)(
      'tells of a record that cannot be read, leaves it out, and never takes its key for a new one',
      async () => {
        const store = await open()
        const [spoilt, whole] = [intent({ key: 'order-1' }), intent()]
        await store.add(spoilt)
        await store.add(whole)
        await damage?.(store, spoilt.id)
        const told: string[] = []
        const found = await all(store.list(['submitting'], 'oldest', ({ id, reason }) => told.push(id, typeof reason)))
        assert.deepEqual(found, [whole])
        assert.deepEqual(told, [spoilt.id, 'string'])
        const about = { code: 'storage', message: /order-1/ }
        await assert.rejects(async () => store.add(intent({ key: 'order-1' })), about)
        await assert.rejects(async () => store.find({ key: 'order-1' }), about)
        await assert.rejects(async () => store.find({ id: spoilt.id }), { code: 'storage' })
        await store.close()
      },
    )
  })
}
