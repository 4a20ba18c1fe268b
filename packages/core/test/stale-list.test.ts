import { describe, expect, it } from 'vitest'
import { createClient, type Job } from '../src/index.ts'
import { acme, key, testClock } from './acme.ts'
import { durationsOf, lognormal } from './poll-simulation.ts'

interface Asked {
  lists: number
  polls: number
}

/** A vendor whose jobs take so many seconds; `listed` is what its list says of a job that runs for so long. */
function vendorOf(
  seconds: readonly number[],
  listed: (ageMs: number, endMs: number, index: number) => 'working' | 'done',
) {
  const clock = testClock()
  const begun = new Map<number, number>()
  const asked: Asked = { lists: 0, polls: 0 }
  const endMs = (index: number): number => (seconds[index] ?? 0) * 1000
  const ageMs = (index: number): number => clock.elapsed() - (begun.get(index) ?? 0)
  const shown = (index: number, state: 'working' | 'done') => ({
    id: `j${index}`,
    state,
    ...(state === 'done' && { url: `https://cdn.test/j${index}.mp4` }),
  })
  const { watch: _watch, ...provider } = acme({ apiKey: key })
  const client = createClient({
    providers: [provider],
    clock,
    random: () => 0.5,
    fetch: async (input) => {
      const id = /\/j(\d+)$/.exec(new URL(new Request(input).url).pathname)?.[1]
      if (id === undefined) {
        asked.lists += 1
        const jobs = [...begun.keys()].toReversed().slice(0, 100)
        return Response.json({ jobs: jobs.map((index) => shown(index, listed(ageMs(index), endMs(index), index))) })
      }
      asked.polls += 1
      const index = Number(id)
      return Response.json(shown(index, ageMs(index) >= endMs(index) ? 'done' : 'working'))
    },
  })
  /** Waits for all jobs, so many at once; gives the delay in seconds from the end of each to the poll that saw it. */
  async function followed(atOnce: number, timeoutMs = 3_600_000): Promise<number[]> {
    const delays: number[] = []
    let next = 0
    const one = async (): Promise<void> => {
      while (next < seconds.length) {
        const index = next++
        begun.set(index, clock.elapsed())
        const createdAt = new Date(clock.now()).toISOString()
        const job: Job = { provider: 'acme', model: 'one', id: `j${index}`, status: 'queued', outputs: [], createdAt }
        await client.wait(job, { timeoutMs })
        delays.push((ageMs(index) - endMs(index)) / 1000)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, one))
    return delays
  }
  return { clock, asked, followed }
}

const honest = (ageMs: number, endMs: number) => (ageMs >= endMs ? 'done' : 'working')
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const minute = lognormal(60, 0.35)

describe("a vendor's list that is old", () => {
  it.each([3, 16])('does not keep %i jobs waiting', async (count) => {
    const { followed } = vendorOf(durationsOf(minute, count), () => 'working')
    expect(Math.max(...(await followed(count, 600_000)))).toBeLessThan(45)
  })

  it('since some time is found out', async () => {
    const { followed } = vendorOf(durationsOf(minute, 120), (ageMs, endMs, index) =>
      index < 60 ? honest(ageMs, endMs) : 'working',
    )
    expect(Math.max(...(await followed(8)))).toBeLessThan(180)
  })

  it('for one job only does not keep it waiting for ever', async () => {
    const stuck = (ageMs: number, endMs: number, index: number) => (index === 40 ? 'working' : honest(ageMs, endMs))
    const { followed } = vendorOf(durationsOf(minute, 80), stuck)
    expect(Math.max(...(await followed(8)))).toBeLessThan(180)
  })

  it('is asked for a last word at a deadline', async () => {
    const { asked, followed } = vendorOf([4, 4, 4], () => 'working')
    expect(await followed(3, 9000)).toHaveLength(3)
    expect(asked.polls).toBe(3)
  })

  it('by some seconds costs few polls', async () => {
    const lagging = (ageMs: number, endMs: number) => honest(ageMs - 8000, endMs)
    const { asked, followed } = vendorOf(durationsOf(minute, 160), lagging)
    const delays = await followed(32)
    expect((asked.lists + asked.polls) / 160).toBeLessThan(2.2)
    expect(mean(delays)).toBeLessThan(13)
  })
})

// Measured without any proof of the list: 4.50, 2.77, 1.54, 1.58 requests for each job.
it.each([
  [3, 4.64],
  [8, 2.84],
  [32, 1.57],
  [64, 1.6],
])('a list that is right makes %i jobs at once cost %f requests each at most', async (atOnce, most) => {
  const count = Math.max(60, atOnce * 5)
  const { asked, followed } = vendorOf(durationsOf(minute, count), honest)
  const delays = await followed(atOnce)
  expect((asked.lists + asked.polls) / count).toBeLessThan(most)
  expect(mean(delays)).toBeLessThan(3.6)
})
