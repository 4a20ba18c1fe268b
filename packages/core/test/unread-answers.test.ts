// The vendor has said yes, and its answer is odd, cut or unreadable: the id that it names is the job.
import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { createClient, memoryStore, type Client } from '../src/index.ts'
import { defineProvider, type Definition } from '../src/provider.ts'
import { idsIn, parseStart, readAnswer } from '../src/http/read-answer.ts'
import { acme, errorOf, key, request, testClock, vendor, type Answer, type Paths } from './acme.ts'

const create = 'POST /v1/jobs'
const whole = JSON.stringify({ id: 'job-1', state: 'waiting', percent: 0 })

function start(routes: Record<string, Answer | Answer[]>, provider = acme({ apiKey: key })) {
  const { fetch, posts, calls } = vendor(routes)
  return { client: createClient({ providers: [provider], fetch, clock: testClock() }), posts, calls }
}

/** An answer that breaks off after this text: by an error, by silence, or as if that were its end. */
function cut(text: string, end: 'error' | 'silence' | 'end', status = 200): () => Response {
  return () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
      pull: (controller) => {
        if (end === 'end') controller.close()
        if (end === 'error') controller.error(new TypeError('terminated'))
        return end === 'silence' ? new Promise(() => {}) : undefined
      },
    })
    return new Response(body, { status, headers: { 'content-type': 'application/json' } })
  }
}

describe('an answer that breaks off', () => {
  it.each(['error', 'silence', 'end'] as const)('by %s after the id is a job', async (end) => {
    for (const text of [
      whole,
      whole.slice(0, -1),
      '{"id":"job-1","state":"wai',
      '{"id":"job-1"',
      '{"usage":[1,{"x":2}],"id":"job-1",',
    ]) {
      const { client, posts } = start({ [create]: cut(text, end) })
      expect(await client.create(request)).toMatchObject({ id: 'job-1' })
      expect(posts()).toBe(1)
    }
  })

  it('before the id has ended is unknown, and so is one with a refusal', async () => {
    for (const text of ['', '{', '{"id":', '{"id":"job-1', '{"state":"waiting",', 'job-1', '{"error":{"code":"x"}']) {
      const { client } = start({ [create]: cut(text, 'error') })
      expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    }
    const page = start({ [create]: cut('<!doctype html>', 'end') })
    expect((await errorOf(page.client.create(request))).message).toContain('a web page, not JSON')
    const { client } = start({ [create]: cut(whole, 'error', 500) })
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown' })
  })

  it('of a poll is a failed poll', async () => {
    const { client } = start({ 'GET /v1/jobs/job-1': cut(whole, 'error') })
    expect(await errorOf(client.get({ provider: 'acme', id: 'job-1' }))).toMatchObject({ code: 'network' })
  })
})

it('the start of a JSON text is read as far as it is whole, in linear time', () => {
  const text = JSON.stringify({ a: [1, 'x', { b: null }], id: 't"1', n: { deep: [true, 12] } })
  for (let length = 0; length < text.length; length++) {
    const seen = JSON.stringify(parseStart(text.slice(0, length)) ?? {})
    expect(JSON.stringify(JSON.parse(text))).toContain(seen.replace(/[\]}]+$/, ''))
  }
  const before = performance.now()
  for (const long of ['['.repeat(1 << 20), `{"a":"${'\\"'.repeat(1 << 20)}`, '{"a":'.repeat(1 << 18)]) parseStart(long)
  expect(performance.now() - before).toBeLessThan(1000)
})

it.each([
  [{ id: 'a' }, ['a']],
  [{ data: { taskId: 'a' } }, ['a']],
  [{ data: [{ job_id: 'a' }, { job_id: 'b' }] }, ['a']],
  [{ id: 'a', task_id: 'a', data: { video: { id: 'a' } } }, ['a']],
  [{ id: 'a', task_id: 'b' }, ['a', 'b']],
  [{ id: 42, model: { id: 'm' }, request_id: 'r', user_id: 'u' }, ['42']],
  [{ id: ' ', task_id: null, uuid: {} }, []],
  ['a', []],
  [null, []],
])('the ids in %j are %j', (answer, ids) => {
  expect(idsIn(answer)).toEqual(ids)
})

