import type { BrokenProvider } from './broken.ts'
import { brokenCreates } from './create.ts'
import { brokenRequests } from './request.ts'

/** Every broken provider; each group of clauses has its own file. */
export const brokenProviders: readonly BrokenProvider[] = [...brokenRequests, ...brokenCreates]
