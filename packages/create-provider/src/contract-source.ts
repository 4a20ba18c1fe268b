import type { JobFieldName, JobFields } from './answer-fields.ts'
import type { Plan } from './plan.ts'
import { modesOf, sampleOf } from './samples.ts'
import { keyOf, literal } from './source.ts'
import { wordsByStatus } from './status-words.ts'

/** `test/contract.config.ts`: what the contract suite has to know. */
export function contractConfig(plan: Plan): string {
  const { name } = plan
  const words = Object.entries(wordsByStatus(plan)).map(([status, own]) => `      ${status}: ${literal(own)},`)
  const fields: readonly [string, JobFieldName][] = [
    ['id', 'id'],
    ['status', 'status'],
    ['progress', 'progress'],
    ['resultUrl', 'url'],
    ['reason', 'message'],
    ['createdAt', 'createdAt'],
    ['completedAt', 'completedAt'],
    ['expiresAt', 'expiresAt'],
  ]
  const pointers = fields.flatMap(([key, field]) => pointerLine(key, field, plan))
  const samples = modesOf(plan).map((mode) => `    ${mode}: ${written(sampleOf(plan, mode))},`)
  return `import type { ContractConfig } from '@reelay/contract-tests'
import { spec } from '../src/generated-spec.ts'
import { ${name} } from '../src/index.ts'

const config: ContractConfig = {
  createProvider: ({ apiKey, baseUrl, fetch }) => ${name}({ apiKey, baseUrl, fetch }),
  fixtures: new URL('./fixtures/', import.meta.url),
  package: new URL('../package.json', import.meta.url),
  spec,
  // Clauses that a newer minor version of the suite adds are judged, and fail nothing.
  contract: '1.x',
  // Delete this line when every fixture says where it comes from: then a scenario that no fixture tells is a failure.
  level: 'draft',
  wire: {
${pointers.join('\n')}
    // TODO: the same meanings as in src/index.ts.
    words: {
${words.join('\n')}
    },
  },
  // One request for each mode: the one on the mode's fixture.
  samples: {
${samples.join('\n')}
  },
}

export default config
`
}

/** `test/contract.test.ts`. */
export const contractTest = `import { contractTests } from '@reelay/contract-tests/vitest'
import { describe, it } from 'vitest'
import config from './contract.config.ts'

contractTests({ describe, it }, config)
`

/** `test/simulator.test.ts`: provider and simulator have to understand each other, and the spec both. */
export function simulatorTest(plan: Plan): string {
  const { name } = plan
  const [mode = 'text'] = modesOf(plan)
  return `import { createClient } from '@reelay/core'
import { rehearse } from '@reelay/simulator'
import { expect, it } from 'vitest'
import { ${name} } from '../src/index.ts'
import { exampleKey, ${name}Simulator } from '../src/simulator.ts'

const request = ${written(sampleOf(plan, mode), 0)}

it.each([
  ['A red fox in the snow', 'completed'],
  ['A red fox in the snow [fail]', 'failed'],
])('a job of "%s" is %s in the end', async (prompt, status) => {
  const clock = createVirtualClock()
  const simulator = ${name}Simulator({ clock })
  const { client } = rehearse(
    simulator.fetch,
    (wires) => createClient({ providers: [${name}({ apiKey: exampleKey })], ...wires }),
    clock,
  )
  const done = await client.wait(await client.create({ ...request, prompt }))
  expect(done).toMatchObject({ status, simulated: true, outputs: status === 'completed' ? [{}] : [] })
  expect(simulator.ledger.violations).toEqual([])
})
`.replace('import { rehearse }', 'import { createVirtualClock, rehearse }')
}

function pointerLine(key: string, field: JobFieldName, { created, job, listing, isOneShape }: Plan): string[] {
  const place = (fields: JobFields | undefined, prefix: readonly string[]): string | undefined => {
    const found = fields?.[field]
    return found && `'/${[...prefix, ...found.path].join('/')}'`
  }
  const isEarly = field === 'id' || (isOneShape && ['status', 'progress', 'createdAt', 'expiresAt'].includes(field))
  const places = {
    create: isEarly ? place(created, []) : undefined,
    get: field === 'id' && !isOneShape ? undefined : place(job, []),
    list: place(listing?.fields, [...(listing?.path ?? []), '*']),
  }
  const parts = Object.entries(places).flatMap(([operation, found]) =>
    found === undefined ? [] : `${operation}: ${found}`,
  )
  return parts.length > 0 ? [`    ${key}: { ${parts.join(', ')} },`] : []
}

/** An object over several lines, each member on its own. */
function written(value: Readonly<Record<string, unknown>>, indent = 4): string {
  const space = ' '.repeat(indent)
  const members = Object.entries(value).map(([key, one]) => `${space}  ${keyOf(key)}: ${literal(one)},`)
  return `{\n${members.join('\n')}\n${space}}`
}
