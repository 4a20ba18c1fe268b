// The probe in a runtime with a command line: <this> '<plan as JSON>' [nodeFetch]
import { probe, type Plan } from './probe.ts'

const [text = '', transport] = process.argv.slice(2)
const plan: Plan = JSON.parse(text)
const { nodeFetch } = transport === 'nodeFetch' ? await import('../../packages/core/src/node/index.ts') : {}
for await (const told of probe(plan, nodeFetch?.())) console.log(JSON.stringify(told))
