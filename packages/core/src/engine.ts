/** What a client and its providers need from their first call on, as one piece: see `load.ts`. */
export { keyOf, secretOf } from './provider/credentials.ts'
export { openClient } from './client/open-client.ts'
export { createDryRunClient } from './provider/dry-run.ts'
export { openOperationContext } from './provider/operation-context.ts'
export { verifyStandardWebhook } from './webhook/standard-webhooks.ts'
