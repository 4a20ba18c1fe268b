import assert from 'node:assert/strict'
import { advance, intend, type JobRecord, type RecordState, type Runtime } from '@reelay/core'

/** What the suite needs of a runtime. */
export interface RuntimeUnderTest {
  /** A runtime that keeps nothing yet; each call is of another one. */
  open: () => Promise<Runtime>
  /**
   * Opens again what was kept, as a new process would after the old one was killed: without `close`. Left out for a
   * runtime that keeps nothing beyond its process; then what is about that is skipped.
   */
  reopen?: (killed: Runtime) => Promise<Runtime>
  /** Opens the same place a second time while it is in use; must reject. Left out where several may use it. */
  openTwice?: (used: Runtime) => Promise<unknown>
}

/** A test framework's two functions; vitest's and node:test's fit. */
export interface RuntimeTestFunctions {
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
  return { ...intend({ id, provider: 'acme', model: 'one', request, fingerprint: 'f1' }, nowMs + made).record, ...more }
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

/** Registers one test for each promise of `Runtime`; whoever keeps them all can carry a client. */
export function runtimeTests(
  { describe, it }: RuntimeTestFunctions,
  { open, reopen, openTwice }: RuntimeUnderTest,
): void {
  const test = (name: string, body: (runtime: Runtime) => Promise<void>): unknown =>
    it(name, async () => {
      const runtime = await open()
      try {
        await body(runtime)
      } finally {
        await runtime.close()
      }
    })
  const afterKill = (name: string, body: (runtime: Runtime, again: () => Promise<Runtime>) => Promise<void>): unknown =>
    (reopen ? it : it.skip)(name, async () => {
      let runtime = await open()
      const again = async (): Promise<Runtime> => (runtime = (await reopen?.(runtime)) ?? runtime)
      await body(runtime, again)
      await runtime.close()
    })

  describe('a runtime', () => {
    test('gives back what was added, by id, and nothing for an id that it does not know', async (runtime) => {
      const record = intent()
      assert.equal(await runtime.add(record), undefined)
      assert.deepEqual(await runtime.find({ id: record.id }), record)
      assert.equal(await runtime.find({ id: 'other' }), undefined)
    })

    test('keeps one record for a key, and gives that one to who adds another', async (runtime) => {
      const first = intent({ key: 'order-1' })
      assert.equal(await runtime.add(first), undefined)
      const second = intent({ key: 'order-1' })
      assert.deepEqual(await runtime.add(second), first)
      assert.equal(await runtime.find({ id: second.id }), undefined)
      assert.deepEqual(await runtime.find({ key: 'order-1' }), first)
      assert.equal(await runtime.add(intent({ key: 'order-2' })), undefined)
    })

    test('keeps any number of records without a key', async (runtime) => {
      assert.equal(await runtime.add(intent()), undefined)
      assert.equal(await runtime.add(intent()), undefined)
      assert.equal((await all(runtime.list(['submitting']))).length, 2)
    })

    test('of many that add one key at once, one is the first', async (runtime) => {
      const results = await Promise.all(Array.from({ length: 20 }, () => runtime.add(intent({ key: 'k' }))))
      assert.equal(results.filter((taken) => taken === undefined).length, 1)
    })

    test('replaces a record that is what was expected, and finds it by its job then', async (runtime) => {
      const record = intent()
      await runtime.add(record)
      const running = step(record, { type: 'accepted', job })
      assert.equal(await runtime.replace(record, running), true)
      assert.deepEqual(await runtime.find({ id: record.id }), running)
      assert.deepEqual(await runtime.find({ provider: 'acme', jobId: 'j-1' }), running)
      assert.equal(await runtime.find({ provider: 'other', jobId: 'j-1' }), undefined)
    })

    test('changes nothing where state, attempt or id are not what was expected', async (runtime) => {
      const record = intent()
      await runtime.add(record)
      const running = step(record, { type: 'accepted', job })
      assert.equal(await runtime.replace({ ...record, state: 'unknown' }, running), false)
      assert.equal(await runtime.replace({ ...record, attempt: 2 }, running), false)
      assert.equal(await runtime.replace({ ...record, id: 'other' }, running), false)
      assert.deepEqual(await runtime.find({ id: record.id }), record)
    })

    test('of many that replace the same record at once, one does', async (runtime) => {
      const record = intent()
      await runtime.add(record)
      const next = step(record, { type: 'refused' })
      const results = await Promise.all(Array.from({ length: 20 }, () => runtime.replace(record, next)))
      assert.equal(results.filter(Boolean).length, 1)
    })

    test('lists by state, oldest first, however many there are', async (runtime) => {
      const records = Array.from({ length: 510 }, () => intent())
      for (const record of records) await runtime.add(record)
      const [first, second] = records
      assert.ok(first && second)
      await runtime.replace(first, step(first, { type: 'lost', evidence, fingerprint: 'f1' }))
      await runtime.replace(second, step(second, { type: 'accepted', job }))
      const ids = async (states: RecordState[]): Promise<string[]> =>
        (await all(runtime.list(states))).map(({ id }) => id)
      assert.deepEqual(await ids(['unknown']), [first.id])
      assert.deepEqual(await ids(['unknown', 'running']), [first.id, second.id])
      assert.deepEqual(
        await ids(['submitting']),
        records.slice(2).map(({ id }) => id),
      )
      assert.deepEqual(await ids([]), [])
    })

    test('may be changed while it is listed', async (runtime) => {
      for (let count = 0; count < 5; count++) await runtime.add(intent())
      for await (const record of runtime.list(['submitting'])) {
        assert.equal(await runtime.replace(record, step(record, { type: 'refused' })), true)
      }
      assert.equal((await all(runtime.list(['refused']))).length, 5)
    })

    test('takes for an orphan nothing that this process sends', async (runtime) => {
      await runtime.add(intent())
      assert.deepEqual(await all(runtime.orphans()), [])
    })

    test('may be closed twice', async (runtime) => {
      await runtime.close()
      await runtime.close()
    })

    afterKill('a new process finds what was kept, to the letter', async (runtime, again) => {
      const records = [intent({ key: 'order-1' }), intent(), intent()]
      for (const record of records) await runtime.add(record)
      const [first, second] = records
      assert.ok(first && second)
      const running = step(first, { type: 'accepted', job })
      await runtime.replace(first, running)
      const next = await again()
      assert.deepEqual(await next.find({ key: 'order-1' }), running)
      assert.deepEqual(await next.find({ id: second.id }), second)
    })

    afterKill(
      'what was being sent by a process that is gone is an orphan, until somebody says what became of it',
      async (runtime, again) => {
        const record = intent()
        await runtime.add(record)
        const next = await again()
        assert.deepEqual(await all(next.orphans()), [record])
        await next.replace(record, step(record, { type: 'lost', evidence, fingerprint: 'f1' }))
        assert.deepEqual(await all(next.orphans()), [])
        assert.deepEqual(
          (await all((await again()).list(['unknown']))).map(({ id }) => id),
          [record.id],
        )
      },
    )

    ;(openTwice ? it : it.skip)('is had by one process alone', async () => {
      const runtime = await open()
      await assert.rejects(async () => openTwice?.(runtime))
      await runtime.add(intent())
      await runtime.close()
    })
  })
}
