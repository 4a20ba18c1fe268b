import { closeSync, existsSync, fsyncSync, linkSync, openSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { VideoError } from '../model/errors.ts'

// "Rlay" in ASCII.
export const applicationId = 0x526c6179
// Raised by 1 in a release that changes the format of records.
export const version = 1

const schema = `
  CREATE TABLE records (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    key TEXT UNIQUE,
    provider TEXT NOT NULL,
    job TEXT,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    sent TEXT NOT NULL,
    owner TEXT,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_job ON records (provider, job);
  CREATE INDEX records_state ON records (state, number);
  CREATE INDEX records_account ON records (provider, state);
  CREATE TABLE owners (
    token TEXT PRIMARY KEY, boot TEXT NOT NULL, space TEXT NOT NULL, pid INTEGER NOT NULL, start TEXT NOT NULL,
    wall INTEGER NOT NULL, up INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  INSERT INTO facts VALUES ('isWhole', 1);
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${version};
`

/** SQLite of Node.js. */
export function builtin(): typeof import('node:sqlite') {
  const sqlite = process.getBuiltinModule('node:sqlite')
  if (!sqlite) throw new VideoError('storage', `a SQLite store needs Node 22.13 or later, not ${process.version}`)
  return sqlite
}

/** Makes the file beside its name and links it there when it is whole: of processes that make it at once, one has made it. */
export function createFile(path: string): void {
  const { DatabaseSync } = builtin()
  const folder = realpathSync(dirname(path))
  const draft = join(folder, `${basename(path)}.${crypto.randomUUID().slice(0, 8)}.new`)
  try {
    // Created here with mode 600, because SQLite would make it readable by others; its log has the same mode.
    closeSync(openSync(draft, 'wx', 0o600))
    const database = new DatabaseSync(draft)
    try {
      database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN; ${schema} COMMIT`)
    } finally {
      database.close()
    }
    link(draft, path)
    syncFolder(folder)
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(draft + end, { force: true })
  }
}

function link(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    // Another process was first, or the file system knows no links.
    if (!existsSync(path)) renameSync(draft, path)
    else if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** Makes a new name in a folder survive a power cut, where the system can. */
function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r')
    try {
      fsyncSync(opened)
    } finally {
      closeSync(opened)
    }
  } catch {
    // Windows opens no folders.
  }
}
