import { resolve } from 'node:path'
import type { SQLOutputValue } from 'node:sqlite'
import * as z from 'zod/mini'
import { invalidRequest, issue } from '../model/issues.ts'
import { JobRecord, type RecordState } from '../journal/record.ts'
import type { DamagedRecord, Full, JobStore, RecordQuery, Room } from '../journal/job-store.ts'
import { parseJson } from '../http/encoding.ts'
import { forget } from './forget.ts'
import { interruptedIds, noteSending, ownerToken, removeOwner } from './owners.ts'
import {
  acquireFile,
  guarded,
  read,
  releaseFile,
  statement,
  storageError,
  write,
  type OpenFile,
} from './sqlite-file.ts'

/** Options of the store on disk. */
export interface SqliteStoreOptions {
  /** Path of the SQLite file on a disk of this machine; created where there is none, readable by its owner only. It holds requests and addresses of videos, and no key. Its newest records are in the `-wal` beside it: copy both. */
  path: string
  /** Deletes, at the first use, records with their keys that were completed, refused, abandoned or ended more than this many days ago; default: none. Nothing is deleted while the machine's clock is in doubt. */
  keepForDays?: number | undefined
}

type Row = Record<string, SQLOutputValue>

const pageSize = 500

/**
 * Keeps records in a file that survives a killed process and a power cut: every change is on the disk when its promise
 * resolves. The processes of one machine share it, and what one was sending is seen as interrupted by the others when it is
 * gone. The file is opened at the first use. Needs Node 22.13 or later. Throws `invalid_request` for invalid options; its
 * promises reject with `storage` where the file cannot be used.
 */
export function sqliteStore({ path: given, keepForDays = Infinity }: SqliteStoreOptions): JobStore {
  const issues = [
    ...(isFilePath(given) ? [] : [issue('path', given, 'the path of a file')]),
    ...(keepForDays > 0 ? [] : [issue('keepForDays', keepForDays, 'a number above 0')]),
  ]
  if (issues.length > 0) throw invalidRequest(issues)
  const path = resolve(given)
  let opened: OpenFile | undefined
  let isClosed = false

  function file(): OpenFile {
    if (isClosed) throw storageError(path, 'the store was closed')
    if (opened) return opened
    opened = acquireFile(path)
    forget(opened, keepForDays)
    return opened
  }

  return {
    add: async (record, room) => add(file(), record, room),
    replace: async (expected, next, room) => replace(file(), expected, next, room),
    find: async (query) => {
      const used = file()
      return recordOf(
        used,
        read(used, () => rowOf(used, query)),
      )
    },
    list: (states, order, onDamaged) => list(file, states, order, onDamaged),
    async *interrupted(onDamaged) {
      const used = file()
      for (const id of interruptedIds(used)) {
        const row = read(used, () => rowOf(used, { id }))
        const record = readable(row, onDamaged)
        if (record?.state === 'submitting') yield record
      }
    },
    close: async () => {
      isClosed = true
      if (!opened) return
      const last = opened
      opened = undefined
      guarded(path, () => releaseFile(last, removeOwner))
    },
  }
}

function add(file: OpenFile, record: JobRecord, room: Room | undefined): JobRecord | Full | undefined {
  const refused = write(file, () => {
    const taken = record.key === undefined ? undefined : recordOf(file, rowOf(file, { key: record.key }))
    // Its own record, where the first try was on the disk after all.
    const kept = taken && taken.id !== record.id ? taken : fullFor(file, record, room)
    if (kept) return kept
    statement(
      file,
      'INSERT INTO records (id, key, provider, job, state, attempt, sent, owner, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
    ).run(record.id, record.key ?? null, record.provider, ...changing(file, record))
    return undefined
  })
  if (!refused && record.state === 'submitting') noteSending(file, record.id, true)
  return refused
}

