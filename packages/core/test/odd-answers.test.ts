// For every provider of the repository and every answer of its fixtures that speaks of a job: each field with each odd value.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import airforce from '../../provider-airforce/test/contract.config.ts'
import apixo from '../../provider-apixo/test/contract.config.ts'
import infrai from '../../provider-infrai/test/contract.config.ts'
import newapi from '../../provider-newapi/test/contract.config.ts'
import openaiVideos from '../../provider-openai-videos/test/contract.config.ts'
import type { ContractConfig } from '../../contract-tests/src/config/config.ts'
import { testClock } from './acme.ts'
import { parseRequest } from '../src/model/request.ts'
import type { Snapshot, Status, VideoProvider } from '../src/provider.ts'

type Operation = 'create' | 'get' | 'list'
interface Exchange {
  op: string
  response: { status: number; headers?: Record<string, string>; json?: unknown }
}

const odd: readonly (readonly [string, unknown])[] = [
  ['missing', undefined],
  ['null', null],
  ['a text', 'a text'],
  ['an empty text', ''],
  ['a long text', 'long '.repeat(5000)],
  ['a number', 7],
  ['a huge number', 1e308],
  ['an object', { an: 'object' }],
  ['a list', ['a list']],
  ['true', true],
]
const running: readonly Status[] = ['unknown', 'queued', 'in_progress']
const configs: Record<string, ContractConfig> = { airforce, apixo, infrai, newapi, openaiVideos }

describe.each(Object.entries(configs))('%s', (_name, config) => {
  it.each(['create', 'get', 'list'] as const)(
    '%s keeps id, status and outputs, whatever else is odd',
    async (operation) => {
      const lost: string[] = []
      for (const { file, response } of answersOf(config, operation)) {
        const sound = (await read(config, operation, response)) ?? []
        // A refusal, and an answer that says nothing of a job, have nothing to keep.
        if (sound.every(({ id, vendorStatus }) => (operation === 'get' ? vendorStatus : id) === undefined)) continue
        for (const path of pathsIn(response.json)) {
          const place = valueAt(response.json, path)
          if (says(place, sound[0]?.id) || /^(id|task_?id|job_?id)$/i.test(path.at(-1) ?? '')) continue
          const isStatus = says(place, sound[0]?.vendorStatus)
          // Of a job of which nothing is left, nothing can be read.
          if (isStatus && typeof place === 'object') continue
          const isUrl = says(place, sound[0]?.outputs?.[0]?.url) || path.at(-1) === 'resultJson'
          for (const [name, value] of odd) {
            // Where a boolean is told, another one is no odd value.
            if (typeof value === 'boolean' && typeof place === 'boolean') continue
            const seen = await read(config, operation, { ...response, json: withValue(response.json, path, value) })
            const keeps = (before: Snapshot, after: Snapshot | undefined, index: number): boolean => {
              if (!after || before.id !== after.id) return false
              if (isStatus && index === 0) return [before.status, ...running].includes(after.status)
              const hasOutputs = before.status === 'completed' && !(isUrl && index === 0)
              return (
                before.status === after.status &&
                (!hasOutputs || JSON.stringify(before.outputs) === JSON.stringify(after.outputs))
              )
            }
            if (sound.length !== seen?.length || !sound.every((before, index) => keeps(before, seen[index], index)))
              lost.push(`${file} ${operation} /${path.join('/')}: ${name}`)
          }
        }
      }
      expect(lost).toEqual([])
    },
  )

  it('lists the rows that name a job, whatever other rows there are', async () => {
    for (const { response } of answersOf(config, 'list')) {
      const sound = await read(config, 'list', response)
      const json = withRows(response.json, [null, 7, 'a text', [], {}, { status: 'failed' }])
      expect((await read(config, 'list', { ...response, json }))?.map(({ id }) => id)).toEqual(
        sound?.map(({ id }) => id),
      )
    }
  })
})

function answersOf(
  { fixtures }: ContractConfig,
  operation: Operation,
): { file: string; response: Exchange['response'] }[] {
  const folder = fileURLToPath(String(fixtures))
  return readdirSync(folder)
    .filter((file) => file.endsWith('.fixture.jsonc'))
    .flatMap((file) => {
      const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '')
      const { interactions = [] }: { interactions?: Exchange[] } = JSON.parse(text)
      return interactions
        .filter(({ op, response }) => op === operation && response.status < 300 && response.json !== undefined)
        .map(({ response }) => ({ file, response }))
    })
    .filter(({ response }, index, all) => index === all.findIndex((one) => isSame(one.response, response)))
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** What a provider reads from one answer; undefined where it refuses it. */
async function read(
  { createProvider, samples }: ContractConfig,
  operation: Operation,
  { status, headers = {}, json }: Exchange['response'],
): Promise<Snapshot[] | undefined> {
  const fetch = async (): Promise<Response> => Response.json(json, { status, headers })
  const provider: VideoProvider = createProvider({
    apiKey: 'sk-0123456789',
    baseUrl: 'https://vendor.test',
    fetch,
    webhookSecret: 'whsec_0123456789',
    clock: testClock(),
    random: () => 0.5,
  })
  const job = { provider: provider.id, id: 'asked-for', model: samples.text?.model ?? 'any' }
  try {
    if (operation === 'list') return (await provider.list?.({}))?.jobs
    if (operation === 'get') return [await provider.get(job)]
    const request = { ...parseRequest(samples.text), mode: 'text' as const, options: {} }
    return [await provider.create(request)]
  } catch {
    return undefined
  }
}

/** Every place in a value; of a list, those of its first member. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  const members = Object.entries(value).slice(0, Array.isArray(value) ? 1 : undefined)
  return members.flatMap(([name, inner]: [string, unknown]) => {
    const own = [...path, name]
    return [...(Array.isArray(value) ? [] : [own]), ...pathsIn(inner, own)]
  })
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner === null ? undefined : Reflect.get(Object(inner), name)), value)
}

function withValue(value: unknown, path: readonly string[], made: unknown): unknown {
  const copy: unknown = structuredClone(value)
  const parent = Object(valueAt(copy, path.slice(0, -1)))
  const name = path.at(-1) ?? ''
  if (made === undefined) Reflect.deleteProperty(parent, name)
  else Reflect.set(parent, name, made)
  return copy
}

/** Whether a value is this text, or holds it. */
function says(value: unknown, text: string | undefined): boolean {
  return text !== undefined && text !== '' && (JSON.stringify(value) ?? '').includes(JSON.stringify(text))
}

/** An answer whose lists of objects have these rows, too. */
function withRows(value: unknown, rows: readonly unknown[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.every((row) => typeof row === 'object') ? [...rows, ...value, ...rows] : value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withRows(inner, rows)]))
}
