import { json, object, refTo, text } from './spec-parts.ts'

const job = json(refTo('Job'))
const refused = json(object({ message: text }, ['message']))
const answers = { 200: job, '4XX': refused, '5XX': refused }

/** The OpenAPI document of the vendor of candle. */
export const candleSpec: Record<string, unknown> = {
  openapi: '3.1.1',
  info: { title: 'Candle', version: '1' },
  servers: [{ url: 'https://candle.example' }],
  paths: {
    '/jobs': {
      post: {
        operationId: 'createJob',
        requestBody: { required: true, ...json(refTo('CreateJob')) },
        responses: answers,
      },
    },
    '/jobs/{id}': {
      get: {
        operationId: 'getJob',
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        responses: answers,
      },
    },
  },
  components: {
    schemas: {
      // What else there may be, the model's own maker knows.
      CreateJob: object(
        { model: text, prompt: { type: 'string', minLength: 1 }, length: { type: 'integer', enum: [4, 6] } },
        ['model', 'prompt'],
      ),
      Job: object(
        {
          job: { type: 'string', minLength: 1 },
          is: { type: 'string', enum: ['new', 'busy', 'ok', 'bad'] },
          video: { type: ['string', 'null'] },
          reason: { type: ['string', 'null'] },
        },
        ['job', 'is'],
      ),
    },
  },
}
