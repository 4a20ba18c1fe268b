import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { ModeCapability } from '@reelay/core'
import { show } from '../replay/match.ts'
import { anyCreate, subjects, type Subject } from './cases/samples.ts'
import type { Spec } from '@reelay/simulator/openapi'
import { change, vendorOptions, valuesOf } from './cases/variations.ts'
import { bodyOf, misfitsOf } from './wire-requests.ts'
import { specOf } from './wire-fixtures.ts'

/** Sends each declared value of each model, and holds what goes out against the specification; notes what nothing speaks of. */
export async function judgeEvidence(context: ClauseContext): Promise<void> {
  const spec = specOf(context)
  const findings: string[] = []
  for (const subject of subjects(context))
    await context.sandbox({ ...anyCreate(subject), wire: 'memory' }, async (sandbox) => {
      for (const one of [subject, ...others(context, subject)])
        findings.push(...(await ruledOut(context, sandbox, one, spec)))
    })
  context.expectNone(findings)
  const shown = wordsIn([context.spec, ...context.fixtureSet.fixtures.flatMap(({ exchanges }) => exchanges)])
  for (const { id, modes } of context.claims.models) {
    const claims = new Set(Object.values(modes).flatMap((can) => (can ? claimsOf(id, can) : [])))
    for (const one of claims)
      if (!shown.has(one)) context.warn(`${id}: ${one} is in no specification and on no fixture`)
  }
}

/** The other models of a mode, each with the sample's words, images and options alone. */
function others(context: ClauseContext, subject: Subject): Subject[] {
  const { sample, mode } = subject
  const { prompt, images, providerOptions } = sample
  return context.claims.models.flatMap(({ id: model, modes: { [mode]: can } }) =>
    can && model !== sample.model && model !== '*'
      ? [{ ...subject, can, sample: { model, prompt, images, providerOptions } }]
      : [],
  )
}

/** What the specification forbids about a request with a declared value, and not about the same one without it. */
async function ruledOut(
  context: ClauseContext,
  sandbox: Sandbox,
  { sample, can, mode }: Subject,
  spec: Spec,
): Promise<string[]> {
  const findings: string[] = []
  const sentencesOf = async (request: Subject['sample']): Promise<string[]> => {
    const before = sandbox.requests.length
    // Whether a request may be refused before it is sent is for other clauses.
    await sandbox.attempt(() => sandbox.client.create(request))
    const sent = sandbox.requests.slice(before).find(({ operation }) => operation === 'create')
    const found = sent ? misfitsOf(context, spec, { ...sent, body: await bodyOf(sent) }) : []
    return found.map(({ pointer, what }) => `${pointer} ${what}`)
  }
  for (const vendorOption of vendorOptions) {
    const values = new Set(valuesOf(can, vendorOption, sample))
    if (values.size === 0) continue
    const { [vendorOption]: _own, ...rest } = sample
    const before = await sentencesOf(rest)
    for (const value of values) {
      const found = await sentencesOf(change(sample, { [vendorOption]: value }))
      const told = found.filter((one) => !before.includes(one))
      findings.push(...told.map((one) => `${sample.model}, ${mode}, ${vendorOption} ${show(value)}: ${one}`))
    }
  }
  return findings
}

/** The claims of a mode that a specification or a fixture can show, as they are written there. */
function claimsOf(id: string, { aspectRatios, resolutions, fps, duration }: ModeCapability): string[] {
  const lengths = duration ? ('values' in duration ? duration.values : [duration.min, duration.max]) : []
  const model = id === '*' ? [] : [id]
  return [...model, ...(aspectRatios ?? []), ...(resolutions ?? []), ...[...(fps ?? []), ...lengths].map(String)]
}

/** Every value and every name in some JSON, as text. */
function wordsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) wordsIn(inner, found.add(name))
  else found.add(String(value))
  return found
}
