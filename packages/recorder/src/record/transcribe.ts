import type { Operation, WrittenExchange } from '@reelay/contract-tests/fixtures'
import { headerOf, type Decoded } from './decode.ts'
import { isRequestId, type Redactor } from './redactor.ts'
import type { Hop } from './wire.ts'

/** What a transcript is made with. */
export interface Scribe {
  redactor: Redactor
  /** Where the vendor is, with the path that all its addresses begin with, if any. */
  baseUrl: string
  /** Headers that are kept besides those that every fixture keeps, in lower case. */
  keptHeaders: ReadonlySet<string>
}

/** An exchange as it will stand on a fixture; a body of bytes goes into a file beside it. */
export interface Transcript {
  exchange: WrittenExchange
  file?: { bytes: Buffer; type: string }
}

const kept = {
  request: /^(prefer|range|(.+-)?version)$/,
  response:
    /^(content-type|content-range|accept-ranges|location|retry-after(-ms)?|deprecation|sunset|(x-)?ratelimit(-.+)?)$/,
}

/** Writes an exchange down without anything that nobody else may see. */
export function transcribe(decoded: Decoded, operation: Operation, scribe: Scribe): Transcript {
  const { hop, response: body, trouble } = decoded
  const { redactor } = scribe
  const at = hop.pieces.at(-1)?.at
  const response: WrittenExchange['response'] = {
    status: hop.status ?? 200,
    ...headersOf('response', hop.responseHeaders, scribe),
  }
  let file: Transcript['file']
  if (body.kind === 'json') response.json = redactor.body(body.value)
  if (body.kind === 'text') response.text = redactor.text(body.text)
  if (body.kind === 'events')
    response.sse = body.events.map(({ event, data }) => ({
      ...(event !== undefined && { event: redactor.text(event) }),
      data: dataOf(data, redactor),
    }))
  if (body.kind === 'bytes') file = { bytes: body.bytes, type: body.type }
  if (trouble !== undefined) response.error = hop.status === undefined ? trouble : `${trouble}@${lengthOf(response)}`
  if (body.kind === 'events') response.at = body.events.map((event) => event.at)
  else if (at !== undefined && body.kind !== 'none') response.at = [at]
  return {
    exchange: { op: operation, request: requestOf(decoded, scribe), response },
    ...(file && { file }),
  }
}

/** The exchanges of a scenario in order; the same answer to the same call several times in a row is one that repeats. */
export function transcribeAll(all: readonly Decoded[], scribe: Scribe): Transcript[] {
  const lastCreate = all.findLast(({ hop }) => hop.label.operation === 'create')
  const told: Transcript[] = []
  for (const one of all) {
    const { operation } = one.hop.label
    // What comes before the create itself leads up to it.
    const made = transcribe(one, operation === 'create' && one !== lastCreate ? 'upload' : operation, scribe)
    const last = told.at(-1)
    if (last && isRepeated(last, made)) last.exchange.repeat = { max: (last.exchange.repeat?.max ?? 1) + 1 }
    else told.push(made)
  }
  return told
}

function requestOf({ hop, request: body }: Decoded, scribe: Scribe): WrittenExchange['request'] {
  const { redactor, baseUrl } = scribe
  const url = new URL(hop.url)
  const base = new URL(baseUrl)
  const isVendor = url.origin === base.origin && !redactor.addresses.isNamed(url)
  const prefix = base.pathname.replace(/\/$/, '')
  const path = isVendor && url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : url.pathname
  const query = [...url.searchParams].map(
    ([name, value]) => [name, redactor.addresses.tokenOf(value) ?? redactor.text(value)] as const,
  )
  return {
    method: methodOf(hop.method),
    path: redactor.path(path),
    ...(!isVendor && { origin: url.origin }),
    ...(query.length > 0 && { query: Object.fromEntries(query) }),
    ...headersOf('request', hop.requestHeaders, scribe),
    ...(body.kind === 'json' && { json: redactor.body(body.value) }),
    ...(body.kind === 'form' && {
      form: body.parts.map((part) => ('value' in part ? { ...part, value: redactor.text(part.value) } : part)),
    }),
  }
}

function headersOf(
  side: keyof typeof kept,
  lines: Hop['responseHeaders'],
  { keptHeaders, redactor }: Scribe,
): { headers?: Record<string, string> } {
  const names = [...new Set(lines.map(([name]) => name))].filter(
    (name) => kept[side].test(name) || keptHeaders.has(name) || (side === 'response' && isRequestId(name)),
  )
  if (names.length === 0) return {}
  return {
    headers: Object.fromEntries(names.map((name) => [name, cleanHeader(name, headerOf(lines, name) ?? '', redactor)])),
  }
}

function cleanHeader(name: string, value: string, redactor: Redactor): string {
  if (name !== 'location' || !value.startsWith('/')) return redactor.text(value)
  // A place on the same host has no scheme by which an address is told.
  const host = 'https://same.invalid'
  const clean = new URL(redactor.text(host + value))
  return redactor.path(clean.pathname) + clean.search
}

/** The data of an event: JSON as JSON, so that hiding what is at a pointer works there as well. */
function dataOf(data: string, redactor: Redactor): string {
  const value = jsonIn(data)
  if (value === undefined) return redactor.text(data)
  const clean = JSON.stringify(redactor.body(value))
  return clean === JSON.stringify(value) ? data : clean
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function lengthOf({ text, sse }: WrittenExchange['response']): number {
  const events = sse?.map(({ event, data }) => `${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`)
  return Buffer.byteLength(text ?? events?.join('') ?? '')
}

function isRepeated({ exchange, file }: Transcript, next: Transcript): boolean {
  return file === undefined && next.file === undefined && essence(exchange) === essence(next.exchange)
}

/** What makes an exchange this one: neither its time nor the vendor's id of the request. */
function essence({ op, request, response: { at: _at, headers = {}, ...response } }: WrittenExchange): string {
  const telling = Object.entries(headers).filter(([name]) => !isRequestId(name))
  return JSON.stringify([op, request, response, telling])
}

function methodOf(method: string): WrittenExchange['request']['method'] {
  switch (method) {
    case 'GET':
    case 'POST':
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
      return method
    default:
      throw new Error(`a fixture has no place for ${method}`)
  }
}
