import type { ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient, type Client, type ClientEvent } from '../src/index.ts'
import { traced } from '../src/otel.ts'
import { acme, errorOf, key, request, testClock, vendor, type Answer } from './acme.ts'

// As Node.js by itself resolves them: the tests' condition `module` names what only a bundler can read.
registerHooks({
  resolve: (name, context, next) =>
    next(name, { ...context, conditions: context.conditions.filter((one) => one !== 'module') }),
})
const load = createRequire(import.meta.url)
const { SpanKind, SpanStatusCode }: typeof import('@opentelemetry/api') = load('@opentelemetry/api')
const sdk: typeof import('@opentelemetry/sdk-trace-base') = load('@opentelemetry/sdk-trace-base')
const { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } = sdk
const exporter = new InMemorySpanExporter()
const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
const tracer = tracing.getTracer('reelay')
const started = Date.UTC(2026, 0, 1)
const output = 'https://cdn.test/a.mp4?sign=secret'
const queued = { id: 'j1', state: 'waiting' }
const done = { id: 'j1', state: 'done', url: output }

let folder = ''
beforeEach(() => {
  exporter.reset()
  folder = mkdtempSync(join(tmpdir(), 'otel-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function start(routes: Record<string, Answer | Answer[]>): Client {
  const options = { fetch: vendor(routes).fetch, clock: testClock(), random: () => 0.5, onEvent: traced(tracer) }
  return createClient({ providers: [acme({ apiKey: key })], ...options })
}

/** What a span says, with its times in ms since the test began. */
function shown({ name, kind, status, attributes, startTime, endTime }: ReadableSpan): object {
  const ms = ([seconds, nanoseconds]: [number, number]): number => seconds * 1000 + nanoseconds / 1e6 - started
  return { name, kind, status, attributes, fromMs: ms(startTime), toMs: ms(endTime) }
}

const spans = (): object[] => exporter.getFinishedSpans().map(shown)
const acmeOne = { 'gen_ai.provider.name': 'acme', 'gen_ai.request.model': 'one' }
const job = { ...acmeOne, 'reelay.job.id': 'j1' }
const fine = { code: SpanStatusCode.UNSET }
const estimate = {
  'reelay.cost.amount': 0.4,
  'reelay.cost.currency': 'USD',
  'reelay.cost.source': 'estimated',
  'reelay.cost.final': false,
}

describe('the spans of a client', () => {
  it('are those of the create, each poll, the job and the download, with their times', async () => {
    const client = start({
      'POST /v1/jobs': queued,
      'GET /v1/jobs/j1/events': new Response('', { status: 404 }),
      'GET /v1/jobs/j1': [{ id: 'j1', state: 'working', percent: 50 }, done],
      'GET /a.mp4': new Response(new Uint8Array([0, 0, 0, 8, 102, 116, 121, 112])),
    })
    const { video } = await client.generate(request)
    const { bytes } = await video.save(join(folder, 'a.mp4'))

    const seen = spans()
    const name = (word: string): object => ({ name: `${word} one`, status: fine })
    expect(seen).toMatchObject([
      { ...name('generate_content'), kind: SpanKind.CLIENT, fromMs: 0, toMs: 0 },
      { ...name('reelay.poll'), kind: SpanKind.CLIENT },
      { ...name('reelay.poll'), kind: SpanKind.CLIENT },
      { ...name('reelay.job'), kind: SpanKind.INTERNAL, fromMs: 0 },
      { ...name('reelay.download'), kind: SpanKind.CLIENT },
    ])
    const [create, first, second, whole, download] = exporter.getFinishedSpans()
    expect(create?.attributes).toEqual({
      ...job,
      ...estimate,
      'gen_ai.operation.name': 'generate_content',
      'reelay.outcome': 'accepted',
      'reelay.record.id': expect.stringMatching(/^[\da-f-]{36}$/),
      'reelay.attempt': 1,
    })
    expect(first?.attributes).toEqual({ ...job, 'reelay.job.status': 'in_progress', 'reelay.job.progress': 50 })
    expect(second?.attributes).toEqual({ ...job, 'reelay.job.status': 'completed' })
    expect(whole?.attributes).toEqual({ ...job, ...estimate, 'reelay.job.status': 'completed' })
    expect(whole?.endTime).toEqual(second?.endTime)
    expect(whole?.duration[0]).toBeGreaterThanOrEqual(10)
    expect(download?.attributes).toEqual({ ...job, 'reelay.download.bytes': bytes })
  })

  it('take as long as the call took', async () => {
    const clock = testClock()
    const slow = async (): Promise<object> => {
      await clock.sleep(1500)
      return queued
    }
    const { fetch } = vendor({ 'POST /v1/jobs': async () => Response.json(await slow()) })
    const client = createClient({ providers: [acme({ apiKey: key })], fetch, clock, onEvent: traced(tracer) })
    await client.create(request)
    expect(spans()).toMatchObject([{ name: 'generate_content one', fromMs: 0, toMs: 1500 }])
  })

  it('of a refused call is an error with the code and the status', async () => {
    const client = start({ 'POST /v1/jobs': Response.json({ error: `no credit for ${key}` }, { status: 402 }) })
    await errorOf(client.create(request))
    expect(spans()).toMatchObject([
      {
        name: 'generate_content one',
        status: { code: SpanStatusCode.ERROR, message: 'insufficient_credit' },
        attributes: {
          ...acmeOne,
          'reelay.outcome': 'refused',
          'error.type': 'insufficient_credit',
          'http.response.status_code': 402,
        },
      },
    ])
    expect(exporter.getFinishedSpans()[0]?.attributes).not.toHaveProperty('reelay.job.id')
  })

  it('of a lost call is an error', async () => {
    await errorOf(start({ 'POST /v1/jobs': Response.json({}, { status: 502 }) }).create(request))
    expect(spans()).toMatchObject([
      {
        status: { code: SpanStatusCode.ERROR, message: 'submission_unknown' },
        attributes: {
          'reelay.outcome': 'unresolved',
          'error.type': 'submission_unknown',
          'http.response.status_code': 502,
        },
      },
    ])
  })

  it('of a failed poll and of a failed job are errors; a job that was taken up by its id has no model', async () => {
    const broken = { id: 'j1', state: 'broken', why: 'too dark' }
    const client = start({ 'GET /v1/jobs/j1': [Response.json({}, { status: 503 }), broken] })
    await errorOf(client.get({ provider: 'acme', id: 'j1' }))
    await client.get({ provider: 'acme', id: 'j1' })
    const failed = (code: string): object => ({ code: SpanStatusCode.ERROR, message: code })
    expect(spans()).toMatchObject([
      { name: 'reelay.poll', status: failed('unavailable'), attributes: { 'error.type': 'unavailable' } },
      { name: 'reelay.poll', status: fine, attributes: { 'reelay.job.status': 'failed' } },
      { name: 'reelay.job', status: failed('vendor_failure'), attributes: { 'error.type': 'vendor_failure' } },
    ])
    expect(exporter.getFinishedSpans()[2]?.duration).toEqual([0, 0])
    expect(exporter.getFinishedSpans()[2]?.attributes).not.toHaveProperty('gen_ai.request.model')
  })

  it('hold no key, no prompt and no address', async () => {
    const client = start({
      'POST /v1/jobs': [queued, Response.json({ error: `bad key ${key}` }, { status: 401 })],
      'GET /v1/jobs/j1': [done],
    })
    await client.get(await client.create(request))
    await errorOf(client.create(request))
    const text = JSON.stringify(spans())
    expect(text).toContain('authentication')
    for (const secret of [key, request.prompt, 'cdn.test', 'secret']) expect(text).not.toContain(secret)
  })
})

describe('a single event', () => {
  const ended = { at: '2026-01-01T00:01:00.000Z', type: 'ended', provider: 'acme', model: 'one', job: 'j1' } as const

  it.each<[ClientEvent, string | undefined]>([
    [{ ...ended, status: 'expired' }, 'expired'],
    [{ ...ended, status: 'failed', code: 'moderated' }, 'moderated'],
    [{ ...ended, status: 'cancelled' }, undefined],
  ])('an end that is an error says so: %j', (event, code) => {
    traced(tracer)(event)
    const [span] = exporter.getFinishedSpans()
    expect(span?.attributes['error.type']).toBe(code)
    expect(span?.status.code).toBe(code ? SpanStatusCode.ERROR : SpanStatusCode.UNSET)
  })

  it.each([-5000, Number.NaN])('a length that cannot be gives a span without one: %s ms', (durationMs) => {
    traced(tracer)({ ...ended, status: 'completed', durationMs })
    expect(spans()).toMatchObject([{ fromMs: 60_000, toMs: 60_000 }])
  })

  it('of a call that goes out makes no span', () => {
    traced(tracer)({ at: ended.at, type: 'submitting', id: 'r1', provider: 'acme', model: 'one', attempt: 1 })
    expect(spans()).toEqual([])
  })
})

describe('the package', () => {
  const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

  it('asks nobody to install OpenTelemetry', () => {
    const manifest = JSON.parse(text('../package.json'))
    expect(manifest.dependencies).not.toHaveProperty(['@opentelemetry/api'])
    expect(manifest.peerDependenciesMeta['@opentelemetry/api']).toEqual({ optional: true })
    expect(text('../src/index.ts')).not.toMatch(/otel/)
  })
})
