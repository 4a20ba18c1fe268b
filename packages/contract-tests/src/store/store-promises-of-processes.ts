import assert from 'node:assert/strict'
import type { JobStore } from '@reelay/core'
import { all, evidence, intent, job, roomFor, step, type LivingStore } from './store-records.ts'

export const promisesOfTwo: Readonly<Record<string, (store: JobStore, other: LivingStore) => Promise<void>>> = {
  'each of two processes finds what the other keeps': async (store, { store: other }) => {
    const record = intent({ key: 'order-1' })
    await other.add(record)
    assert.deepEqual(await store.find({ key: 'order-1' }), record)
    const running = step(record, { type: 'accepted', job })
    assert.equal(await store.replace(record, running), true)
    assert.deepEqual(await other.find({ provider: 'acme', jobId: 'j-1' }), running)
    assert.deepEqual(await all(other.list(['running'])), [running])
  },
  'of two processes that add the same keys at once, one is the first with each': async (store, { store: other }) => {
    const keys = Array.from({ length: 10 }, (_, number) => `order-${number}`)
    const results = await Promise.all(
      keys.flatMap((key) => [store, other].map(async (each) => [key, await each.add(intent({ key }))] as const)),
    )
    for (const key of keys) assert.equal(results.filter(([one, taken]) => one === key && !taken).length, 1)
  },
  'of two processes that replace the same record at once, one does': async (store, { store: other }) => {
    const records = Array.from({ length: 10 }, () => intent())
    for (const record of records) await store.add(record)
    for (const record of records) {
      const next = step(record, { type: 'refused' })
      const results = await Promise.all([store, other].map((each) => each.replace(record, next)))
      assert.equal(results.filter((isDone) => isDone === true).length, 1)
    }
  },
  'two processes together take no more slots than an account has': async (store, { store: other }) => {
    const results = await Promise.all(
      [store, other].flatMap((each) => [1, 2, 3, 4].map(() => each.add(intent(), roomFor(4)))),
    )
    assert.equal(results.filter((full) => full === undefined).length, 4)
  },
  'what a process sends is interrupted for nobody while it lives': async (store, { store: other }) => {
    await store.add(intent())
    await other.add(intent())
    assert.deepEqual(await all(store.interrupted()), [])
    assert.deepEqual(await all(other.interrupted()), [])
  },
  'what a process was sending is interrupted once it is gone, also for who was there before': async (store, other) => {
    const [own, ended, sent] = [intent(), intent(), intent({ key: 'order-1' })]
    await store.add(own)
    assert.deepEqual(await all(store.interrupted()), [])
    await other.store.add(ended)
    await other.store.replace(ended, step(ended, { type: 'accepted', job }))
    await other.store.add(sent)
    if (!other.kill) return
    await other.kill()
    assert.deepEqual(await all(store.interrupted()), [sent])
    const lost = step(sent, { type: 'unresolved', evidence, fingerprint: 'f1' })
    assert.equal(await store.replace(sent, lost), true)
    assert.deepEqual(await all(store.interrupted()), [])
  },
}

export const promisesAfterKill: Readonly<
  Record<string, (store: JobStore, again: () => Promise<JobStore>) => Promise<void>>
> = {
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
