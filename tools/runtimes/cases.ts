// Everything that can happen to a create, and what a client may say of it.
import type { Socket } from 'node:net'

/** What a client says of a create. */
export type Outcome = 'unsent' | 'refused' | 'unknown' | 'job'

/** How far a request has come: the connection is there, its head has been read, all of it has been read. */
export type Phase = 'connection' | 'head' | 'whole'

/** What the server may do. */
export interface Moment {
  phase: Phase
  /** Of the requests of this case, from 1. */
  number: number
  socket: Socket
  /** Takes no more connections. */
  shut: () => void
}

/** One way that a create can go. */
export interface Case {
  name: string
  /** What the last create may end with. */
  expected: readonly Outcome[]
  /** What the server does at each phase. */
  play: (moment: Moment) => void
  /** Who is there; default a server that speaks HTTP. */
  server?: 'none' | 'nameless' | 'plain under https' | 'certificate of its own'
  /** How many creates are made one after the other; only the last may fail. Default 1. */
  creates?: number
  /** How the request is written; default JSON. */
  body?: 'form'
  /** When the caller aborts; default never. */
  abort?: 'before' | 'while it leaves' | 'once it was read'
  /** Longest wait for an answer; default 10 000. */
  timeoutMs?: number
}

const good = answer(200, '{"id":"video_1","object":"video","model":"one","status":"queued"}')
const half = good.slice(0, -20)
const refusal = '{"error":{"message":"no","type":"invalid_request_error"}}'
const asking = answer(401, refusal).replace('\r\n', '\r\nwww-authenticate: Basic realm="one"\r\n')

/** All of them, in the order in which they are tried. */
export const cases: readonly Case[] = [
  { name: 'connection refused', expected: ['unsent'], server: 'none', play: nothing },
  { name: 'a name that does not resolve', expected: ['unsent'], server: 'nameless', play: nothing },
  { name: 'no TLS on the port', expected: ['unsent'], server: 'plain under https', play: nothing },
  {
    name: 'a certificate that nobody vouches for',
    expected: ['unsent'],
    server: 'certificate of its own',
    play: nothing,
  },
  { name: 'reset before a byte was read', expected: ['unsent'], play: at('connection', reset) },
  { name: 'reset after the head was read', expected: ['unknown'], play: at('head', reset) },
  { name: 'reset after all was read', expected: ['unknown'], play: at('whole', reset) },
  { name: 'reset after all of a form was read', expected: ['unknown'], play: at('whole', reset), body: 'form' },
  { name: 'closed after all was read', expected: ['unknown'], play: at('whole', say('')) },
  { name: "half an answer's head", expected: ['unknown'], play: at('whole', say('HTTP/1.1 200 OK\r\ncontent-ty')) },
  { name: 'half a body', expected: ['job', 'unknown'], play: at('whole', say(half)) },
  { name: 'half a body before its id', expected: ['unknown'], play: at('whole', say(good.slice(0, -56))) },
  { name: 'half a body in pieces', expected: ['job', 'unknown'], play: at('whole', say(chunked('{"id":"video_1",'))) },
  { name: 'what is no HTTP', expected: ['unknown'], play: at('whole', say('SSH-2.0-OpenSSH_9\r\n')) },
  { name: 'silence', expected: ['unknown'], play: nothing, timeoutMs: 250 },
  { name: 'silence after the head', expected: ['job', 'unknown'], play: at('whole', write(half)), timeoutMs: 250 },
  { name: 'aborted before', expected: ['unsent'], play: nothing, abort: 'before' },
  { name: 'aborted while it leaves', expected: ['unsent', 'unknown'], play: nothing, abort: 'while it leaves' },
  { name: 'aborted once it was read', expected: ['unknown'], play: nothing, abort: 'once it was read' },
  ...[400, 401, 402, 413].map((status) => answered(status, 'refused')),
  ...[408, 409, 421, 429, 500, 503].map((status) => answered(status, 'unknown')),
  { ...answered(421, 'unknown'), name: '421 to a form', body: 'form' },
  { name: '401 that asks for a password', expected: ['refused'], play: at('whole', say(asking)) },
  { name: 'a redirect, 307', expected: ['refused'], play: at('whole', say(redirect(307))) },
  { name: 'a redirect, 308', expected: ['refused'], play: at('whole', say(redirect(308))) },
  { name: 'a redirect, 302', expected: ['unknown'], play: at('whole', say(redirect(302))) },
  { name: '200 with a web page', expected: ['unknown'], play: at('whole', say(answer(200, '<!doctype html>'))) },
  { name: '200 out of contract', expected: ['unknown'], play: at('whole', say(answer(200, '{"hello":"world"}'))) },
  { name: '200', expected: ['job'], play: at('whole', say(good)) },
  { name: '200 to a form', expected: ['job'], play: at('whole', say(good)), body: 'form' },
  // Node.js takes the first for an error, and workerd hears nothing after either.
  { name: '100, then 200', expected: ['job', 'unknown'], play: at('whole', say(interim(100))), timeoutMs: 2000 },
  { name: '103, then 200', expected: ['job', 'unknown'], play: at('whole', say(interim(103))), timeoutMs: 2000 },
  second('the second on a connection', ['job'], say(good)),
  second('the second reset', ['unknown'], reset),
  { ...second('the second reset, as a form', ['unknown'], reset), body: 'form' },
  second('the second closed', ['unknown'], say('')),
  { ...second('the second unanswered', ['unknown'], nothing), timeoutMs: 250 },
  { ...second('the second aborted once it was read', ['unknown'], nothing), abort: 'once it was read' },
  second('the second answered by half a head', ['unknown'], say('HTTP/1.1 200 O')),
  second('the second reset by a server that ends', ['unknown'], (moment) => {
    moment.shut()
    reset(moment)
  }),
  {
    name: 'the second on a connection that is being reset',
    expected: ['job', 'unsent'],
    creates: 2,
    play(moment) {
      if (moment.phase !== 'whole') return
      write(good)(moment)
      if (moment.number > 1) return
      // Nothing that arrives now is read: the reset comes while the second is on its way, or just before.
      moment.socket.pause()
      setTimeout(() => reset(moment), 50)
    },
  },
]

function answered(status: number, outcome: Outcome): Case {
  return { name: String(status), expected: [outcome], play: at('whole', say(answer(status, refusal))) }
}

/** The first is answered and its connection kept; whatever comes after the second is answered, as an honest vendor would. */
function second(name: string, expected: readonly Outcome[], act: (moment: Moment) => void): Case {
  const play = (moment: Moment): void => (moment.number === 2 ? act : write(good))(moment)
  return { name, expected, creates: 2, play: at('whole', play) }
}

function at(phase: Phase, act: (moment: Moment) => void): Case['play'] {
  return (moment) => {
    if (moment.phase === phase) act(moment)
  }
}

function nothing(): void {}

function reset({ socket }: Moment): void {
  socket.resetAndDestroy()
}

function say(text: string) {
  return ({ socket }: Moment): void => void socket.end(text)
}

function write(text: string) {
  return ({ socket }: Moment): void => void socket.write(text)
}

function answer(status: number, body: string): string {
  const type = body.startsWith('{') ? 'application/json' : 'text/html'
  return `HTTP/1.1 ${status} Said\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}

function interim(status: number): string {
  return `HTTP/1.1 ${status} Said\r\n\r\n${good}`
}

function redirect(status: number): string {
  return `HTTP/1.1 ${status} Said\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n`
}

function chunked(piece: string): string {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n'
  return `${head}${piece.length.toString(16)}\r\n${piece}\r\n`
}
