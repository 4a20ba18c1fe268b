import { setImmediate } from 'node:timers/promises'
import { defineVendor, eventStream, isOver, type Jobs, type Webhook } from '@reelay/simulator'

interface Video {
  title: string
  seconds?: number
  /** Where to call back. */
  hook?: string
}

interface TinyOperations {
  makeVideo: {
    parameters: { header: { 'idempotency-key': string } }
    requestBody: { content: { 'application/json': Video } }
  }
  readVideo: { parameters: { path: { video: string }; query?: { depth?: number; tags?: string[] } } }
  latestVideo: object
  dropVideo: { parameters: { path: { video: string } } }
  watchVideo: { parameters: { path: { video: string } } }
  upload: { requestBody: { content: { 'multipart/form-data': { seconds: number; image: string; tags?: string[] } } } }
}

const error = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const videoAnswers = { '200': { $ref: '#/components/responses/Video' }, '4XX': error, default: error }

export const tinySpec = {
  openapi: '3.1.0',
  info: { title: 'Tiny', version: '1' },
  servers: [{ url: 'https://tiny.example/api' }],
  paths: {
    '/videos': {
      post: {
        operationId: 'makeVideo',
        parameters: [
          { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 4 } },
        ],
        requestBody: { $ref: '#/components/requestBodies/Video' },
        responses: videoAnswers,
      },
    },
    '/videos/{video}': {
      parameters: [{ $ref: '#/components/parameters/Video' }],
      get: {
        operationId: 'readVideo',
        parameters: [
          { name: 'depth', in: 'query', schema: { type: 'integer', maximum: 3 } },
          { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        ],
        responses: videoAnswers,
      },
      delete: { operationId: 'dropVideo', responses: { '204': { description: 'Gone.' } } },
    },
    '/videos/latest': { get: { operationId: 'latestVideo', responses: videoAnswers } },
    '/videos/{video}/events': {
      parameters: [{ $ref: '#/components/parameters/Video' }],
      get: {
        operationId: 'watchVideo',
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
        responses: videoAnswers,
      },
    },
  },
  components: {
    parameters: { Video: { name: 'video', in: 'path', required: true, schema: { type: 'string' } } },
    requestBodies: { Video: { required: true, ...json({ $ref: '#/components/schemas/NewVideo' }) } },
    responses: { Video: json({ type: 'object', required: ['id'], properties: { id: { type: 'string' } } }) },
    schemas: {
      NewVideo: {
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
  jobs: Jobs<Video>
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
    makeVideo: ({ body, state, origin }) => {
      const { id, resultUrl } = state.jobs.start({
        owner: 'all',
        request: body,
        costCents: 7,
        fate: body.title === 'bad' ? 'failed' : 'completed',
        video: { width: 64, height: 48, seconds: body.seconds ?? 1 },
        origin,
        webhook: body.hook === undefined ? undefined : (job) => hookOf(job.id, body),
      })
      return Response.json({ id, resultUrl })
    },
    readVideo: ({ path, query }) => {
      if (path.video === 'odd') return Response.json({ id: 7 })
      if (path.video === 'teapot') return new Response('short and stout', { status: 418 })
      return Response.json({ id: path.video, ...query })
    },
    latestVideo: () => Response.json({ id: 'the latest' }),
    dropVideo: ({ path }) =>
      new Response(path.video === 'odd' ? 'dropped' : null, { status: path.video === 'odd' ? 200 : 204 }),
    watchVideo: ({ path, request, state }) => {
      const job = state.jobs.find(path.video)
      if (!job) return Response.json({ problem: 'no such video' }, { status: 404 })
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

/** Tells of videos that were made, and signs for those that are titled so. */
function hookOf(id: string, { title, hook = '' }: Video): Webhook {
  return {
    url: hook,
    tell: ({ phase }) => (phase === 'completed' ? { video: id } : undefined),
    signature: title === 'signed' ? { id: `event-${id}`, secret: hookSecret } : undefined,
    timeoutMs: 30_000,
    pausesMs: hookPausesMs,
  }
}

/** Creates a video; by default as the spec wants it. */
export function videoRequest(body: unknown = { title: 'fox' }, headers: Record<string, string> = {}): Request {
  return new Request('http://tiny.test/api/videos', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'key-1', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Creates a video and returns what the vendor answered. */
export async function makeVideo(
  { fetch }: { fetch: typeof globalThis.fetch },
  body?: unknown,
): Promise<{ id: string; resultUrl: string }> {
  const answer = await fetch(videoRequest(body))
  return (await answer.json()) as { id: string; resultUrl: string }
}

/** Waits, without sleeping, until something is so. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate()
}
