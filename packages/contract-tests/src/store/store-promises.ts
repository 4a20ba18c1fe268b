import assert from 'node:assert/strict'
import type { JobStore, RecordState } from '@reelay/core'
import { all, evidence, intent, job, roomFor, step } from './store-records.ts'

export const promises: Readonly<Record<string, (store: JobStore) => Promise<void>>> = {
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
  'of records that take one job at once, where it has to be free, one has it': async (store) => {
    const records = Array.from({ length: 10 }, () => intent())
    for (const record of records) await store.add(record)
    const results = await Promise.all(
      records.map((record) => store.replace({ ...record, isJobFree: true }, step(record, { type: 'accepted', job }))),
    )
    assert.deepEqual(results.filter(Boolean), [true])
    assert.equal((await all(store.list(['running']))).length, 1)
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
  'keeps no more than an account has room for: what is sent, runs, or was lost a short while ago': async (store) => {
    const room = roomFor(3)
    const [first, second] = [intent(), intent()]
    assert.equal(await store.add(first, room), undefined)
    assert.equal(await store.add(second, room), undefined)
    const running = step(first, { type: 'accepted', job })
    await store.replace(first, running)
    assert.equal(await store.add(intent({ provider: 'other' }), room), undefined)
    const lost = intent()
    assert.equal(await store.add(lost, room), undefined)
    const unresolved = step(lost, { type: 'unresolved', evidence, fingerprint: 'f1' })
    await store.replace(lost, unresolved)
    const fourth = intent({ key: 'order-1' })
    const full = await store.add(fourth, room)
    assert.ok(full && 'holders' in full)
    assert.deepEqual([...full.holders].toSorted(), [first.id, second.id, lost.id].toSorted())
    assert.equal(await store.find({ key: 'order-1' }), undefined)
    // A doubt that is older, or of a clock that was ahead, holds nothing; nor does a slot that was given back.
    assert.equal(await store.add(intent(), { ...room, unresolved: [lost.sentAt, '9'] }), undefined)
    const except = [second.id]
    assert.equal(await store.add(intent(), { ...room, slots: 4, unresolved: ['0', lost.sentAt], except }), undefined)
  },
  'sends again no more than an account has room for, which the record itself does not take': async (store) => {
    const [first, second] = [intent(), intent()]
    await store.add(first)
    await store.replace(first, step(first, { type: 'unresolved', evidence, fingerprint: 'f1' }))
    const lost = step(first, { type: 'unresolved', evidence, fingerprint: 'f1' })
    const again = step(lost, { type: 'resubmitted', acceptsPayingTwice: true })
    await store.add(second)
    const full = await store.replace(lost, again, roomFor(1))
    assert.deepEqual(full, { holders: [second.id] })
    assert.deepEqual(await store.find({ id: first.id }), lost)
    assert.equal(await store.replace({ ...lost, attempt: 7 }, again, roomFor(1)), false)
    assert.equal(await store.replace(lost, again, roomFor(2)), true)
  },
  'gives who comes with a known key its record, room or not': async (store) => {
    const first = intent({ key: 'order-1' })
    await store.add(first, roomFor(1))
    assert.deepEqual(await store.add(intent({ key: 'order-1' }), roomFor(1)), first)
  },
  'may be closed twice': async (store) => {
    await store.close()
    await store.close()
  },
}
