import { expect, it } from 'vitest'
import { runChaos } from '../chaos.ts'

it('a shop of two processes that are killed again and again, with vendors that lose answers and answer oddly, pays once for each video and knows of all', async () => {
  const { accounts, kills } = await runChaos({ orders: 100, kills: 3, seed: 3, probability: 0.02, speed: 200 })
  expect(kills).toBeGreaterThan(0)
  for (const account of accounts)
    expect(account).toMatchObject({ madeTwice: 0, lost: 0, shared: 0, wrongOwner: 0, unaccounted: 0 })
  expect(accounts.reduce((sum, { ended }) => sum + ended, 0)).toBeGreaterThan(70)
}, 120_000)
