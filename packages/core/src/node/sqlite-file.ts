import { realpathSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { VideoError } from '../model/errors.ts'
import { applicationId, builtin, createFile, version } from './create-file.ts'

/** A file that is open in this process: plain data, because copies of this package share it. */
export interface OpenFile {
  path: string
  /** Stores that use it. */
  users: number
  database: DatabaseSync
  statements: Map<string, ReturnType<DatabaseSync['prepare']>>
  /** Inodes of the file and of its `-wal` when they were opened. */
  inodes: readonly [number, number]
  /** What others know this process by, once it has sent something. */
  token?: string | undefined
  /** Ids of records that this process sends now. */
  sending: Set<string>
  heartbeat?: ReturnType<typeof setInterval> | undefined
}

const busyMs = 5000
const mostTries = 5
// A checkpoint costs two syncs, and a read looks through the whole log.
const longestLog = 4 * 2 ** 20

/** An error about the file, with what to do about it. */
export function storageError(path: string, what: string, cause?: unknown): VideoError {
  return new VideoError('storage', `${path}: ${what}`, { cause })
}

/** Runs work on a file; whatever it throws becomes `storage`. */
export function guarded<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof VideoError) throw error
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 255 : undefined
    const said = error instanceof Error ? error.message : String(error)
    throw storageError(path, advice.get(code ?? 0)?.(said) ?? said, error)
  }
}

// By SQLite's result code.
const advice = new Map<number, (said: string) => string>([
  [5, () => `other processes kept it busy for ${busyMs} ms`],
  [11, (said) => `it is damaged (${said}): put back a copy, or save its records with "sqlite3 FILE .recover"`],
  [13, () => 'the disk is full'],
  [26, (said) => `it is no job store (${said})`],
])

/** The files that are open in this process, by path: also those that another copy of this package has opened. */
function openFiles(): Map<string, OpenFile> {
  const name = Symbol.for(`@reelay/core/sqlite/${version}`)
  const found: unknown = Reflect.get(globalThis, name)
  if (found instanceof Map) return found
  const made = new Map<string, OpenFile>()
  Reflect.set(globalThis, name, made)
  return made
}

/** Opens a file for one more store of this process; makes it where there is none. */
export function acquireFile(given: string): OpenFile {
  return guarded(given, () => {
    if (!statSync(given, { throwIfNoEntry: false })) createFile(given)
    const path = realpathSync(given)
    const files = openFiles()
    const open = files.get(path)
    if (open && statSync(path).ino === open.inodes[0]) {
      open.users += 1
      return open
    }
    const made = { path, users: 1, sending: new Set<string>(), ...connect(path) }
    files.set(path, made)
    return made
  })
}

/** Gives a file back; the last store of this process says farewell and closes it. */
export function releaseFile(file: OpenFile, farewell: (file: OpenFile) => void): void {
  file.users -= 1
  if (file.users > 0) return
  try {
    farewell(file)
  } catch {
    // A file that was removed is closed all the same.
  }
  clearInterval(file.heartbeat)
  const files = openFiles()
  if (files.get(file.path) === file) files.delete(file.path)
  if (file.database.isOpen) file.database.close()
}

/** The prepared statement. */
export function statement(file: OpenFile, sql: string): ReturnType<DatabaseSync['prepare']> {
  const known = file.statements.get(sql)
  if (known) return known
  const made = file.database.prepare(sql)
  file.statements.set(sql, made)
  return made
}

/** Reads. */
export function read<Result>(file: OpenFile, work: () => Result): Result {
  return guarded(file.path, () => {
    renew(file)
    return work()
  })
}

/** Looks and writes in one step that no other process comes between; on the disk once it returns. The work may be done twice. */
export function write<Result>(file: OpenFile, work: (isRepeat: boolean) => Result): Result {
  return guarded(file.path, () => {
    for (let tries = 1; ; tries++) {
      renew(file)
      file.database.exec('BEGIN IMMEDIATE')
      let result: Result
      try {
        result = work(tries > 1)
        file.database.exec('COMMIT')
      } catch (error) {
        rollBack(file.database)
        throw error
      }
      // A log that was removed meanwhile has taken the change with it.
      if (!isCurrent(file) && tries < mostTries) continue
      if (logSize(file.path) > longestLog) seal(file.database)
      return result
    }
  })
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // SQLite has done it already.
  }
}

/**
 * Any close of the file in this process, such as after a backup, drops the locks that tell others that it is in use; the next
 * process that closes it may then remove the log that is open here. So the log is opened again where it is another one.
 */
function renew(file: OpenFile): void {
  if (file.database.isOpen && isCurrent(file)) return
  if (statSync(file.path, { throwIfNoEntry: false })?.ino !== file.inodes[0])
    throw storageError(
      file.path,
      'it was removed or replaced while it was open: put it back, or start this process again',
    )
  if (file.database.isOpen) file.database.close()
  Object.assign(file, connect(file.path))
}

function isCurrent({ path, inodes }: OpenFile): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === inodes[0] && logInode(path) === inodes[1]
}

const logInode = (path: string): number | undefined => statSync(`${path}-wal`, { throwIfNoEntry: false })?.ino
const logSize = (path: string): number => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0

function connect(path: string): Pick<OpenFile, 'database' | 'statements' | 'inodes'> {
  const sqlite = builtin()
  if (statSync(path).size === 0)
    throw storageError(path, 'it is empty: put back a copy, or delete it where it never held records')
  const hadLog = logSize(path) > 0
  const database = new sqlite.DatabaseSync(path)
  try {
    const number = (sql: string): number => Number(Object.values(database.prepare(sql).get() ?? {})[0])
    database.exec(`PRAGMA busy_timeout = ${busyMs}`)
    if (number('PRAGMA application_id') !== applicationId)
      throw storageError(path, 'it is a SQLite file of another application: give the store a file of its own')
    const found = number('PRAGMA user_version')
    if (found > version)
      throw storageError(path, `it was written by a later release of @reelay/core (form ${found}, not ${version})`)
    database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = 0')
    if (!hadLog && number("SELECT value FROM facts WHERE name = 'isWhole'") === 0)
      throw storageError(
        path,
        `its newest records are in ${path}-wal, which is missing: bring both files, or a copy made by "VACUUM INTO"; where they are lost for good, run "UPDATE facts SET value = 1 WHERE name = 'isWhole'"`,
      )
    if (!hadLog) seal(database)
    // What is written makes sure that there is a log.
    else database.exec("UPDATE facts SET value = 1 WHERE name = 'isWhole'")
    return { database, statements: new Map(), inodes: [statSync(path).ino, logInode(path) ?? 0] }
  } catch (error) {
    database.close()
    throw error
  }
}

/** Moves what is in the log into the file, which without a log of its own then says of itself that it is not whole. */
function seal(database: DatabaseSync): void {
  const set = (value: number): void => database.exec(`UPDATE facts SET value = ${value} WHERE name = 'isWhole'`)
  set(0)
  database.exec('PRAGMA wal_checkpoint(RESTART)')
  set(1)
}
