// One file of SQLite that several stores, copies of this package and processes use, and what happens to it meanwhile.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { createClient, type JobRecord } from '../src/index.ts'
import { advance, intend } from '../src/store.ts'
import { sqliteStore } from '../src/node/index.ts'
import { acme, all, key, request, testClock, vendor } from './acme.ts'

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'reelay-shared-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => void vi.restoreAllMocks())
let count = 0
const fresh = (): string => join(folder, `${++count}.db`)
const intentOf = (id: string): JobRecord => intend({ id, key: id, provider: 'acme', model: 'one' }, Date.now())
const idsOf = async (records: AsyncIterable<JobRecord>): Promise<string[]> => (await all(records)).map(({ id }) => id)

function sql(path: string, text: string): Record<string, unknown>[] {
  const database = new DatabaseSync(path)
  const rows = database.prepare(text).all()
  database.close()
  return rows
}

describe('stores of one file in one process', () => {
  it('share it, by whatever name, until the last is closed', async () => {
    const path = fresh()
    const first = sqliteStore({ path })
    await first.add(intentOf('a'))
    symlinkSync(path, `${path}.link`)
    const second = sqliteStore({ path: `${path}.link` })
    expect(await second.find({ key: 'a' })).toMatchObject({ id: 'a' })
    expect(await all(second.interrupted())).toEqual([])
    await first.close()
    await second.add(intentOf('b'))
    expect(await idsOf(second.list(['submitting']))).toEqual(['a', 'b'])
    await second.close()
    expect(existsSync(`${path}-wal`)).toBe(false)
  })

  it('share it with another copy of this package', async () => {
    const path = fresh()
    const first = sqliteStore({ path })
    await first.add(intentOf('a'))
    vi.resetModules()
    const copy = await import('../src/node/index.ts')
    expect(copy.sqliteStore).not.toBe(sqliteStore)
    const second = copy.sqliteStore({ path })
    expect(await all(second.interrupted())).toEqual([])
    expect(sql(path, 'SELECT token FROM owners')).toHaveLength(1)
    await Promise.all([first.close(), second.close()])
  })

  it('leave a call of another client alone that is under way', async () => {
    const path = fresh()
    const still = { ...testClock(), sleep: () => new Promise<void>(() => {}) }
    let answer: ((value: object) => void) | undefined
    const { fetch, posts } = vendor({ 'POST /v1/jobs': () => new Promise<object>((resolve) => (answer = resolve)) })
    const clientOf = () =>
      createClient({ providers: [acme({ apiKey: key })], fetch, clock: still, store: sqliteStore({ path }) })
    const [one, two] = [clientOf(), clientOf()]
    const created = one.create(request, { key: 'order-1' })
    while (posts() === 0) await new Promise(setImmediate)
    expect(await two.unresolved()).toEqual([])
    answer?.({ id: 'j1', state: 'waiting' })
    await created
    expect(await all(two.jobs())).toMatchObject([{ state: 'running', job: { id: 'j1' } }])
    await Promise.all([one.close(), two.close()])
  })

  it('make a new one after the file was deleted, and the old ones say so', async () => {
    const path = fresh()
    const first = sqliteStore({ path })
    await first.add(intentOf('a'))
    for (const end of ['', '-wal', '-shm']) rmSync(path + end)
    await expect(first.add(intentOf('b'))).rejects.toMatchObject({ code: 'storage' })
    await expect(first.find({ id: 'a' })).rejects.toThrow(`${path}: it was removed or replaced`)
    const second = sqliteStore({ path })
    expect(await second.add(intentOf('b'))).toBeUndefined()
    await Promise.all([first.close(), second.close()])
  })
})

