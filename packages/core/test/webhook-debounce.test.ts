import { expect, it } from 'vitest'
import { createWebhookDebounce } from '../src/webhook/debounce.ts'
import { VideoError, type Job } from '../src/index.ts'
import { errorOf, testClock } from './acme.ts'

const jobOf = (id: string): Job => ({ provider: 'acme', model: 'one', id, status: 'unknown', outputs: [] })

it('a hundred deliveries lead to a poll of once and one a second later, which all the others share', async () => {
  const clock = testClock()
  const polls: [id: string, atMs: number][] = []
  const debouncedPoll = createWebhookDebounce(clock, async (job) => {
    polls.push([job.id, clock.elapsed()])
    return { ...job, progress: polls.length }
  })
  const controller = new AbortController()
  const all = Array.from({ length: 100 }, () => debouncedPoll(jobOf('a'), {}))
  const left = errorOf(debouncedPoll(jobOf('a'), { signal: controller.signal }))
  const other = debouncedPoll(jobOf('b'), {})
  controller.abort()

  expect(await left).toMatchObject({ code: 'aborted', job: { id: 'a' } })
  expect(await other).toMatchObject({ id: 'b' })
  expect((await Promise.all(all)).map(({ progress }) => progress)).toEqual([1, ...Array.from({ length: 99 }, () => 3)])
  await clock.sleep(1001)
  await debouncedPoll(jobOf('a'), {})
  expect(polls).toEqual([
    ['a', 0],
    ['b', 0],
    ['a', 1000],
    ['a', 2001],
  ])
})

it('a poll that fails fails for all who share it, and the next one asks again', async () => {
  const clock = testClock()
  let count = 0
  const debouncedPoll = createWebhookDebounce(clock, async (job) => {
    count += 1
    if (count === 2) throw new VideoError('network', 'lost')
    return job
  })
  const [first, second, third] = [
    debouncedPoll(jobOf('a'), {}),
    errorOf(debouncedPoll(jobOf('a'), {})),
    errorOf(debouncedPoll(jobOf('a'), {})),
  ]
  expect(await first).toMatchObject({ id: 'a' })
  expect([(await second).message, (await third).message]).toEqual(['lost', 'lost'])
  expect(await debouncedPoll(jobOf('a'), {})).toMatchObject({ id: 'a' })
  expect([count, clock.elapsed()]).toEqual([3, 2000])
})

it("a poll that fails when all who asked for it have left is nobody's failure", async () => {
  const clock = testClock()
  const unhandled: unknown[] = []
  const listen = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', listen)
  const debouncedPoll = createWebhookDebounce(clock, async (job) => {
    if (clock.elapsed() > 0) throw new VideoError('network', 'lost')
    return job
  })
  await debouncedPoll(jobOf('a'), {})
  expect(await errorOf(debouncedPoll(jobOf('a'), { signal: AbortSignal.abort() }))).toMatchObject({ code: 'aborted' })
  await clock.sleep(2000)
  for (let count = 0; count < 5; count++) await new Promise(setImmediate)
  process.off('unhandledRejection', listen)
  expect(unhandled).toEqual([])
})

it('a delivery that gives a job another model does not share the poll of the true one', async () => {
  const clock = testClock()
  const debouncedPoll = createWebhookDebounce(clock, async (job) => {
    if (job.model !== 'one') throw new VideoError('not_found', 'no such job')
    return job
  })
  const forged = [1, 2].map(() => errorOf(debouncedPoll({ ...jobOf('a'), model: 'nonsense' }, {})))
  expect(await debouncedPoll(jobOf('a'), {})).toMatchObject({ id: 'a' })
  expect((await Promise.all(forged)).map(({ code }) => code)).toEqual(['not_found', 'not_found'])
})
