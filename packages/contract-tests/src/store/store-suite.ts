import assert from 'node:assert/strict'
import type { JobRecord, RecordState, JobStore } from '@reelay/core'
import { advance, intend } from '@reelay/core/store'

/** What the suite needs of a store. */
export interface StoreUnderTest {
  /** A store that keeps nothing yet; each call is of another one. */
  open: () => Promise<JobStore>
  /**
   * Opens again what was kept, as a new process would after the old one was killed: without `close`. Left out for a
   * store that keeps nothing beyond its process; then what is about that is skipped.
   */
  reopen?: (killed: JobStore) => Promise<JobStore>
  /** Opens the same place a second time while it is in use; must reject. Left out where several may use it. */
  openTwice?: (used: JobStore) => Promise<unknown>
}

/** A test framework's two functions; vitest's and node:test's fit. */
export interface StoreTestFunctions {
  describe: (name: string, body: () => void) => unknown
  it: { (name: string, body: () => Promise<void>): unknown; skip: (name: string, body: () => Promise<void>) => unknown }
}

const nowMs = Date.UTC(2026, 0, 1)
const job = { provider: 'acme', model: 'one', id: 'j-1', status: 'queued' as const, outputs: [] }
const evidence = { code: 'network' as const, message: 'acme: POST /v1/jobs: the connection was lost' }
let made = 0

function intent(more: Partial<JobRecord> = {}): JobRecord {
  const id = `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`
  const request = { model: 'one', prompt: 'a fox 🦊 "quoted"\n', images: [] }
  return { ...intend({ id, provider: 'acme', model: 'one', request, fingerprint: 'f1' }, nowMs + made), ...more }
}

function step(record: JobRecord, event: Parameters<typeof advance>[1]): JobRecord {
  const found = advance(record, event, nowMs)
  assert.ok(found, `${event.type} has to lead on from ${record.state}`)
  return found.record
}

async function all(records: AsyncIterable<JobRecord>): Promise<JobRecord[]> {
  const found: JobRecord[] = []
  for await (const record of records) found.push(record)
  return found
}

/** Registers one test for each promise of `JobStore`; a store that keeps them all can serve a client. */
export function storeTests({ describe, it }: StoreTestFunctions, { open, reopen, openTwice }: StoreUnderTest): void {
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

    ;(openTwice ? it : it.skip)('is had by one process alone', async () => {
      const store = await open()
      await assert.rejects(async () => openTwice?.(store))
      await store.add(intent())
      await store.close()
    })
  })
}

