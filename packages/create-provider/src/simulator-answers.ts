import type { JobFields } from './answer-fields.ts'
import { makeAnswer, type Known, type Maker } from './answer.ts'
import { errorFields } from './error-fields.ts'
import type { Plan } from './plan.ts'
import { keyOf, literal, quote } from './source.ts'
import type { Operation } from './spec.ts'
import { wordsByStatus } from './status-words.ts'

/** Where a job is, and the vendor's words for it. */
export function phaseSource({ found, job }: Plan): string {
  const said = Object.fromEntries(Object.entries(wordsByStatus({ job })).map(([key, [one]]) => [key, one]))
  const [any = 'unknown'] = Object.values<string | undefined>(said)
  const line = (phase: string, ...names: string[]): string => {
    const found = names.map((name) => Reflect.get(said, name)).find((one) => one)
    return `  ${phase}: ${literal(found ?? any)},${found ? '' : ' // TODO: which word says so.'}`
  }
  const isStopped = found.cancel ? "state.stopped.has(job.id) ? 'cancelled' : " : ''
  const lines = [
    line('queued', 'queued', 'in_progress'),
    line('processing', 'in_progress'),
    line('completed', 'completed'),
    line('failed', 'failed'),
    '  // Where the vendor has no word for it, only the video is gone.',
    line('expired', 'expired', 'completed'),
    ...(found.cancel ? [line('cancelled', 'cancelled', 'failed')] : []),
  ]
  return `const words = {
${lines.join('\n')}
} as const

function phaseOf(job: Job, state: State): Phase${found.cancel ? " | 'cancelled'" : ''} {
  return ${isStopped}state.jobs.life(job).phase
}
`
}

/** A function that writes a job as one operation answers it. */
export function answerSource(
  name: string,
  type: string,
  operation: Operation,
  fields: JobFields,
  { spec }: Plan,
): string {
  const known = knownIn(fields)
  const answer = makeAnswer(spec.document, operation.answer.schema, known, codeMaker)
  const used = [
    ...(/\bphase\b/.test(answer) ? ['  const phase = phaseOf(job, state)\n'] : []),
    ...(/\bprogress\b/.test(known.map(({ value }) => value).join())
      ? ['  const { progress } = state.jobs.life(job)\n']
      : []),
  ]
  const state = used.length > 0 ? 'state' : '_state'
  return `function ${name}(job: Job, ${state}: State): ${type} {
${used.join('')}  return ${answer.replaceAll('\n', '\n  ')}
}
`
}

function knownIn(fields: JobFields): Known<string>[] {
  const instant = (value: string, { type, schema }: NonNullable<JobFields['createdAt']>): string => {
    if (type === 'string') return `new Date(${value}).toISOString()`
    return Number(schema['example']) > 1e11 ? value : `Math.floor(${value} / 1000)`
  }
  const { id, status, progress, url, message, code, createdAt, expiresAt } = fields
  const failure = quote('The video could not be made.')
  return [
    ...(id ? [{ path: id.path, value: 'job.id' }] : []),
    ...(status ? [{ path: status.path, value: 'words[phase]' }] : []),
    ...(progress
      ? [{ path: progress.path, value: progress.schema['maximum'] === 1 ? 'progress / 100' : 'progress' }]
      : []),
    ...(url ? [{ path: url.path, value: 'job.resultUrl', when: 'completed' as const }] : []),
    ...(message ? [{ path: message.path, value: failure, when: 'failed' as const }] : []),
    ...(code
      ? [
          {
            path: code.path,
            value: literal(code.values[0] ?? (code.type === 'string' ? 'failed' : 1)),
            when: 'failed' as const,
          },
        ]
      : []),
    ...(createdAt ? [{ path: createdAt.path, value: instant('job.createdAt', createdAt) }] : []),
    ...(expiresAt ? [{ path: expiresAt.path, value: instant('job.expiresAt', expiresAt) }] : []),
  ]
}

/** Puts answers together as TypeScript. */
export const codeMaker: Maker<string> = {
  literal,
  object: (members) => {
    const lines = members.map(([key, value]) => (key === value ? key : `${keyOf(key)}: ${value}`))
    const short = `{ ${lines.join(', ')} }`
    if (short.length < 90 && !short.includes('\n')) return short
    return `{\n${lines.map((line) => `  ${line.replaceAll('\n', '\n  ')},`).join('\n')}\n}`
  },
  list: (member) => `[${member}]`,
  only: (when, part, otherwise) =>
    `phase === '${when}' ? ${part} : ${otherwise === undefined ? 'undefined' : literal(otherwise)}`,
}

/** An error as the spec writes it, with a message of ours. */
export function errorCode({ spec, found }: Plan): string {
  const { message } = errorFields(spec.document, found.create)
  const known = message ? [{ path: message, value: 'message' }] : []
  return makeAnswer(spec.document, found.create.error, known, codeMaker)
}
