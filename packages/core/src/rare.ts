/** What few calls need: looking for a job whose create was lost, and webhooks. See `load.ts`. */
export { readImages } from './client/read-images.ts'
export { createResolver } from './journal/unresolved.ts'
export { secretOf } from './provider/credentials.ts'
export { webhookMethods } from './client/webhooks.ts'
export { verifyStandardWebhook } from './webhook/standard-webhooks.ts'
