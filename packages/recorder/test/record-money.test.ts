import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { record, type PaidCreate, type RecordingOptions } from '../src/record/index.ts'
import { airforce, answering, filesIn, folder, openaiVideos, recordVendor } from './record-vendors.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const creates = (asked: readonly (string | null)[]): number => asked.filter((one) => one === 'createVideo').length

describe('a create that may be billed', () => {
  it('is sent once for each scenario, after somebody has agreed to it and its price', async () => {
    const askedFor: PaidCreate[] = []
    const { scenarios, asked } = await recordVendor(airforce, {
      scenarios: ['text.completes', 'image.completes', 'list'],
      consent: (create) => askedFor.push(create) > 0,
    })
    expect(scenarios.map(({ findings }) => findings)).toEqual([[], [], []])
    expect(askedFor).toMatchObject([
      { scenario: 'text.completes', cost: { amount: 3.2, currency: 'USD' } },
      { scenario: 'image.completes', cost: { amount: 1.4, currency: 'USD' } },
    ])
    expect(creates(asked)).toBe(2)
  })

  it('is not sent without that, and the others may be', async () => {
    const { scenarios, asked, files } = await recordVendor(airforce, {
      scenarios: ['text.completes', 'image.completes', 'list', 'delete'],
      consent: ({ scenario }) => scenario === 'image.completes',
    })
    expect(scenarios).toMatchObject([
      { scenario: 'text.completes', findings: ['not begun: nobody agreed to its create'] },
      { scenario: 'image.completes', findings: [], file: 'image.fixture.jsonc' },
      { scenario: 'list', findings: [] },
      { scenario: 'delete', findings: ['there is no job, as text.completes went wrong'] },
    ])
    expect(creates(asked)).toBe(1)
    expect([...files.keys()]).toEqual(['image.fixture.jsonc', 'list.fixture.jsonc'])
  })

  it.each<[string, Partial<RecordingOptions>, string]>([
    ['nobody to agree', { consent: undefined }, 'consent: missing'],
    [
      'a price above the most',
      { consent: undefined, maxCost: 3 },
      'maxCost: 3.2 USD is more than 3: leave scenarios out',
    ],
  ])('is refused before anything is spent with %s', async (_what, options, finding) => {
    const outcome = recordVendor(airforce, { scenarios: ['text.completes'], ...options })
    await expect(outcome).rejects.toThrow(finding)
  })

  it('needs nobody to agree within the most that all may cost together', async () => {
    const options = { scenarios: ['text.completes'], consent: undefined, maxCost: 3.2 } as const
    const { scenarios, asked } = await recordVendor(airforce, options)
    expect(scenarios).toMatchObject([{ findings: [] }])
    expect(creates(asked)).toBe(1)
  })

  it('is refused within a most when nobody knows its price', async () => {
    const options = { scenarios: ['text.completes'], consent: undefined, maxCost: 100 } as const
    await expect(recordVendor(openaiVideos, options)).rejects.toThrow('maxCost: the price of a create is unknown')
  })

  it('is not sent where something has replaced fetch, and the recorder would see nothing', async () => {
    const fetch = vi.fn(async () => new Response('{}'))
    vi.stubGlobal('fetch', fetch)
    const { config, apiKey } = openaiVideos
    const baseUrl = 'http://127.0.0.1:4010'
    const outcome = record({
      config,
      apiKey,
      baseUrl,
      output: folder(),
      scenarios: ['text.completes'],
      consent: () => true,
    })
    await expect(outcome).rejects.toThrow('has replaced fetch: record in a process without it')
    expect(fetch.mock.calls.flat()).not.toContain(expect.stringContaining(baseUrl))
  })
})

