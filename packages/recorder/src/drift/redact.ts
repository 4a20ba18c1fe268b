import { redact } from '@reelay/contract-tests/fixtures'
import { formsOf } from '@reelay/contract-tests/fixtures'
import type { DriftReport } from './report.ts'

/** Takes the key, in every form, out of all texts of a report, and whatever else looks like a secret out of all but the job's id. */
export function cleaner(apiKey: string | undefined): (report: DriftReport) => DriftReport {
  const forms = apiKey ? Object.values(formsOf(apiKey)) : []
  const keyless = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, '[redacted]'), text)
  const clean = (text: string): string => redact(keyless(text), {})
  return ({ findings, checks, spent, ...report }) => ({
    ...report,
    findings: findings.map((one) => ({
      ...one,
      place: clean(one.place),
      pointer: clean(one.pointer),
      was: clean(one.was),
      is: clean(one.is),
    })),
    checks: checks.map((one) => ({
      ...one,
      what: clean(one.what),
      ...(one.why !== undefined && { why: clean(one.why) }),
    })),
    ...(spent && {
      spent: {
        ...spent,
        model: clean(spent.model),
        ...(spent.job && { job: { ...spent.job, id: keyless(spent.job.id) } }),
      },
    }),
  })
}
