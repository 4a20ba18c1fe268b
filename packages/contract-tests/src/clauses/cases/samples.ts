import type { ClauseContext, Sandbox, SandboxOptions } from '../../harness/clause.ts'
import type { Mode, ModeCapability, ModelCapability, VideoRequestInput } from '@reelay/core'
import { show, type SeenRequest } from '../../replay/match.ts'

/** A sample, and what its model takes in its mode. */
export interface Subject {
  mode: Mode
  sample: VideoRequestInput
  can: ModeCapability
  /** The fixture that tells the sample's scenario. */
  scenario: `${Mode}.completes`
}

/** The modes of a request. */
export const modes: readonly Mode[] = ['text', 'image', 'reference']

/** Every sample with what its model claims. Ends the clause when a claimed mode has no sample, or a sample no claim. */
export function subjects(context: ClauseContext): Subject[] {
  const claimed = modes.filter((mode) => context.claims.models.some((model) => model.modes[mode] !== undefined))
  return claimed.map((mode) => {
    const sample = context.sample(mode)
    const can = modelOf(context.claims.models, sample)?.modes[mode]
    if (!can)
      return context.noFixture(`samples.${mode} names the model ${sample.model}, which does not claim this mode`)
    return { mode, sample, can, scenario: scenarioOf(mode) }
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
export function firstSubject(context: ClauseContext): Subject {
  return subjects(context)[0] ?? context.noFixture('the provider claims no mode of any model')
}

/** A sandbox in which creates of any number and any body are answered as on the fixture. */
export function anyCreate({ scenario }: Subject): SandboxOptions {
  return { fixtures: scenario, only: ['upload', 'create'], isLoose: true }
}

/** What a create sent, as one JSON value: all its calls in order. */
export async function wireOf(sandbox: Sandbox, what: string, request: VideoRequestInput): Promise<unknown[]> {
  const before = sandbox.requests.length
  await sandbox.accept(what, () => sandbox.client.create(request))
  const calls = sandbox.requests.slice(before).filter(({ operation }) => operation !== 'models')
  if (!calls.some(({ operation }) => operation === 'create')) sandbox.fail(`${what}: resolved, but sent no create`)
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
  sandbox: Sandbox,
  { field, code, isListed = false }: { field: string; code: 'invalid_request' | 'unsupported'; isListed?: boolean },
  request: VideoRequestInput,
  given: unknown,
): Promise<void> {
  const before = sandbox.requests.length
  const what = `create with ${field} ${given === undefined ? 'left out' : shown(given)}`
  const error = await sandbox.refuse(what, code, () => sandbox.client.create(request))
  const sent = sandbox.requests.slice(before).find(({ operation }) => operation !== 'models')
  sandbox.check(sent === undefined, `${what}: was refused, but only after ${sent?.method} ${sent?.path} had been sent`)
  const blamed = error.issues?.find((issue) => issue.field === field)
  const fields = error.issues?.map((issue) => issue.field).join(', ') || 'no field'
  sandbox.check(blamed !== undefined, `${what}: must blame ${field}, but blames ${fields}`)
  if (isListed) sandbox.check(Boolean(blamed?.allowed), `${what}: must say what is allowed`)
}

function scenarioOf(mode: Mode): `${Mode}.completes` {
  return `${mode}.completes`
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : show(value)
}
