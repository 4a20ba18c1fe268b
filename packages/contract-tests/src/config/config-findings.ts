import { packageFindings } from '../package/package-files.ts'
import { pinFindings } from './contract-pin.ts'
import { specFindings } from '@reelay/simulator/openapi'
import { ContractConfig, seedOf } from './config.ts'
import { fieldsOf, isDay, misfits } from './fields.ts'

/** What of a configuration is missing, misspelt or of another kind; with any of these nothing else of it can be read. */
export function shapeFindings(config: unknown): string[] {
  return misfits(ContractConfig, config)
}

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
  for (const name of ['cost', 'balance'] as const) {
    const { perUnit = 1 } = wire[name] ?? {}
    if (!(perUnit > 0)) findings.push(`wire.${name}.perUnit: must be more than 0, such as 100 for cents`)
  }
  for (const { path, example } of fieldsOf(ContractConfig)) {
    if (example === undefined) continue
    const value = path.split('.').reduce<unknown>((owner, key) => Reflect.get(Object(owner), key), config)
    for (const one of typeof value === 'string' ? [value] : Object.values(Object(value)).map(String))
      if (!one.startsWith('/')) findings.push(`${path}: ${one} is no JSON pointer such as ${example}`)
  }
  return findings
}