describe('a file that others touch', () => {
  it('keeps what is written after its log was removed by who closed it last', async () => {
    const path = fresh()
    const store = sqliteStore({ path })
    await store.add(intentOf('a'))
    // What another process does at its close where a backup in this one has dropped the locks of SQLite.
    sql(path, 'PRAGMA wal_checkpoint(TRUNCATE)')
    rmSync(`${path}-wal`)
    rmSync(`${path}-shm`)
    await store.add(intentOf('b'))
    expect(sql(path, 'SELECT id FROM records')).toEqual([{ id: 'a' }, { id: 'b' }])
    expect(await idsOf(store.list(['submitting']))).toEqual(['a', 'b'])
    await store.close()
  })

  it('is not mistaken for one that was put back in its place', async () => {
    const path = fresh()
    const store = sqliteStore({ path })
    await store.add(intentOf('a'))
    copyFileSync(path, `${path}.copy`)
    renameSync(`${path}.copy`, path)
    await expect(store.add(intentOf('b'))).rejects.toThrow('it was removed or replaced')
    await store.close()
  })

  it('stays small while many requests with images are refused', async () => {
    const path = fresh()
    const store = sqliteStore({ path })
    const images = [{ data: 'A'.repeat(1_000_000), mediaType: 'image/png', role: 'first_frame' }]
    for (let number = 0; number < 12; number++) {
      const record = { ...intentOf(`a${number}`), request: { model: 'one', prompt: 'a boat', images } }
      await store.add(record)
      const step = advance(record, { type: 'refused' }, 0)
      expect(step && (await store.replace(record, step.record))).toBe(true)
    }
    const kept = sql(path, "SELECT sum(length(record)) AS bytes FROM records WHERE state = 'refused'")
    expect(Number(kept[0]?.['bytes'])).toBeLessThan(20_000)
    expect(statSync(`${path}-wal`).size).toBeLessThan(8_000_000)
    await store.close()
    expect(statSync(path).size).toBeLessThan(2_500_000)
  })
})

describe('a process that sends', () => {
  const elsewhere = { boot: 'another', space: 'pid:[1]', pid: 1, start: '1', up: 1 }
  /** A create of a process that is known by this. */
  async function sentBy(owner: { boot: string; space: string; pid: number; start: string; wall: number; up: number }) {
    const path = fresh()
    const store = sqliteStore({ path })
    await store.find({ id: 'a' })
    const { boot, space, pid, start, wall, up } = owner
    const database = new DatabaseSync(path)
    database.prepare('INSERT INTO owners VALUES (?, ?, ?, ?, ?, ?, ?)').run('other', boot, space, pid, start, wall, up)
    const record = intentOf('a')
    database
      .prepare(
        "INSERT INTO records (id, provider, state, attempt, sent, owner, record) VALUES ('a', 'acme', 'submitting', 1, '', 'other', ?)",
      )
      .run(JSON.stringify(record))
    database.close()
    const found = await idsOf(store.interrupted())
    await store.close()
    return found
  }
  const here = async () => {
    const path = fresh()
    const store = sqliteStore({ path })
    await store.add(intentOf('a'))
    const [own] = sql(path, 'SELECT boot, space, pid, start, wall, up FROM owners')
    await store.close()
    const { boot, space, pid, start, wall, up } = { ...own }
    return {
      boot: String(boot),
      space: String(space),
      pid: Number(pid),
      start: String(start),
      wall: Number(wall),
      up: Number(up),
    }
  }

  it('in another container or on another machine is gone once it was silent for two minutes', async () => {
    expect(await sentBy({ ...elsewhere, wall: Date.now() })).toEqual([])
    expect(await sentBy({ ...elsewhere, wall: Date.now() - 119_000 })).toEqual([])
    expect(await sentBy({ ...elsewhere, wall: Date.now() - 121_000 })).toEqual(['a'])
    const own = await here()
    // Containers of one machine share its clock, whatever the time of day is set to.
    expect(await sentBy({ ...own, space: 'pid:[1]', wall: 0 })).toEqual([])
    expect(await sentBy({ ...own, space: 'pid:[1]', up: own.up - 121_000 })).toEqual(['a'])
  })

  it('here is gone where its pid is free, or is that of a later process', async () => {
    const own = await here()
    expect(await sentBy(own)).toEqual([])
    expect(await sentBy({ ...own, pid: 2 ** 22 + 1 })).toEqual(['a'])
    if (own.start !== '') expect(await sentBy({ ...own, start: '1' })).toEqual(['a'])
    expect(await sentBy({ ...own, up: own.up - 500_000 })).toEqual(own.start === '' ? ['a'] : [])
    // A worker of it may have ended without a word.
    expect(await sentBy({ ...own, up: own.up - 901_000 })).toEqual(['a'])
  })

  it('and was taken for dead while it was stopped sends again under another name, and loses nothing', async () => {
    const path = fresh()
    const store = sqliteStore({ path })
    const record = intentOf('a')
    await store.add(record)
    const before = sql(path, 'SELECT token FROM owners')
    sql(path, 'DELETE FROM owners')
    // To others the call is interrupted; who sends it knows better.
    expect(await all(store.interrupted())).toEqual([])
    await store.add(intentOf('b'))
    const after = sql(path, 'SELECT token FROM owners')
    expect(after).toHaveLength(1)
    expect(after).not.toEqual(before)
    expect(sql(path, "SELECT owner AS token FROM records WHERE id = 'b'")).toEqual(after)
    const job = { provider: 'acme', model: 'one', id: 'j1', status: 'queued' as const, outputs: [] }
    const step = advance(record, { type: 'accepted', job }, 0)
    expect(step && (await store.replace(record, step.record))).toBe(true)
    await store.close()
  })
})

