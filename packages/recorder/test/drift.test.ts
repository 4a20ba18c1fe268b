import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareAnswer } from '../src/drift/compare.ts'
import { driftKinds, driftOutcomes, toText } from '../src/drift/index.ts'
import { valuesAt, without, withValue } from '../../contract-tests/src/fixtures/pointer.ts'
import {
  answering,
  broken,
  checkVendor,
  missed,
  rewriting,
  told,
  vendorNames,
  vendors,
  type Mutate,
  type VendorName,
} from './drift-vendors.ts'

describe.each(vendorNames)('%s', (name) => {
  const quotesNothing = ['infrai', 'openai-videos'].includes(name)

  it.each([0, 1, 2] as const)('as its simulator plays it is the same in tier %d', async (tier) => {
    const { report, code, ledger } = await checkVendor(name, { tier })
    expect(told(report)).toEqual([])
    expect(missed(report)).toEqual(quotesNothing ? ['skipped documentation: no fixture quotes a page'] : [])
    expect([report.outcome, code, ledger.violations, ledger.jobs.length]).toEqual(['same', 0, [], tier === 2 ? 1 : 0])
    expect(report.simulated).toBe(true)
  })

  it('says so when answers have a field that nobody knows', async () => {
    const mutate = rewriting(/./, (json) => withValue(json, '/a_new_field', { deep: [1] }))
    const { report, code } = await checkVendor(name, { tier: 1, mutate })
    expect([report.outcome, code]).toEqual(['changed', 4])
    for (const line of told(report)) expect(line).toMatch(/^info new-field .* \/a_new_field: absent -> object$/)
  })

  it('has drifted when web pages come instead of JSON', async () => {
    const mutate: Mutate = (_call, { status }) => new Response('<!doctype html><p>Hi', { status, headers: html })
    const { report, code } = await checkVendor(name, { tier: 1, mutate })
    expect([report.outcome, code]).toEqual(['drifted', 3])
    expect(told(report)).toContainEqual(expect.stringMatching(/\/content-type: application\/json.* -> text\/html$/))
  })

  it('has drifted when a job is in a state that nobody has listed', async () => {
    const pointer = pointerOf(name)
    const mutate = rewriting(/./, (json) =>
      valuesAt(json, pointer).length > 0 ? withValue(json, pointer, 'rendering') : json,
    )
    const { report, code } = await checkVendor(name, { tier: 2, mutate })
    expect([report.outcome, code]).toEqual(['drifted', 3])
    expect(told(report)).toContainEqual(expect.stringMatching(/^critical new-word .* -> "rendering"$/))
  })

  it('is unchecked, and never green, when there is no network', async () => {
    const { report, code } = await checkVendor(name, { tier: 2, mutate: broken, page: broken })
    expect([report.outcome, code]).toEqual(['unchecked', 7])
    expect(report.checks.filter(({ result }) => result === 'checked')).toEqual([])
    expect(missed(report)).toContainEqual(expect.stringMatching(/^unreachable GET .*: ECONNREFUSED$/))
    expect(report.spent).toBeUndefined()
  })
})

const html = { 'content-type': 'text/html; charset=utf-8' }
const task = /^GET \/v1\/video\/tasks\/[\w-]+$/
const call = 'GET /v1/video/tasks/{task_id} 200'

function pointerOf(name: VendorName): string {
  const { status } = vendors[name].config.wire
  return typeof status === 'string' ? status : (status.get ?? '/status')
}

/** Mutates the poll of the video's own job, which is what tier 2 adds. */
const polls = (change: (json: unknown) => unknown): Mutate =>
  rewriting(task, (json) => (valuesAt(json, '/task_id').length > 0 ? change(json) : json))

const renamed = (json: unknown, from: string, to: string): unknown =>
  withValue(without(json, from), to, valuesAt(json, from)[0])

