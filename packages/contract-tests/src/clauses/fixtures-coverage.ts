import type { ClauseContext, Operation } from '../harness/clause.ts'
import { operations, scenarios } from '../fixtures/fixture.ts'
import { subjects } from './cases/samples.ts'

/** What is on no fixture: `missing` where the provider claims it, `holes` where only a refusal, or what few vendors document, is missing. */
export function coverageOf(context: ClauseContext): { missing: string[]; holes: string[] } {
  const { claims, fixtureSet } = context
  const played = fixtureSet.fixtures.flatMap(({ scenario, exchanges }) =>
    exchanges.map(({ operation, response }) => ({
      operation,
      isRefusal: scenario.startsWith('refused.') || response.status >= 400,
    })),
  )
  const has = (operation: Operation, isRefusal: boolean): boolean =>
    played.some((one) => one.operation === operation && one.isRefusal === isRefusal)
  const asked = operationsOf(context)
  const modes = subjects(context).map(({ scenario }) => scenario)
  const needed = [...modes, 'fails', 'refused.authentication', 'refused.not_found'] as const
  const silent = asked.filter((operation) => !has(operation, false))
  const unrefused = asked.filter((operation) => !has(operation, true))
  const isBase = (operation: Operation): boolean => operation === 'create' || operation === 'get'
  const untold = (scenario: (typeof needed)[number] | 'moderated'): string[] =>
    context.has(scenario) ? [] : [`no fixture tells "${scenario}": ${scenarios[scenario]}`]
  const neverRefused = (operation: Operation): string => `${operation}: no fixture has a refusal of it`
  const isContentUntold = claims.capabilities.operations.includes('content') && !context.has('content')
  return {
    missing: [
      ...needed.flatMap(untold),
      ...silent.map((operation) => `${operation}: is claimed, and on no fixture`),
      ...unrefused.filter(isBase).map(neverRefused),
      ...(isContentUntold ? ['no fixture tells "content"'] : []),
    ],
    holes: [...unrefused.filter((operation) => !isBase(operation)).map(neverRefused), ...untold('moderated')],
  }
}

/** The operations with which the provider asks the vendor, as fixtures name them. */
function operationsOf({ claims, has }: ClauseContext): Operation[] {
  const claimed = new Set<string>(claims.capabilities.operations)
  return operations.filter((operation) => {
    // A list of models may be data, an address is made without a call, and a delivery is the vendor's own.
    if (operation === 'models') return has('models')
    return claimed.has(operation) && operation !== 'content' && operation !== 'webhook'
  })
}
