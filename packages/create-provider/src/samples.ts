import { idempotencyHeader } from './call-source.ts'
import type { Plan } from './plan.ts'
import { objectOf } from './source.ts'

/** How a request is meant, as core tells it by its images. */
export type Mode = 'text' | 'image' | 'reference'

const picture = 'https://images.example/fox.png'

/** The modes that the provider claims. */
export function modesOf({ request: { images } }: Plan): Mode[] {
  const frames = images.filter(({ role }) => role !== 'reference')
  return [
    ...(frames.some(({ isRequired }) => isRequired) ? [] : ['text' as const]),
    ...(frames.length > 0 ? ['image' as const] : []),
    ...(images.some(({ role }) => role === 'reference') ? ['reference' as const] : []),
  ]
}

/** A request of ours with every option that a model has. */
export function sampleOf(plan: Plan, mode: Mode): Record<string, unknown> {
  const { id, request } = plan
  const asked = request.requestOptions.flatMap(({ name, asked }) =>
    asked === undefined ? [] : [[name, asked] as const],
  )
  const roles = rolesOf(plan, mode)
  const options = request.options
    .filter(({ isRequired }) => isRequired)
    .map(({ name, example }) => [name, example] as const)
  return {
    model: modelOf(plan),
    ...Object.fromEntries(asked),
    ...(idempotencyHeader(plan.found.create) && { idempotencyKey: 'order-1' }),
    ...(roles.length > 0 && { images: roles.map((role) => ({ url: picture, role })) }),
    ...(options.length > 0 && { providerOptions: { [id]: Object.fromEntries(options) } }),
  }
}

/** What the provider sends for that sample. */
export function sentFor(plan: Plan, mode: Mode): Record<string, unknown> {
  const { constants, requestOptions, images, options } = plan.request
  const roles = rolesOf(plan, mode)
  return objectOf([
    ...constants,
    ...requestOptions.flatMap(({ field, sent }) => (sent === undefined ? [] : [{ path: field.path, value: sent }])),
    ...images.flatMap(({ role, path, sent }) => (roles.includes(role) ? [{ path, value: sent([picture]) }] : [])),
    ...options.flatMap(({ path, isRequired, example }) => (isRequired ? [{ path, value: example }] : [])),
  ])
}

/** The model of every sample. */
export function modelOf({ request, found, id }: Plan): string {
  const asked = request.requestOptions.find(({ name }) => name === 'model')?.asked
  return typeof asked === 'string' ? asked : found.create.path.includes('{model}') ? 'any' : id
}

function rolesOf({ request: { images } }: Plan, mode: Mode): string[] {
  if (mode === 'text') return []
  return images.map(({ role }) => role).filter((role) => (role === 'reference') === (mode === 'reference'))
}