describe('a strict schema', () => {
  const Strict = z.object({ id: z.string(), at: z.nullish(z.number()), by: z.nullish(z.object({ name: z.string() })) })
  const Rows = z.object({ rows: z.array(Strict), next: z.optional(z.string()) })
  it.each([
    [Strict, { id: 'a', at: 'soon', by: { name: 7 } }, { id: 'a' }],
    [z.strictObject({ id: z.string() }), { id: 'a', news: 1 }, { id: 'a' }],
    [
      Rows,
      { rows: [{ id: 'a', at: {} }, { at: 1 }, null, { id: 5 }, { id: 'b' }], next: 7 },
      { rows: [{ id: 'a' }, { id: 'b' }] },
    ],
    [Strict, { at: 1 }, undefined],
    [Rows, { rows: 'none' }, undefined],
    [Strict, null, undefined],
  ])('reads what it can do with of an odd answer: %#', (schema, body, read) => {
    expect(readAnswer(schema, body, true).data).toEqual(read)
    expect(readAnswer(schema, body, false).success).toBe(false)
  })

  it('loses no job of a stranger: neither at create, nor in a poll, nor in a list', async () => {
    const odd = { id: 'job-1', state: 'waiting', percent: '0%', url: {}, why: [] }
    const { client } = start({
      [create]: odd,
      'GET /v1/jobs/job-1': { ...odd, state: 'done', url: 'https://cdn.test/a.mp4' },
      'GET /v1/jobs': { jobs: [null, { state: 'done' }, odd, { id: 'job-2', state: 'working' }], next: 5 },
    })
    const job = await client.create(request)
    expect(job).toMatchObject({ id: 'job-1', status: 'queued' })
    expect(await client.get(job)).toMatchObject({ status: 'completed' })
    expect((await client.list()).jobs.map(({ id }) => id)).toEqual(['job-1', 'job-2'])
  })
})

describe('an answer that its provider cannot read', () => {
  const base: Omit<Definition<Paths>, 'create'> & { baseUrl: string } = {
    id: 'acme',
    baseUrl: 'https://acme.test',
    options: z.looseObject({}),
    capabilities: acme({ apiKey: key }).capabilities,
    models: [{ id: '*', price: null, modes: { text: {} } }],
    get: async () => ({ status: 'in_progress' }),
  }
  const reading = (read: Definition<Paths>['create'], answer: object): Client =>
    start({ [create]: answer }, defineProvider<Paths>({ ...base, create: read })({ apiKey: key })).client
  const strict = z.object({ id: z.string(), state: z.string() })
  const ask: Definition<Paths>['create'] = async ({ model, prompt }, { http }) => {
    const { data } = await http.post('/v1/jobs', { body: { model, prompt }, schema: strict })
    return { id: data.id, status: 'queued' }
  }

  it('is the job that it names, and the next poll says how it is', async () => {
    const client = reading(ask, { id: 'job-1', state: null })
    const job = await client.create(request)
    expect(job).toMatchObject({ id: 'job-1', status: 'unknown', model: 'one' })
    const broken: Definition<Paths>['create'] = async (given, context) => {
      await ask(given, context)
      throw new TypeError('cannot read properties of undefined')
    }
    expect(await reading(broken, { id: 'job-1', state: 'waiting' }).create(request)).toMatchObject({ id: 'job-1' })
  })

  it('is unknown where it names none or several, and the error names them', async () => {
    const several = await errorOf(reading(ask, { id: 'job-1', task_id: 'task-1', state: 7 }).create(request))
    expect(several).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    expect(several.message).toContain('the answer names "job-1", "task-1"')
    expect(await errorOf(reading(ask, { state: 7 }).create(request))).toMatchObject({ code: 'submission_unknown' })
  })
})

describe('an id that nobody can ask for', () => {
  it.each(['', ' ', '.', '..', 'a\u0000b', 'a\nb'])('%j is an error that keeps it', async (id) => {
    const store = memoryStore()
    const { fetch } = vendor({ [create]: { id, state: 'waiting' } })
    const client = createClient({ providers: [acme({ apiKey: key })], fetch, clock: testClock(), store })
    const error = await errorOf(client.create(request))
    expect(error).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    const [unresolved] = await client.unresolved()
    for (const text of [error.message, unresolved?.evidence?.message])
      expect(text).toContain(id === '' ? 'no job' : JSON.stringify(id))
  })

  it('is none with slashes, dots or percents in it', async () => {
    for (const id of ['models/veo/operations/1', '../x', 'a%2Fb', 'a?b#c', '...']) {
      const { client, calls } = start({
        [create]: { id, state: 'waiting' },
        [`GET /v1/jobs/${encodeURIComponent(id)}`]: { id, state: 'working' },
      })
      expect(await client.get(await client.create(request))).toMatchObject({ id, status: 'in_progress' })
      expect(calls.at(-1)?.url).toBe(`https://acme.test/v1/jobs/${encodeURIComponent(id)}`)
    }
  })
})
