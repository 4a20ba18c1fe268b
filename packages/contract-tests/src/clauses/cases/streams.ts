import type { Job } from '@reelay/core'
import type { Snapshot } from '@reelay/core/provider'
import type { Body, Exchange, Fixture, Sandbox } from '../../harness/clause.ts'
import { onEach, type Mutation } from '../../replay/mutators.ts'
import { valuesAt, withValue } from '../../fixtures/pointer.ts'

type Events = Body & { kind: 'events' }

/** The events of the fixture stream. */
export function eventsOf({ exchanges }: Fixture): readonly string[] {
  return exchanges.flatMap(({ operation, response: { body } }) =>
    operation === 'watch' && body.kind === 'events' ? body.events : [],
  )
}

/** What an event holds at a pointer; undefined when its data is no JSON or has nothing there. */
export function valueIn(event: string, pointer: string): unknown {
  return valuesAt(dataOf(event)?.value, pointer)[0]
}

/** The stream with other events. */
export function streaming(name: string, change: (events: readonly string[]) => readonly string[]): Mutation {
  return onStream(`stream:${name}`, ({ response, ...rest }, { events }) => ({
    ...rest,
    response: { ...response, body: { kind: 'events', events: change(events) } },
  }))
}

/** The stream in other bytes, and in other pieces. */
export function written(name: string, write: (events: readonly string[]) => readonly Uint8Array[]): Mutation {
  return onStream(`stream:${name}`, ({ response, ...rest }, body) => ({
    ...rest,
    response: { ...response, body: { ...body, pieces: write(body.events) } },
  }))
}

/** After so many events the line breaks (`ECONNRESET`), or nothing more ever comes (`HANG`). */
export function trouble(code: 'ECONNRESET' | 'HANG', count: number): Mutation {
  return onStream(`stream:${code} after ${count}`, ({ response, ...rest }, { events }) => {
    const afterBytes = Buffer.byteLength(
      events
        .slice(0, count)
        .map((event) => `${event}\n\n`)
        .join(''),
    )
    return { ...rest, response: { ...response, trouble: { code, afterBytes } } }
  })
}

/** The stream is there for whoever opens it again, however often. */
export function reopened(): Mutation {
  return onStream('stream:opened again', (exchange) => ({ ...exchange, most: Infinity }))
}

/** The same event with another value in its data. */
export function withData(event: string, pointer: string, value: unknown): string {
  const data = dataOf(event)
  if (!data) return event
  const lines = event.split('\n').filter((line) => !line.startsWith('data:'))
  return [...lines, `data: ${JSON.stringify(withValue(data.value, pointer, value))}`].join('\n')
}

/** The same event with its data over several lines, as JSON may be written. */
export function onManyLines(event: string): string {
  const data = dataOf(event)
  if (!data) return event
  const lines = event.split('\n').filter((line) => !line.startsWith('data:'))
  const told = JSON.stringify(data.value, null, 1).split('\n')
  return [...lines, ...told.map((line) => `data: ${line}`)].join('\n')
}

/** Everything that a provider reads from its stream, and what the stream ends with, if not well. */
export async function drained({ provider, call }: Sandbox, job: Job): Promise<{ seen: Snapshot[]; error: unknown }> {
  const seen: Snapshot[] = []
  try {
    for await (const one of provider.watch?.(job, call) ?? []) seen.push(one)
    return { seen, error: undefined }
  } catch (error) {
    return { seen, error }
  }
}

function dataOf(event: string): { value: unknown } | undefined {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'))
  try {
    const value: unknown = JSON.parse(lines.map((line) => line.slice('data:'.length)).join('\n'))
    return typeof value === 'object' && value !== null ? { value } : undefined
  } catch {
    return undefined
  }
}

function onStream(label: string, change: (exchange: Exchange, body: Events) => Exchange): Mutation {
  return onEach(label, 'watch', (one) => {
    const { body } = one.response
    return body.kind === 'events' ? change(one, body) : one
  })
}
