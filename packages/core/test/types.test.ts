import { expectTypeOf, it } from 'vitest'
import * as z from 'zod/mini'
import type { VideoRequestInput } from '../src/index.ts'
import { statusMap, type Http } from '../src/provider.ts'
import type { Paths } from './acme.ts'

interface Nesting {
  '/v1/videos': {
    post: { requestBody: { content: { 'application/json': { input: { prompt: string; seconds?: number } } } } }
  }
}

// Nothing here runs for its result: `check:types` fails when a line below stops being an error.
it('the door knows the spec', () => {
  const schema = z.object({ id: z.string() })
  const use = (http: Http<Paths>): unknown[] => [
    http.post('/v1/jobs', { body: { model: 'm', prompt: 'p', seconds: undefined }, extra: { any: 1 }, schema }),
    // @ts-expect-error a misspelt path
    http.post('/v1/job', { body: { model: 'm', prompt: 'p' }, schema }),
    // @ts-expect-error a verb that the path does not have
    http.delete('/v1/jobs', { schema }),
    // @ts-expect-error a misspelt field, though the spec allows additional ones
    http.post('/v1/jobs', { body: { model: 'm', prompt: 'p', secnds: 4 }, schema }),
    // @ts-expect-error a field of the wrong type
    http.post('/v1/jobs', { body: { model: 'm', prompt: 'p', seconds: '4' }, schema }),
    // @ts-expect-error a required field left out
    http.post('/v1/jobs', { body: { model: 'm' }, schema }),
    // @ts-expect-error a path parameter left out
    http.get('/v1/jobs/{id}', { schema }),
    // @ts-expect-error a query that the spec does not have
    http.get('/v1/jobs', { query: { pge: '1' }, schema }),
  ]
  expectTypeOf(use).returns.toEqualTypeOf<unknown[]>()
  expectTypeOf<Awaited<ReturnType<Http<Paths>['get']>>['headers']>().toEqualTypeOf<Headers>()
})

it('a field inside a field may be undefined, and is checked like any other', () => {
  const schema = z.object({ id: z.string() })
  const use = (http: Http<Nesting>): unknown[] => [
    http.post('/v1/videos', { body: { input: { prompt: 'p', seconds: undefined } }, schema }),
    // @ts-expect-error a misspelt field
    http.post('/v1/videos', { body: { input: { prompt: 'p', secnds: 4 } }, schema }),
    // @ts-expect-error a field of the wrong type
    http.post('/v1/videos', { body: { input: { prompt: 'p', seconds: '4' } }, schema }),
    // @ts-expect-error a required field left out
    http.post('/v1/videos', { body: { input: {} }, schema }),
  ]
  expectTypeOf(use).returns.toEqualTypeOf<unknown[]>()
})

it('a status added to the spec has to be mapped', () => {
  // @ts-expect-error `new` is missing
  expectTypeOf(statusMap<'old' | 'new'>).toBeCallableWith({ old: 'queued' })
})

it('a request is what the README says', () => {
  expectTypeOf<{ model: string; prompt: string; providerOptions: { any: { key: 1 } } }>().toExtend<VideoRequestInput>()
  // @ts-expect-error seconds as text
  expectTypeOf<{ model: string; prompt: string; duration: string }>().toExtend<VideoRequestInput>()
})
