import { operations, scenarios, type Operation } from '../tape.ts'
import type { Stage } from '../stage.ts'
import { subjects } from '../samples.ts'

/** What is on no tape: `missing` where the provider claims it, `holes` where only a refusal, or what few vendors document, is missing. */
export function coverageOf(stage: Stage): { missing: string[]; holes: string[] } {
  const { claims, shelf } = stage
  const played = shelf.tapes.flatMap(({ scenario, exchanges }) =>
    exchanges.map(({ operation, response }) => ({
      operation,
      isRefusal: scenario.startsWith('refused.') || response.status >= 400,
    })),
  )
  const has = (operation: Operation, isRefusal: boolean): boolean =>
    played.some((one) => one.operation === operation && one.isRefusal === isRefusal)
  const asked = operationsOf(stage)
  const modes = subjects(stage).map(({ story }) => story)
  const stories = [...modes, 'fails', 'refused.authentication', 'refused.not_found'] as const
  const silent = asked.filter((operation) => !has(operation, false))
  const unrefused = asked.filter((operation) => !has(operation, true))
  const isBase = (operation: Operation): boolean => operation === 'create' || operation === 'get'
  return {
    missing: [
      ...stories.filter((story) => !stage.has(story)).map((story) => `no tape tells "${story}": ${scenarios[story]}`),
      ...silent.map((operation) => `${operation}: is claimed, and on no tape`),
      ...unrefused.filter(isBase).map((operation) => `${operation}: no tape has a refusal of it`),
      ...(claims.capabilities.operations.includes('content') && !stage.has('content')
        ? ['no tape tells "content"']
        : []),
    ],
    holes: [
      ...unrefused
        .filter((operation) => !isBase(operation))
        .map((operation) => `${operation}: no tape has a refusal of it`),
      ...(stage.has('moderated') ? [] : [`no tape tells "moderated": ${scenarios.moderated}`]),
    ],
  }
}

/** The operations with which the provider asks the vendor, as tapes name them. */
function operationsOf({ claims, has }: Stage): Operation[] {
  const claimed = new Set<string>(claims.capabilities.operations)
  return operations.filter((operation) => {
    // A list of models may be data, an address is made without a call, and a delivery is the vendor's own.
    if (operation === 'models') return has('models')
    return claimed.has(operation) && operation !== 'content' && operation !== 'webhook'
  })
}
