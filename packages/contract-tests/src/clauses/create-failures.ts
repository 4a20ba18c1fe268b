import type { ClauseContext } from '../harness/clause.ts'
import { body, dropField, hang, reset, status, type Mutation } from '../replay/mutators.ts'
import { answer } from './cases/refusals.ts'

/** Everything after which nobody can know whether there is a job. */
export function ambiguous(context: ClauseContext): Mutation[] {
  return [
    reset('create', 'before-headers'),
    reset('create', 'before-headers', 'UND_ERR_SOCKET'),
    reset('create', 'mid-body'),
    hang('create'),
    hang('create', 'mid-body'),
    status('create', 500, 'html'),
    status('create', 502, 'empty'),
    status('create', 503),
    status('create', 504, 'json-null'),
    ...[408, 409, 421, 425, 429, 499].map((code) => status('create', code, 'empty')),
    status('create', 429, 'html'),
    ...undocumented.map((value) => answer('create', 200, { kind: 'json', value })),
    body('create', 'truncated'),
    body('create', 'html'),
    body('create', 'empty'),
    body('create', 'json-null'),
    dropField('create', context.pointer('id', 'create')),
  ]
}

/** Errors inside an answer of success that no vendor documents: a server failed, and nobody says how far the job had come. */
const undocumented: readonly object[] = [
  { error: { message: 'upstream request timeout', type: 'server_error', code: 'timeout' } },
  { code: 500, message: 'internal server error' },
  { ok: false, error: { code: 'UPSTREAM_TIMEOUT', message: 'upstream timed out' } },
  { success: false, message: 'try again' },
  { error: 'something broke' },
]

/** Answers that are a verdict: the vendor, or whoever stands before it, has looked at the request and will not do it. */
export const refusals: readonly Mutation[] = [
  ...[400, 401, 402, 403, 404, 422].map((code) => status('create', code, 'empty')),
  status('create', 400, 'html'),
]
