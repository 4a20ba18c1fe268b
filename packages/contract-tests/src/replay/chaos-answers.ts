import { gzipSync } from 'node:zlib'
import type { Line, Play } from './chaos.ts'

// Taken at import, before a test replaces it.
const { setImmediate } = globalThis

/** The answer that there should have been. */
export interface SoundAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: Buffer
  /** Told that nothing more will come, though the line stays open. */
  onSilence: () => void
}

/** How much of a body is padding where there is too much of it. */
export const paddingBytes = 50 << 20

/** Ways to answer on a socket, by name; most of them are none that HTTP knows. */
export const chaosAnswers = {
  /** As it should be. */
  whole: async (line, { status, headers, body }) => {
    await line.write(head(status, { ...headers, 'content-length': String(body.length) }))
    await line.write(body)
    line.end()
  },
  'reset before the answer': async (line) => line.reset(),
  'end before the answer': async (line) => line.end(),
  /** The whole body comes, but more was promised. */
  'end before the promised length': async (line, { status, headers, body }) => {
    await line.write(head(status, { ...headers, 'content-length': String(body.length + 1) }))
    await line.write(body)
    line.end()
  },
  /** The whole body comes, but not what ends it. */
  'end before the last chunk': async (line, { status, headers, body }) => {
    await line.write(head(status, { ...headers, 'transfer-encoding': 'chunked' }))
    await line.write(chunk(body))
    line.end()
  },
  'reset before the last chunk': async (line, { status, headers, body }) => {
    await line.write(head(status, { ...headers, 'transfer-encoding': 'chunked' }))
    await line.write(chunk(body))
    await turn()
    line.reset()
  },
  garbage: async (line) => {
    await line.write('\u0016\u0003\u0001 this is no HTTP\r\n\r\n')
    line.end()
  },
  'two lengths': async (line, { status, headers, body }) => {
    const lengths = `content-length: ${body.length}\r\ncontent-length: ${body.length + 1}\r\n`
    await line.write(head(status, headers).replace(/\r\n$/, `${lengths}\r\n`))
    await line.write(body)
    line.end()
  },
  'a header of 70 kB': async (line, { status, headers, body }) => {
    const long = { ...headers, 'x-long': 'a'.repeat(70_000), 'content-length': String(body.length) }
    await line.write(head(status, long))
    await line.write(body)
    line.end()
  },
  /** The line stays open, and nothing more comes. */
  'half a header': async (line, { status, headers, onSilence }) => {
    await line.write(head(status, headers).slice(0, -4))
    await turn()
    onSilence()
  },
  /** As it should be, one byte at a time. */
  dribble: async (line, { status, headers, body }) => {
    const start = head(status, { ...headers, 'transfer-encoding': 'chunked' })
    for (const letter of start) if (await line.write(letter)) await turn()
    for (const byte of body) if (await line.write(chunk(Buffer.of(byte)))) await turn()
    await line.write('0\r\n\r\n')
    line.end()
  },
  'damaged gzip': async (line, { status, headers, body }) => {
    const packed = gzipSync(body)
    // Behind the ten bytes that begin every gzip: no such block exists.
    packed[10] = 0xff
    await line.write(head(status, { ...headers, 'content-encoding': 'gzip', 'content-length': String(packed.length) }))
    await line.write(packed)
    line.end()
  },
  /** The answer as it should be, with a field of 50 MB at its beginning. */
  '50 MB of JSON': async (line, { status, headers, body }) => {
    const [start, end] = around(body)
    const length = start.length + paddingBytes + end.length
    await line.write(head(status, { ...headers, 'content-length': String(length) }))
    await line.write(start)
    for (let left = paddingBytes; left > 0; left -= padding.length) if (!(await line.write(padding))) return
    await line.write(end)
    line.end()
  },
  /** The same in 50 kB. */
  'a gzip bomb': async (line, { status, headers, body }) => {
    const [start, end] = around(body)
    packedPadding ??= gzipSync(padding)
    // A gzip may be made of several, one after the other.
    const members = Array.from({ length: paddingBytes / padding.length }, () => packedPadding ?? padding)
    const packed = Buffer.concat([gzipSync(start), ...members, gzipSync(end)])
    await line.write(head(status, { ...headers, 'content-encoding': 'gzip', 'content-length': String(packed.length) }))
    await line.write(packed)
    line.end()
  },
} satisfies Record<string, (line: Line, sound: SoundAnswer) => Promise<void>>

/** One of `chaosAnswers`. */
export type ChaosName = keyof typeof chaosAnswers

/** Plays one of them on a line. */
export function playChaos(name: ChaosName, sound: SoundAnswer): Play {
  return (line) => chaosAnswers[name](line, sound)
}

const padding = Buffer.alloc(1 << 20, 'a')
let packedPadding: Buffer | undefined

/** What stands before and after the padding in an object. */
function around(body: Buffer): [start: Buffer, end: Buffer] {
  const rest = body.toString('utf8').trim().slice(1)
  return [Buffer.from('{"padding":"'), Buffer.from(rest === '}' ? '"}' : `",${rest}`)]
}

function head(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n`
}

function chunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
