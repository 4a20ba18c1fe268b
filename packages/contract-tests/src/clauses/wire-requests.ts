import { alone, callsOf, makeJob } from '../calls.ts'
import type { SeenRequest } from '../match.ts'
import { escape, without } from '../pointer.ts'
import { anyCreate, subjects, type Subject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import {
  isForm,
  isJson,
  mediaTypeOf,
  type CheckedBody,
  type CheckedRequest,
  type Misfit,
  type Spec,
} from '../spec-check.ts'
import type { Stage } from '../stage.ts'
import { change, knobs, valuesOf } from '../variations.ts'
import { clipReader, clipScene, completedJob, hasContent } from './clips.ts'
import { picture } from './request-inputs.ts'

/** Sees what was sent in one scene. */
export type Judge = (scene: Scene, requests: readonly SeenRequest[]) => Promise<void> | void

/** Has the provider create: each sample, with each declared value in turn, and with an image as bytes. */
export async function sendCreates(stage: Stage, judge: Judge): Promise<void> {
  for (const subject of subjects(stage)) {
    await stage.scene({ ...anyCreate(subject), wire: 'memory' }, async (scene) => {
      for (const [what, request] of requestsOf(subject, stage.seed))
        await scene.accept(what, () => scene.client.create(request))
      await judge(scene, scene.requests)
    })
  }
}

/** Has the provider make every other call, and fetch a clip. */
export async function sendOthers(stage: Stage, judge: Judge): Promise<void> {
  const job = await makeJob(stage)
  const [, ...others] = callsOf(stage)
  for (const call of others) {
    const { exchanges } = stage.tape(call.story)
    // One answer is enough for one call.
    const isLoose = exchanges.filter(({ operation }) => operation === call.operation).length > 1
    await stage.scene({ ...alone(call), isLoose }, async (scene) => {
      await scene.accept(call.operation, () => call.run(scene, job))
      await judge(scene, scene.requests)
    })
  }
  if (!hasContent(stage)) return
  await stage.scene(clipScene(stage, []), async (scene) => {
    const done = await completedJob(scene, stage)
    await scene.accept('stream of the clip', () => clipReader(scene).read(done))
    await judge(scene, scene.requests)
  })
}

/** The body of a request, decoded; undefined when there is none. */
export async function bodyOf({ bytes, headers, json, text }: SeenRequest): Promise<CheckedBody | undefined> {
  if (bytes.length === 0) return undefined
  const mediaType = mediaTypeOf(headers['content-type'])
  if (isJson(mediaType)) return { mediaType, ...(json !== undefined || text === 'null' ? { value: json } : {}) }
  return isForm(mediaType) ? { mediaType, value: fieldsOf(await partsOf({ bytes, headers })) } : { mediaType }
}

/** The parts of a form, in order. Rejects when it is none. */
export async function partsOf({
  bytes,
  headers,
}: Pick<SeenRequest, 'bytes' | 'headers'>): Promise<[name: string, value: string | File][]> {
  const type = headers['content-type'] ?? ''
  return [...(await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData())]
}

/** What a specification forbids about a request, but for fields that a sample sets as an option of the vendor: whoever writes them answers for them. */
export function misfitsOf(stage: Stage, spec: Spec, request: CheckedRequest): Misfit[] {
  const given = new Set(Object.values(stage.samples).flatMap((sample) => namesIn(sample?.providerOptions)))
  const misfits = spec.request(request)
  const places = misfits.flatMap(({ pointer, field }) =>
    field !== undefined && given.has(field) && pointer.startsWith('/body') ? [`${pointer}/${escape(field)}`] : [],
  )
  const { body } = request
  if (places.length === 0 || !body) return misfits
  // Beside a field that is not known, others seem so as well.
  const value = places.reduce((rest, place) => without(rest, place.slice('/body'.length)), body.value)
  return misfitsOf(stage, spec, { ...request, body: { ...body, value } })
}

function requestsOf({ mode, sample, can }: Subject, seed: number): [what: string, request: Subject['sample']][] {
  const values = knobs.flatMap((knob) =>
    valuesOf(can, knob, sample).map((value): [string, Subject['sample']] => [
      `create with ${knob} ${JSON.stringify(value)}`,
      change(sample, { [knob]: value }),
    ]),
  )
  const [role] = can.images?.roles ?? []
  const rest = sample.images?.slice(1) ?? []
  const bytes = { ...sample, images: [{ ...(role && { role }), data: picture(seed) }, ...rest] }
  return [
    [`create of samples.${mode}`, sample],
    ...values,
    ...(can.images?.as.includes('data') ? [[`create with bytes`, bytes] satisfies [string, Subject['sample']]] : []),
  ]
}

function fieldsOf(parts: readonly [name: string, value: string | File][]): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of parts) {
    const given = typeof value === 'string' ? value : value.name
    const before = fields[name]
    fields[name] = before === undefined ? given : [before, given].flat()
  }
  return fields
}

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])
}
