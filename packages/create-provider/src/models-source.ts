import type { Plan } from './plan.ts'

/** The constants that a request is made of, and what each model takes. */
export function modelCode({ request, found, id }: Plan): string {
  const { requestOptions, images } = request
  const constants = requestOptions.flatMap(({ constant, name }) =>
    constant === undefined || name === 'model' ? [] : [constant],
  )
  const model = requestOptions.find(({ name }) => name === 'model')
  // Without a field for it there is one model; one that nobody lists may be any.
  const ids = model?.constant ?? `const modelIds = ['${found.create.path.includes('{model}') ? '*' : id}'] as const`
  const taken = requestOptions.flatMap(({ capability }) => capability ?? [])
  const lines = taken.map((one) => `  ${one},`)
  const roles = images.filter(({ role }) => role !== 'reference')
  const reference = images.find(({ role }) => role === 'reference')
  const isImageOnly = roles.some(({ isRequired }) => isRequired)
  const modes = [
    ...(isImageOnly ? [] : ['text: modeOptions']),
    ...(roles.length > 0
      ? [
          `image: { ...modeOptions, ${imagesOf(
            roles.map(({ role }) => role),
            roles.length,
          )} }`,
        ]
      : []),
    ...(reference ? [`reference: { ...modeOptions, ${imagesOf(['reference'], reference.max)} }`] : []),
  ]
  return `${[...constants, ids].join('\n')}

// TODO: what each model takes, as the vendor says it: \`null\` lets anything pass, what is left out is refused.
const modeOptions: ModeCapability = {
${lines.join('\n')}
}

// TODO: the price of a video or a second, for plans and \`maxCost\`.
const models: ModelCapability[] = modelIds.map((id) => ({
  id,
  price: null,
  modes: {
${modes.map((one) => `    ${one},`).join('\n')}
  },
}))
`
}

function imagesOf(roles: readonly string[], max: number | null): string {
  const named = roles.map((role) => `'${role}'`).join(', ')
  return `images: { min: 1, max: ${max}, roles: [${named}], as: ['url'] }`
}
