import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser'
import * as z from 'zod/mini'
import type { ChaosName } from './chaos-answers.ts'
import type { Part } from './form.ts'
import { withValue } from './pointer.ts'
import type { Provenance } from './provenance.ts'
import { sentences, WrittenTape, type Operation, type Scenario, type WrittenExchange } from './tape-format.ts'
import { findingsAbout, isJson, lintSecrets, lintTape, type ReadSide, type TapeFinding } from './tape-lint.ts'

export type { TapeFinding } from './tape-lint.ts'
export { operations, scenarios, type Operation, type Scenario } from './tape-format.ts'

/** An answer's body; `text` is what goes over the wire. */
export type Body =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown; text?: string }
  | { kind: 'text'; text: string }
  /** `pieces`: the bytes as they come, where it matters how they are written and cut. */
  | { kind: 'events'; events: readonly string[]; pieces?: readonly Uint8Array[] }
  | { kind: 'bytes'; bytes: Uint8Array }

/** What goes wrong on the line instead of an answer, or after so many bytes of one; `HANG`: nothing more ever comes. */
export interface Trouble {
  code: string
  afterBytes?: number | undefined
}

/** One call and its answer. */
export interface Exchange {
  operation: Operation
  /** `origin` only where it is not the vendor's own; `json` only where the tape has a body. */
  request: {
    method: string
    path: string
    origin?: string | undefined
    query: Readonly<Record<string, string>>
    headers: Readonly<Record<string, string>>
    json?: unknown
    form?: readonly Part[] | undefined
  }
  response: {
    status: number
    headers: Readonly<Record<string, string>>
    body: Body
    trouble?: Trouble | undefined
    /** How it is written on a socket, where no server writes like that; it has no effect on another wire. */
    chaos?: ChaosName
  }
  /** How often in a row it may be played; at least once. */
  most: number
}

/** A story of exchanges, in the order in which they happened. */
export interface Tape {
  id: string
  scenario: Scenario
  provenance: Provenance
  /** Where the clause's clock begins, ms since 1970. */
  startMs: number
  exchanges: readonly Exchange[]
  /** Labels of the mutations it went through. */
  bent: readonly string[]
}

/** Reads one tape; `readSide` gives the bytes of a file beside it. Findings name the file and the place; nothing is thrown, and what can be played in spite of them is a tape. */
export function parseTape(text: string, file: string, readSide: ReadSide): { tape?: Tape; findings: TapeFinding[] } {
  const errors: ParseError[] = []
  const json: unknown = parse(text, errors, { allowTrailingComma: true })
  const [syntax] = errors
  if (syntax) {
    const line = text.slice(0, syntax.offset).split('\n').length
    return {
      findings: findingsAbout('form', [
        `${file}:${line}: not JSON with comments: ${printParseErrorCode(syntax.error)}`,
      ]),
    }
  }
  const version: unknown = typeof json === 'object' && json !== null && 'tape' in json ? json.tape : undefined
  if (version !== 1)
    return {
      findings: findingsAbout('form', [
        `${file}#/tape: format ${JSON.stringify(version) ?? 'missing'} is unknown; this suite reads 1`,
      ]),
    }
  const secrets = lintSecrets(text, file, json)
  const parsed = z.safeParse(WrittenTape, json)
  if (!parsed.success) {
    const wrong = parsed.error.issues.flatMap((issue) =>
      findingsAbout(issue.path[0] === 'provenance' ? 'provenance' : 'form', sentences(file, issue)),
    )
    return { findings: [...secrets, ...wrong] }
  }

  const { data } = parsed
  const findings = [...secrets, ...lintTape(file, data, readSide)]
  if (findings.some(({ about }) => about === 'form')) return { findings }
  const tape = {
    id: data.id,
    scenario: data.scenario,
    provenance: data.provenance,
    startMs: Date.parse(data.clock_start),
    exchanges: data.interactions.map((one) => exchangeOf(one, readSide)),
    bent: [],
  }
  return { tape, findings }
}

function exchangeOf(written: WrittenExchange, readSide: ReadSide): Exchange {
  const { op, response, repeat } = written
  const { quote, ...request } = written.request
  const [code, after] = response.error?.split('@') ?? []
  return {
    operation: op,
    request: {
      ...request,
      query: request.query ?? {},
      headers: request.headers ?? {},
      ...(quote && { json: JSON.parse(quote.join('\n')) }),
    },
    response: {
      status: response.status,
      headers: response.headers ?? {},
      body: bodyOf(response, readSide),
      trouble: code === undefined ? undefined : { code, afterBytes: after === undefined ? undefined : Number(after) },
    },
    most: repeat?.max ?? 1,
  }
}

function bodyOf(response: WrittenExchange['response'], readSide: ReadSide): Body {
  const { json, text, quote, assumed = {}, sse, file } = response
  if (Object.hasOwn(response, 'json')) return { kind: 'json', value: json }
  if (text !== undefined) return { kind: 'text', text }
  if (sse)
    return {
      kind: 'events',
      events: sse.map(({ event, data }) => `${event ? `event: ${event}\n` : ''}${dataOf(data)}`),
    }
  if (file) return { kind: 'bytes', bytes: readSide(file.name) ?? new Uint8Array() }
  const quoted = quote?.join('\n')
  if (quoted === undefined) return { kind: 'none' }
  if (!isJson(quoted))
    return /^(event|data):/m.test(quoted)
      ? { kind: 'events', events: eventsOf(quoted) }
      : { kind: 'text', text: quoted }
  const value = Object.entries(assumed).reduce<unknown>(
    (whole, [pointer, part]) => withValue(whole, pointer, part),
    JSON.parse(quoted),
  )
  return Object.keys(assumed).length > 0 ? { kind: 'json', value } : { kind: 'json', value, text: quoted }
}

function eventsOf(text: string): string[] {
  return text.trim().split(/\n{2,}/)
}

function dataOf(data: string): string {
  return data
    .split('\n')
    .map((line) => `data: ${line}`)
    .join('\n')
}
