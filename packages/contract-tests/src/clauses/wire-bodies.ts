import type { SeenRequest } from '../replay/match.ts'
import { isForm, isJson, mediaTypeOf, type Spec, type SpecPart } from '@reelay/simulator/openapi'
import type { Sandbox } from '../harness/clause.ts'
import { bodyOf, partsOf } from './wire-requests.ts'

/** The clause fails unless the body of a request is what its type says, and its parts are the specified ones. */
export async function expectBodyFits(sandbox: Sandbox, spec: Spec, request: SeenRequest): Promise<void> {
  const { method, path, bytes, headers, json } = request
  const what = `${method} ${path}`
  const type = headers['content-type']
  const mediaType = mediaTypeOf(type)
  if (bytes.length === 0) return sandbox.check(type === undefined, `${what}: is said to be ${type}, but has no body`)

  const wanted = spec.takes(request)
  const isKnown = wanted.includes(mediaType)
  const types = wanted.join(' or ') || 'no body at all'
  sandbox.check(isKnown, `${what}: the specification wants ${types}, but ${type ?? 'nothing'} is said to be sent`)
  if (isJson(mediaType)) return sandbox.check(json !== undefined, `${what}: is said to be JSON, but is none`)
  if (!isForm(mediaType)) return
  const { value: found } = await sandbox.attempt(() => partsOf(request))
  if (!found) return sandbox.fail(`${what}: is said to be a form, but cannot be read as one`)
  const misfits = spec.request({ ...request, body: await bodyOf(request) })
  const misfit = misfits.find(({ pointer }) => pointer.startsWith('/body'))
  sandbox.check(misfit === undefined, `${what}: ${misfit?.pointer} ${misfit?.what}`)
  const parts = spec.parts(request)
  for (const [name, part] of found) expectPartFits(sandbox, `${what}: the part ${name}`, parts.get(name), part)
}

function expectPartFits(sandbox: Sandbox, what: string, wanted: SpecPart | undefined, part: string | File): void {
  const isFile = typeof part !== 'string'
  sandbox.equal(isFile, wanted?.isFile ?? isFile, `${what}: is a file`)
  if (typeof part === 'string') return
  // Without a name, servers take a file for a text.
  sandbox.check(!['', 'blob'].includes(part.name), `${what}: is a file without a name`)
  const type = mediaTypeOf(part.type)
  const types = wanted?.types ?? []
  const isType = types.length === 0 ? type !== '' : types.some((one) => isOf(type, one))
  sandbox.check(isType, `${what}: is a file of the type ${type || 'nothing'}, not ${types.join(' or ') || 'any'}`)
}

function isOf(type: string, range: string): boolean {
  return range === '*/*' || type === range || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}
