import type { ModeCapability } from '@reelay/core'
import { show } from '../match.ts'
import { anyCreate, subjects, type Subject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Spec } from '../spec-check.ts'
import type { Stage } from '../stage.ts'
import { change, knobs, valuesOf } from '../variations.ts'
import { bodyOf, misfitsOf } from './wire-requests.ts'
import { specOf } from './wire-tapes.ts'

/** Sends each declared value of each model, and holds what goes out against the specification; notes what nothing speaks of. */
export async function judgeEvidence(stage: Stage): Promise<void> {
  const spec = specOf(stage)
  const findings: string[] = []
  for (const subject of subjects(stage))
    await stage.scene({ ...anyCreate(subject), wire: 'memory' }, async (scene) => {
      for (const one of [subject, ...others(stage, subject)])
        findings.push(...(await ruledOut(stage, scene, one, spec)))
    })
  stage.expectNone(findings)
  const shown = wordsIn([stage.spec, ...stage.shelf.tapes.flatMap(({ exchanges }) => exchanges)])
  for (const { id, modes } of stage.claims.models) {
    const claims = new Set(Object.values(modes).flatMap((can) => (can ? claimsOf(id, can) : [])))
    for (const one of claims) if (!shown.has(one)) stage.warn(`${id}: ${one} is in no specification and on no tape`)
  }
}

/** The other models of a mode, each with the sample's words, images and options alone. */
function others(stage: Stage, subject: Subject): Subject[] {
  const { sample, mode } = subject
  const { prompt, images, providerOptions } = sample
  return stage.claims.models.flatMap(({ id: model, modes: { [mode]: can } }) =>
    can && model !== sample.model && model !== '*'
      ? [{ ...subject, can, sample: { model, prompt, images, providerOptions } }]
      : [],
  )
}

/** What the specification forbids about a request with a declared value, and not about the same one without it. */
async function ruledOut(stage: Stage, scene: Scene, { sample, can, mode }: Subject, spec: Spec): Promise<string[]> {
  const findings: string[] = []
  const sentencesOf = async (request: Subject['sample']): Promise<string[]> => {
    const before = scene.requests.length
    // Whether a request may be refused before it is sent is for other clauses.
    await scene.attempt(() => scene.client.create(request))
    const sent = scene.requests.slice(before).find(({ operation }) => operation === 'create')
    const found = sent ? misfitsOf(stage, spec, { ...sent, body: await bodyOf(sent) }) : []
    return found.map(({ pointer, what }) => `${pointer} ${what}`)
  }
  for (const knob of knobs) {
    const values = new Set(valuesOf(can, knob, sample))
    if (values.size === 0) continue
    const { [knob]: _own, ...rest } = sample
    const before = await sentencesOf(rest)
    for (const value of values) {
      const found = await sentencesOf(change(sample, { [knob]: value }))
      const told = found.filter((one) => !before.includes(one))
      findings.push(...told.map((one) => `${sample.model}, ${mode}, ${knob} ${show(value)}: ${one}`))
    }
  }
  return findings
}

/** The claims of a mode that a specification or a tape can show, as they are written there. */
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