describe('what a changed answer comes to', () => {
  it.each<[string, 0 | 1 | 2, Mutate, string, string[]]>([
    [
      'a field renamed',
      2,
      polls((json) => renamed(json, '/progress', '/percent')),
      'drifted',
      [`critical vanished ${call} /progress: number -> absent`, `info new-field ${call} /percent: absent -> number`],
    ],
    [
      'a field removed',
      2,
      polls((json) => without(json, '/expires_at')),
      'drifted',
      [`critical vanished ${call} /expires_at: number -> absent`],
    ],
    [
      'a type changed that the provider reads all the same',
      2,
      polls((json) => withValue(json, '/progress', String(valuesAt(json, '/progress')[0]))),
      'drifted',
      [`critical fixture-drift ${call} /progress: number -> string`],
    ],
    [
      'a new status word',
      2,
      polls((json) => (valuesAt(json, '/status')[0] === 'processing' ? withValue(json, '/status', 'drawing') : json)),
      'drifted',
      [`critical new-word ${call} /status: queued, processing, completed, failed, expired -> "drawing"`],
    ],
    [
      'a new field',
      2,
      polls((json) => withValue(json, '/eta_seconds', 9)),
      'changed',
      [`info new-field ${call} /eta_seconds: absent -> number`],
    ],
    [
      'another HTTP status for a refusal',
      0,
      answering(/tasks$/, () => Response.json({ error: 'Unauthorized' }, { status: 400 })),
      'drifted',
      ['critical fixture-drift GET /v1/video/tasks /status: 401 -> 400'],
    ],
    [
      'a word in a refusal where answers have their status',
      0,
      rewriting(/tasks\/[\w-]+$/, (json) => withValue(json, '/status', 'error')),
      'changed',
      ['info new-field GET /v1/video/tasks/{task_id} 401 /status: absent -> string'],
    ],
    [
      'another HTTP status for an answer',
      1,
      async (name, answer) =>
        name === 'GET /v1/models' && answer.ok ? Response.json(await answer.json(), { status: 202 }) : answer,
      'drifted',
      ['critical fixture-drift GET /v1/models /status: 200 -> 202'],
    ],
    [
      'a path that is gone',
      0,
      answering(/models/, () => Response.json({ error: 'Not Found' }, { status: 404 })),
      'drifted',
      ['critical fixture-drift GET /v1/models /path: there -> 404'],
    ],
    [
      'a vendor that has moved',
      0,
      answering(/models/, () => new Response('', { status: 308, headers: { location: 'https://new.example/v2?a=b' } })),
      'drifted',
      ['critical fixture-drift GET /v1/models /host: the one that was asked -> new.example'],
    ],
    [
      'JSON that breaks off',
      1,
      answering(/models/, () => new Response('{"data": [', { headers: { 'content-type': 'application/json' } })),
      'drifted',
      ['critical fixture-drift GET /v1/models 200 /content-type: application/json -> JSON that cannot be read'],
    ],
  ])('%s', async (_what, tier, mutate, outcome, findings) => {
    const { report, code } = await checkVendor('airforce', { tier, mutate })
    expect(told(report)).toEqual(findings)
    expect([report.outcome, code]).toEqual([outcome, outcome === 'drifted' ? 3 : 4])
  })

  it('a list need not hold jobs that have what those on the fixtures have', () => {
    const request = { method: 'GET', path: '/jobs', query: {}, headers: {} }
    const value = { jobs: [{ id: '1', url: 'https://cdn.example/1.mp4' }], total: 1 }
    const body = { kind: 'json' as const, value }
    const exchange = { operation: 'list' as const, request, response: { status: 200, headers: {}, body }, most: 1 }
    const provenance = {
      kind: 'documented' as const,
      source: 'https://docs.example',
      retrieved: '2026-11',
      vendor_version: '1',
      quote_sha256: '',
      assumptions: [],
    }
    const fixture = {
      id: 'list',
      scenario: 'list' as const,
      provenance,
      startMs: 0,
      exchanges: [exchange],
      mutated: [],
    }
    const none = { digests: new Map(), findings: [], problems: [], texts: new Map() }
    const fixtureSet = { ...none, fixtures: [fixture], find: () => undefined }
    const wire = { id: '/jobs/*/id', status: '/jobs/*/state', resultUrl: '/jobs/*/url', words: {} }
    const live = {
      operation: 'list' as const,
      method: 'GET',
      path: '/jobs',
      status: 200,
      mediaType: 'application/json',
    }
    const findingsOf = (json: unknown): string[] =>
      compareAnswer({ ...live, json }, 'answer', { provider: 'acme', fixtureSet, spec: undefined, wire }).map(
        ({ kind, pointer }) => `${kind} ${pointer}`,
      )
    expect(findingsOf({ jobs: [{ id: '2' }], total: 1 })).toEqual([])
    expect(findingsOf({ jobs: [] })).toEqual(['vanished /total'])
  })

  it('the same change has the same name whenever it is found, and another change another one', async () => {
    const changesetOf = async (field: string): Promise<string | undefined> => {
      const mutate = rewriting(/models/, (json) => withValue(json, field, 1))
      return (await checkVendor('airforce', { tier: 1, mutate })).report.changeset
    }
    const [first, again, other] = [await changesetOf('/a'), await changesetOf('/a'), await changesetOf('/b')]
    expect(first).toMatch(/^[0-9a-f]{12}$/)
    expect([again, again === other]).toEqual([first, false])
    expect((await checkVendor('airforce')).report.changeset).toBeUndefined()
  })

  it('an answer without bottom ends in a report, and so does one without end', async () => {
    const deep = `${'{"a":['.repeat(50_000)}1${']}'.repeat(50_000)}`
    const headers = { 'content-type': 'application/json' }
    const bottomless = answering(/models/, () => new Response(`{"data": ${deep}}`, { headers }))
    expect((await checkVendor('airforce', { tier: 1, mutate: bottomless })).report.outcome).toBe('drifted')
    const spaces = new Uint8Array(1 << 20).fill(32)
    const endless = answering(
      /models/,
      () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(spaces) }), { headers }),
    )
    const { report } = await checkVendor('airforce', { mutate: endless })
    expect(missed(report)).toEqual(['unreachable GET /v1/models: the answer is too long'])
  })
})

