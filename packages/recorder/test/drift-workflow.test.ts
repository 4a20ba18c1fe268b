import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod/mini'
import { driftSettings } from '../src/drift/index.ts'
import { vendors, type VendorName } from './drift-vendors.ts'

const root = new URL('../../../', import.meta.url)
const text = readFileSync(new URL('.github/workflows/drift.yml', root), 'utf8')

const Workflow = z.strictObject({
  name: z.literal('drift'),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.strictObject({
    drift: z.strictObject({
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      strategy: z.strictObject({
        'fail-fast': z.boolean(),
        matrix: z.strictObject({ include: z.array(z.strictObject({ provider: z.string(), variables: z.string() })) }),
      }),
      steps: z.array(
        z.strictObject({
          name: z.optional(z.string()),
          uses: z.optional(z.string()),
          with: z.optional(z.record(z.string(), z.unknown())),
          shell: z.optional(z.string()),
          env: z.optional(z.record(z.string(), z.string())),
          run: z.optional(z.string()),
        }),
      ),
    }),
  }),
})

describe('the workflow', () => {
  const workflow = Workflow.parse(parse(text))
  const { steps, strategy, ...job } = workflow.jobs.drift
  const calls = steps.filter(({ run }) => run?.includes('contract drift'))

  it('runs by the clock or by hand, and never on a pull request or a push', () => {
    expect(Object.keys(workflow.on).toSorted()).toEqual(['schedule', 'workflow_dispatch'])
    expect(text).not.toMatch(/^\s*-?\s*(pull_request|pull_request_target|push|workflow_run)\b/m)
  })

  it('may read the repository and nothing else, and runs once at a time, to its end', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(workflow.concurrency).toEqual({ group: 'drift', 'cancel-in-progress': false })
    expect([strategy['fail-fast'], job['timeout-minutes'] > 30]).toEqual([false, true])
  })

  it('calls the command with a budget, and ends as it ends', () => {
    expect(calls).toHaveLength(1)
    const { run = '', shell } = calls[0] ?? {}
    expect(run).toMatch(/ contract drift "\$CONFIG" --tier "\$TIER" --max-cost 0\.\d\d --assume-cost 0\.\d\d \|\n/)
    // bash as GitHub starts it for this word has pipefail: the code is that of the command, not that of tee.
    expect([shell, /\|\| *true|set \+e|continue-on-error/.test(text)]).toEqual(['bash', false])
  })

  it('pays on its weekly day alone, or by hand', () => {
    const { schedule } = z.object({ schedule: z.array(z.object({ cron: z.string() })) }).parse(workflow.on)
    const [daily, weekly] = schedule.map(({ cron }) => cron)
    expect([daily, weekly]).toEqual([expect.stringMatching(/ \* \* \*$/), expect.stringMatching(/ \* \* 1$/)])
    expect(calls[0]?.env?.['TIER']).toBe(`\${{ inputs.tier || (github.event.schedule == '${weekly}' && '2' || '1') }}`)
  })

  it('gives a key through the environment of that step alone, and to that vendor alone', () => {
    const secretive = steps.filter((step) => JSON.stringify(step).includes('secrets'))
    expect(secretive).toEqual(calls)
    expect(text.match(/secrets/g)).toHaveLength(1)
    expect(calls[0]?.env?.['API_KEY']).toBe("${{ secrets[format('{0}_API_KEY', matrix.variables)] }}")
    expect(calls[0]?.run).not.toContain('${{')
  })

  it('pins each action by its digest', () => {
    const used = steps.flatMap(({ uses }) => uses ?? [])
    expect(used.length).toBeGreaterThan(0)
    for (const action of used) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/)
  })

  it('asks every vendor of this repository, with the variables that its provider reads', () => {
    const folders = readdirSync(new URL('packages/', root)).flatMap((name) => /^provider-(.+)$/.exec(name)?.[1] ?? [])
    expect(strategy.matrix.include.map(({ provider }) => provider)).toEqual(folders)
    for (const { provider, variables } of strategy.matrix.include)
      expect(driftSettings(vendors[provider as VendorName].config)).toEqual({
        provider,
        apiKey: `${variables}_API_KEY`,
        baseUrl: `${variables}_BASE_URL`,
      })
  })
})
