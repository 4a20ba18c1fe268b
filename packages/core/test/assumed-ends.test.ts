// What a poll says in words that nobody lists, and what it refuses in an answer of success: neither ends a job by itself.
import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { createClient, type ClientEvent, type Job, type VideoProvider } from '../src/index.ts'
import {
  CommonJob,
  commonRefusal,
  commonStatusWords,
  defineProvider,
  readCommonJob,
  statusMap,
} from '../src/provider.ts'
import { acme, errorOf, key, testClock, vendor, type Answer } from './acme.ts'

const { watch: _watch, ...polled } = acme({ apiKey: key })
const url = 'https://cdn.test/a.mp4'
const job: Job = { provider: 'acme', model: 'one', id: 'a', status: 'queued', outputs: [] }
const path = 'GET /v1/jobs/a'
const statusOf = statusMap(commonStatusWords)
type ById = { parameters: { path: { id: string } } }
const finito = { id: 'a', state: 'finito', url }
const broken = { id: 'a', state: 'kaputt', why: 'no GPU' }

function setup(
  answers: Answer | Answer[],
  more: Record<string, Answer | Answer[]> = {},
  provider: VideoProvider = polled,
) {
  const told: ClientEvent[] = []
  const { fetch, calls } = vendor({ [path]: answers, ...more })
  const onEvent = (event: ClientEvent): void => void told.push(event)
  const client = createClient({ providers: [provider], fetch, clock: testClock(), random: () => 0.5, onEvent })
  const assumed = () => told.filter(({ type }) => type === 'status_assumed')
  return { client, calls, assumed, told }
}

describe('a word that nobody lists', () => {
  it.each([
    ['a result', finito, { status: 'completed', vendorStatus: 'finito', outputs: [{ url }] }],
    ['an error', broken, { status: 'failed', vendorStatus: 'kaputt', error: { message: 'no GPU' } }],
  ])('beside %s is the end after three polls in a row, and is told', async (_what, answer, end) => {
    const { client, calls, assumed, told } = setup(answer)
    expect(await client.wait(job)).toMatchObject(end)
    expect(calls).toHaveLength(3)
    const { status, vendorStatus } = end
    expect(assumed()).toMatchObject([{ type: 'status_assumed', job: 'a', status, vendorStatus }])
    expect(told.filter(({ type }) => type === 'ended')).toHaveLength(1)
  })

  it('is no end while something says that it runs', async () => {
    const { client } = setup({ ...finito, percent: 40 })
    expect(await errorOf(client.wait(job, { timeoutMs: 600_000 }))).toMatchObject({ job: { status: 'unknown' } })
    const both = setup({ ...finito, why: 'no GPU' })
    expect(await errorOf(both.client.wait(job, { timeoutMs: 600_000 }))).toMatchObject({ job: { status: 'unknown' } })
    const neither = setup({ id: 'a', state: 'finito' })
    expect(await errorOf(neither.client.wait(job, { timeoutMs: 600_000 }))).toMatchObject({
      job: { status: 'unknown' },
    })
    expect(neither.assumed()).toEqual([])
  })

  it.each([
    ['a word that is known', { id: 'a', state: 'working' }],
    ['another word', { ...finito, state: 'uploading' }],
    ['another end', { id: 'a', state: 'finito', why: 'no GPU' }],
  ])('is counted anew after %s', async (_what, between) => {
    const { client, calls } = setup([finito, finito, between, finito])
    expect(await client.wait(job)).toMatchObject({ status: 'completed' })
    expect(calls).toHaveLength(6)
  })

  it('is counted in the job, so that single polls of any process come to the same end', async () => {
    const { client, assumed } = setup(finito)
    const first = await client.get(job)
    expect(first).toMatchObject({ status: 'unknown', outputs: [], likelyEnd: { status: 'completed', polls: 1 } })
    const second = await client.check(client.job(JSON.parse(JSON.stringify(first))))
    expect(second).toMatchObject({ hasEnded: false, job: { likelyEnd: { polls: 2 } } })
    expect(await client.check(second.job)).toMatchObject({ hasEnded: true, job: { status: 'completed' } })
    expect(assumed()).toHaveLength(1)
    // A reference alone says nothing of earlier polls.
    for (let polls = 0; polls < 4; polls++)
      expect(await client.get({ provider: 'acme', id: 'a' })).toMatchObject({ status: 'unknown' })
  })

  it('in a list or a stream leads to polls of the job itself', async () => {
    const ids = ['a', 'b', 'c', 'd']
    const each = Object.fromEntries(ids.map((id) => [`GET /v1/jobs/${id}`, { ...finito, id }]))
    const { client } = setup(finito, { ...each, 'GET /v1/jobs': { jobs: ids.map((id) => ({ ...finito, id })) } })
    const ended = await Promise.all(ids.map((id) => client.wait({ ...job, id })))
    expect(ended.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed', 'completed'])

    const events = (): Response =>
      new Response(`data: ${JSON.stringify(finito)}\n\n`, { headers: { 'content-type': 'text/event-stream' } })
    const streamed = setup(finito, { 'GET /v1/jobs/a/events': events }, acme({ apiKey: key }))
    expect(await streamed.client.wait(job)).toMatchObject({ status: 'completed' })
    expect(streamed.calls.map(({ url: called }) => called.endsWith('/events'))).toEqual([true, false, false, false])
  })
})

describe('a refusal inside an answer of success', () => {
  const usual = defineProvider<{ '/v1/jobs': { post: object }; '/v1/jobs/{id}': { get: ById } }>({
    id: 'acme',
    baseUrl: 'https://acme.test',
    options: z.looseObject({}),
    capabilities: polled.capabilities,
    models: [{ id: '*', price: null, modes: { text: {} } }],
    refusal: commonRefusal,
    errorCodes: { no_money: 'insufficient_credit' },
    create: () => Promise.reject(new Error('not asked')),
    get: async ({ id }, { http }) =>
      readCommonJob((await http.get('/v1/jobs/{id}', { path: { id }, schema: CommonJob })).data, { statusOf }),
  })({ apiKey: key })
  const refused = { error: { message: 'upstream is busy' } }

  it('is a failed poll, and no end of the wait', async () => {
    const done = { id: 'a', status: 'done', url }
    const { client } = setup([refused, refused, { id: 'a', status: 'running' }, refused, refused, done], {}, usual)
    expect(await client.wait(job)).toMatchObject({ status: 'completed' })
  })

  it('is believed when it comes three times in a row', async () => {
    const poor = { error: { code: 'no_money', message: 'upstream is poor' } }
    const { client, calls } = setup(poor, {}, usual)
    expect(await errorOf(client.wait(job))).toMatchObject({ code: 'insufficient_credit', job: { id: 'a' } })
    expect(calls).toHaveLength(3)
    const other = setup([refused, poor, { id: 'a', status: 'done', url }], {}, usual)
    expect(await other.client.wait(job)).toMatchObject({ status: 'completed' })
  })

  it('that names the job and no status is an error beside an unknown word', async () => {
    const { client } = setup({ id: 'a', ...refused }, {}, usual)
    expect(await client.get(job)).toMatchObject({ status: 'unknown' })
    expect(await client.wait(job)).toMatchObject({ status: 'failed', error: { message: 'upstream is busy' } })
  })
})
