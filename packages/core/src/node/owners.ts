import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { read, statement, write, type OpenFile } from './sqlite-file.ts'

// How long an owner may be silent while it sends: one that cannot be asked for, and one whose process is seen to live.
const silentMs = { unseen: 120_000, seen: 900_000 }
const heartbeatMs = 20_000

/** A process that sends creates, as it stands in the file. */
interface Owner {
  token: string
  /** The run of the machine. */
  boot: string
  /** Where its pid means something. */
  space: string
  pid: number
  /** When the process started, which tells it from a later one with its pid; empty where the system does not say. */
  start: string
  /** When it was heard of last: ms since 1970, and ms since the machine started. */
  wall: number
  up: number
}

/** The token that this process sends under: a new one where another process took it for dead. To be called inside `write`. */
export function ownerToken(file: OpenFile): string {
  if (file.token !== undefined && statement(file, 'SELECT 1 FROM owners WHERE token = ?').get(file.token))
    return file.token
  const { token, boot, space, pid, start, wall, up } = self(crypto.randomUUID())
  statement(file, 'INSERT INTO owners VALUES (?, ?, ?, ?, ?, ?, ?)').run(token, boot, space, pid, start, wall, up)
  file.token = token
  return token
}

/** Ids of records in `submitting` whose process is gone, oldest first. */
export function interruptedIds(file: OpenFile): string[] {
  const now = self('')
  const owners = read(file, () =>
    statement(
      file,
      "SELECT * FROM owners WHERE token IN (SELECT owner FROM records WHERE state = 'submitting') AND token IS NOT ?",
    ).all(file.token ?? null),
  ).map(
    ({ token, boot, space, pid, start, wall, up }): Owner => ({
      token: String(token),
      boot: String(boot),
      space: String(space),
      pid: Number(pid),
      start: String(start),
      wall: Number(wall),
      up: Number(up),
    }),
  )
  const gone = owners.filter((owner) => isGone(owner, now))
  // One that was heard of meanwhile lives.
  const forget = (owner: Owner) =>
    statement(file, 'DELETE FROM owners WHERE token = ? AND wall = ?').run(owner.token, owner.wall)
  if (gone.length > 0) write(file, () => gone.map(forget))
  return read(file, () =>
    statement(
      file,
      "SELECT id FROM records WHERE state = 'submitting' AND owner NOT IN (SELECT token FROM owners) ORDER BY number",
    ).all(),
  )
    .map(({ id }) => String(id))
    .filter((id) => !file.sending.has(id))
}

/** Notes that this process sends the call of a record, or sends it no more, and is heard of as long as it sends one. */
export function noteSending(file: OpenFile, id: string, isSending: boolean): void {
  if (!isSending) file.sending.delete(id)
  else file.sending.add(id)
  if (file.sending.size === 0) {
    clearInterval(file.heartbeat)
    file.heartbeat = undefined
  } else if (!file.heartbeat) {
    heartbeat(file)
    file.heartbeat = setInterval(() => heartbeat(file), heartbeatMs)
    file.heartbeat.unref()
  }
}

/** Takes this process out of the file: whatever it still sends is interrupted. */
export function removeOwner(file: OpenFile): void {
  const { token } = file
  if (token !== undefined) write(file, () => statement(file, 'DELETE FROM owners WHERE token = ?').run(token))
}

function heartbeat(file: OpenFile): void {
  const { wall, up } = self('')
  const { token = '' } = file
  try {
    write(file, () => statement(file, 'UPDATE owners SET wall = ?, up = ? WHERE token = ?').run(wall, up, token))
  } catch {
    // The next one may be heard.
  }
}

/**
 * Whether the process of an owner is surely gone, or was silent for so long that nobody hears of its calls any more. The
 * second is a guess that costs a question and no money: a late answer is stored all the same.
 */
function isGone(owner: Owner, now: Owner): boolean {
  const isSameBoot = owner.boot === now.boot
  const life = isSameBoot && owner.space === now.space ? lifeOf(owner.pid, owner.start) : 'unseen'
  if (life === 'gone') return true
  // The clock of the machine's run does not jump; a time ahead of it is of an earlier run.
  const silence = Math.abs(isSameBoot ? now.up - owner.up : now.wall - owner.wall)
  return silence > silentMs[life]
}

function lifeOf(pid: number, start: string): 'gone' | 'seen' | 'unseen' {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // One that may not be signalled is there.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return 'gone'
  }
  const found = startOf(pid)
  if (start === '' || found === '') return 'unseen'
  return found === start ? 'seen' : 'gone'
}

/** When a process started, in ticks since the machine did; `dead` for one that was killed and waits for its parent. */
function startOf(pid: number | 'self'): string {
  const stat = text(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The name of the program, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : (fields[19] ?? '')
}

function self(token: string): Owner {
  const boot = text(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  return {
    token,
    boot: boot || `${process.platform} ${hostname()}`,
    // Containers number their processes each for itself.
    space: process.platform === 'linux' ? text(() => readlinkSync('/proc/self/ns/pid')) || token : 'all',
    pid: process.pid,
    start: startOf('self'),
    wall: Date.now(),
    up: Math.round(Number(process.hrtime.bigint() / 1_000_000n)),
  }
}

function text(get: () => string): string {
  try {
    return get()
  } catch {
    return ''
  }
}
