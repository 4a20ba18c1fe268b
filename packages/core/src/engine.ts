/** What a client and its providers need from their first call on, as one piece: see `load.ts`. */
export { keyOf } from './provider/credentials.ts'
export { openClient } from './client/open-client.ts'
export { createDryRunClient } from './provider/dry-run.ts'
export { openOperationContext } from './provider/operation-context.ts'
