import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { storeTests } from '../../contract-tests/src/store/store-suite.ts'
import { memoryStore, type JobRecord, type JobStore } from '../src/index.ts'
import { intend } from '../src/store.ts'
import { sqliteStore } from '../src/node/index.ts'
import { all } from './acme.ts'
import { createBeside } from './store-process.ts'

// In memory where the system has such a folder, because a test waits for each sync.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'reelay-journal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const paths = new Map<JobStore, string>()
let count = 0
function openAt(path: string): JobStore {
  const store = sqliteStore({ path })
  paths.set(store, path)
  return store
}
const others = createBeside()
afterAll(() => others.end())
const fresh = (): string => join(folder, `${++count}.db`)

const intentOf = (id: string): JobRecord => intend({ id, key: id, provider: 'acme', model: 'one' }, Date.now())

function run(path: string, sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

/** A store that was used and closed. */
async function filled(path: string, count = 1): Promise<void> {
  const store = sqliteStore({ path })
  for (let number = 0; number < count; number++) await store.add(intentOf(`a${number}`))
  await store.close()
}

describe('in memory', () => {
  // Clients of one process share it.
  storeTests({ describe, it }, { open: async () => memoryStore(), beside: async (store) => ({ store }) })

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
      beside: async (used) => others.beside(paths.get(used) ?? ''),
      damage: async (used, id) => run(paths.get(used) ?? '', `UPDATE records SET record = '{' WHERE id = '${id}'`),
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

  it('keeps for longer than there was time, and leaves what is damaged', async () => {
    const path = fresh()
    const first = sqliteStore({ path, keepForDays: Number.MAX_SAFE_INTEGER })
    const record = intend({ id: 'a', key: 'a', provider: 'acme', model: 'one' }, 0)
    await first.add(record)
    await first.replace(record, { ...record, state: 'ended' })
    await first.close()
    run(path, "UPDATE records SET record = '{' WHERE id = 'a'")
    const second = sqliteStore({ path, keepForDays: 1 })
    await expect(second.find({ id: 'a' })).rejects.toThrow('record a with the key "a" cannot be read')
    await second.close()
  })

  it.each([0, -1, Number.NaN])('does not keep for %d days', (keepForDays) => {
    expect(() => sqliteStore({ path: fresh(), keepForDays })).toThrow('keepForDays')
  })

  it('is readable by its owner alone', async () => {
    const path = fresh()
    const store = openAt(path)
    await store.add(intentOf('a'))
    for (const end of ['', '-wal', '-shm']) expect(statSync(path + end).mode & 0o077).toBe(0)
    await store.close()
  })

  it('is made at the first use', async () => {
    const path = fresh()
    const store = sqliteStore({ path })
    expect(existsSync(path)).toBe(false)
    expect(await store.find({ id: 'a' })).toBeUndefined()
    expect(existsSync(path)).toBe(true)
    await store.close()
    await expect(store.find({ id: 'a' })).rejects.toMatchObject({ code: 'storage' })
  })

  it.each(['', ':memory:'])('is not made of the path %j', (path) => {
    expect(() => sqliteStore({ path })).toThrow('path')
  })

  it('where there is no folder is refused', async () => {
    const { find } = sqliteStore({ path: join(folder, 'nowhere', 'jobs.db') })
    await expect(find({ id: 'a' })).rejects.toThrow(/ENOENT/)
  })
})

describe('a file that is no job store', () => {
  it.each([
    ['of a later release', 'PRAGMA user_version = 99', /later release/],
    [
      'of an application',
      'PRAGMA user_version = 7; PRAGMA application_id = 0; CREATE TABLE t (x)',
      /another application/,
    ],
    ['of an application without tables', 'PRAGMA user_version = 1; PRAGMA application_id = 0', /another application/],
  ])('%s is refused, and left as it is', async (_, sql, message) => {
    const path = fresh()
    await filled(path)
    run(path, sql)
    const before = readFileSync(path)
    const store = sqliteStore({ path })
    await expect(store.find({ id: 'a' })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(message),
    })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it.each([
    ['a diary', 'this is a diary, not a journal: '.repeat(400), /no job store/],
    ['emptied', '', /it is empty/],
  ])('is refused where it is %s', async (_, text, message) => {
    const path = fresh()
    await filled(path)
    writeFileSync(path, text)
    await expect(sqliteStore({ path }).find({ id: 'a' })).rejects.toThrow(message)
  })

  it('is refused where pages of it are damaged, and says what to do', async () => {
    const path = fresh()
    await filled(path, 200)
    const bytes = readFileSync(path)
    bytes.fill(0, 8192)
    writeFileSync(path, bytes)
    const store = sqliteStore({ path })
    const error = await all(store.list(['submitting'])).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'storage', message: expect.stringMatching(/is damaged .* put back a copy/) })
    expect(String(error)).toContain(path)
  })
})

describe('a copy of a file', () => {
  it('that lacks the newest records is refused', async () => {
    const [path, copy] = [fresh(), fresh()]
    const store = openAt(path)
    await store.add(intentOf('a'))
    copyFileSync(path, copy)
    await store.add(intentOf('b'))
    await expect(sqliteStore({ path: copy }).find({ id: 'a' })).rejects.toThrow(`${copy}-wal, which is missing`)
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    const whole = sqliteStore({ path: copy })
    expect(await whole.find({ id: 'b' })).toMatchObject({ id: 'b' })
    await Promise.all([store.close(), whole.close()])
  })

  it('is whole after a close, and made by VACUUM INTO', async () => {
    const [path, copy, second] = [fresh(), fresh(), fresh()]
    const store = openAt(path)
    await store.add(intentOf('a'))
    run(path, `VACUUM INTO '${second}'`)
    await store.close()
    copyFileSync(path, copy)
    for (const one of [copy, second]) {
      const whole = sqliteStore({ path: one })
      expect(await whole.find({ id: 'a' })).toMatchObject({ id: 'a' })
      await whole.close()
    }
  })
})
