import { setImmediate } from 'node:timers/promises'
import { defineVendor, eventStream, isOver, type Jobs, type Webhook } from '@reelay/simulator'

interface Clip {
  title: string
  seconds?: number
  /** Where to call back. */
  hook?: string
}

interface TinyOperations {
  makeClip: {
    parameters: { header: { 'idempotency-key': string } }
    requestBody: { content: { 'application/json': Clip } }
  }
  readClip: { parameters: { path: { clip: string }; query?: { depth?: number; tags?: string[] } } }
  latestClip: object
  dropClip: { parameters: { path: { clip: string } } }
  watchClip: { parameters: { path: { clip: string } } }
  upload: { requestBody: { content: { 'multipart/form-data': { seconds: number; image: string; tags?: string[] } } } }
}

const error = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const clipAnswers = { '200': { $ref: '#/components/responses/Clip' }, '4XX': error, default: error }

export const tinySpec = {
  openapi: '3.1.0',
  info: { title: 'Tiny', version: '1' },
  servers: [{ url: 'https://tiny.example/api' }],
  paths: {
    '/clips': {
      post: {
        operationId: 'makeClip',
        parameters: [
          { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 4 } },
        ],
        requestBody: { $ref: '#/components/requestBodies/Clip' },
        responses: clipAnswers,
      },
    },
    '/clips/{clip}': {
      parameters: [{ $ref: '#/components/parameters/Clip' }],
      get: {
        operationId: 'readClip',
        parameters: [
          { name: 'depth', in: 'query', schema: { type: 'integer', maximum: 3 } },
          { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        ],
        responses: clipAnswers,
      },
      delete: { operationId: 'dropClip', responses: { '204': { description: 'Gone.' } } },
    },
    '/clips/latest': { get: { operationId: 'latestClip', responses: clipAnswers } },
    '/clips/{clip}/events': {
      parameters: [{ $ref: '#/components/parameters/Clip' }],
      get: {
        operationId: 'watchClip',
        responses: { '200': { content: { 'text/event-stream': { schema: { type: 'string' } } } }, '404': error },
      },
    },
    '/uploads': {
      post: {
        operationId: 'upload',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['seconds', 'image'],
                properties: {
                  seconds: { type: 'integer' },
                  image: { type: 'string', format: 'binary' },
                  tags: { type: 'array', items: { type: 'string' } },
                },
                additionalProperties: false,
              },
            },
          },
        },
        responses: clipAnswers,
      },
    },
  },
  components: {
    parameters: { Clip: { name: 'clip', in: 'path', required: true, schema: { type: 'string' } } },
    requestBodies: { Clip: { required: true, ...json({ $ref: '#/components/schemas/NewClip' }) } },
    responses: { Clip: json({ type: 'object', required: ['id'], properties: { id: { type: 'string' } } }) },
    schemas: {
      NewClip: {
        type: 'object',
        required: ['title'],
        properties: {
          title: { type: 'string' },
          seconds: { type: ['integer', 'null'] },
          style: { enum: ['flat', 'deep'] },
          hook: { type: 'string' },
        },
        additionalProperties: false,
      },
      Error: { type: 'object', required: ['problem'], properties: { problem: { type: 'string' } } },
    },
  },
}

interface State {
  jobs: Jobs<Clip>
}

/** A vendor with the odd corners of OpenAPI that ours happen not to use. */
export const tinyVendor = defineVendor<State, TinyOperations>({
  vendor: 'tiny',
  spec: tinySpec,
  state: (world) => ({
    jobs: world.jobs({
      timing: { queuedMs: [100, 500], totalMs: [1_000, 9_000], medianMs: 3_000 },
      lifetimeMs: 60_000,
    }),
  }),
  refuse: ({ status, message, field }) => Response.json({ problem: message, field }, { status }),
  operations: {
    makeClip: ({ body, state, origin }) => {
      const { id, resultUrl } = state.jobs.start({
        owner: 'all',
        request: body,
        costCents: 7,
        fate: body.title === 'bad' ? 'failed' : 'completed',
        clip: { width: 64, height: 48, seconds: body.seconds ?? 1 },
        origin,
        webhook: body.hook === undefined ? undefined : (job) => hookOf(job.id, body),
      })
      return Response.json({ id, resultUrl })
    },
    readClip: ({ path, query }) => {
      if (path.clip === 'odd') return Response.json({ id: 7 })
      if (path.clip === 'teapot') return new Response('short and stout', { status: 418 })
      return Response.json({ id: path.clip, ...query })
    },
    latestClip: () => Response.json({ id: 'the latest' }),
    dropClip: ({ path }) =>
      new Response(path.clip === 'odd' ? 'dropped' : null, { status: path.clip === 'odd' ? 200 : 204 }),
    watchClip: ({ path, request, state }) => {
      const job = state.jobs.find(path.clip)
      if (!job) return Response.json({ problem: 'no such clip' }, { status: 404 })
      return eventStream(request, async function* (signal) {
        for await (const life of state.jobs.follow(job, signal)) {
          yield { event: life.phase, data: `${life.progress}` }
          if (isOver(life.phase)) yield { data: 'two\nlines' }
        }
      })
    },
    upload: async ({ body, request }) => {
      const image = (await request.formData()).get('image')
      return Response.json({
        id: body.image,
        seconds: body.seconds,
        tags: body.tags,
        bytes: image instanceof File ? image.size : 0,
      })
    },
  },
})

export const hookSecret = `whsec_${btoa('a secret of some length')}`
export const hookPausesMs = [10_000, 20_000]

/** Tells of clips that were made, and signs for those that are titled so. */
function hookOf(id: string, { title, hook = '' }: Clip): Webhook {
  return {
    url: hook,
    tell: ({ phase }) => (phase === 'completed' ? { clip: id } : undefined),
    signature: title === 'signed' ? { id: `event-${id}`, secret: hookSecret } : undefined,
    timeoutMs: 30_000,
    pausesMs: hookPausesMs,
  }
}

/** Creates a clip; by default as the spec wants it. */
export function clipRequest(body: unknown = { title: 'fox' }, headers: Record<string, string> = {}): Request {
  return new Request('http://tiny.test/api/clips', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'key-1', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Creates a clip and returns what the vendor answered. */
export async function makeClip(
  { fetch }: { fetch: typeof globalThis.fetch },
  body?: unknown,
): Promise<{ id: string; resultUrl: string }> {
  const answer = await fetch(clipRequest(body))
  return (await answer.json()) as { id: string; resultUrl: string }
}

/** Waits, without sleeping, until something is so. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate()
}
