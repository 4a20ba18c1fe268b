import { json, object, refTo, text, textOrNull } from './spec-parts.ts'

const id = { name: 'id', in: 'path', required: true, schema: text }
const version = { $ref: '#/components/parameters/Version' }
const refused = json(refTo('Refused'))

/** What the vendor answers; a refusal comes with any status. */
const answers = (schema: object, status = 200): object => ({
  [status]: json(schema),
  ...(status === 200 ? {} : { 200: refused }),
  '4XX': refused,
  '5XX': refused,
})
const orRefused = (schema: object): object => ({ oneOf: [schema, refTo('Refused')] })
const operation = (operationId: string, responses: object, more: object = {}): object => ({
  operationId,
  parameters: [version],
  responses,
  ...more,
})
const body = (schema: object): object => ({ required: true, ...json(schema) })

/** The OpenAPI document of the vendor of lantern. */
export const lanternSpec: Record<string, unknown> = {
  openapi: '3.1.1',
  info: { title: 'Lantern', version: '2026-03' },
  servers: [{ url: 'https://api.lantern.example' }],
  security: [{ key: [] }],
  paths: {
    '/v1/uploads': {
      post: operation('upload', answers(object({ upload: text }, ['upload']), 201), {
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: object({ link: text }, ['link']) },
            'multipart/form-data': {
              schema: object({ file: { type: 'string', contentMediaType: 'application/octet-stream' }, role: text }, [
                'file',
              ]),
              encoding: { file: { contentType: 'image/png, image/jpeg, image/gif, image/webp' } },
            },
          },
        },
      }),
    },
    '/v1/videos': {
      post: operation('createVideo', answers(refTo('OneVideo'), 202), {
        parameters: [version, { name: 'Idempotency-Key', in: 'header', schema: text }],
        requestBody: body(refTo('CreateVideo')),
      }),
      get: operation('listVideos', answers(orRefused(refTo('Page'))), {
        parameters: [version, { name: 'after', in: 'query', schema: text }],
      }),
      delete: operation('deleteVideos', answers(orRefused(object({ removed: { type: 'integer' } }, ['removed'])))),
    },
    '/v1/videos/{id}': {
      parameters: [id],
      get: operation('getVideo', answers(orRefused(refTo('OneVideo')))),
      delete: operation('deleteVideo', answers(orRefused(object({ removed: { const: true } }, ['removed'])))),
    },
    '/v1/videos/{id}/events': {
      parameters: [id],
      get: operation('followVideo', {
        200: { description: 'Events named "video", each with a video.', content: { 'text/event-stream': {} } },
        '4XX': refused,
        '5XX': refused,
      }),
    },
    '/v1/videos/{id}/file': {
      parameters: [id, { name: 'of', in: 'query', schema: text }],
      get: operation('fetchVideo', {
        200: { description: 'The bytes.', content: { 'video/mp4': {} } },
        '4XX': refused,
        '5XX': refused,
      }),
    },
    '/v1/videos/{id}/stop': {
      parameters: [id],
      post: operation('stopVideo', answers(orRefused(object({ stopping: { const: true } }, ['stopping'])))),
    },
    '/v1/videos/{id}/keep': {
      parameters: [id],
      post: operation('keepVideo', answers(orRefused(refTo('OneVideo'))), {
        requestBody: body(object({ days: { type: 'integer', minimum: 1 } }, ['days'])),
      }),
    },
    '/v1/account': {
      get: operation('account', answers(orRefused(object({ cents: { type: 'number' } }, ['cents'])))),
    },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Lantern-Key' } },
    parameters: {
      // Who does not say which version he speaks gets the oldest one.
      Version: { name: 'X-Lantern-Version', in: 'header', schema: { type: 'string', const: '2026-03' } },
    },
    schemas: {
      CreateVideo: object(
        {
          model: text,
          text: { type: 'string', minLength: 1 },
          seconds: { type: 'integer', minimum: 2, maximum: 12 },
          ratio: { type: 'string', enum: ['16:9', '9:16', '1:1'] },
          size: { type: 'string', enum: ['hd', 'full'] },
          fps: { type: 'integer', enum: [24, 30] },
          seed: { type: 'integer' },
          avoid: text,
          sound: { type: 'boolean' },
          count: { type: 'integer', minimum: 1, maximum: 3 },
          frames: { type: 'array', items: refTo('Frame') },
          style: text,
          notify: text,
        },
        ['model', 'text'],
      ),
      Frame: object({ upload: text, role: { enum: ['first_frame', 'last_frame', 'reference'] } }, ['upload', 'role']),
      Video: object(
        {
          id: { type: 'string', minLength: 1 },
          state: { type: 'string', enum: ['waiting', 'rendering', 'done', 'broken', 'stopped', 'gone'] },
          model: textOrNull,
          percent: { type: ['number', 'null'], minimum: 0, maximum: 100 },
          files: { type: ['array', 'null'], items: object({ url: text }, ['url']) },
          problem: { oneOf: [object({ code: text, message: text }, ['code', 'message']), { type: 'null' }] },
          cents: { type: ['number', 'null'] },
          created_at: textOrNull,
          ends_at: textOrNull,
        },
        ['id', 'state'],
      ),
      OneVideo: object({ video: refTo('Video') }, ['video']),
      Page: object({ videos: { type: 'array', items: refTo('Video') }, next: textOrNull }, ['videos']),
      Refused: object(
        {
          error: object({ code: text, message: text, wait_s: { type: 'number' }, again: { type: 'boolean' } }, [
            'code',
            'message',
          ]),
        },
        ['error'],
      ),
    },
  },
}
