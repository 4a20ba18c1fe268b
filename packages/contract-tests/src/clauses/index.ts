import { metadataOf, type Clause, type ClauseMetadata } from '../harness/clause.ts'
import { abortClauses } from './abort.ts'
import { accountClauses } from './accounts.ts'
import { cancelClauses } from './cancel.ts'
import { createClauses } from './create.ts'
import { downloadClauses } from './downloads.ts'
import { errorClauses } from './errors.ts'
import { fixtureClauses } from './fixtures.ts'
import { hostileClauses } from './hostile.ts'
import { isolationClauses } from './isolation.ts'
import { listClauses } from './list.ts'
import { manifestClauses } from './manifest.ts'
import { packageClauses } from './package.ts'
import { requestClauses } from './request.ts'
import { retryClauses } from './retries.ts'
import { secretClauses } from './secrets.ts'
import { stateClauses } from './states.ts'
import { storedJobClauses } from './stored-jobs.ts'
import { streamClauses } from './stream.ts'
import { timeClauses } from './times.ts'
import { webhookClauses } from './webhook.ts'
import { wireClauses } from './wire.ts'

/** Every clause, in the order in which they are judged. */
export const clauses: readonly Clause[] = [
  ...manifestClauses,
  ...requestClauses,
  ...wireClauses,
  ...secretClauses,
  ...createClauses,
  ...stateClauses,
  ...timeClauses,
  ...errorClauses,
  ...retryClauses,
  ...abortClauses,
  ...listClauses,
  ...cancelClauses,
  ...streamClauses,
  ...webhookClauses,
  ...downloadClauses,
  ...hostileClauses,
  ...accountClauses,
  ...storedJobClauses,
  ...packageClauses,
  ...fixtureClauses,
  ...isolationClauses,
]

/** What is known of every clause without running it; the README's table is this. */
export const clauseMetadata: readonly ClauseMetadata[] = clauses.map(metadataOf)