describe('a job that was paid for', () => {
  it('is on its fixture although a poll went wrong: that poll is left out, and the fixture says so', async () => {
    const { scenarios, files } = await recordVendor(airforce, {
      scenarios: ['text.completes'],
      faults: [{ kind: 'status', status: 503, operation: 'getVideo', nth: 1 }],
    })
    expect(scenarios).toMatchObject([{ findings: [], file: 'text.fixture.jsonc' }])
    const { provenance, interactions } = JSON.parse(files.get('text.fixture.jsonc') ?? '')
    expect(provenance.reason).toContain('/interactions: 1 polls that went wrong are left out.')
    expect(new Set(interactions.map(({ response }: { response: { status: number } }) => response.status))).toEqual(
      new Set([200]),
    )
  })

  it('is told and noted when no poll goes well, and until somebody has seen to it nothing more is paid for', async () => {
    const told: unknown[] = []
    const options: Parameters<typeof recordVendor>[1] = {
      scenarios: ['text.completes', 'image.completes'],
      faults: [{ kind: 'status', status: 400, operation: 'getVideo' }],
      onJob: (job, scenario) => told.push([scenario, job]),
    }
    const { scenarios, asked, files, folder: output } = await recordVendor(airforce, options)
    const [text] = scenarios
    expect(scenarios).toEqual([
      {
        scenario: 'text.completes',
        job: { provider: 'airforce', model: 'wan-2.6', id: expect.any(String), createdAt: expect.any(String) },
        findings: [expect.stringContaining('400')],
      },
      {
        scenario: 'image.completes',
        findings: ['not begun: the create of text.completes went wrong, see to that first'],
      },
    ])
    expect(told).toEqual([['text.completes', text?.job]])
    expect(creates(asked)).toBe(1)
    expect([...files.keys()]).toEqual(['text.unfinished.json'])
    expect(JSON.parse(files.get('text.unfinished.json') ?? '')).toMatchObject({
      scenario: 'text.completes',
      job: { id: text?.job?.id },
    })
    await expect(recordVendor(airforce, { ...options, output })).rejects.toThrow(
      /text\.unfinished\.json: a recording of text\.completes was interrupted after its create/,
    )
  })

  it('is noted as one that nobody knows when the answer to the create is lost', async () => {
    const { scenarios, files, asked } = await recordVendor(airforce, {
      scenarios: ['text.completes', 'image.completes'],
      faults: [{ kind: 'lost', operation: 'createVideo' }],
    })
    expect(scenarios).toMatchObject([
      { findings: [expect.any(String)] },
      { findings: [expect.stringContaining('not begun')] },
    ])
    expect(creates(asked)).toBe(1)
    expect(JSON.parse(files.get('text.unfinished.json') ?? '')).toMatchObject({ job: null })
  })

  it('is not one when the vendor has refused it: nothing is left behind', async () => {
    const broke = { ...airforce, apiKey: 'sk-air-broke-canary-1d2c3b' }
    const { scenarios, files } = await recordVendor(broke, { scenarios: ['text.completes'] })
    expect(scenarios).toEqual([{ scenario: 'text.completes', findings: [expect.stringContaining('402')] }])
    expect([...files.keys()]).toEqual([])
  })

  it('is told when the recording is stopped, and what was not begun is not', async () => {
    const controller = new AbortController()
    const { scenarios, asked, files } = await recordVendor(airforce, {
      scenarios: ['text.completes', 'list'],
      signal: controller.signal,
      onJob: () => controller.abort(),
    })
    expect(scenarios).toMatchObject([
      { scenario: 'text.completes', job: { id: expect.any(String) }, findings: [expect.stringContaining('aborted')] },
      { scenario: 'list', findings: ['stopped before it began'] },
    ])
    expect(asked).not.toContain('listVideos')
    expect([...files.keys()]).toEqual(['text.unfinished.json'])
  })

  it('is told when a vendor takes what it should have refused', async () => {
    const { scenarios } = await recordVendor(airforce, {
      scenarios: ['refused.invalid_request'],
      between: answering(async (answer) => {
        if (answer.status !== 400) return answer
        return Response.json({
          task_id: 'canary-job-17',
          status: 'queued',
          model: 'wan-2.6',
          progress: 0,
          cost_cents: 1,
        })
      }),
    })
    expect(scenarios).toMatchObject([
      { job: { id: 'canary-job-17' }, findings: [expect.stringContaining('the vendor did not refuse')] },
    ])
  })
})

describe('options that make no sense', () => {
  it('are all named at once, before anybody is asked', async () => {
    const { text } = airforce.config.samples
    const asked = vi.fn()
    const outcome = record({
      config: { ...airforce.config, samples: { ...(text && { text }) } },
      apiKey: '',
      baseUrl: 'https://api.acme.example',
      output: new URL('file:///no-slash'),
      scenarios: ['fails', 'balance', 'image.completes', 'watch'],
      keepHeaders: ['x-api-key'],
      redact: ['user'],
      consent: asked,
    })
    const error: unknown = await outcome.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error).split('\n')).toEqual([
      'TypeError: keyTier: missing; say of which tier the account is, such as paid',
      'run: missing; say who records, or the URL of the CI run',
      'pluginCommit: missing; commit the provider first',
      'apiKey: missing; a recording is made with a key of yours',
      'output: file:///no-slash is no folder',
      'keepHeaders: x-api-key looks like a credential and has no place on a fixture',
      'redact: user is no JSON pointer such as /user/name',
      'fails: cannot be recorded on demand: no vendor fails on demand',
      'balance: airforce does not offer balance',
      'image.completes: samples.image is missing',
      'watch: is about the job of text.completes: record both together',
    ])
    expect(asked).not.toHaveBeenCalled()
  })

  it('are a sample that the vendor would not take', async () => {
    const { text } = airforce.config.samples
    const samples = { ...(text && { text: { ...text, duration: 99 } }) }
    const vendor = { ...airforce, config: { ...airforce.config, samples } }
    await expect(recordVendor(vendor, { scenarios: ['text.completes'] })).rejects.toThrow(
      /^samples\.text\.duration: 99, not taken, allowed: /,
    )
  })

  it('are a fixture that is there already, unless it may be replaced', async () => {
    const { folder: output } = await recordVendor(airforce, { scenarios: ['models'] })
    const before = filesIn(output)
    await expect(recordVendor(airforce, { scenarios: ['models'], output })).rejects.toThrow(
      'models.fixture.jsonc: tells models already; replace it, or choose another folder',
    )
    expect(filesIn(output)).toEqual(before)
    const { scenarios } = await recordVendor(airforce, { scenarios: ['models'], output, isReplacing: true })
    expect(scenarios).toMatchObject([{ file: 'models.fixture.jsonc' }])
    expect(existsSync(new URL('models.fixture.jsonc', output))).toBe(true)
  })
})
