// Two processes with a client each over one file: what the vendor bills, whatever happens to them.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startClient, type Vendor } from './client-process.ts'

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'reelay-processes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const started: { kill: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of started.splice(0)) await one.kill()
})
let count = 0

/** A vendor, and two processes that are its customers over one file. */
function setup(vendor: Vendor) {
  const path = join(folder, `${++count}.db`)
  const [one, two] = [startClient(path, vendor), startClient(path, vendor)]
  started.push(one, two)
  return [one, two] as const
}

/** Jobs that were billed; each is done at its second poll. */
function books() {
  const polls = new Map<string, number>()
  let running = 0
  let most = 0
  const vendor: Vendor = async (method, path) => {
    if (method === 'POST') {
      most = Math.max(most, ++running)
      polls.set(`j${polls.size + 1}`, 0)
      return { value: { id: `j${polls.size}`, state: 'waiting' } }
    }
    const id = path.split('/').at(-1) ?? ''
    if (!polls.has(id)) return { value: {}, status: 404 }
    const seen = (polls.get(id) ?? 0) + 1
    polls.set(id, seen)
    if (seen === 2) running -= 1
    return { value: seen < 2 ? { id, state: 'working' } : { id, state: 'done', url: `https://cdn.test/${id}.mp4` } }
  }
  return { vendor, billed: () => polls.size, most: () => most }
}

const keys = ['order-1', 'order-2', 'order-3', 'order-4']

describe('two processes on one file', () => {
  it('with the same four orders, also after a backup in one of them: four are billed, and each has their jobs', async () => {
    const { vendor, billed } = books()
    const [one, two] = setup(vendor)
    expect(await one.perform({ task: 'meddle' })).toBeGreaterThan(0)
    const orders = [one, two].map((each) => Promise.all(keys.map((key) => each.perform({ task: 'create', key }))))
    const [first, second] = await Promise.all(orders)
    const idsOf = (jobs: { id: string }[] = []): string[] => jobs.map(({ id }) => id)
    expect(billed()).toBe(4)
    expect(new Set(idsOf(first)).size).toBe(4)
    expect(idsOf(second)).toEqual(idsOf(first))
  })

  it('one of which is killed while it sends: the other, open already, says so and sends nothing', async () => {
    let sent = (): void => {}
    const isSent = new Promise<void>((resolve) => (sent = resolve))
    let billed = 0
    const [one, two] = setup(async () => {
      billed += 1
      sent()
      return new Promise(() => {})
    })
    expect(await two.perform({ task: 'unresolved' })).toEqual([])
    void one.perform({ task: 'create', key: 'order-1' })
    await isSent
    expect(await two.perform({ task: 'unresolved' })).toEqual([])
    const waiting = two.perform({ task: 'create', key: 'order-1' })
    await one.kill()
    expect(await waiting).toMatchObject({ code: 'submission_unknown' })
    expect(await two.perform({ task: 'unresolved' })).toMatchObject([{ key: 'order-1', evidence: { code: 'crashed' } }])
    expect(billed).toBe(1)
  })

  it('with four creates each, where four may run at once: all end well, also what comes after one of them died', async () => {
    const { vendor, billed, most } = books()
    const [one, two] = setup(vendor)
    const jobs = await Promise.all([one, two].flatMap((each) => keys.map(() => each.perform({ task: 'create' }))))
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(8)
    expect(billed()).toBe(8)
    // Nobody but who waits for a slot polls what the dead one has left.
    await one.kill()
    await Promise.all(keys.map(() => two.perform({ task: 'create' })))
    expect(billed()).toBe(12)
    expect(most()).toBe(4)
  })
})
