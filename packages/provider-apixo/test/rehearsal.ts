// A client before a simulated vendor or before one made of answers, in virtual time. Nothing here sleeps or opens a port.
import { createClient, isVideoError, type Client, type VideoError } from '@reelay/core'
import { answerWith, createVirtualClock, failureOf, rehearse } from '@reelay/simulator'
import type { Rehearsal, Simulator, SimulatorOptions, Wires } from '@reelay/simulator'
import { apixo } from '../src/index.ts'
import { apixoSimulator, exampleKey } from '../src/simulator.ts'

export const origin = 'https://api.apixo.ai'

const connect = (apiKey: string) => (wires: Wires) =>
  createClient({ providers: [apixo({ apiKey, baseUrl: origin })], ...wires })

/** A client before the simulator. */
export function play({ key = exampleKey, ...options }: SimulatorOptions & { key?: string } = {}): Rehearsal<Client> & {
  simulator: Simulator
} {
  const clock = createVirtualClock({ startMs: 1_767_965_610_929 })
  const simulator = apixoSimulator({ clock, ...options })
  return { simulator, ...rehearse(simulator.fetch, connect(key), clock) }
}

/** A client before a vendor that always gives this answer. */
export const answering = (answer: unknown): Rehearsal<Client> => rehearse(answerWith(answer), connect(exampleKey))

/** The VideoError that a call ends in. */
export const errorOf = (work: Promise<unknown>): Promise<VideoError> => failureOf(work, isVideoError)
