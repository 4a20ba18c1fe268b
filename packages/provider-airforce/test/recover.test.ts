import { createClient, isVideoError, type VideoError } from '@reelay/core'
import { createVirtualClock } from '@reelay/simulator'
import { expect, test } from 'vitest'
import { airforce } from '../src/index.ts'
import { airforceSimulator, exampleKey } from '../src/simulator.ts'

const request = { model: 'wan-2.6', prompt: 'a paper boat', duration: 5 }

/** A client whose first create is lost after the vendor took it. */
async function lose() {
  const clock = createVirtualClock({ startMs: 1_715_000_000_000 })
  const faults = [{ kind: 'lost', operation: 'createVideo', nth: 1 }] as const
  const simulator = airforceSimulator({ clock, faults })
  const client = createClient({ providers: [airforce({ apiKey: exampleKey, fetch: simulator.fetch })], clock })
  const error = await client.create(request).then(
    () => undefined,
    (thrown: unknown): VideoError | undefined => (isVideoError(thrown) ? thrown : undefined),
  )
  expect(error?.code).toBe('submission_unknown')
  return { client, error, simulator }
}

test('a lost task is offered, with the time that its end tells', async () => {
  const { client, error, simulator } = await lose()
  const id = simulator.ledger.jobs[0]?.id ?? ''
  // The page names no prompt among what the list has, so nothing is certain.
  expect(await error?.recover?.()).toMatchObject({
    outcome: 'unclear',
    candidates: [
      {
        job: { id, model: 'wan-2.6', createdAt: '2024-05-06T12:53:20.000Z' },
        reasons: ['the same model', 'the same duration', expect.stringContaining('created at 2024-05-06T12:53:20')],
      },
    ],
  })
  const [call] = await client.unresolved()
  expect(await call?.adopt(id)).toMatchObject({ id, createdAt: '2024-05-06T12:53:20.000Z' })
  expect(await client.unresolved()).toEqual([])
})

test('a task of another length is not offered', async () => {
  const { client, error, simulator } = await lose()
  await client.create({ ...request, duration: 8 })
  const found = await error?.recover?.()
  expect(found?.outcome === 'unclear' && found.candidates.map(({ job }) => job.id)).toEqual([
    simulator.ledger.jobs[0]?.id,
  ])
})

test('what the type of the vendor’s SDK has of the request is compared where a server sends it', async () => {
  const task = {
    task_id: 'one',
    status: 'processing',
    model: 'wan-2.6',
    prompt: request.prompt,
    aspect_ratio: '16:9',
    quality: '720p',
    expires_at: 1_715_086_400,
  }
  const seen = await airforce({ apiKey: exampleKey, fetch: async () => Response.json({ data: [task] }) }).list?.({})
  expect(seen?.jobs[0]?.echo).toEqual({ prompt: request.prompt, aspectRatio: '16:9', resolution: '720p' })
})
