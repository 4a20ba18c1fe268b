// The five vendors, played on ports with everything going wrong now and then.
import type { VideoProvider, VideoRequestInput } from '../../packages/core/src/index.ts'
import { airforce } from '../../packages/provider-airforce/src/index.ts'
import { airforceSimulator, exampleKey as airforceKey } from '../../packages/provider-airforce/src/simulator.ts'
import { apixo } from '../../packages/provider-apixo/src/index.ts'
import { apixoSimulator, exampleKey as apixoKey } from '../../packages/provider-apixo/src/simulator.ts'
import { infrai } from '../../packages/provider-infrai/src/index.ts'
import { exampleKey as infraiKey, infraiSimulator } from '../../packages/provider-infrai/src/simulator.ts'
import { newapi } from '../../packages/provider-newapi/src/index.ts'
import { exampleKey as newapiKey, newapiSimulator } from '../../packages/provider-newapi/src/simulator.ts'
import { openaiVideos } from '../../packages/provider-openai-videos/src/index.ts'
import {
  exampleKey as openaiVideosKey,
  openaiVideosSimulator,
} from '../../packages/provider-openai-videos/src/simulator.ts'
import type { Fault, Simulator, SimulatorOptions } from '../../packages/simulator/src/index.ts'

interface Vendor {
  provider: (baseUrl: string, requestTimeoutMs: number) => VideoProvider
  simulator: (options: SimulatorOptions) => Simulator
  request: Omit<VideoRequestInput, 'prompt'>
}

/** By the id of the provider. */
export const vendors: Readonly<Record<string, Vendor>> = {
  airforce: {
    provider: (baseUrl, requestTimeoutMs) => airforce({ apiKey: airforceKey, baseUrl, requestTimeoutMs }),
    simulator: airforceSimulator,
    request: { model: 'wan-2.6', duration: 5, resolution: '720p' },
  },
  apixo: {
    provider: (baseUrl, requestTimeoutMs) => apixo({ apiKey: apixoKey, baseUrl, requestTimeoutMs }),
    simulator: apixoSimulator,
    request: { model: 'wan-2-5', duration: 5 },
  },
  infrai: {
    provider: (baseUrl, requestTimeoutMs) => infrai({ apiKey: infraiKey, baseUrl, requestTimeoutMs }),
    simulator: infraiSimulator,
    request: { model: 'auto', duration: 5 },
  },
  newapi: {
    provider: (baseUrl, requestTimeoutMs) => newapi({ apiKey: newapiKey, baseUrl, requestTimeoutMs }),
    simulator: newapiSimulator,
    request: { model: 'kling-v1', duration: 5 },
  },
  'openai-videos': {
    provider: (baseUrl, requestTimeoutMs) => openaiVideos({ apiKey: openaiVideosKey, baseUrl, requestTimeoutMs }),
    simulator: openaiVideosSimulator,
    request: { model: 'sora-2', duration: 4 },
  },
}

/** Every kind of fault that a vendor's side can have, at random. */
export function everyFault(probability: number): Fault[] {
  return [
    { kind: 'reset', probability },
    { kind: 'lost', probability },
    { kind: 'truncate', probability },
    { kind: 'html', probability },
    { kind: 'odd', probability },
    // A proxy's page: the vendor's own error would say, as some document, that nothing was made.
    { kind: 'status', status: 504, body: '<h1>504 Gateway Time-out</h1>', probability, isProcessed: true },
    { kind: 'status', status: 200, body: { error: { message: 'upstream timeout' } }, probability, isProcessed: true },
    { kind: 'status', status: 500, probability },
    { kind: 'status', status: 503, probability, headers: { 'retry-after': '2' } },
    { kind: 'status', status: 429, probability, headers: { 'retry-after': '1' } },
  ]
}

/** Which vendor makes the nth video, and how the video is known in its ledger. */
export function orderOf(number: number): { vendor: string; prompt: string; key: string } {
  const names = Object.keys(vendors)
  return { vendor: names[number % names.length] ?? '', prompt: `order ${number}: a paper boat`, key: `order-${number}` }
}
