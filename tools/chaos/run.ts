// pnpm chaos [--orders 2000] [--kills 20] [--seed 1] [--probability 0.02] [--speed 200] [--processes 2]
import { parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    probability: { type: 'string', default: '0.02' },
    speed: { type: 'string', default: '200' },
    processes: { type: 'string', default: '2' },
  },
})
const [orders, kills, seed, probability, speed, processes] = [
  values.orders,
  values.kills,
  values.seed,
  values.probability,
  values.speed,
  values.processes,
].map(Number)
const begin = performance.now()
const result = await runChaos({
  orders: orders ?? 0,
  kills: kills ?? 0,
  seed: seed ?? 1,
  probability: probability ?? 0,
  speed: speed ?? 1,
  processes: processes ?? 2,
})
console.table(result.accounts)
console.log(
  `${orders} orders, ${processes} processes, ${result.kills} kills, ${Math.round((performance.now() - begin) / 1000)} s`,
)
const isRight = result.accounts.every(
  ({ madeTwice, lost, shared, wrongOwner, unaccounted }) => madeTwice + lost + shared + wrongOwner + unaccounted === 0,
)
process.exitCode = isRight ? 0 : 1
