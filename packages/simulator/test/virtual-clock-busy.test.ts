import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** A clock on a machine whose own time the test decides. */
async function clockOn(isBusy: () => boolean): Promise<{
  clock: ReturnType<typeof import('@reelay/simulator/clock').createVirtualClock>
  pass: (ms: number) => Promise<void>
}> {
  let realMs = 0
  vi.resetModules()
  vi.stubGlobal('performance', { now: () => realMs })
  const { createVirtualClock } = await import('@reelay/simulator/clock')
  const pass = async (ms: number): Promise<void> => {
    realMs += ms
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  return { clock: createVirtualClock({ startMs: 0, isBusy }), pass }
}

it('virtual time stands still while answers keep moving, however slow the machine is', async () => {
  let isBusy = true
  const { clock, pass } = await clockOn(() => isBusy)
  const deadline = clock.sleep(60_000)
  for (let piece = 0; piece < 20; piece++) {
    await pass(1_000)
    clock.touch()
    expect(clock.elapsed(), `piece ${piece}`).toBe(0)
  }
  isBusy = false
  await deadline
  expect(clock.elapsed()).toBe(60_000)
})

it('virtual time passes when an answer has not moved for long', async () => {
  const { clock, pass } = await clockOn(() => true)
  const deadline = clock.sleep(60_000)
  for (let turns = 0; turns < 20; turns++) await pass(1_000)
  await deadline
  expect(clock.elapsed()).toBe(60_000)
})
