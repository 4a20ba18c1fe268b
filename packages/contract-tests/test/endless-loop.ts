// Started by loop-watch.test.ts in a process of its own, which it does not survive.
import { candleContract } from '../broken/references.ts'
import { candle } from '../reference/candle.ts'
import { prepareRun } from '../src/run/run.ts'

const config: typeof candleContract = {
  ...candleContract,
  only: ['STA-01'],
  createProvider: ({ apiKey, baseUrl, fetch }) => ({
    ...candle({ apiKey, baseUrl, fetch }),
    get: async () => {
      for (;;);
    },
  }),
}
const { run } = prepareRun(config, 'memory', 400)
for (const clause of run.clauses) console.log((await run.judge(clause)).verdict)