describe('who does not answer', () => {
  it('slower is as good, up to a minute', async () => {
    const late = (ms: number): Mutate => {
      return async (name, answer, clock) => {
        if (name === 'GET /v1/models') await clock.sleep(ms)
        return answer
      }
    }
    expect((await checkVendor('airforce', { tier: 1, mutate: late(50_000) })).report.outcome).toBe('same')
    const { report, code, arrived } = await checkVendor('airforce', { mutate: late(61_000) })
    expect([report.outcome, code]).toEqual(['quarantine', 5])
    expect(missed(report)).toEqual(['unreachable GET /v1/models: no answer in time'])
    expect(arrived.filter((one) => one === 'GET /v1/models')).toHaveLength(3)
  })

  it.each([429, 500, 503])('a vendor that answers %d three times has no time, which is no drift', async (status) => {
    const mutate = answering(/models/, () => new Response('busy', { status, headers: { 'retry-after': '20' } }))
    const { report, code, arrived, tookMs } = await checkVendor('airforce', { mutate })
    expect([report.outcome, code, told(report)]).toEqual(['quarantine', 5, []])
    expect(missed(report)).toEqual([`busy GET /v1/models: answers ${status}`])
    expect(arrived.filter((one) => one === 'GET /v1/models')).toHaveLength(3)
    expect(tookMs).toBeGreaterThanOrEqual(40_000)
  })

  it('a wall before the vendor says nothing of the vendor', async () => {
    const mutate: Mutate = () => new Response('<html>Are you human?', { status: 403, headers: html })
    const { report, code } = await checkVendor('airforce', { mutate })
    expect([report.outcome, code, told(report)]).toEqual(['quarantine', 5, []])
    expect(missed(report)[0]).toContain('a web page with status 403 came instead of an answer')
  })

  it('a key that is refused is stale, and nothing else is asked with it', async () => {
    const { report, code, keys } = await checkVendor('airforce', { tier: 2, apiKey: 'expired' })
    expect([report.outcome, code]).toEqual(['stale-key', 6])
    expect(keys.filter((key) => key === 'Bearer expired')).toHaveLength(1)
  })

  it('without a key nothing is asked with one, and without an address nothing at all', async () => {
    const keyless = await checkVendor('airforce', { tier: 1, apiKey: undefined })
    expect([keyless.report.outcome, keyless.code]).toEqual(['unchecked', 7])
    expect(missed(keyless.report)).toEqual(['unchecked every path with the key: there is no key: set AIRFORCE_API_KEY'])
    const spec = { ...vendors.newapi.config.spec, servers: [{ url: 'https://{host}' }] }
    const nowhere = await checkVendor('newapi', { baseUrl: undefined, config: { spec } })
    expect([nowhere.report.outcome, nowhere.code, nowhere.arrived]).toEqual(['unchecked', 7, []])
  })

  it('tier 0 shows nobody the key, and pages never see one', async () => {
    const { keys, pageKeys } = await checkVendor('airforce', { tier: 0 })
    expect(new Set(keys)).toEqual(new Set(['Bearer not-a-key']))
    const paid = await checkVendor('airforce', { tier: 2 })
    expect([...pageKeys, ...paid.pageKeys]).toEqual([null, null])
  })
})

