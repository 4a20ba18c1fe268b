// Vendors on a port of 127.0.0.1, and a recorder before them. Nobody really waits.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Clock } from '@reelay/core'
import nock from 'nock'
import { afterAll, vi } from 'vitest'
import { airforceSimulator } from '../../provider-airforce/src/simulator.ts'
import airforceConfig from '../../provider-airforce/test/contract.config.ts'
import { apixoSimulator } from '../../provider-apixo/src/simulator.ts'
import apixoConfig from '../../provider-apixo/test/contract.config.ts'
import { openaiVideosSimulator } from '../../provider-openai-videos/src/simulator.ts'
import openaiVideosConfig from '../../provider-openai-videos/test/contract.config.ts'
import { serve, type Simulator, type SimulatorOptions } from '../../simulator/src/index.ts'
import type { ContractConfig } from '../../contract-tests/src/index.ts'
import { record, type RecordedScenario, type RecordingOptions } from '../src/record/index.ts'

// Each recording is some hundred calls over sockets; a machine with much else to do takes its time.
vi.setConfig({ testTimeout: 300_000 })

/** A vendor that is played, with a key that it takes and a configuration whose samples it takes. */
export interface Vendor {
  simulator: (options?: SimulatorOptions) => Simulator
  config: ContractConfig
  apiKey: string
}

export const airforce: Vendor = {
  simulator: airforceSimulator,
  config: {
    ...airforceConfig,
    samples: {
      ...airforceConfig.samples,
      // The one that takes references there.
      reference: { ...airforceConfig.samples.reference, model: 'seedance-2', prompt: 'In the style of these frames' },
    },
  },
  apiKey: 'sk-air-canary-5b1f7a9c3e',
}

export const openaiVideos: Vendor = {
  simulator: openaiVideosSimulator,
  config: {
    ...openaiVideosConfig,
    // As this server says it, a create already tells until when the video is there.
    wire: { ...openaiVideosConfig.wire, expiresAt: { create: '/expires_at', get: '/expires_at' } },
  },
  apiKey: 'sk-canary-8d2e6f4b1a',
}

export const apixo: Vendor = { simulator: apixoSimulator, config: apixoConfig, apiKey: 'apixo-canary-7c3a9e1d5f' }

/** A clock on which a pause is over at once, and which moves by it; a deadline, which is longer than any pause here, never comes. */
export function hurriedClock(): Clock {
  let elapsed = 0
  return {
    now: () => Date.UTC(2026, 10, 2) + elapsed,
    elapsed: () => elapsed,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      if (ms >= 60_000)
        await new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        })
      elapsed += ms
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

/** What a recording left behind. */
export interface Recording {
  scenarios: readonly RecordedScenario[]
  /** With a slash at the end. */
  folder: URL
  /** The text of every file in it. */
  files: ReadonlyMap<string, string>
  /** What reached the vendor, such as `createVideo`. */
  asked: readonly (string | null)[]
}

/** A fetch, and so a vendor. */
export type Fetch = typeof globalThis.fetch

/** Records a vendor that is played on a port; `between` may change what it is asked and what it answers. */
export async function recordVendor(
  { simulator, config, apiKey }: Vendor,
  options: Partial<RecordingOptions> & {
    faults?: SimulatorOptions['faults']
    between?: (fetch: Fetch) => Fetch
  } = {},
): Promise<Recording> {
  // What was judged before has closed the way out.
  nock.enableNetConnect('127.0.0.1')
  const { faults, between = (fetch) => fetch, ...given } = options
  const clock = hurriedClock()
  const played = simulator({ clock, ...(faults && { faults }) })
  const server = await serve({ fetch: between(played.fetch) })
  const output = given.output ?? folder()
  try {
    const scenarios = await record({
      config,
      apiKey,
      baseUrl: server.url,
      output,
      clock,
      consent: () => true,
      ...given,
    })
    return { scenarios, folder: output, files: filesIn(output), asked: askedOf(played) }
  } finally {
    await server.close()
  }
}

/** Changes what a vendor answers. */
export function answering(change: (answer: Response) => Promise<Response>): (fetch: Fetch) => Fetch {
  return (fetch) => async (input, init) => change(await fetch(input, init))
}

/** The operations of a vendor that were asked for, in order. */
export function askedOf({ ledger }: Simulator): (string | null)[] {
  return ledger.requests.map(({ operationId }) => operationId)
}

/** The text of every file in a folder; bytes as Latin-1. */
export function filesIn(folder: URL): Map<string, string> {
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(new URL(name, folder), name.endsWith('.mp4') ? 'latin1' : 'utf8')]),
  )
}

const folders: string[] = []

/** A folder of its own, removed after the tests of a file. */
export function folder(): URL {
  const path = mkdtempSync(join(tmpdir(), 'reelay-recorder-'))
  folders.push(path)
  return pathToFileURL(join(path, '/'))
}

afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})
