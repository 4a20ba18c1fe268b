import { stripVTControlCharacters } from 'node:util'
import { systemClock } from '@reelay/core'
import { describe, expect, it } from 'vitest'
import { application, reelay, vendors } from './command.ts'

/** The machine's clock, and every pause that somebody asked it for, in ms. */
function listening() {
  const pauses: number[] = []
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    pauses.push(ms)
    return systemClock.sleep(ms, signal)
  }
  return { clock: { ...systemClock, sleep }, pauses }
}

describe('with --simulate', () => {
  it.each(vendors)('%s makes a video in minutes of its own time, and in no time of ours', async (name) => {
    const cwd = application()
    const models = JSON.parse((await reelay(['models', '--provider', name, '--simulate', '--json'], { cwd })).stdout)
    const listed = models.models.map(({ id }: { id: string }) => id).find((id: string) => id !== '*') ?? 'sora-2'
    const { clock, pauses } = listening()
    const argv = [
      'generate',
      'a paper boat',
      '--provider',
      name,
      '-m',
      listed,
      '--simulate',
      '--speed',
      '5000',
      '--json',
    ]
    const { code, stdout, stderr } = await reelay(argv, { cwd, clock })
    expect([code, stderr]).toEqual([0, ''])
    const { job, simulated } = JSON.parse(stdout)
    expect([job.status, simulated]).toEqual(['completed', true])
    // What was waited for passes in a moment; only deadlines are as long as ever, those of calls a minute.
    expect(pauses.filter((ms) => ms > 100 && ms < 59_000)).toEqual([])
    expect(pauses).toContain(60_000)
    // The last one is the download's, which goes on from the piece that came last.
    expect(pauses.at(-1)).toBeGreaterThan(59_000)
  })

  it('shows the time of the vendor, and says that it is simulated', async () => {
    const cwd = application()
    const stderr = { isTTY: true, columns: 80, write: () => {} }
    const argv = ['generate', 'a paper boat', '--provider', 'apixo', '-m', 'wan-2-5', '--simulate', '--speed', '5000']
    const outcome = await reelay(argv, { cwd, stderr })
    const bars = stripVTControlCharacters(outcome.stderr)
    expect(bars).toMatch(/━{30} {2}completed {2}\d+ s simulated\n/)
    // "wait 50 seconds, then poll every 5 seconds"
    expect(Number(/completed {2}(\d+) s simulated\n/.exec(bars)?.[1])).toBeGreaterThanOrEqual(50)
  })
})
