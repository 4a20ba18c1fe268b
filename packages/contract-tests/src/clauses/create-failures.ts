import type { ClauseContext } from '../harness/clause.ts'
import { body, dropField, hang, reset, status, type Mutation } from '../replay/mutators.ts'

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
    status('create', 408, 'empty'),
    body('create', 'truncated'),
    body('create', 'html'),
    body('create', 'empty'),
    body('create', 'json-null'),
    dropField('create', context.pointer('id', 'create')),
  ]
}

/** Answers that are a verdict: the vendor has looked at the request and will not do it. */
export const refusals: readonly Mutation[] = [
  ...[400, 401, 402, 403, 404, 422, 429].map((code) => status('create', code, 'empty')),
  status('create', 400, 'html'),
]
