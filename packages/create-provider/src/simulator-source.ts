import { makeAnswer } from './answer.ts'
import { isNullable } from './fields.ts'
import { idParameter } from './find-operations.ts'
import type { Plan } from './plan.ts'
import { answerSource, codeMaker, errorCode, phaseSource } from './simulator-answers.ts'
import { access, keyOf, quote, typeOfOperation } from './source.ts'
import type { JobFields } from './answer-fields.ts'
import type { Operation } from './spec.ts'

/** `src/simulator.ts`: the vendor's side, which keeps jobs over time and answers as the spec says. */
export function simulatorSource(plan: Plan): string {
  const { id, name, spec, found, keyHeader } = plan
  const { create, get, cancel, delete: remove, content } = found
  const header = keyHeader === undefined ? undefined : quote(keyHeader.toLowerCase())
  const isSame = isSameAnswer(plan)
  const imports = [
    ...(header === undefined ? ['bearerOf'] : []),
    ...(content ? ['clipAnswer'] : []),
    'defineVendor',
    'fateOf',
    'frameSize',
  ]
  const types = ['Jobs', 'Phase', 'SimulatedJob', 'Simulator', 'SimulatorOptions']
  const key = header === undefined ? 'bearerOf(request)' : `(request.headers.get(${header}) ?? '')`
  const isOpen = [`job?.owner === keyOf(request)`, ...(remove ? ['!gone.has(id)'] : [])].join(' && ')
  return `import { ${imports.join(', ')} } from '@reelay/simulator'
import type { ${types.join(', ')} } from '@reelay/simulator'
import { spec } from './generated-spec.ts'
import type { operations } from './generated.ts'

${typesOf(plan)}
type Job = SimulatedJob<Body>

interface State {
  jobs: Jobs<Body>
${cancel ? '  stopped: Set<string>\n' : ''}${remove ? '  gone: Set<string>\n' : ''}}

/** A key that the simulated vendor takes; any other is taken as well. */
export const exampleKey = '${id}-simulated'

/** Plays ${spec.title}. A prompt with \`[fail]\` in it fails, one with \`[stall]\` never ends. */
export const ${name}Simulator: (options?: SimulatorOptions) => Simulator = defineVendor<State, operations>({
  vendor: '${id}',
  spec,
  state: (world) => ({
    // TODO: how long jobs take and how long their videos are kept, in ms.
    jobs: world.jobs({
      timing: { queuedMs: [1_000, 5_000], totalMs: [20_000, 120_000], medianMs: 45_000 },
      lifetimeMs: 86_400_000,
    }),
${cancel ? '    stopped: new Set(),\n' : ''}${remove ? '    gone: new Set(),\n' : ''}  }),
  refuse: ({ status, message }) => refused(status, message),
  guard: ({ request }) => (keyOf(request) === '' ? refused(401, 'The key is missing.') : undefined),
  operations: {
    ${keyOf(create.id)}: ({ body, request, state, origin }) => {
      const job = state.jobs.start({
        owner: keyOf(request),
        request: body,
        // TODO: the price, and what else the vendor refuses.
        costCents: 0,
        fate: fateOf(${inBody(plan, 'prompt', "''")}),
        video: { ...frameSize(${sizeOf(plan)}), seconds: ${secondsOf(plan)} },
        origin,
      })
      return Response.json(${isSame ? 'jobOf' : 'createdOf'}(job, state), { status: ${create.answer.status} })
    },
${handlers(plan)}  },
})

function keyOf(request: Request): string {
  return ${key}
}

function find(id: string, request: Request, { jobs${remove ? ', gone' : ''} }: State): Job | undefined {
  const job = jobs.find(id)
  return ${isOpen} ? job : undefined
}

${phaseSource(plan)}
${isSame ? '' : `${answerSource('createdOf', 'Created', create, plan.created, plan)}\n`}${answerSource('jobOf', 'Answer', get, plan.job, plan)}
function refused(status: number, message: string): Response {
  return Response.json(${errorCode(plan)}, { status })
}
`
}

/** Whether create and poll are answered alike. */
function isSameAnswer({ found: { create, get } }: Plan): boolean {
  return JSON.stringify(create.answer.schema) === JSON.stringify(get.answer.schema)
}

