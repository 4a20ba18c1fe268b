import type { Job, VideoProvider } from '@reelay/core'
import { describe, expect, it } from 'vitest'
import type { ContractConfig, ProviderEnvironment } from '../../contract-tests/src/config/config.ts'
import { toText } from '../src/drift/index.ts'
import { valuesAt, withValue } from '../../contract-tests/src/fixtures/pointer.ts'
import {
  answering,
  broken,
  checkVendor,
  missed,
  rewriting,
  told,
  vendors,
  type Mutate,
  type Checked,
  type CheckOptions,
} from './drift-vendors.ts'

const { samples, createProvider } = vendors.infrai.config
const paid = (options: CheckOptions = {}): Promise<Checked> => checkVendor('infrai', { tier: 2, ...options })
const creates = ({ arrived }: Checked): string[] => arrived.filter((call) => call.startsWith('POST '))
const create = 'POST /v1/video/generate'

/** A configuration whose sample is another prompt. */
function prompting(prompt: string): Partial<ContractConfig> {
  return { samples: { text: { model: 'auto', ...samples.text, prompt } } }
}

describe('the budget', () => {
  it.each([
    [{ maxCost: undefined }, 'maxCost: missing, allowed: an amount in USD from 0'],
    [{ maxCost: -1 }, 'maxCost: -1 given, allowed: an amount in USD from 0'],
    [{ maxCost: Number.NaN }, 'maxCost: '],
    [{ assumedCost: Infinity }, 'assumedCost: '],
    [{ baseUrl: 'vendor.example' }, 'baseUrl: vendor.example given, allowed: an http(s) URL'],
    [{ config: { fixtures: new URL('./nowhere/', import.meta.url) } }, 'fixtures: '],
  ])('and whatever else is asked for makes sense, or nothing is asked: %o', async (options, message) => {
    const asked: string[] = []
    const mutate: Mutate = (call, answer) => {
      asked.push(call)
      return answer
    }
    await expect(paid({ mutate, ...options })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining(message),
    })
    expect(asked).toEqual([])
  })

  it('is counted before a create is sent, once', async () => {
    const checked = await paid({ maxCost: 1, assumedCost: 1 })
    expect([creates(checked), checked.ledger.jobs.length]).toEqual([[create], 1])
    expect(checked.report.spent).toMatchObject({ creates: 1, countedUsd: 1, isLeftOver: false })
    expect(checked.report.outcome).toBe('same')
  })

  it.each([
    [{ maxCost: 0.99, assumedCost: 1 }, 'counts for 1 USD: more than the 0.99 USD allowed'],
    [{ maxCost: 100, assumedCost: undefined }, 'nobody says what a video of auto costs in USD, and no cost is assumed'],
  ])('that does not cover a video makes none: %o', async (options, why) => {
    const checked = await paid(options)
    expect([creates(checked), checked.ledger.jobs, checked.report.spent]).toEqual([[], [], undefined])
    expect([checked.report.outcome, checked.code]).toEqual(['unchecked', 7])
    expect(missed(checked.report)).toContainEqual(expect.stringContaining(why))
  })

  it("is held against the vendor's own price where it names one, and the cheapest is taken", async () => {
    const free = await checkVendor('airforce', { tier: 2, maxCost: 0, assumedCost: 9 })
    expect(free.report.spent).toMatchObject({ creates: 1, countedUsd: 0, told: { amount: 0, currency: 'USD' } })
    const mutate = rewriting(/models/, (json) => {
      const models = valuesAt(json, '/data/*').filter((model) => valuesAt(model, '/id')[0] !== 'ltx-free')
      return withValue(json, '/data', models)
    })
    const { report, ledger } = await checkVendor('airforce', { tier: 2, maxCost: 5, mutate })
    const price = report.spent?.countedUsd ?? 0
    expect([price > 0, report.spent?.told?.amount]).toEqual([true, price])
    expect(ledger.jobs[0]?.billedCents).toBe(price * 100)
    const short = await checkVendor('airforce', { tier: 2, maxCost: price - 0.01, mutate })
    expect([short.ledger.jobs, short.report.outcome]).toEqual([[], 'unchecked'])
  })

  it('has no second create, even for a provider that sends its own again', async () => {
    const stubborn = (environment: ProviderEnvironment): VideoProvider => {
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const request = new Request(input, init)
        if (request.method === 'POST') await environment.fetch(request.clone())
        return environment.fetch(request)
      }
      return createProvider({ ...environment, fetch })
    }
    const checked = await paid({ maxCost: 1, assumedCost: 1, config: { createProvider: stubborn } })
    expect([creates(checked), checked.ledger.jobs.length]).toEqual([[create], 1])
    expect(checked.report.spent).toMatchObject({ creates: 1 })
    expect(checked.report.outcome).not.toBe('same')
  })

  it('is not touched as long as something that costs nothing has changed, or was not checked', async () => {
    const drifted = await paid({ mutate: answering(/list$/, () => Response.json({}, { status: 418 })) })
    const busy = await paid({ mutate: answering(/list$/, () => new Response('', { status: 503 })) })
    for (const checked of [drifted, busy]) {
      expect([creates(checked), checked.report.spent]).toEqual([[], undefined])
      expect(missed(checked.report)).toContainEqual(expect.stringMatching(/^unchecked a video: what costs nothing/))
    }
    expect([drifted.code, busy.code]).toEqual([3, 5])
  })
})

