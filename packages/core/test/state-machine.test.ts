import { describe, expect, it } from 'vitest'
import type { Job, JobRecord, RecordState } from '../src/index.ts'
import { advance, intend, recordStates, type RecordEvent } from '../src/store.ts'

const job: Job = { provider: 'acme', model: 'one', id: 'j1', status: 'queued', outputs: [] }
const done: Job = { ...job, status: 'completed', outputs: [{ url: 'https://cdn.test/j1.mp4' }] }
const evidence = { code: 'network' as const, message: 'lost' }
const request = { prompt: 'a boat' }
const intent = intend({ id: 'r1', provider: 'acme', model: 'one', request }, 0)
const events: RecordEvent[] = [
  { type: 'resubmitted', acceptsPayingTwice: false },
  { type: 'resubmitted', acceptsPayingTwice: true },
  { type: 'resubmitted', acceptsPayingTwice: false, intent: { provider: 'acme', model: 'one' } },
  { type: 'accepted', job },
  { type: 'accepted', job: done },
  { type: 'refused' },
  { type: 'unresolved', evidence, fingerprint: 'f' },
  { type: 'seen', job },
  { type: 'seen', job: done },
  { type: 'seen', job: { ...done, id: 'j2' } },
  { type: 'saved' },
  { type: 'dismissed' },
  { type: 'abandoned' },
]
const at = (state: RecordState): JobRecord => ({
  ...intent,
  state,
  ...(state === 'running' && { job }),
  ...((state === 'completed' || state === 'ended') && { job: done }),
  ...((state === 'unresolved' || state === 'abandoned') && { evidence, fingerprint: 'f' }),
})
const after = (record: JobRecord, event: RecordEvent): JobRecord => advance(record, event, 1)?.record ?? record
const nameOf = (event: RecordEvent): string =>
  event.type === 'resubmitted'
    ? `resubmitted${event.acceptsPayingTwice ? ', accepting' : ''}${event.intent ? ', anew' : ''}`
    : 'job' in event
      ? `${event.type} ${event.job.id} ${event.job.status}`
      : event.type

