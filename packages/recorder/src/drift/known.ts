import type { Status } from '@reelay/core'
import { pointerFor, type ContractConfig, type Wire } from '@reelay/contract-tests/config'
import { valuesAt } from '@reelay/contract-tests/fixtures'
import type { FixtureSet } from '@reelay/contract-tests/fixtures'
import type { Exchange, Operation, Scenario } from '@reelay/contract-tests/fixtures'

/** What the vendor is held against. */
export interface Known {
  provider: string
  fixtureSet: FixtureSet
  spec: ContractConfig['spec']
  wire: Wire
}

/** What an answer ought to be: the operation's own success, or a refusal that a fixture tells of. */
export type ExpectedScenario = 'answer' | Extract<Scenario, `refused.${string}`>

/** Fixture exchanges of a scenario, for one operation where it is its own answer. */
export function tellingOf({ fixtureSet }: Known, operation: Operation, scenario: ExpectedScenario): Exchange[] {
  if (scenario !== 'answer') return [...(fixtureSet.find(scenario)?.exchanges ?? [])]
  return fixtureSet.fixtures
    .filter(({ scenario }) => !/^(refused\.|moderated$|cancel\.late$)/.test(scenario))
    .flatMap(({ exchanges }) => exchanges)
    .filter((one) => one.operation === operation && one.response.status < 400)
}

/** Exchanges that the vendor has shown, in person or on a page; what was made up says nothing of what is always there. */
export function shownBy({ fixtureSet }: Known, exchanges: readonly Exchange[]): Exchange[] {
  const shown = new Set(
    fixtureSet.fixtures
      .filter(({ provenance }) => provenance.kind !== 'simulated')
      .flatMap((fixture) => fixture.exchanges),
  )
  return exchanges.filter((one) => shown.has(one))
}

/** All fixture refusals with a status, of whatever operation. */
export function refusalsOf({ fixtureSet }: Known, status: number): Exchange[] {
  return fixtureSet.fixtures.flatMap(({ exchanges }) => exchanges).filter(({ response }) => response.status === status)
}

/** The JSON of fixture answers. */
export function bodiesOf(exchanges: readonly Exchange[]): unknown[] {
  return exchanges.flatMap(({ response: { body } }) => (body.kind === 'json' ? [body.value] : []))
}

/** Every status word of the vendor that is declared. */
export function declaredWords({ words }: Wire): string[] {
  return Object.values(words).flat()
}

/** What an answer about one job says of its status, as ours; undefined where it says nothing, or is about several. */
export function stateOf({ wire }: Known, operation: Operation, json: unknown): Status | undefined {
  const pointer = pointerFor(wire.status, operation)
  const [word] = pointer === undefined || pointer.includes('*') ? [] : valuesAt(json, pointer)
  if (typeof word !== 'string') return undefined
  return statusNames.find((status) => wire.words[status]?.includes(word)) ?? 'unknown'
}

/** Pointers to what the provider is known to read of an operation's answers. */
export function wiredPointers({ wire }: Known, operation: Operation): string[] {
  const { id, status, progress, resultUrl, reason, createdAt, completedAt, expiresAt, cost, pages } = wire
  const fields = [id, status, progress, resultUrl, reason, createdAt, completedAt, expiresAt, cost?.at]
  const paged = operation === 'list' ? [pages?.cursor, pages?.more] : []
  return [...fields.map((field) => pointerFor(field, operation)), ...paged].filter((one) => one !== undefined)
}

const statusNames = ['queued', 'in_progress', 'completed', 'failed', 'cancelled', 'expired'] as const
