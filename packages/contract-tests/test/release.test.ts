import { specVersion } from '@reelay/core/provider'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import type { Clause } from '../src/harness/clause.ts'
import { contractVersion, isNewer, levelIn, pinFindings } from '../src/config/contract-pin.ts'
import { clauses, runContract, type ContractConfig } from '../src/index.ts'
import { scoreOf } from '../src/report/score.ts'
import { prepareRun, type ClauseResult } from '../src/run/run.ts'

const [major, minor] = contractVersion.split('.').map(Number)

describe('the suite', () => {
  it('has a contract with the major version of the interface that it judges, and of core from its 1.0.0 on', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../core/package.json', import.meta.url), 'utf8'))
    expect(contractVersion).toMatch(/^\d+\.\d+$/)
    expect(major).toBe(specVersion)
    expect(version).toMatch(new RegExp(`^(0|${major})\\.`))
  })

  it('says of each clause which version brought it, and never one that has not come', () => {
    for (const { id, since } of clauses) {
      expect(since, id).toMatch(/^\d+\.\d+$/)
      const [first = 0, second = 0] = since.split('.').map(Number)
      expect(first < major! || (first === major && second <= minor!), `${id}: since ${since}`).toBe(true)
    }
  })

  it('fails nobody with a clause that came in a minor version', () => {
    const bold = clauses.filter(({ since, level }) => !since.endsWith('.0') && level === 'required')
    expect(bold.filter(({ since }) => since.startsWith(`${major}.`)).map(({ id }) => id)).toEqual([])
  })

  it('uses no id twice', () => {
    expect(new Set(clauses.map(({ id }) => id)).size).toBe(clauses.length)
  })
})

describe('contract in a configuration', () => {
  const version = '2.4.1'

  it('is the major version of the suite, or a minor one that there has been', () => {
    for (const contract of [undefined, '2.x', '2.0', '2.4']) expect(pinFindings({ contract, version })).toEqual([])
    expect(pinFindings({ contract: '1.x', version })).toEqual([
      'contract: 1.x is another major version than this suite, 2.4.1; allowed: 2.x, or 2.0 to 2.4',
    ])
    expect(pinFindings({ contract: '2.5', version })).toEqual([
      'contract: 2.5 is newer than this suite, 2.4.1; allowed: 2.x, or 2.0 to 2.4',
    ])
    for (const contract of ['', '2', '2.4.1', '^2.4', '2.*', 'x', '>=2', ' 2.x'])
      expect(pinFindings({ contract, version })).toEqual([
        `contract: "${contract}" is no range; allowed: 2.x, or 2.0 to 2.4`,
      ])
  })

  it('that the suite does not satisfy is a finding before anything is judged', async () => {
    const first = (contract: string): Promise<unknown> => runContract({ ...candleContract, contract }).next()
    await expect(first('999.x')).rejects.toThrow(/^contract: 999\.x is another major version than this suite, /)
    await expect(first('latest')).rejects.toThrow(/^contract: "latest" is no range; allowed: \d+\.x, /)
    expect(
      (await runContract({ ...candleContract, contract: `${major}.x`, only: ['MAN-05'] }).next()).value,
    ).toMatchObject({ verdict: 'pass' })
  })

  it('says which clauses are newer', () => {
    const newer = (contract: string | undefined, ...all: string[]): string[] =>
      all.filter((since) => isNewer({ since }, { contract, version }))
    const all = ['1.9', '2.0', '2.3', '2.4', '2.10', '3.0']
    expect(newer(undefined, ...all)).toEqual(['3.0'])
    expect(newer('2.x', ...all)).toEqual(['3.0'])
    expect(newer('2.3', ...all)).toEqual(['2.4', '2.10', '3.0'])
    expect(newer('2.10', ...all)).toEqual(['3.0'])
    expect(newer('2.0', ...all)).toEqual(['2.3', '2.4', '2.10', '3.0'])
  })

  it('makes what is newer experimental, whatever the level; older than that the level decides', () => {
    const pinned = { contract: '2.3', version }
    expect(levelIn({ since: '2.4', level: 'required' }, pinned)).toBe('experimental')
    expect(levelIn({ since: '2.4', level: 'required' }, { ...pinned, level: 'experimental' })).toBe('experimental')
    expect(levelIn({ since: '2.3', level: 'required' }, pinned)).toBe('required')
    expect(levelIn({ since: '2.3', level: 'experimental' }, pinned)).toBe('experimental')
    expect(levelIn({ since: '2.3', level: 'experimental' }, { ...pinned, level: 'draft' })).toBe('experimental')
    expect(levelIn({ since: '2.3', level: 'experimental' }, { ...pinned, level: 'experimental' })).toBe('required')
  })
})

describe('a promise that is broken', () => {
  const later: Clause = {
    id: 'NEW-01',
    title: 'A new promise',
    since: `${major}.7`,
    level: 'required',
    subject: [],
    why: 'it matters.',
    fix: 'keep it.',
    run: async (context) => context.expectNone(['it is broken']),
  }
  const judge = (clause: Partial<Clause>, config: Partial<ContractConfig>): Promise<ClauseResult> =>
    prepareRun({ ...candleContract, ...config }, 'memory').run.judge({ ...later, ...clause })

  it('fails a provider that is held to it', async () => {
    for (const contract of [undefined, `${major}.x`, `${major}.7`])
      expect(await judge({}, contract === undefined ? {} : { contract })).toMatchObject({
        verdict: 'fail',
        isFailure: true,
        clause: { level: 'required' },
        warnings: [],
      })
  })

  it('fails nobody who is held to an older version: it is reported as experimental, with a note', async () => {
    const result = await judge({}, { contract: `${major}.6` })
    expect(result).toMatchObject({ verdict: 'fail', isFailure: false, reason: 'it is broken' })
    expect(result).toMatchObject({ clause: { level: 'experimental' } })
    expect(result.warnings).toEqual([`since ${major}.7, newer than contract ${major}.6: it fails nothing yet`])
    expect(result.message).toBe(undefined)
    const { provenance, verdict, isFailure, clause } = result
    const counted = { verdict, isFailure, provenance, level: clause.level }
    expect(scoreOf({ isComplete: true, fixtures: [], clauses: [counted] })).toMatchObject({ applicable: 0, pass: 0 })
    expect(
      (await judge({ run: async (context) => context.expectNone([]) }, { contract: `${major}.6` })).warnings,
    ).toEqual([])
  })

  it('fails nobody while it is experimental, but who asks for that', async () => {
    const experimental = { level: 'experimental' } as const
    expect(await judge(experimental, {})).toMatchObject({ verdict: 'fail', isFailure: false, warnings: [] })
    expect(await judge(experimental, { level: 'draft' })).toMatchObject({ isFailure: false })
    expect(await judge(experimental, { level: 'experimental' })).toMatchObject({ isFailure: true })
    const noFixture: Clause['run'] = async (context) => context.noFixture('nothing')
    expect(await judge({ run: noFixture }, { level: 'experimental' })).toMatchObject({ isFailure: true })
  })
})