/** Types of what comes in and goes out, from the spec. */
function typesOf(plan: Plan): string {
  const { found, request } = plan
  const { create, get } = found
  const content = `NonNullable<${typeOfOperation(create.id)}['requestBody']>['content']`
  const media = request.kind === 'json' ? "'application/json'" : "'multipart/form-data'"
  return `type Body = ${content}[${create.body?.isOnly === true ? media : `keyof ${content}`}]
${isSameAnswer(plan) ? '' : `type Created = ${answerType(create, plan.created)}\n`}type Answer = ${answerType(get, plan.job)}`
}

/** What only some answers have cannot be written without telling them apart. */
function answerType({ id, answer: { status } }: Operation, fields: JobFields): string {
  const isSure = Object.values(fields).every((field) => field.isSure)
  return isSure ? `${typeOfOperation(id)}['responses'][${status}]['content']['application/json']` : 'object'
}

// What only some bodies have cannot be read without telling them apart.
function inBody(plan: Plan, name: string, otherwise: string): string {
  const requestOption = plan.request.requestOptions.find((one) => one.name === name)
  const isReadable = plan.request.kind === 'json' && plan.found.create.body?.isOnly === true
  if (!requestOption?.field.isSure || !isReadable) return otherwise
  const isOptional = !requestOption.field.isRequired || isNullable(plan.spec.document, requestOption.field.schema)
  return `${access('body', requestOption.field.path)}${isOptional ? ` ?? ${otherwise}` : ''}`
}

function sizeOf(plan: Plan): string {
  const isPixels = plan.request.requestOptions.some(
    ({ name, field }) => name === 'resolution' && !field.values.every((one) => /^\d+p$/.test(String(one))),
  )
  return `${inBody(plan, 'aspectRatio', "'16:9'")}, ${isPixels ? "'720p'" : inBody(plan, 'resolution', "'720p'")}`
}

function secondsOf(plan: Plan): string {
  const requestOption = plan.request.requestOptions.find(({ name }) => name === 'duration')
  return requestOption?.field.type === 'string'
    ? `Number.parseFloat(${inBody(plan, 'duration', "'5'")})`
    : inBody(plan, 'duration', '5')
}

function handlers({ found, listing, spec }: Plan): string {
  const { get, list, cancel, delete: remove, content } = found
  const { document } = spec
  const withJob = (
    operation: Operation,
    lines: string,
  ): string => `    ${keyOf(operation.id)}: ({ ${argumentOf(operation)}, request, state }) => {
      const job = find(${idIn(operation)}, request, state)
      if (!job) return refused(404, 'There is no such job.')
${lines}
    },
`
  const done = (operation: Operation): string => {
    const { schema, status } = operation.answer
    if (!schema) return `      return new Response(null, { status: ${status} })`
    return `      return Response.json(${makeAnswer(document, schema, [], codeMaker)}, { status: ${status} })`
  }
  const listed = (operation: Operation): string => {
    const path = listing?.path ?? []
    const known = [{ path, value: 'jobs.map((job) => jobOf(job, state))' }]
    const kept = remove ? '.filter(({ id }) => !state.gone.has(id))' : ''
    return `    ${keyOf(operation.id)}: ({ request, state }) => {
      const jobs = state.jobs.ownedBy(keyOf(request))${kept}
      return Response.json(${makeAnswer(document, operation.answer.schema, known, codeMaker)})
    },
`
  }
  return [
    withJob(get, '      return Response.json(jobOf(job, state))'),
    list ? listed(list) : '',
    cancel ? withJob(cancel, `      state.stopped.add(job.id)\n${done(cancel)}`) : '',
    remove ? withJob(remove, `      state.gone.add(job.id)\n${done(remove)}`) : '',
    content ? withJob(content, "      return clipAnswer({ ...frameSize('16:9', '720p'), seconds: 5 })") : '',
  ].join('')
}

function argumentOf(operation: Operation): string {
  return idParameter(operation)?.in === 'query' ? 'query' : 'path'
}

function idIn(operation: Operation): string {
  const { name = 'id', in: place = 'path' } = idParameter(operation) ?? {}
  return `String(${access(place, [name])})`
}
