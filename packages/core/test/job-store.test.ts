import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { storeTests } from '../../contract-tests/src/store/store-suite.ts'
import { memoryStore, type JobStore } from '../src/index.ts'
import { intend } from '../src/store.ts'
import { sqliteStore } from '../src/node/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'reelay-journal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const paths = new Map<JobStore, string>()
let count = 0
function openAt(path: string): JobStore {
  const store = sqliteStore({ path })
  paths.set(store, path)
  return store
}
const fresh = (): string => join(folder, `${++count}.db`)

describe('in memory', () => {
  storeTests({ describe, it }, { open: async () => memoryStore() })

  it('forgets the oldest that are settled, and never one that is not', async () => {
    const store = memoryStore({ keep: 2 })
    const records = ['a', 'b', 'c', 'd'].map((id) => intend({ id, key: id, provider: 'acme', model: 'one' }, 0))
    for (const record of records) await store.add(record)
    for (const record of records.slice(0, 3)) await store.replace(record, { ...record, state: 'refused' })
    expect(await store.find({ id: 'a' })).toBeUndefined()
    expect(await store.find({ key: 'a' })).toBeUndefined()
    expect(await store.find({ id: 'b' })).toMatchObject({ state: 'refused' })
    expect(await store.find({ id: 'd' })).toMatchObject({ state: 'submitting' })
  })
})

describe('in a journal', () => {
  storeTests(
    { describe, it },
    {
      open: async () => openAt(fresh()),
      reopen: async (killed) => {
        // What a kill leaves is what is on the disk; the lock goes with the process.
        const path = paths.get(killed) ?? ''
        await killed.close()
        return openAt(path)
      },
      openTwice: async (used) => sqliteStore({ path: paths.get(used) ?? '' }),
    },
  )

  it('forgets at its opening what ended longer ago than it is told to keep, with its key, and nothing else', async () => {
    const path = fresh()
    const old = openAt(path)
    const before = Date.now() - 10 * 86_400_000
    for (const [id, state, atMs] of [
      ['ended', 'ended', before],
      ['refused', 'refused', before],
      ['unresolved', 'unresolved', before],
      ['running', 'running', before],
      ['recent', 'ended', Date.now()],
    ] as const) {
      const record = intend({ id, key: id, provider: 'acme', model: 'one' }, atMs)
      await old.add(record)
      await old.replace(record, { ...record, state })
    }
    await old.close()
    const everything = sqliteStore({ path })
    expect(await everything.find({ key: 'ended' })).toMatchObject({ state: 'ended' })
    await everything.close()

    const store = sqliteStore({ path, keepForDays: 9 })
    const left = await Promise.all(
      ['ended', 'refused', 'unresolved', 'running', 'recent'].map(async (key) => (await store.find({ key }))?.id),
    )
    expect(left).toEqual([undefined, undefined, 'unresolved', 'running', 'recent'])
    await store.close()
  })

  it('keeps for longer than there was time, and leaves what is damaged to its reader', async () => {
    const path = fresh()
    const first = sqliteStore({ path, keepForDays: Number.MAX_SAFE_INTEGER })
    const record = intend({ id: 'a', key: 'a', provider: 'acme', model: 'one' }, 0)
    await first.add(record)
    await first.replace(record, { ...record, state: 'ended' })
    await first.close()
    const database = new DatabaseSync(path)
    database.exec("UPDATE records SET record = '{' WHERE id = 'a'")
    database.close()
    const second = sqliteStore({ path, keepForDays: 1 })
    await expect(second.find({ id: 'a' })).rejects.toThrow('a record is damaged')
    await second.close()
  })

  it.each([0, -1, Number.NaN])('does not keep for %d days', (keepForDays) => {
    expect(() => sqliteStore({ path: fresh(), keepForDays })).toThrow('keepForDays')
  })

  it('is readable by its owner alone', async () => {
    const path = fresh()
    await openAt(path).close()
    expect(statSync(path).mode & 0o077).toBe(0)
  })

  it('that another process has open is refused by name', async () => {
    const path = fresh()
    const store = openAt(path)
    expect(() => sqliteStore({ path })).toThrow(`${path}: another process has the store open`)
    await store.close()
  })

  it.each([
    ['of a later release', 'PRAGMA user_version = 99', /later release/],
    ['that is none', undefined, /not a database/],
  ])('%s is refused', async (_, sql, message) => {
    const path = fresh()
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
    const { writeFileSync } = process.getBuiltinModule('node:fs')
    if (sql === undefined) writeFileSync(path, 'this is a diary, not a journal: '.repeat(40))
    else {
      const database = new DatabaseSync(path)
      database.exec(sql)
      database.close()
    }
    expect(() => sqliteStore({ path })).toThrow(message)
  })

  it('where there is no folder is refused', () => {
    expect(() => sqliteStore({ path: join(folder, 'nowhere', 'jobs.db') })).toThrow(/ENOENT/)
  })
})
