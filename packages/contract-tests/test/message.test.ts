import { describe, expect, it } from 'vitest'
import { configOf } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { clauses } from '../src/index.ts'
import { prepareRun } from '../src/run/run.ts'

async function messageOf(name: string, id: string): Promise<string | undefined> {
  const broken = brokenProviders.find((one) => one.name.startsWith(name))!
  const { run } = prepareRun({ ...configOf(broken), only: [id] })
  return (await run.judge(run.clauses[0]!)).message
}

describe('the message of a failed clause', () => {
  it('shows a value that came out wrong', async () => {
    expect(await messageOf('silent-clamp', 'REQ-02')).toMatchInlineSnapshot(`
      "✗ REQ-02  Every declared value, alone and with every other one, reaches the wire at its place, neither dropped nor changed
        fixture    candle.text (simulated) · mutation none · seed 1
        plugin     duration 6 sends the same as duration 4
        requests   1. POST https://req-02-2.contract.test/jobs → 200
                   2. POST https://req-02-2.contract.test/jobs → 200
                   3. POST https://req-02-2.contract.test/jobs → 200
        why        a video of the wrong length or shape is billed like the right one, and nobody notices before watching it.
        fix        map each field of the request to the vendor field that the fixture has; 0, false and "" are values; declare only what the vendor takes.
        rerun      runContract({ ...config, only: ['REQ-02'], seed: 1 })
        clause     since 1.0 · required"
    `)
  })

  it('shows a call that was made twice, and what the vendor did before', async () => {
    expect(await messageOf('retries-create', 'SUB-02')).toMatchInlineSnapshot(`
      "✗ SUB-02  A create is sent once: never by a plan, and no failure of the line, the vendor or the answer makes it go out again
        fixture    candle.text (simulated) · mutation status:create=503,body=same · seed 1
        plugin     number of create calls: must be 1, but is 2
        requests   1. POST https://sub-02-9.contract.test/jobs → 503
                   2. POST https://sub-02-9.contract.test/jobs → 503
        why        each create is billed; a lost answer to the first one says nothing about whether it was taken.
        fix        never repeat a create, follow no redirect with it, and let core report \`submission_unknown\`.
        rerun      runContract({ ...config, only: ['SUB-02'], seed: 1 })
        clause     since 1.0 · required"
    `)
  })

  it('shows what was thrown instead', async () => {
    expect(await messageOf('unknown-as-network', 'SUB-04')).toMatchInlineSnapshot(`
      "✗ SUB-04  When nobody can know whether the vendor took the job, the error says so; after a refusal it says that nothing was
        fixture    candle.text (simulated) · mutation reset:create,before-headers,ECONNRESET · seed 1
        plugin     create: must be refused with 'submission_unknown', but threw VideoError { code: 'network' }: no answer
        requests   1. POST https://sub-04-1.contract.test/jobs → ECONNRESET
        why        only with this can a caller decide between trying again and looking for the job first; a wrong guess pays twice or loses a job.
        fix        let errors of http pass; throw nothing of your own in create, and catch nothing; call an error inside a 200 a refusal only by a code that the vendor documents.
        rerun      runContract({ ...config, only: ['SUB-04'], seed: 1 })
        clause     since 1.0 · required"
    `)
  })

  it('shows a call that is not on the fixture, with the nearest one that is', async () => {
    expect(await messageOf('duration-as-string', 'REQ-02')).toMatchInlineSnapshot(`
      "✗ REQ-02  Every declared value, alone and with every other one, reaches the wire at its place, neither dropped nor changed
        fixture    candle.text (simulated) · mutation none · seed 1
        plugin     POST https://req-02-1.contract.test/jobs was not expected: the nearest call on the fixture is create: its body has /length 4, not "4"
                   create of samples.text: threw VideoError { code: 'submission_unknown' }: candle: POST /jobs: 501 no such call on the fixture (not_in_fixture); the job may exist and be billed: check before you create it again
        requests   1. POST https://req-02-1.contract.test/jobs → no such call on the fixture
        why        a video of the wrong length or shape is billed like the right one, and nobody notices before watching it.
        fix        map each field of the request to the vendor field that the fixture has; 0, false and "" are values; declare only what the vendor takes.
        rerun      runContract({ ...config, only: ['REQ-02'], seed: 1 })
        clause     since 1.0 · required"
    `)
  })

  it('says for every clause why it matters and what to do, as sentences', () => {
    for (const { id, title, why, fix } of clauses) {
      expect(id).toMatch(/^[A-Z]{3,4}-(\d\d|\d{3}|5xx|network)$/)
      expect(title, id).toMatch(/^[A-Z].*[^.]$/)
      for (const text of [why, fix]) expect(text, id).toMatch(/^[a-z].*\.$/)
    }
  })
})