describe('the pages that the fixtures quote', () => {
  const place = 'https://docs.example/video'
  it.each<[string, () => Response, string, number, string[], string[]]>([
    ['that has changed', () => new Response('<html><p>Now at v2'), 'changed', 4, ['not on the page'], []],
    ['that is gone', () => new Response('', { status: 404 }), 'changed', 4, ['404'], []],
    ['that may not be read', () => new Response('', { status: 403 }), 'unchecked', 7, [], ['answers 403']],
    ['that is down', () => new Response('', { status: 502 }), 'quarantine', 5, [], ['answers 502']],
    ['that is not there', broken, 'quarantine', 5, [], ['ECONNREFUSED']],
  ])('one %s', async (_what, page, outcome, code, is, why) => {
    const checked = await checkVendor('airforce', { page })
    expect([checked.report.outcome, checked.code]).toEqual([outcome, code])
    expect([...new Set(checked.report.findings.map((one) => [one.kind, one.place, one.is].join(' ')))]).toEqual(
      is.map((one) => `page-changed ${place} ${one}`),
    )
    expect(checked.report.checks.flatMap((one) => one.why ?? [])).toEqual(why)
  })
})

describe('a report', () => {
  it('is text for people, too', async () => {
    const mutate = rewriting(/stream/, (json) => withValue(json, '/a_new_field', 1))
    const { report } = await checkVendor('airforce', { mutate, source: 'the video page' })
    expect(toText(report).split('\n')).toEqual([
      'airforce  tier 0  2026-01-01T00:00:00.000Z  simulated: no vendor was asked',
      '  info         GET /v1/video/tasks/{task_id}/stream 401 /a_new_field: absent -> number',
      '               the vendor says a field that neither fixtures nor specification know',
      '  unchecked    tier 0  the video page: no address: let provenance.source of the fixtures be the URL of the page',
      '  checked      tier 0  GET /v1/video/tasks',
      '  checked      tier 0  GET /v1/models',
      '  checked      tier 0  GET /v1/video/tasks/{task_id}',
      '  checked      tier 0  GET /v1/video/tasks/{task_id}/stream',
      'unchecked: something could not be checked: nobody knows (exit code 7)',
    ])
  })

  it('holds neither the key nor a signed address, wherever the vendor puts them', async () => {
    const key = 'airforce-very-secret-key'
    const signed = 'https://cdn.example/video.mp4?X-Amz-Signature=0123456789abcdef'
    const mutate = rewriting(/./, (json) => {
      const hostile = { [key]: signed, [signed]: key, status: key, code: signed, task_id: key }
      return typeof json === 'object' && json !== null ? { ...json, ...hostile } : hostile
    })
    for (const tier of [1, 2] as const) {
      const { report } = await checkVendor('airforce', { tier, apiKey: key, mutate })
      expect(report.findings.length).toBeGreaterThan(0)
      for (const text of [JSON.stringify(report), toText(report)]) {
        expect(text).not.toContain(key)
        expect(text).not.toContain('0123456789abcdef')
      }
    }
  })

  it('has an exit code of its own for each outcome, and 0 for one alone', () => {
    const codes = Object.values(driftOutcomes).map(([code]) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => code === 0)).toHaveLength(1)
    for (const code of codes) expect([1, 2]).not.toContain(code)
  })
})

describe('the README', () => {
  const readme = readFileSync(new URL('../../recorder/README.md', import.meta.url), 'utf8')
  it.each([
    ['outcomes', ['outcome', 'exit code', 'means'], driftOutcomes],
    ['kinds', ['kind', 'severity', 'means'], driftKinds],
  ])('lists all %s', (name, head, listed) => {
    const rows = Object.entries(listed).map(([word, [first, meaning]]) => [`\`${word}\``, String(first), meaning])
    const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
    expect(readme).toContain(`<!-- drift-${name}:start -->\n${table}\n<!-- drift-${name}:end -->`)
  })
})
