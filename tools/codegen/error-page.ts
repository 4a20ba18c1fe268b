import { errorCodes, type ErrorCode } from '../../packages/core/src/model/error-codes.ts'
import { VideoError } from '../../packages/core/src/model/errors.ts'
import { codeOf, provesRefusal, submissionUnknown } from '../../packages/core/src/http/classify-failure.ts'
import type { Job } from '../../packages/core/src/model/job.ts'
import type { CoreSources, Member } from './core-sources.ts'
import { code, markdownMark, table, typeCode } from './markdown.ts'

// Types that a field of an error has, and where they are described.
const links = new Map([
  ['Job', 'job.md#job'],
  ['Issue', '#issue'],
])

/** Makes `docs/reference/errors.md`: the codes, which HTTP status becomes which, and what an error holds. */
export function errorPage(sources: CoreSources): string {
  const bare: object = new VideoError('network', '')
  const isAlwaysThere = ({ name }: Member): boolean => Reflect.get(bare, name) !== undefined
  return [
    markdownMark('packages/core/src/model/error-codes.ts'),
    '# Errors\n',
    `${sources.commentOf('VideoError')} \`isVideoError(error)\` recognises it.\n`,
    '## Codes\n',
    `${sources.commentOf('errorCodes')} The last two columns hold unless the error itself says otherwise.\n`,
    codeTable(sources.itemsOf('errorCodes')),
    '## HTTP status\n',
    'The code for an answer that the provider has no better word for; a billable call that may have been taken is never called refused.\n',
    statusTable(),
    '## Fields\n',
    'Beside `code` and `message`; a `?` marks a field that may be absent.\n',
    memberTable(sources.membersOf('VideoErrorDetails'), isAlwaysThere),
    '## Issue\n',
    `${sources.commentOf('Issue')}\n`,
    memberTable(sources.membersOf('Issue'), ({ isOptional }) => !isOptional),
  ].join('\n')
}

/** What each code means when nobody says more. */
function codeTable(meanings: ReadonlyMap<string, string>): string {
  const job: Job = { provider: 'any', model: 'any', id: 'any', status: 'queued', outputs: [] }
  const unknown = submissionUnknown('', {})
  const rows = errorCodes.map((name) => {
    const isUnknown = name === unknown.code
    const { retryable, submitted } = isUnknown ? unknown : new VideoError(name, '')
    const withJob = isUnknown ? submitted : new VideoError(name, '', { job }).submitted
    return [
      code(name),
      meanings.get(name) ?? '',
      retryable ? 'yes' : 'no',
      submitted === withJob ? submitted : `${submitted}; ${withJob} with a job`,
    ]
  })
  return table(['Code', 'Meaning', 'Retryable', 'Submitted'], rows)
}

function statusTable(): string {
  const groups = new Map<string, number[]>()
  for (let status = 300; status < 600; status++) {
    const key = [Math.floor(status / 100), codeOf(status), codeOfCreate(status)].join(' ')
    groups.set(key, [...(groups.get(key) ?? []), status])
  }
  const rows = [...groups].map(([key, statuses]) => {
    const [hundred, usual = '', create = ''] = key.split(' ')
    const rest = `${statuses.length < 100 ? 'other ' : ''}${hundred}xx`
    return {
      isRest: statuses.length > 10,
      cells: [statuses.length > 10 ? rest : statuses.join(', '), code(usual), code(create)],
    }
  })
  const sorted = [...rows.filter(({ isRest }) => !isRest), ...rows.filter(({ isRest }) => isRest)]
  return table(
    ['Status', 'Code', 'Code from `create`'],
    sorted.map(({ cells }) => cells),
  )
}

function codeOfCreate(status: number): ErrorCode {
  return provesRefusal({}, status, undefined) ? codeOf(status) : submissionUnknown('', {}).code
}

function memberTable(members: readonly Member[], isAlwaysThere: (member: Member) => boolean): string {
  const rows = members.map((member) => [
    code(`${member.name}${isAlwaysThere(member) ? '' : '?'}`),
    typeCode(member.type, links),
    member.comment,
  ])
  return table(['Field', 'Type', 'Meaning'], rows)
}
