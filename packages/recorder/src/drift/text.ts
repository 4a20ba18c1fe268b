import type { DriftReport } from './report.ts'
import { driftKinds } from './finding.ts'
import { driftExitCode, driftOutcomes } from './outcome.ts'
import type { Spent } from './paid.ts'

/** A report for people: what was not as it should be, then everything that was asked, then what it comes to. */
export function toText(report: DriftReport): string {
  const { provider, tier, at, outcome, findings, checks, spent, simulated } = report
  const found = findings.flatMap(({ kind, severity, place, pointer, was, is }) => [
    [severity, `${place} ${pointer}: ${was} -> ${is}`],
    ['', driftKinds[kind][1]],
  ])
  const asked = checks.map((one) => [
    one.result,
    `tier ${one.tier}  ${one.what}${one.why === undefined ? '' : `: ${one.why}`}`,
  ])
  const rows = [...found, ...asked, ...(spent ? [['spent', spentLine(spent)]] : [])]
  return [
    `${provider}  tier ${tier}  ${at}${simulated ? '  simulated: no vendor was asked' : ''}`,
    ...rows.map(([word = '', text]) => `  ${word.padEnd(11)}  ${text}`),
    `${outcome}: ${driftOutcomes[outcome][1]} (exit code ${driftExitCode(report)})`,
  ].join('\n')
}

function spentLine({ model, creates, countedUsd, told, job, isLeftOver }: Spent): string {
  const sent = `${creates} ${creates === 1 ? 'create' : 'creates'} of ${model}, counted as ${countedUsd} USD each`
  const said = told ? `; the vendor says ${told.amount} ${told.currency}` : ''
  const named = job
    ? `; job ${job.provider}:${encodeURIComponent(job.id)}`
    : creates > 0
      ? '; no job is known: look at the vendor'
      : ''
  return sent + said + named + (isLeftOver ? ', which may still be running or stored' : '')
}