describe('a job that was paid for', () => {
  it('is told of at once, and named in the report and in its text, whatever becomes of it', async () => {
    const jobs: Job[] = []
    const mutate = answering(/^GET .*status\/(?!vj_1)/, () => new Response('<html>', { status: 200 }))
    const { report, ledger, code } = await paid({ mutate, onJob: (job) => jobs.push(job) })
    const [made] = ledger.jobs
    expect(jobs.map(({ id }) => id)).toEqual([made?.id])
    expect(report.spent).toMatchObject({ creates: 1, job: { provider: 'infrai', id: made?.id } })
    expect(toText(report)).toContain(`job infrai:${made?.id}`)
    expect(code).toBe(3)
  })

  it('may be there when the answer to its create was lost; it is not sent again', async () => {
    const checked = await paid({ mutate: answering(/^POST/, broken) })
    expect([creates(checked), checked.ledger.jobs.length]).toEqual([[create], 1])
    expect([checked.report.outcome, checked.code]).toEqual(['quarantine', 5])
    expect(checked.report.spent).toEqual({ model: 'auto', creates: 1, countedUsd: 1, isLeftOver: true })
    expect(toText(checked.report)).toContain('no job is known: look at the vendor')
  })

  it('is named even where the provider cannot read the answer that names it', async () => {
    const mutate = rewriting(/^POST/, (json) => withValue(json, '/ok', false))
    const jobs: Job[] = []
    const checked = await paid({ mutate, onJob: (job) => jobs.push(job) })
    const id = checked.ledger.jobs[0]?.id
    expect([creates(checked), checked.code]).toEqual([[create], 7])
    expect(checked.report.spent).toMatchObject({ creates: 1, job: { provider: 'infrai', id }, isLeftOver: true })
    expect(jobs.map((job) => job.id)).toEqual([id])
  })

  it('is followed to its end where the answer that names it has another form, which is drift all the same', async () => {
    const mutate = rewriting(/^POST/, (json) => withValue(json, '/data/state', 7))
    const checked = await paid({ mutate })
    const id = checked.ledger.jobs[0]?.id
    expect(told(checked.report)).toEqual([`critical fixture-drift ${create} 200 /data/state: string -> number`])
    expect([creates(checked), checked.code]).toEqual([[create], 3])
    expect(checked.report.spent).toMatchObject({ creates: 1, job: { provider: 'infrai', id }, isLeftOver: false })
  })

  it('is named without the key, should the vendor have made its id of it', async () => {
    const mutate = rewriting(/^POST/, (json) => withValue(json, '/data/job_id', `for-${vendors.infrai.key}`))
    const { report } = await paid({ mutate })
    expect(report.spent?.job?.id).toBe('for-[redacted]')
    expect(JSON.stringify(report) + toText(report)).not.toContain(vendors.infrai.key)
  })

  it('may be polled too early, which is no drift', async () => {
    let polls = 0
    const refusal = { ok: false, data: null, error: { code: 'NOT_FOUND', message: 'no such job' } }
    const mutate: Mutate = (call, answer) => {
      const isFirst = /status\/(?!vj_1)/.test(call) && ++polls === 1
      return isFirst ? Response.json(refusal, { status: 404 }) : answer
    }
    const { report } = await paid({ mutate })
    expect([report.outcome, report.findings, polls > 1]).toEqual(['same', [], true])
  })

  it('that fails leaves the way to a video unchecked', async () => {
    const { report, code } = await paid({ config: prompting('[fail]') })
    expect([report.outcome, code]).toEqual(['unchecked', 7])
    expect(missed(report)).toContain('unchecked wait: the job is failed')
    expect(report.spent?.isLeftOver).toBe(false)
  })

  it('that never ends is cancelled where the vendor can, after half an hour', async () => {
    const { report, ledger, arrived, tookMs } = await paid({ config: prompting('[stall]') })
    expect([report.outcome, report.spent?.isLeftOver]).toEqual(['unchecked', false])
    expect(arrived.slice(-3)).toEqual([
      `POST /v1/video/cancel/${ledger.jobs[0]?.id}`,
      `GET /v1/video/status/${ledger.jobs[0]?.id}`,
      `DELETE /v1/video/delete/${ledger.jobs[0]?.id}`,
    ])
    expect(missed(report)).toContain('unchecked wait: timeout')
    expect(tookMs).toBeGreaterThanOrEqual(30 * 60_000)
    const left = await checkVendor('newapi', {
      tier: 2,
      config: { samples: { text: { ...vendors.newapi.config.samples.text!, prompt: '[stall]' } } },
    })
    expect([left.report.outcome, left.report.spent?.isLeftOver]).toEqual(['unchecked', true])
    expect(toText(left.report)).toContain('which may still be running or stored')
  })

  it('is on the error of a run that was stopped', async () => {
    const stop = new AbortController()
    const jobs: Job[] = []
    const onJob = (job: Job): void => {
      jobs.push(job)
      stop.abort()
    }
    const stopped = await paid({ onJob, signal: stop.signal }).catch((error: unknown) => error)
    expect(stopped).toMatchObject({ code: 'aborted', provider: 'infrai', job: { id: jobs[0]?.id } })
    const sending = new AbortController()
    const mutate: Mutate = (call, answer) => {
      if (call === create) sending.abort()
      return answer
    }
    await expect(paid({ mutate, signal: sending.signal })).rejects.toMatchObject({
      code: 'submission_unknown',
      submitted: 'unknown',
    })
    const before = paid({ signal: AbortSignal.abort() })
    await expect(before).rejects.toMatchObject({ code: 'aborted', job: undefined })
  })
})
