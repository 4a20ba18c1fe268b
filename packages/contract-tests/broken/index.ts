import { brokenAborts } from './abort.ts'
import type { BrokenProvider } from './broken.ts'
import { brokenCreates } from './create.ts'
import { brokenErrors } from './errors.ts'
import { brokenRequests } from './request.ts'
import { brokenSecrets } from './secrets.ts'
import { brokenStates } from './states.ts'

/** Every broken provider; each group of clauses has its own file. */
export const brokenProviders: readonly BrokenProvider[] = [
  ...brokenRequests,
  ...brokenSecrets,
  ...brokenCreates,
  ...brokenStates,
  ...brokenErrors,
  ...brokenAborts,
]
