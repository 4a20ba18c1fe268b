/** What a client and its providers need from their first call on, as one piece: see `load.ts`. */
export { keyOf, secretOf } from './credentials.ts'
export { openClient } from './open-client.ts'
export { previewDoor } from './preview.ts'
export { openSession } from './session.ts'
export { verifyStandardWebhook } from './standard-webhook.ts'