describe('what is kept for a number of days', () => {
  const dayMs = 86_400_000
  const nowMs = Date.UTC(2026, 5, 1)
  const at = (ms: number): void => void vi.spyOn(Date, 'now').mockReturnValue(ms)

  async function usedAt(path: string, ms: number): Promise<string[]> {
    at(ms)
    const store = sqliteStore({ path, keepForDays: 30 })
    const ids = await idsOf(store.list(['ended']))
    await store.close()
    return ids
  }

  async function withOld(): Promise<string> {
    const path = fresh()
    at(nowMs)
    const store = sqliteStore({ path, keepForDays: 30 })
    for (const [id, ms] of [
      ['old', nowMs - 20 * dayMs],
      ['new', nowMs],
    ] as const) {
      const record = intend({ id, key: id, provider: 'acme', model: 'one' }, ms)
      await store.add(record)
      await store.replace(record, { ...record, state: 'ended' })
    }
    await store.close()
    return path
  }

  it('is not forgotten while the clock is ahead, however often the file is used', async () => {
    const path = await withOld()
    for (const hours of [0, 1, 2]) expect(await usedAt(path, nowMs + 365 * dayMs + hours * 3_600_000)).toHaveLength(2)
    expect(await usedAt(path, nowMs + dayMs / 2)).toHaveLength(2)
  })

  it('is not forgotten where the clock is back in time', async () => {
    expect(await usedAt(await withOld(), 0)).toHaveLength(2)
  })

  it('is forgotten a day after a long pause', async () => {
    const path = await withOld()
    expect(await usedAt(path, nowMs + 15 * dayMs)).toEqual(['old', 'new'])
    expect(await usedAt(path, nowMs + 16 * dayMs)).toEqual(['new'])
  })

  it('is forgotten in time where the file is used each day', async () => {
    const path = await withOld()
    for (let day = 1; day <= 10; day++) expect(await usedAt(path, nowMs + day * dayMs)).toEqual(['old', 'new'])
    expect(await usedAt(path, nowMs + 10.5 * dayMs)).toEqual(['new'])
  })
})

it('a backup that reads the file changes nothing for who has it open', async () => {
  const path = fresh()
  const store = sqliteStore({ path })
  await store.add(intentOf('a'))
  readFileSync(path)
  sql(path, 'SELECT 1')
  expect(await store.add(intentOf('a2'))).toBeUndefined()
  expect(sql(path, 'SELECT count(*) AS n FROM records')).toEqual([{ n: 2 }])
  await store.close()
})
