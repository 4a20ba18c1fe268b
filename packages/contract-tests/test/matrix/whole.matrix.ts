import { expect, it } from 'vitest'
import type { BrokenProvider } from '../../broken/broken.ts'
import { brokenProviders } from '../../broken/index.ts'
import { redsOf } from '../judge-broken.ts'

const named = (name: string): BrokenProvider => brokenProviders.find((one) => one.name.split(':')[0] === name)!

/** In real time: every clause of the larger reference, on a machine that has much else to do. */
const timeoutMs = 120_000

it.each(['cancels-once', 'no-license', 'chokes-on-strangers'])(
  '%s breaks nothing that its tests leave out',
  async (name) => {
    const { red, text } = await redsOf(named(name), true)
    expect(red, text).toEqual(named(name).breaks)
  },
  timeoutMs,
)
