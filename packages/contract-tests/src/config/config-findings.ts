import { packageFindings } from '../package/package-files.ts'
import { pinFindings } from './contract-pin.ts'
import { specFindings } from '../spec/findings.ts'
import { isDay } from './config-shape.ts'
import { seedOf, type ContractConfig } from './config.ts'

/** What is wrong with a configuration of the right shape; with any of these nothing is judged. */
export function configFindings(config: ContractConfig, clauseIds: readonly string[]): string[] {
  const { deviations = [], waivers = [], only = [], samples, wire } = config
  const findings = pinFindings(config)
  if (!Number.isSafeInteger(seedOf(config)))
    findings.push(`REELAY_CONTRACT_SEED: "${process.env['REELAY_CONTRACT_SEED']}" is not a whole number`)
  for (const [index, { clause, reason, issue, until }] of deviations.entries()) {
    const where = `deviations[${index}]`
    if (!clauseIds.includes(clause)) findings.push(`${where}.clause: there is no clause ${clause}`)
    if (reason.trim() === '') findings.push(`${where}.reason: say why`)
    if (!URL.canParse(issue)) findings.push(`${where}.issue: must be a URL where one can read on`)
    if (!isDay(until)) findings.push(`${where}.until: must be a day such as 2027-03-01`)
    if (deviations.findIndex((one) => one.clause === clause) !== index)
      findings.push(`${where}.clause: ${clause} twice`)
  }
  if (config.package) findings.push(...packageFindings(config.package))
  if (config.spec) findings.push(...specFindings(config.spec))
  for (const [index, { pointer, reason }] of waivers.entries()) {
    if (!pointer.startsWith('/')) findings.push(`waivers[${index}].pointer: ${pointer} is no JSON pointer`)
    if (reason.trim() === '') findings.push(`waivers[${index}].reason: say why both are right`)
  }
  for (const id of only) if (!clauseIds.includes(id)) findings.push(`only: there is no clause ${id}`)
  if (Object.keys(samples).length === 0) findings.push('samples: at least one mode needs a request')
  const pointers = Object.entries({
    id: wire.id,
    status: wire.status,
    model: wire.model,
    progress: wire.progress,
    resultUrl: wire.resultUrl,
    reason: wire.reason,
    'pages.cursor': wire.pages?.cursor,
    'pages.more': wire.pages?.more,
    event: wire.event,
    createdAt: wire.createdAt,
    completedAt: wire.completedAt,
    expiresAt: wire.expiresAt,
    'cost.at': wire.cost?.at,
    retryAfter: wire.retryAfter,
    'balance.at': wire.balance?.at,
    removed: wire.removed,
    done: wire.done,
  })
  for (const name of ['cost', 'balance'] as const) {
    const { perUnit = 1 } = wire[name] ?? {}
    if (!(perUnit > 0)) findings.push(`wire.${name}.perUnit: must be more than 0, such as 100 for cents`)
  }
  if (wire.retryable !== undefined && !wire.retryable.startsWith('/'))
    findings.push(`wire.retryable: ${wire.retryable} is no JSON pointer such as /error/retryable`)
  for (const [name, pointer] of pointers)
    for (const one of typeof pointer === 'string' ? [pointer] : Object.values(pointer ?? {}))
      if (!one.startsWith('/')) findings.push(`wire.${name}: ${one} is no JSON pointer such as /task_id`)
  return findings
}