function replace(
  file: OpenFile,
  { id, state, attempt, isJobFree }: Parameters<JobStore['replace']>[0],
  next: JobRecord,
  room: Room | undefined,
): boolean | Full {
  const result = write(file, (isRepeat) => {
    const isAsExpected = statement(file, 'SELECT 1 FROM records WHERE id = ? AND state = ? AND attempt = ?')
    if (!isAsExpected.get(id, state, attempt)) {
      // The first try may have been on the disk after all.
      return isRepeat && rowOf(file, { id })?.['record'] === JSON.stringify(next)
    }
    if (isJobFree && next.job && rowOf(file, { provider: next.provider, jobId: next.job.id })) return false
    const full = fullFor(file, next, room)
    if (full) return full
    statement(
      file,
      'UPDATE records SET job = ?, state = ?, attempt = ?, sent = ?, owner = ?, record = ? WHERE id = ?',
    ).run(...changing(file, next), id)
    return true
  })
  if (result === true) noteSending(file, id, next.state === 'submitting')
  return result
}

/** The columns that change with a record. */
function changing(file: OpenFile, record: JobRecord): (string | number | null)[] {
  const { job, state, attempt, sentAt } = record
  const owner = state === 'submitting' ? ownerToken(file) : null
  return [job?.id ?? null, state, attempt, sentAt, owner, JSON.stringify(record)]
}

function fullFor(file: OpenFile, { id, provider }: JobRecord, room: Room | undefined): Full | undefined {
  if (!room) return undefined
  const rows = statement(
    file,
    `SELECT id FROM records WHERE provider = ? AND id IS NOT ? AND id NOT IN (SELECT value FROM json_each(?))
      AND (state IN ('submitting', 'running') OR (state = 'unresolved' AND sent > ? AND sent < ?)) LIMIT ?`,
  ).all(provider, id, JSON.stringify(room.except), ...room.unresolved, room.slots)
  return rows.length >= room.slots ? { holders: rows.map((row) => String(row['id'])) } : undefined
}

function rowOf(file: OpenFile, query: RecordQuery): Row | undefined {
  const select = 'SELECT number, id, key, record FROM records WHERE'
  if ('id' in query) return statement(file, `${select} id = ?`).get(query.id)
  if ('key' in query) return statement(file, `${select} key = ?`).get(query.key)
  return statement(file, `${select} provider = ? AND job = ? ORDER BY number LIMIT 1`).get(query.provider, query.jobId)
}

/** A page at a time, so that the list may be long and records may change meanwhile. */
async function* list(
  open: () => OpenFile,
  states: readonly RecordState[],
  order: 'oldest' | 'newest' = 'oldest',
  onDamaged?: (record: DamagedRecord) => void,
): AsyncGenerator<JobRecord> {
  const file = open()
  const [beyond, sorted, first] = order === 'newest' ? ['<', 'DESC', Number.MAX_SAFE_INTEGER] : ['>', 'ASC', 0]
  // Each state is read along its index.
  const one = `SELECT number, id, record FROM records WHERE state = ? AND number ${beyond} ?`
  const sql = `${states.map(() => one).join(' UNION ALL ')} ORDER BY number ${sorted} LIMIT ${pageSize}`
  for (let last = first; states.length > 0; ) {
    const given = states.flatMap((state) => [state, last])
    const rows = read(file, () => statement(file, sql).all(...given))
    for (const row of rows) {
      const record = readable(row, onDamaged)
      if (record) yield record
    }
    if (rows.length < pageSize) return
    last = Number(rows.at(-1)?.['number'])
  }
}

/** The record of a row; throws for a damaged one, which nobody may take for absent. */
function recordOf(file: OpenFile, row: Row | undefined): JobRecord | undefined {
  return readable(row, ({ id, reason }) => {
    const key = row?.['key'] == null ? '' : ` with the key ${JSON.stringify(row['key'])}`
    throw storageError(file.path, `record ${id}${key} cannot be read, and was left as it is: ${reason}`)
  })
}

function readable(row: Row | undefined, onDamaged?: (record: DamagedRecord) => void): JobRecord | undefined {
  if (!row) return undefined
  const parsed = z.safeParse(JobRecord, parseJson(String(row['record'])))
  if (parsed.success) return parsed.data
  onDamaged?.({ id: String(row['id']), reason: z.prettifyError(parsed.error) })
  return undefined
}

function isFilePath(path: unknown): boolean {
  return typeof path === 'string' && path !== '' && path !== ':memory:'
}
