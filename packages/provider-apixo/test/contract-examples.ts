import type { Example } from '@reelay/contract-tests'
import type { VideoRequestInput } from '@reelay/core'

const request: VideoRequestInput = { model: 'wan-2-5', prompt: 'a fox', duration: 5, resolution: '720p' }
const task = {
  provider: 'apixo',
  model: 'wan-2-5',
  id: 'task_12345678',
  outputs: [],
  handle: { model: 'wan-2-5' },
}
const own = 'the field of the request itself'
const noResult = {
  code: 'invalid_response',
  message: 'apixo: job task_12345678 is completed but names no result',
}

/** What no sample shows: callbacks, results and refusals of other forms. */
export const examples: readonly Example[] = [
  { name: 'result-not-json', throws: noResult },
  { name: 'result-without-urls', throws: noResult },
  { name: 'no-result', throws: noResult },
  {
    name: 'not-yet',
    gives: {
      ...task,
      status: 'in_progress',
      vendorStatus: 'processing',
      createdAt: '2026-01-09T13:33:30.929Z',
      expiresAt: '2026-01-10T13:33:30.000Z',
    },
  },
  {
    name: 'callback-with-a-query',
    request: { ...request, webhookUrl: 'https://your-server.com/callback?order=7#top' },
    // Nobody says when: it is when the answer came, and a day on.
    gives: { ...task, status: 'queued', createdAt: '2026-01-09T13:33:30.000Z', expiresAt: '2026-01-10T13:33:30.000Z' },
  },
  {
    name: 'refused-with-a-reason',
    request,
    throws: {
      code: 'invalid_request',
      message: 'apixo: POST /api/v1/generateTask/{model}: 400 Invalid request: Missing required field: input.prompt',
    },
  },
  // The request has a field for it: two would contradict each other.
  {
    name: 'input-of-the-request',
    request: { ...request, providerOptions: { apixo: { input: { prompt: 'a wolf', seed: 1 } } } },
    throws: {
      code: 'invalid_request',
      issues: [
        { field: 'providerOptions.apixo.input.prompt', given: '"a wolf"', allowed: own, code: 'invalid_request' },
        { field: 'providerOptions.apixo.input.seed', given: '1', allowed: own, code: 'invalid_request' },
      ],
    },
  },
]
