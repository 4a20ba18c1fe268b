import { describe, expect, test } from 'vitest'
import { compactSpec } from '../compact-spec.ts'
import {
  asObject,
  exampleValues,
  isObject,
  type Json,
  objectsIn,
  operationsOf,
  readSpecFolders,
} from './spec-folder.ts'
import { exampleProblems, openapiProblems } from './spec-validation.ts'

const folders = readSpecFolders()

test('there is at least one spec to judge', () => {
  expect(folders).not.toEqual([])
})

describe.each(folders)('the spec of $vendor', ({ document, pageExamples }) => {
  test('is valid OpenAPI 3.1', async () => {
    expect(await openapiProblems(document)).toEqual([])
  })

  test('has schemas without a misspelt keyword and examples that fit them', () => {
    expect(exampleProblems(document)).toEqual([])
  })

  test('stays valid, and its examples fitting, without its prose', async () => {
    const compact = asObject(compactSpec(document))
    expect(await openapiProblems(compact)).toEqual([])
    expect(exampleProblems(compact)).toEqual([])
  })

  test('names every operation, and no two alike', () => {
    const ids = operationsOf(document).map((operation) => operation['operationId'])
    expect(ids).not.toContain(undefined)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('gives a webhook no operationId, since an operation with one is served by the vendor', () => {
    const deliveries = operationsOf({ paths: document['webhooks'] })
    expect(deliveries.filter((delivery) => 'operationId' in delivery)).toEqual([])
  })

  test('says of every dialect it names who that is', () => {
    expect(unexplainedDialects(document)).toEqual([])
  })

  test('has examples of its page to be held against', () => {
    expect(pageExamples).not.toEqual([])
  })

  test.each(pageExamples)("holds the page's $part example of $operation word for word: $text", (example) => {
    // A webhook is no operation of the vendor and has no operationId: its example goes by its name.
    const operation =
      operationsOf(document).find(({ operationId }) => operationId === example.operation) ??
      objectsIn(Object(document['webhooks'])[example.operation])[0]
    if (example.part === 'sample') {
      expect(objectsIn(operation?.['x-codeSamples']).map((sample) => sample['source'])).toContain(example.text)
      return
    }
    const bodies = example.part === 'request' ? [operation?.['requestBody']] : operation?.['responses']
    const media = objectsIn(bodies).flatMap((body) => objectsIn(body['content']))
    // Compared as text, so that the order of the keys counts too.
    const wanted: unknown = example.text.startsWith('{') ? JSON.parse(example.text) : example.text
    expect(media.flatMap(exampleValues).map((value) => JSON.stringify(value))).toContain(JSON.stringify(wanted))
  })
})

const sound: Json = {
  openapi: '3.1.1',
  info: { title: 'Sound', version: '1' },
  paths: {
    '/tasks': {
      get: {
        operationId: 'getTask',
        parameters: [{ name: 'id', in: 'query', schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'A stream.',
            content: {
              'text/event-stream': {
                schema: { type: 'string' },
                examples: { one: { value: 'event: state\ndata: {"progress":8}\n\nevent: done\ndata: [DONE]\n' } },
                'x-events': { state: { $ref: '#/components/schemas/Task' }, done: { const: '[DONE]' } },
              },
            },
          },
          201: {
            description: 'A task.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Task' },
                examples: { one: { value: { progress: 8 } } },
              },
            },
          },
        },
      },
    },
  },
  webhooks: {
    taskEnded: {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Task' },
              examples: { one: { value: { progress: 100 } } },
            },
          },
        },
        responses: { 200: { description: 'Taken.' } },
      },
    },
  },
  components: {
    schemas: { Task: { type: 'object', properties: { progress: { type: 'integer', minimum: 0, examples: [8] } } } },
  },
}
const operation = ['paths', '/tasks', 'get']
const progress = ['components', 'schemas', 'Task', 'properties', 'progress']
const streamExample = [...operation, 'responses', '200', 'content', 'text/event-stream', 'examples', 'one', 'value']
const bodyExample = [...operation, 'responses', '201', 'content', 'application/json', 'examples', 'one', 'value']
const delivery = ['webhooks', 'taskEnded', 'post']
const deliveryExample = [...delivery, 'requestBody', 'content', 'application/json', 'examples', 'one', 'value']

describe('a spec', () => {
  test('that is sound passes', async () => {
    expect(await openapiProblems(sound)).toEqual([])
    expect(exampleProblems(sound)).toEqual([])
  })

  test.each([
    ['a response without a description', [...operation, 'responses', '200', 'description'], undefined],
    ['a parameter in an unknown place', [...operation, 'parameters', '0', 'in'], 'querry'],
    ['a misspelt operationId', [...operation, 'operationID'], 'getTask'],
    ['an impossible status', [...operation, 'responses', '6XX'], { description: 'No.' }],
    ['a path without its slash', ['paths', 'tasks'], {}],
    ['a reference that leads nowhere', [...operation, 'responses', '401'], { $ref: '#/components/responses/Nobody' }],
    ['a webhook with a misspelt part', [...delivery, 'requestBodies'], {}],
    ['another version of OpenAPI', ['openapi'], '3.0.3'],
    ['no version of OpenAPI', ['openapi'], undefined],
  ])('with %s is refused by the public validator', async (_, path, value) => {
    expect(await openapiProblems(damaged(path, value))).not.toEqual([])
  })

  test.each([
    ['a schema of an unknown type', [...progress, 'type'], 'intger'],
    ['a schema with a misspelt keyword', [...progress, 'minium'], 1],
    ['a bound that is text', [...progress, 'minimum'], '0'],
    ['a schema reference that leads nowhere', [...progress, '$ref'], '#/components/schemas/Nobody'],
    ['an example of a field that does not fit', [...progress, 'examples'], ['eight']],
    ['an example of a body that does not fit', bodyExample, { progress: -1 }],
    ['an example of a webhook that does not fit', deliveryExample, { progress: -1 }],
    ['an event whose data does not fit', streamExample, 'event: state\ndata: {"progress":-1}\n'],
    ['an event that nobody listed', streamExample, 'event: other\ndata: {}\n'],
  ])('with %s is refused by its schemas and examples', (_, path, value) => {
    expect(exampleProblems(damaged(path, value))).not.toEqual([])
  })
})

test('a dialect that nobody explained is found, and one that was is not', () => {
  const schema = { 'x-dialects': ['original', 'orignal'], items: [{ 'x-dialects': ['other'] }] }
  const explained = { ...sound, 'x-dialects': { original: 'The first one.' }, components: { schemas: { schema } } }
  expect(unexplainedDialects(explained)).toEqual(['orignal', 'other'])
})

function unexplainedDialects(document: Json): string[] {
  const explained = Object.keys(Object(document['x-dialects']))
  const namesIn = (place: unknown): string[] => {
    const names = isObject(place) ? place['x-dialects'] : undefined
    const inside = place !== null && typeof place === 'object' ? Object.values(place).flatMap(namesIn) : []
    return Array.isArray(names) ? [...names.map(String), ...inside] : inside
  }
  return namesIn(document).filter((name) => !explained.includes(name))
}

function damaged(path: readonly string[], value: unknown): Json {
  const [last = '', ...rest] = path.toReversed()
  const document = structuredClone(sound)
  let place: unknown = document
  for (const key of rest.toReversed()) place = Object(place)[key]
  Object.assign(Object(place), { [last]: value })
  // Through JSON, which leaves out what is undefined.
  return asObject(JSON.parse(JSON.stringify(document)))
}
