// Run by load.test.ts, in a process whose first import of the engine fails: says what a client does then.
import { registerHooks } from 'node:module'
import { createClient, isVideoError } from '../src/index.ts'
import { acme, request, vendor } from './acme.ts'

let fetched = 0
registerHooks({
  resolve(specifier, context, next) {
    if (specifier.endsWith('/engine.ts')) {
      fetched += 1
      if (fetched === 1) throw new TypeError('chunk 7 is not there')
    }
    return next(specifier, context)
  },
})

const { fetch, calls } = vendor({ 'POST /v1/jobs': { id: 'j', state: 'waiting' } })
const client = createClient({ providers: [acme({ apiKey: 'key-123456', fetch })] })
const before = { fetched, calls: calls.length }
const failed = await client.create(request).then(
  () => ({}),
  (error: unknown) =>
    isVideoError(error) ? { code: error.code, submitted: error.submitted } : { code: String(error) },
)
const then = { ...failed, fetched, calls: calls.length }
const { id } = await client.create(request)
process.stdout.write(JSON.stringify({ before, failed: then, after: { id, fetched, calls: calls.length } }))
