import type { SeenRequest } from '../match.ts'
import type { Scene } from '../scene.ts'
import { isForm, isJson, mediaTypeOf, type Spec, type SpecPart } from '../spec-check.ts'
import { bodyOf, partsOf } from './wire-requests.ts'

/** The clause fails unless the body of a request is what its type says, and its parts are the specified ones. */
export async function expectBodyFits(scene: Scene, spec: Spec, request: SeenRequest): Promise<void> {
  const { method, path, bytes, headers, json } = request
  const what = `${method} ${path}`
  const type = headers['content-type']
  const mediaType = mediaTypeOf(type)
  if (bytes.length === 0) return scene.check(type === undefined, `${what}: is said to be ${type}, but has no body`)

  const wanted = spec.takes(request)
  const isKnown = wanted.includes(mediaType)
  const types = wanted.join(' or ') || 'no body at all'
  scene.check(isKnown, `${what}: the specification wants ${types}, but ${type ?? 'nothing'} is said to be sent`)
  if (isJson(mediaType)) return scene.check(json !== undefined, `${what}: is said to be JSON, but is none`)
  if (!isForm(mediaType)) return
  const { value: found } = await scene.attempt(() => partsOf(request))
  if (!found) return scene.fail(`${what}: is said to be a form, but cannot be read as one`)
  const misfits = spec.request({ ...request, body: await bodyOf(request) })
  const misfit = misfits.find(({ pointer }) => pointer.startsWith('/body'))
  scene.check(misfit === undefined, `${what}: ${misfit?.pointer} ${misfit?.what}`)
  const parts = spec.parts(request)
  for (const [name, part] of found) expectPartFits(scene, `${what}: the part ${name}`, parts.get(name), part)
}

function expectPartFits(scene: Scene, what: string, wanted: SpecPart | undefined, part: string | File): void {
  const isFile = typeof part !== 'string'
  scene.equal(isFile, wanted?.isFile ?? isFile, `${what}: is a file`)
  if (typeof part === 'string') return
  // Without a name, servers take a file for a text.
  scene.check(!['', 'blob'].includes(part.name), `${what}: is a file without a name`)
  const type = mediaTypeOf(part.type)
  const types = wanted?.types ?? []
  const isType = types.length === 0 ? type !== '' : types.some((one) => isOf(type, one))
  scene.check(isType, `${what}: is a file of the type ${type || 'nothing'}, not ${types.join(' or ') || 'any'}`)
}

function isOf(type: string, range: string): boolean {
  return range === '*/*' || type === range || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}
