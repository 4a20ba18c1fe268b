import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import {
  isForm,
  isJson,
  mediaTypeOf,
  type CheckedBody,
  type CheckedRequest,
  type Misfit,
  type Spec,
} from '@reelay/simulator/openapi'
import { alone, callsOf, makeJob } from './cases/calls.ts'
import type { SeenRequest } from '../replay/match.ts'
import { escape, without } from '../fixtures/pointer.ts'
import { anyCreate, subjects, type Subject } from './cases/samples.ts'
import { change, vendorOptions, valuesOf } from './cases/variations.ts'
import { videoReader, videoSandbox, completedJob, hasContent } from './videos.ts'
import { picture } from './request-inputs.ts'

/** Sees what was sent in one sandbox. */
export type Judge = (sandbox: Sandbox, requests: readonly SeenRequest[]) => Promise<void> | void

/** Has the provider create: each sample, with each declared value in turn, and with an image as bytes. */
export async function sendCreates(context: ClauseContext, judge: Judge): Promise<void> {
  for (const subject of subjects(context)) {
    await context.sandbox({ ...anyCreate(subject), wire: 'memory' }, async (sandbox) => {
      for (const [what, request] of requestsOf(subject, context.seed))
        await sandbox.accept(what, () => sandbox.client.create(request))
      await judge(sandbox, sandbox.requests)
    })
  }
}

/** Has the provider make every other call, and fetch a video. */
export async function sendOthers(context: ClauseContext, judge: Judge): Promise<void> {
  const job = await makeJob(context)
  const [, ...others] = callsOf(context)
  for (const call of others) {
    const { exchanges } = context.fixture(call.scenario)
    // One answer is enough for one call.
    const isLoose = exchanges.filter(({ operation }) => operation === call.operation).length > 1
    await context.sandbox({ ...alone(call), isLoose }, async (sandbox) => {
      await sandbox.accept(call.operation, () => call.run(sandbox, job))
      await judge(sandbox, sandbox.requests)
    })
  }
  if (!hasContent(context)) return
  await context.sandbox(videoSandbox(context, []), async (sandbox) => {
    const done = await completedJob(sandbox, context)
    await sandbox.accept('stream of the video', () => videoReader(sandbox).read(done))
    await judge(sandbox, sandbox.requests)
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
export function misfitsOf(context: ClauseContext, spec: Spec, request: CheckedRequest): Misfit[] {
  const given = new Set(Object.values(context.samples).flatMap((sample) => namesIn(sample?.providerOptions)))
  const misfits = spec.request(request)
  const places = misfits.flatMap(({ pointer, field }) =>
    field !== undefined && given.has(field) && pointer.startsWith('/body') ? [`${pointer}/${escape(field)}`] : [],
  )
  const { body } = request
  if (places.length === 0 || !body) return misfits
  // Beside a field that is not known, others seem so as well.
  const value = places.reduce((rest, place) => without(rest, place.slice('/body'.length)), body.value)
  return misfitsOf(context, spec, { ...request, body: { ...body, value } })
}

function requestsOf({ mode, sample, can }: Subject, seed: number): [what: string, request: Subject['sample']][] {
  const values = vendorOptions.flatMap((vendorOption) =>
    valuesOf(can, vendorOption, sample).map((value): [string, Subject['sample']] => [
      `create with ${vendorOption} ${JSON.stringify(value)}`,
      change(sample, { [vendorOption]: value }),
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
