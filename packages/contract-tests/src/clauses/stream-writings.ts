import { onManyLines } from './cases/streams.ts'

/** A way to write events that means the same. */
export interface Writing {
  name: string
  write(events: readonly string[]): readonly Uint8Array[]
}

/** Whatever the HTML standard lets a server do. */
export const writings: readonly Writing[] = [
  inText('with CRLF at the ends of its lines', (text) => text.replaceAll('\n', '\r\n')),
  inText('with CR at the ends of its lines', (text) => text.replaceAll('\n', '\r')),
  inText('with a byte order mark', (text) => `\uFEFF${text}`),
  inText('with comments in between', (text) => `: hello\n\n${text.replaceAll('\n\n', '\n: still there\n\n:\n\n')}`),
  inText('with fields that nobody reads', (text) => `id: 7\nretry: 100\nmood: good\nnothing\n${text}`),
  inText('without a blank after its colons', (text) => text.replaceAll(/^(event|data): /gm, '$1:')),
  {
    name: 'with data on many lines',
    write: (events) => [bytesOf(events.map(onManyLines))],
  },
  {
    name: 'in single bytes, with CRLF',
    write: (events) => [...Buffer.from(textOf(events).replaceAll('\n', '\r\n'))].map((byte) => Uint8Array.of(byte)),
  },
]

/** Events as they go over the wire. */
export function bytesOf(events: readonly string[]): Uint8Array {
  return Buffer.from(textOf(events))
}

/** All in one piece. */
function inText(name: string, change: (text: string) => string): Writing {
  return { name, write: (events) => [Buffer.from(change(textOf(events)))] }
}

function textOf(events: readonly string[]): string {
  return events.map((event) => `${event}\n\n`).join('')
}
