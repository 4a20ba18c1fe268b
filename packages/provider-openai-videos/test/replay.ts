import { createClient, isVideoError, type Client, type VideoError } from '@reelay/core'
import { answerWith, createVirtualClock, failureOf, rehearse } from '@reelay/simulator'
import type { Rehearsal, Simulator, VirtualClock } from '@reelay/simulator'
import { openaiVideos } from '../src/index.ts'
import { openaiVideosSimulator, type SimulatedDialect } from '../src/simulator.ts'

type Settings = NonNullable<Parameters<typeof openaiVideos>[0]>

export const baseUrl = 'https://videos.example'
export const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4])
export const startMs = Date.UTC(2026, 10, 21)

function before(server: typeof globalThis.fetch, settings: Settings, clock: VirtualClock): Rehearsal<Client> {
  const provider = openaiVideos({ apiKey: 'sk-1', baseUrl, ...settings })
  return rehearse(server, (wires) => createClient({ providers: [provider], ...wires }), clock)
}

/** A client before a simulated server of a dialect. */
export function play(
  dialect: SimulatedDialect,
  { plays = dialect, ...settings }: Pick<Settings, 'apiKey'> & { plays?: SimulatedDialect } = {},
): Rehearsal<Client> & { simulator: Simulator } {
  const clock = createVirtualClock({ startMs })
  const simulator = openaiVideosSimulator({ clock, origin: 'https://files.example', dialect: plays })
  return { simulator, ...before(simulator.fetch, { dialect, ...settings }, clock) }
}

/** A client before a server that answers as the test says. */
export function answer(answers: Response | Response[], settings: Settings = {}): Rehearsal<Client> {
  return before(answerWith(...[answers].flat()), settings, createVirtualClock({ startMs }))
}

export const errorOf = (work: Promise<unknown>): Promise<VideoError> => failureOf(work, isVideoError)