describe('the machine', () => {
  it('begins with an intent that is to be kept before it is sent', () => {
    expect(intend({ id: 'r1', provider: 'acme', model: 'one' }, 1000)).toEqual({
      version: 1,
      id: 'r1',
      provider: 'acme',
      model: 'one',
      state: 'submitting',
      attempt: 1,
      createdAt: '1970-01-01T00:00:01.000Z',
      sentAt: '1970-01-01T00:00:01.000Z',
      changedAt: '1970-01-01T00:00:01.000Z',
    })
  })

  it('has these arrows, and no other', () => {
    const arrows = recordStates.flatMap((state) =>
      events.flatMap((event) => {
        const step = advance(at(state), event, 1)
        return step ? `${state} -- ${nameOf(event)} --> ${step.record.state} [${step.effects.join()}]` : []
      }),
    )
    expect(arrows).toEqual([
      'submitting -- accepted j1 queued --> running [hold]',
      'submitting -- accepted j1 completed --> completed [release]',
      'submitting -- refused --> refused [release]',
      'submitting -- unresolved --> unresolved []',
      'running -- seen j1 completed --> completed [release]',
      'running -- dismissed --> ended [release]',
      'completed -- saved --> ended []',
      'completed -- dismissed --> ended [release]',
      'refused -- resubmitted, anew --> submitting []',
      'refused -- accepted j1 queued --> running [hold]',
      'refused -- accepted j1 completed --> completed [release]',
      'unresolved -- resubmitted, accepting --> submitting []',
      'unresolved -- accepted j1 queued --> running [hold]',
      'unresolved -- accepted j1 completed --> completed [release]',
      'unresolved -- abandoned --> abandoned [release]',
      'abandoned -- resubmitted --> submitting []',
      'abandoned -- resubmitted, accepting --> submitting []',
      'abandoned -- resubmitted, anew --> submitting []',
      'abandoned -- accepted j1 queued --> running [hold]',
      'abandoned -- accepted j1 completed --> completed [release]',
    ])
  })

  it('counts every sending, and keeps the request, without its images once there is a job', () => {
    const lost = advance(intent, { type: 'unresolved', evidence, fingerprint: 'f' }, 5)?.record
    expect(lost).toMatchObject({ state: 'unresolved', attempt: 1, evidence, request: { prompt: 'a boat' } })
    const again = advance(lost ?? intent, { type: 'resubmitted', acceptsPayingTwice: true }, 9)?.record
    expect(again).toMatchObject({ attempt: 2, sentAt: '1970-01-01T00:00:00.009Z', createdAt: intent.createdAt })
    expect(again).not.toHaveProperty('evidence')
    const running = advance(again ?? intent, { type: 'accepted', job }, 10)?.record
    expect(running).toMatchObject({ state: 'running', job, attempt: 2 })
    expect(running?.request).toEqual({ prompt: 'a boat' })
  })

  it('keeps the doubt of every attempt: a refusal of the next one makes the last before it open again', () => {
    const lost = (record: JobRecord, message: string): JobRecord =>
      after(record, { type: 'unresolved', evidence: { ...evidence, message }, fingerprint: 'f' })
    const again = (record: JobRecord): JobRecord => after(record, { type: 'resubmitted', acceptsPayingTwice: true })
    const first = lost({ ...intent, idempotencyKey: 'k1' }, 'first')
    const second = lost({ ...again(first), idempotencyKey: 'k2' }, 'second')
    const refused = after(again(second), { type: 'refused' })
    expect(refused).toMatchObject({ state: 'unresolved', attempt: 3, evidence: { message: 'second' }, request })
    expect(refused).toMatchObject({ idempotencyKey: 'k2', sentAt: second.sentAt })
    expect(refused.doubts).toMatchObject([{ attempt: 1, evidence: { message: 'first' }, idempotencyKey: 'k1' }])
    // Whoever gave it up is asked no more; the evidence stays.
    const abandoned = after(refused, { type: 'abandoned' })
    const last = after(again(abandoned), { type: 'refused' })
    expect(last).toMatchObject({ state: 'refused', doubts: [{ isAbandoned: true }, { isAbandoned: true }] })
    // A job of one attempt says nothing about the others.
    expect(after(again(refused), { type: 'accepted', job }).doubts).toHaveLength(2)
  })

  it('leaves out the images of what was refused or has its job', () => {
    const images = [{ data: 'AAAA', mediaType: 'image/png', role: 'first_frame' }]
    const begun = { ...intent, request: { prompt: 'a boat', images } }
    const lost = after(begun, { type: 'unresolved', evidence, fingerprint: 'f' })
    expect(lost.request).toEqual({ prompt: 'a boat', images })
    for (const event of [{ type: 'refused' }, { type: 'accepted', job }, { type: 'accepted', job: done }] as const)
      expect(after(begun, event).request).toEqual({ prompt: 'a boat' })
  })

  it('changes nothing that it is given', () => {
    const before = structuredClone(intent)
    advance(intent, { type: 'accepted', job }, 3)
    expect(intent).toEqual(before)
  })

  it('whatever happens in whatever order, nothing is sent twice unless a refusal or a person is between', () => {
    let seed = 7
    const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647
    let walks = 0
    for (let walk = 0; walk < 3000; walk++) {
      let record = intent
      let mayBeSent = false
      for (let length = 0; length < 30; length++) {
        const event = events[Math.floor(random() * events.length)]
        const step = event && advance(record, event, length)
        if (!event || !step) continue
        if (step.record.state === 'submitting') {
          expect(mayBeSent || (event.type === 'resubmitted' && event.acceptsPayingTwice)).toBe(true)
          walks += 1
        }
        mayBeSent = step.record.state === 'refused' || step.record.state === 'abandoned'
        // A job, once there, is never lost, and what has ended stays as it is.
        if (record.job) expect(step.record.job?.id).toBe(record.job.id)
        expect(record.state).not.toBe('ended')
        record = step.record
      }
    }
    expect(walks).toBeGreaterThan(500)
  })
})
