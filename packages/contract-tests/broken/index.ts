import { brokenAborts } from './abort.ts'
import { brokenAccounts } from './accounts.ts'
import type { BrokenProvider } from './broken.ts'
import { brokenCancels } from './cancel.ts'
import { brokenCreates } from './create.ts'
import { brokenDownloads } from './downloads.ts'
import { brokenErrors } from './errors.ts'
import { brokenExamples } from './examples.ts'
import { brokenFixtures } from './fixtures.ts'
import { brokenHostiles } from './hostile.ts'
import { brokenIsolations } from './isolation.ts'
import { brokenKinds } from './kinds.ts'
import { brokenLists } from './list.ts'
import { brokenManifests } from './manifest.ts'
import { brokenPackages } from './package.ts'
import { brokenRequests } from './request.ts'
import { brokenRetries } from './retries.ts'
import { brokenSecrets } from './secrets.ts'
import { brokenStates } from './states.ts'
import { brokenStoredJobs } from './stored-jobs.ts'
import { brokenStreams } from './stream.ts'
import { brokenTimes } from './times.ts'
import { brokenWebhooks } from './webhook.ts'
import { brokenWires } from './wire.ts'

/** Every broken provider; each group of clauses has its own file. */
export const brokenProviders: readonly BrokenProvider[] = [
  ...brokenManifests,
  ...brokenRequests,
  ...brokenExamples,
  ...brokenWires,
  ...brokenSecrets,
  ...brokenCreates,
  ...brokenStates,
  ...brokenTimes,
  ...brokenErrors,
  ...brokenRetries,
  ...brokenAborts,
  ...brokenLists,
  ...brokenCancels,
  ...brokenStreams,
  ...brokenWebhooks,
  ...brokenDownloads,
  ...brokenHostiles,
  ...brokenKinds,
  ...brokenAccounts,
  ...brokenStoredJobs,
  ...brokenPackages,
  ...brokenFixtures,
  ...brokenIsolations,
]
