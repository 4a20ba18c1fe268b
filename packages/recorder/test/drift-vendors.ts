import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'jsonc-parser'
import * as z from 'zod/mini'
import airforceConfig from '../../provider-airforce/test/contract.config.ts'
import { airforceSimulator, exampleKey as airforceKey } from '../../provider-airforce/src/simulator.ts'
import apixoConfig from '../../provider-apixo/test/contract.config.ts'
import { apixoSimulator, exampleKey as apixoKey } from '../../provider-apixo/src/simulator.ts'
import infraiConfig from '../../provider-infrai/test/contract.config.ts'
import { exampleKey as infraiKey, infraiSimulator } from '../../provider-infrai/src/simulator.ts'
import newapiConfig from '../../provider-newapi/test/contract.config.ts'
import { exampleKey as newapiKey, newapiSimulator } from '../../provider-newapi/src/simulator.ts'
import openaiVideosConfig from '../../provider-openai-videos/test/contract.config.ts'
import { exampleKey as openaiVideosKey, openaiVideosSimulator } from '../../provider-openai-videos/src/simulator.ts'
import {
  createVirtualClock,
  type Ledger,
  type Simulator,
  type SimulatorOptions,
  type VirtualClock,
} from '../../simulator/src/index.ts'
import type { ContractConfig } from '../../contract-tests/src/config/config.ts'
import { checkDrift, driftExitCode, type DriftOptions, type DriftReport } from '../src/drift/index.ts'

interface Vendor {
  config: ContractConfig
  simulate: (options?: SimulatorOptions) => Simulator
  key: string
}

/** Every vendor of this repository, with its simulator. */
export const vendors = {
  airforce: { config: airforceConfig, simulate: airforceSimulator, key: airforceKey },
  apixo: { config: apixoConfig, simulate: apixoSimulator, key: apixoKey },
  infrai: { config: infraiConfig, simulate: infraiSimulator, key: infraiKey },
  newapi: { config: newapiConfig, simulate: newapiSimulator, key: newapiKey },
  'openai-videos': { config: openaiVideosConfig, simulate: openaiVideosSimulator, key: openaiVideosKey },
} as const satisfies Record<string, Vendor>
export type VendorName = keyof typeof vendors
export const vendorNames = Object.keys(vendors) as VendorName[]

/** Changes an answer on its way out; the answer itself where there is nothing to change. */
export type Mutate = (call: string, answer: Response, clock: VirtualClock) => Response | Promise<Response>

export interface CheckOptions extends DriftOptions {
  mutate?: Mutate
  config?: Partial<ContractConfig>
  /** Answers for the vendor's pages; default: one that holds every quote. */
  page?: (url: string) => Response | Promise<Response>
  /** What the fixtures say of where their quotes are from; default: the address of that page. */
  source?: string
}

/** A check of one simulated vendor whose answers were changed. */
export interface Checked {
  report: DriftReport
  code: number
  ledger: Ledger
  /** What arrived, such as `GET /v1/models`, in order. */
  arrived: string[]
  /** Values of the headers that arrived with a key, at the vendor and at its pages. */
  keys: string[]
  pageKeys: (string | null)[]
  /** Ms of virtual time. */
  tookMs: number
}

/** Checks a simulated vendor, whose answers are mutated, on virtual time; tier 2 may spend 5 USD, and a video counts for 1. */
export async function checkVendor(
  name: VendorName,
  {
    mutate = (_call, answer) => answer,
    config = {},
    page,
    source = 'https://docs.example/video',
    ...options
  }: CheckOptions = {},
): Promise<Checked> {
  const vendor: Vendor = vendors[name]
  const clock = createVirtualClock()
  const simulator = vendor.simulate({ clock })
  const arrived: string[] = []
  const keys: string[] = []
  const pageKeys: (string | null)[] = []
  const used = { ...quoting(vendor.config, source), ...config }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const { hostname, pathname } = new URL(request.url)
    if (hostname === 'docs.example') {
      pageKeys.push(request.headers.get('authorization'))
      return page ? page(request.url) : new Response(quotingPage(used))
    }
    const call = `${request.method} ${pathname}`
    arrived.push(call)
    keys.push(request.headers.get('authorization') ?? '')
    const answer = await simulator.fetch(request)
    const mutated = await mutate(call, answer, clock)
    request.signal.throwIfAborted()
    return mutated
  }
  const report = await checkDrift(used, {
    baseUrl: 'https://vendor.example',
    apiKey: vendor.key,
    maxCost: 5,
    assumedCost: 1,
    clock,
    fetch,
    random: () => 0.5,
    ...options,
  })
  return {
    report,
    code: driftExitCode(report),
    ledger: simulator.ledger,
    arrived,
    keys,
    pageKeys,
    tookMs: clock.elapsed(),
  }
}

/** Where the path fits, the JSON of an answer is changed. */
export function rewriting(path: RegExp, change: (json: unknown) => unknown): Mutate {
  return async (call, answer) => {
    if (!path.test(call)) return answer
    const { status, headers } = answer
    return new Response(JSON.stringify(change(await answer.json())), { status, headers })
  }
}

/** Where the path fits, something else is answered. */
export function answering(path: RegExp, make: () => Response | Promise<Response>): Mutate {
  return (call, answer) => (path.test(call) ? make() : answer)
}

/** A line that breaks, as fetch tells it. */
export function broken(): never {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) })
}

/** Findings in a line each. */
export function told({ findings }: DriftReport): string[] {
  return findings.map(
    ({ severity, kind, place, pointer, was, is }) => `${severity} ${kind} ${place} ${pointer}: ${was} -> ${is}`,
  )
}

/** What was not checked, and why. */
export function missed({ checks }: DriftReport): string[] {
  return checks.flatMap(({ what, result, why }) => (result === 'checked' ? [] : [`${result} ${what}: ${why}`]))
}

/** A configuration whose fixtures quote this page. */
function quoting(config: ContractConfig, source: string): ContractConfig {
  const folder = mkdtempSync(join(tmpdir(), 'reelay-drift-'))
  for (const name of readdirSync(config.fixtures)) {
    const bytes = readFileSync(new URL(name, config.fixtures))
    const text = bytes.toString().replace(/"source": "[^\n]*",$/m, `"source": ${JSON.stringify(source)},`)
    writeFileSync(join(folder, name), name.endsWith('.jsonc') ? text : bytes)
  }
  return { ...config, fixtures: pathToFileURL(join(folder, '/')) }
}

const Quotes = z.object({
  interactions: z.array(
    z.object({
      request: z.object({ quote: z.optional(z.array(z.string())) }),
      response: z.object({ quote: z.optional(z.array(z.string())) }),
    }),
  ),
})

/** The fixtures' quotes as a vendor's page shows them: marked up, escaped, indented otherwise. */
function quotingPage({ fixtures }: ContractConfig): string {
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.jsonc'))
  const lines = names.flatMap((name) => {
    const { interactions } = Quotes.parse(parse(readFileSync(new URL(name, fixtures), 'utf8')))
    return interactions.flatMap(({ request, response }) => [...(request.quote ?? []), ...(response.quote ?? [])])
  })
  const escaped = lines.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'))
  return `<!doctype html><html><body><pre>${escaped.map((line) => `<span>  ${line}</span>`).join('\n')}</pre></body></html>`
}