const promises: Readonly<Record<string, (store: JobStore) => Promise<void>>> = {
  'gives back what was added, by id, and nothing for an id that it does not know': async (store) => {
    const record = intent()
    assert.equal(await store.add(record), undefined)
    assert.deepEqual(await store.find({ id: record.id }), record)
    assert.equal(await store.find({ id: 'other' }), undefined)
  },
  'keeps one record for a key, and gives that one to who adds another': async (store) => {
    const first = intent({ key: 'order-1' })
    assert.equal(await store.add(first), undefined)
    const second = intent({ key: 'order-1' })
    assert.deepEqual(await store.add(second), first)
    assert.equal(await store.find({ id: second.id }), undefined)
    assert.deepEqual(await store.find({ key: 'order-1' }), first)
    assert.equal(await store.add(intent({ key: 'order-2' })), undefined)
  },
  'keeps any number of records without a key': async (store) => {
    assert.equal(await store.add(intent()), undefined)
    assert.equal(await store.add(intent()), undefined)
    assert.equal((await all(store.list(['submitting']))).length, 2)
  },
  'of many that add one key at once, one is the first': async (store) => {
    const results = await Promise.all(Array.from({ length: 20 }, () => store.add(intent({ key: 'k' }))))
    assert.equal(results.filter((taken) => taken === undefined).length, 1)
  },
  'replaces a record that is what was expected, and finds it by its job then': async (store) => {
    const record = intent()
    await store.add(record)
    const running = step(record, { type: 'accepted', job })
    assert.equal(await store.replace(record, running), true)
    assert.deepEqual(await store.find({ id: record.id }), running)
    assert.deepEqual(await store.find({ provider: 'acme', jobId: 'j-1' }), running)
    assert.equal(await store.find({ provider: 'other', jobId: 'j-1' }), undefined)
  },
  'changes nothing where state, attempt or id are not what was expected': async (store) => {
    const record = intent()
    await store.add(record)
    const running = step(record, { type: 'accepted', job })
    assert.equal(await store.replace({ ...record, state: 'unresolved' }, running), false)
    assert.equal(await store.replace({ ...record, attempt: 2 }, running), false)
    assert.equal(await store.replace({ ...record, id: 'other' }, running), false)
    assert.deepEqual(await store.find({ id: record.id }), record)
  },
  'of many that replace the same record at once, one does': async (store) => {
    const record = intent()
    await store.add(record)
    const next = step(record, { type: 'refused' })
    const results = await Promise.all(Array.from({ length: 20 }, () => store.replace(record, next)))
    assert.equal(results.filter(Boolean).length, 1)
  },
  'lists by state, oldest or newest first, however many there are': async (store) => {
    const records = Array.from({ length: 510 }, () => intent())
    for (const record of records) await store.add(record)
    const [first, second] = records
    assert.ok(first && second)
    await store.replace(first, step(first, { type: 'unresolved', evidence, fingerprint: 'f1' }))
    await store.replace(second, step(second, { type: 'accepted', job }))
    const ids = async (states: RecordState[], order?: 'newest'): Promise<string[]> =>
      (await all(store.list(states, order))).map(({ id }) => id)
    assert.deepEqual(await ids(['unresolved']), [first.id])
    assert.deepEqual(await ids(['unresolved', 'running']), [first.id, second.id])
    assert.deepEqual(
      await ids(['submitting']),
      records.slice(2).map(({ id }) => id),
    )
    assert.deepEqual(await ids(['submitting'], 'newest'), (await ids(['submitting'])).toReversed())
    assert.deepEqual(await ids(['unresolved', 'running'], 'newest'), [second.id, first.id])
    assert.deepEqual(await ids([]), [])
  },
  'may be changed while it is listed': async (store) => {
    for (let count = 0; count < 5; count++) await store.add(intent())
    for await (const record of store.list(['submitting'])) {
      assert.equal(await store.replace(record, step(record, { type: 'refused' })), true)
    }
    assert.equal((await all(store.list(['refused']))).length, 5)
  },
  'takes for interrupted nothing that this process sends': async (store) => {
    await store.add(intent())
    assert.deepEqual(await all(store.interrupted()), [])
  },
  'may be closed twice': async (store) => {
    await store.close()
    await store.close()
  },
}

const promisesAfterKill: Readonly<Record<string, (store: JobStore, again: () => Promise<JobStore>) => Promise<void>>> =
  {
    'a new process finds what was kept, to the letter': async (store, again) => {
      const records = [intent({ key: 'order-1' }), intent(), intent()]
      for (const record of records) await store.add(record)
      const [first, second] = records
      assert.ok(first && second)
      const running = step(first, { type: 'accepted', job })
      await store.replace(first, running)
      const next = await again()
      assert.deepEqual(await next.find({ key: 'order-1' }), running)
      assert.deepEqual(await next.find({ id: second.id }), second)
    },
    'what was being sent by a process that is gone is interrupted, until it is known what became of it': async (
      store,
      again,
    ) => {
      const record = intent()
      await store.add(record)
      const next = await again()
      assert.deepEqual(await all(next.interrupted()), [record])
      await next.replace(record, step(record, { type: 'unresolved', evidence, fingerprint: 'f1' }))
      assert.deepEqual(await all(next.interrupted()), [])
      assert.deepEqual(
        (await all((await again()).list(['unresolved']))).map(({ id }) => id),
        [record.id],
      )
    },
  }
