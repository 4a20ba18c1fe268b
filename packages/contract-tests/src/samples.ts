import type { Mode, ModeCapability, ModelCapability, VideoRequestInput } from '@reelay/core'
import { show, type SeenRequest } from './match.ts'
import type { SceneOptions, Stage } from './stage.ts'
import type { Scene } from './scene.ts'

/** A sample, and what its model takes in its mode. */
export interface Subject {
  mode: Mode
  sample: VideoRequestInput
  can: ModeCapability
  /** The tape that tells the sample's story. */
  story: `${Mode}.completes`
}

/** The modes of a request. */
export const modes: readonly Mode[] = ['text', 'image', 'reference']

/** Every sample with what its model claims. Ends the clause when a claimed mode has no sample, or a sample no claim. */
export function subjects(stage: Stage): Subject[] {
  const claimed = modes.filter((mode) => stage.claims.models.some((model) => model.modes[mode] !== undefined))
  return claimed.map((mode) => {
    const sample = stage.sample(mode)
    const can = modelOf(stage.claims.models, sample)?.modes[mode]
    if (!can) return stage.noTape(`samples.${mode} names the model ${sample.model}, which does not claim this mode`)
    return { mode, sample, can, story: storyOf(mode) }
  })
}

/** What is claimed of the model of a request; `*` speaks for the models that are not listed. */
export function modelOf(
  models: readonly ModelCapability[],
  { model }: Pick<VideoRequestInput, 'model'>,
): ModelCapability | undefined {
  return models.find(({ id }) => id === model) ?? models.find(({ id }) => id === '*')
}

/** The first sample: words if the provider takes them. */
export function firstSubject(stage: Stage): Subject {
  return subjects(stage)[0] ?? stage.noTape('the provider claims no mode of any model')
}

/** A scene in which creates of any number and any body are answered as on the tape. */
export function anyCreate({ story }: Subject): SceneOptions {
  return { tapes: story, only: ['upload', 'create'], isLoose: true }
}

/** What a create sent, as one JSON value: all its calls in order. */
export async function wireOf(scene: Scene, what: string, request: VideoRequestInput): Promise<unknown[]> {
  const before = scene.requests.length
  await scene.accept(what, () => scene.client.create(request))
  const calls = scene.requests.slice(before).filter(({ operation }) => operation !== 'models')
  if (!calls.some(({ operation }) => operation === 'create')) scene.fail(`${what}: resolved, but sent no create`)
  return calls.map(viewOf)
}

/** The part of a request that carries meaning: everything but headers. */
export function viewOf({ method, path, query, headers, json, text }: SeenRequest): unknown {
  // The line between the parts of a form is drawn anew for each request.
  const boundary = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '')?.[1]
  return { method, path, query, body: json ?? (boundary ? text.replaceAll(boundary, 'boundary') : text) }
}

/** Refuses with an `invalid_request` or `unsupported` that blames a field, before anything is sent. */
export async function refuseField(
  scene: Scene,
  { field, code, isListed = false }: { field: string; code: 'invalid_request' | 'unsupported'; isListed?: boolean },
  request: VideoRequestInput,
  given: unknown,
): Promise<void> {
  const before = scene.requests.length
  const what = `create with ${field} ${given === undefined ? 'left out' : shown(given)}`
  const error = await scene.refuse(what, code, () => scene.client.create(request))
  const sent = scene.requests.slice(before).find(({ operation }) => operation !== 'models')
  scene.check(sent === undefined, `${what}: was refused, but only after ${sent?.method} ${sent?.path} had been sent`)
  const blamed = error.issues?.find((issue) => issue.field === field)
  const fields = error.issues?.map((issue) => issue.field).join(', ') || 'no field'
  scene.check(blamed !== undefined, `${what}: must blame ${field}, but blames ${fields}`)
  if (isListed) scene.check(Boolean(blamed?.allowed), `${what}: must say what is allowed`)
}

function storyOf(mode: Mode): `${Mode}.completes` {
  return `${mode}.completes`
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : show(value)
}
