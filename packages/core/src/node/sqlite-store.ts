import { closeSync, openSync } from 'node:fs'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import * as z from 'zod/mini'
import { VideoError } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import { JobRecord } from '../journal/record.ts'
import type { JobStore } from '../journal/job-store.ts'
import { parseJson } from '../http/encoding.ts'

/** Options of the store for one process that may be killed. */
export interface SqliteStoreOptions {
  /** Path of the SQLite file; created where there is none, readable by its owner only. It holds requests and addresses of videos, and no key. */
  path: string
  /** Deletes, at opening, records with their keys that were refused, abandoned or ended more than this many days ago; default: none. */
  keepForDays?: number | undefined
}

// Raised by 1 in a release that changes the format of records.
const version = 1
const pageSize = 500

const schema = `
  CREATE TABLE records (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    key TEXT UNIQUE,
    provider TEXT NOT NULL,
    job TEXT,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_job ON records (provider, job);
  CREATE INDEX records_state ON records (state, number);
  PRAGMA user_version = ${version};
`

// Damaged records are kept: reading them throws `storage`.
const forget = `
  DELETE FROM records WHERE state IN ('ended', 'refused', 'abandoned')
    AND CASE WHEN json_valid(record) THEN record ->> 'changedAt' < ? END
`

/**
 * Keeps records in a file that survives a killed process and a power cut: every change is on the disk when its promise
 * resolves. Needs Node 22.13 or later. Throws `storage` where the file cannot be used, also where another process has it open, and
 * `invalid_request` for invalid options.
 */
export function sqliteStore({ path, keepForDays = Infinity }: SqliteStoreOptions): JobStore {
  if (!(keepForDays > 0)) throw invalidRequest([issue('keepForDays', keepForDays, 'a number above 0')])
  const before = new Date(Math.max(0, Date.now() - keepForDays * 86_400_000)).toISOString()
  const database = open(path, before)
  const statement = (sql: string) => database.prepare(sql)
  const insert = statement(
    'INSERT INTO records (id, key, provider, job, state, attempt, record) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const update = statement(
    'UPDATE records SET job = ?, state = ?, attempt = ?, record = ? WHERE id = ? AND state = ? AND attempt = ?',
  )
  const byId = statement('SELECT record FROM records WHERE id = ?')
  const byKey = statement('SELECT record FROM records WHERE key = ?')
  const byJob = statement('SELECT record FROM records WHERE provider = ? AND job = ? ORDER BY number LIMIT 1')
  const page = (beyond: string, order: string) =>
    statement(
      `SELECT number, record FROM records WHERE number ${beyond} ? AND state IN (SELECT value FROM json_each(?)) ORDER BY number ${order} LIMIT ${pageSize}`,
    )
  const pages = { oldest: page('>', 'ASC'), newest: page('<', 'DESC') }
  // A record in `submitting` at opening is left from an earlier process, because the file is locked to one process.
  const interrupted = statement("SELECT id FROM records WHERE state = 'submitting' ORDER BY number").all()

  const read = (row: Record<string, SQLOutputValue> | undefined): JobRecord | undefined => {
    if (!row) return undefined
    const parsed = z.safeParse(JobRecord, parseJson(String(row['record'])))
    if (parsed.success) return parsed.data
    throw new VideoError('storage', `${path}: a record is damaged: ${z.prettifyError(parsed.error)}`)
  }
  const find = (id: string): JobRecord | undefined => read(byId.get(id))

  return {
    add: async (record) => {
      const taken = record.key === undefined ? undefined : read(byKey.get(record.key))
      const { id, key = null, provider, job, state, attempt } = record
      if (!taken) insert.run(id, key, provider, job?.id ?? null, state, attempt, JSON.stringify(record))
      return taken
    },
    replace: async ({ id, state, attempt }, next) => {
      const { changes } = update.run(
        next.job?.id ?? null,
        next.state,
        next.attempt,
        JSON.stringify(next),
        id,
        state,
        attempt,
      )
      return Number(changes) === 1
    },
    find: async (query) => {
      if ('id' in query) return find(query.id)
      return read('key' in query ? byKey.get(query.key) : byJob.get(query.provider, query.jobId))
    },
    async *list(states, order = 'oldest') {
      for (let last = order === 'newest' ? Number.MAX_SAFE_INTEGER : 0; ; ) {
        const rows = pages[order].all(last, JSON.stringify(states))
        for (const row of rows) {
          const record = read(row)
          if (record) yield record
        }
        if (rows.length < pageSize) return
        last = Number(rows.at(-1)?.['number'])
      }
    },
    async *interrupted() {
      for (const { id } of interrupted) {
        const record = find(String(id))
        if (record?.state === 'submitting') yield record
      }
    },
    close: async () => {
      if (database.isOpen) database.close()
    },
  }
}

function open(path: string, before: string): DatabaseSync {
  const sqlite = process.getBuiltinModule('node:sqlite')
  const fail = (what: string, cause?: unknown): VideoError => new VideoError('storage', `${path}: ${what}`, { cause })
  if (!sqlite) throw fail(`a SQLite store needs Node 22.13 or later, not ${process.version}`)
  let database: DatabaseSync | undefined
  try {
    // Created here with mode 600, because SQLite would make it readable by others.
    closeSync(openSync(path, 'a', 0o600))
    database = new sqlite.DatabaseSync(path)
    // Exclusive, so that a second process fails at opening and not at its first write.
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE',
    )
    const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
    if (found > version) throw fail(`it was written by a later release of @reelay/core (form ${found}, not ${version})`)
    if (found === 0) database.exec(schema)
    database.prepare(forget).run(before)
    database.exec('COMMIT')
    return database
  } catch (error) {
    database?.close()
    const message = error instanceof Error ? error.message : String(error)
    throw /database is locked/.test(message)
      ? fail('another process has the store open', error)
      : error instanceof VideoError
        ? error
        : fail(message, error)
  }
}
