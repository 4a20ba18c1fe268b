import { metadataOf, type Clause, type ClauseMetadata } from '../clause.ts'
import { createClauses } from './create.ts'
import { requestClauses } from './request.ts'

/** Every clause, in the order in which they are judged. */
export const clauses: readonly Clause[] = [...requestClauses, ...createClauses]

/** What is known of every clause without running it; the README's table is this. */
export const clauseMetadata: readonly ClauseMetadata[] = clauses.map(metadataOf)
