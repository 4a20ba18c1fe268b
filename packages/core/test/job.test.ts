import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createClient, isVideoError, VideoError, type Job } from '../src/index.ts'
import { instant, statusMap, usdFromCents } from '../src/provider.ts'
import { parseJob } from '../src/model/parse-job.ts'
import { mergeJob } from '../src/model/merge-snapshot.ts'

const job: Job = { provider: 'acme', model: 'one', id: 'j1', status: 'in_progress', outputs: [], progress: 40 }
const client = createClient({ providers: [] })

describe('a job', () => {
  it.each(['completed', 'failed', 'cancelled', 'expired'] as const)('that is %s stays so', (status) => {
    const ended = mergeJob(job, { status, outputs: [{ url: 'https://x/a' }] })
    expect(ended.status).toBe(status)
    for (const later of ['queued', 'in_progress', 'completed', 'failed', 'expired', 'unknown'] as const)
      expect(mergeJob(ended, { status: later }).status).toBe(status)
  })

  it('has outputs only when completed', () => {
    const outputs = [{ url: 'https://x/a' }]
    expect(mergeJob(job, { status: 'in_progress', outputs }).outputs).toEqual([])
    expect(mergeJob(job, { status: 'failed', outputs }).outputs).toEqual([])
    expect(mergeJob(job, { status: 'completed', outputs }).outputs).toEqual(outputs)
  })

  it('a fresh URL of a completed job replaces the old one', () => {
    const completed = mergeJob(job, { status: 'completed', outputs: [{ url: 'https://x/a?old' }] })
    expect(mergeJob(completed, { status: 'completed', outputs: [{ url: 'https://x/a?new' }] }).outputs).toEqual([
      { url: 'https://x/a?new' },
    ])
  })

  it('keeps what an answer leaves out', () => {
    const cost = { amount: 1, currency: 'USD', source: 'vendor', final: false } as const
    expect(mergeJob({ ...job, cost, expiresAt: 'x' }, { status: 'in_progress', cost: undefined })).toMatchObject({
      cost,
      expiresAt: 'x',
      progress: 40,
    })
  })

  it.each([
    [41, 41],
    [400, 100],
    [-3, 40],
    [Number.NaN, undefined],
    [undefined, 40],
    [null, 40],
  ])('progress %s after 40 is %s', (progress, shown) => {
    expect(mergeJob(job, { status: 'in_progress', progress }).progress).toBe(shown)
  })

  it('says nothing of progress when the vendor does not', () => {
    const { progress: _progress, ...silent } = job
    expect(mergeJob(silent, { status: 'completed' })).not.toHaveProperty('progress')
  })

  it('survives JSON and comes back checked', () => {
    expect(client.job(JSON.parse(JSON.stringify(job)))).toEqual(job)
    expect(client.job({ ...job, addedLater: 1 })).toEqual(job)
    expect(() => client.job({ ...job, id: '' })).toThrow('id: "" given')
    expect(() => client.job({ ...job, status: 'melted' })).toThrow('status: "melted" given, allowed: queued')
    expect(() => client.job('{"provider":')).toThrow(VideoError)
  })
})

it("statusMap compares without case or space and keeps the vendor's word", () => {
  const statusOf = statusMap({ DONE: 'completed' })
  expect(statusOf(' done ')).toEqual({ status: 'completed', vendorStatus: ' done ' })
  expect(statusOf('toString')).toEqual({ status: 'unknown', vendorStatus: 'toString' })
})

it.each([
  [1_715_000_000, '2024-05-06T12:53:20.000Z'],
  [1_715_000_000_000, '2024-05-06T12:53:20.000Z'],
  ['2024-05-06T14:53:20+02:00', '2024-05-06T12:53:20.000Z'],
  ['2024-05-06 12:53:20', '2024-05-06T12:53:20.000Z'],
  ['2024-05-06T12:53:20.5', '2024-05-06T12:53:20.500Z'],
  [0, undefined],
  ['soon', undefined],
  [null, undefined],
  [undefined, undefined],
  [Number.NaN, undefined],
])('instant(%s) is %s', (given, expected) => {
  expect(instant(given)).toBe(expected)
})

it('cents become dollars without dust', () => {
  expect(usdFromCents(320, true)).toEqual({ amount: 3.2, currency: 'USD', source: 'vendor', final: true })
  expect(usdFromCents(0, true)?.amount).toBe(0)
  expect(usdFromCents(7.35, false)?.amount).toBe(0.0735)
  expect(usdFromCents(undefined, false)).toBeUndefined()
})

describe('an error', () => {
  const error = new VideoError('timeout', 'late', {
    job: { ...job, outputs: [{ url: 'https://x/a?signature=abc' }] },
    status: 504,
  })

  it('shows code and job but no result URL, in JSON and when inspected', () => {
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: 'timeout',
      message: 'late',
      status: 504,
      job: { id: 'j1', outputs: [] },
    })
    expect(inspect(error, { depth: 9 })).not.toContain('signature')
    expect(error.job?.outputs).toHaveLength(1)
  })

  it('is recognised from another copy of this package', () => {
    expect(isVideoError(error)).toBe(true)
    expect(isVideoError({ [Symbol.for('reelay.VideoError')]: true })).toBe(true)
    expect([new Error('x'), null, 'x', {}].some(isVideoError)).toBe(false)
  })
})

describe('a stored job', () => {
  const golden: unknown[] = JSON.parse(readFileSync(new URL('golden/jobs-1.0.json', import.meta.url), 'utf8'))

  it('of every release is still understood', () => {
    for (const stored of golden) expect(parseJob(stored)).toEqual(stored)
  })

  it('of a later release is refused by its version', () => {
    expect(() => parseJob({ ...Object(golden[0]), version: 2 })).toThrow(/version.*2.*a later release/)
    expect(() => parseJob({ ...Object(golden[0]), version: 5n })).toThrow(/version/)
  })
})
