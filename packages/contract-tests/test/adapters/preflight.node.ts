// Run by surroundings-nock.test.ts: says what a run of candle's contract finds, and whether a request got out before.
import { candleContract } from '../../broken/references.ts'
import { prepareRun, runContract } from '../../src/run/run.ts'

const folder = process.env['FIXTURES']
const config = { ...candleContract, only: ['SUB-01'], ...(folder !== undefined && { fixtures: new URL(folder) }) }
const { findings } = prepareRun(config)
const verdicts: string[] = []
try {
  for await (const { verdict } of runContract(config)) verdicts.push(verdict)
} catch (error) {
  verdicts.push(`threw ${error instanceof Error ? error.message : String(error)}`)
}
process.stdout.write(JSON.stringify({ findings, verdicts }))
