import { metadataOf, type Clause, type ClauseMetadata } from '../clause.ts'
import { abortClauses } from './abort.ts'
import { createClauses } from './create.ts'
import { errorClauses } from './errors.ts'
import { requestClauses } from './request.ts'
import { secretClauses } from './secrets.ts'
import { stateClauses } from './states.ts'

/** Every clause, in the order in which they are judged. */
export const clauses: readonly Clause[] = [
  ...requestClauses,
  ...secretClauses,
  ...createClauses,
  ...stateClauses,
  ...errorClauses,
  ...abortClauses,
]

/** What is known of every clause without running it; the README's table is this. */
export const clauseMetadata: readonly ClauseMetadata[] = clauses.map(metadataOf)
