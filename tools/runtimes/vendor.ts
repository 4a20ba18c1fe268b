// A vendor on this machine that goes wrong as it is told, and counts what it has read.
import { createServer as createControl } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { identity } from '../../packages/core/test/transport-servers.ts'
import type { Case, Moment } from './cases.ts'

/** What arrived of one case's creates. */
export interface Read {
  connections: number
  heads: number
  wholes: number
  /** Requests that came on the connection of an earlier one. */
  kept: number
  /** Heads that do not tell how long the body is, or announce it in chunks; bodies that are not what was to be sent. */
  odd: string[]
}

/** One case as it is played: where, and what has arrived so far. */
export interface Played {
  baseUrl: string
  read: Read
  /** Of each create: settles when so many requests have been read whole. */
  wasRead: readonly Promise<void>[]
}

/** The vendor of a run. */
export interface Vendor {
  played: ReadonlyMap<string, Played>
  /** Answers a GET of `/<index of the case>/<number of the create, from 1>` once so many of its creates have been read whole. */
  control: string
  close: () => Promise<void>
}

/** Opens a port for each case, and one by which a client hears what has been read. */
export async function openVendor(cases: readonly Case[]): Promise<Vendor> {
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  const listen = async (server: Server): Promise<number> => {
    servers.push(server)
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return portOf(server.address())
  }
  const played = new Map<string, Played>()
  for (const one of cases) played.set(one.name, await open(one, listen))
  const waits = [...played.values()].map(({ wasRead }) => wasRead)
  const control = createControl(({ url }, response) => {
    const [, index, number] = (url ?? '').split('/').map(Number)
    waits[index ?? 0]?.[(number ?? 0) - 1]?.then(
      () => response.end(),
      () => {},
    )
  })
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  }
  return { played, control: `http://127.0.0.1:${await listen(control)}`, close }
}

async function open(one: Case, listen: (server: Server) => Promise<number>): Promise<Played> {
  const read: Read = { connections: 0, heads: 0, wholes: 0, kept: 0, odd: [] }
  const reads = Array.from({ length: one.creates ?? 1 }, () => Promise.withResolvers<void>())
  const talk = (socket: Socket): void => {
    read.connections++
    let own = 0
    socket.on('error', () => {})
    const tell = (phase: Moment['phase'], number: number): void => {
      if (phase === 'head') {
        read.heads++
        if (++own > 1) read.kept++
      }
      if (phase === 'whole') read.wholes++
      one.play({ phase, number, socket, shut: () => void server.close() })
      if (phase === 'whole') reads[read.wholes - 1]?.resolve()
    }
    tell('connection', 0)
    const hear = (head: string, body: string): void => void read.odd.push(...oddities(head, body))
    if (!socket.destroyed) readRequests(socket, () => read.heads, tell, hear)
  }
  const isSecure = one.server === 'certificate of its own'
  const server = isSecure ? createSecureServer(identity, talk) : createServer({ pauseOnConnect: true }, talk)
  const port = await listen(server)
  if (one.server === 'none') await new Promise((done) => server.close(done))
  const host = one.server === 'nameless' ? 'nothing.invalid' : `127.0.0.1:${port}`
  const scheme = isSecure || one.server === 'plain under https' ? 'https' : 'http'
  return { baseUrl: `${scheme}://${host}`, read, wasRead: reads.map(({ promise }) => promise) }
}

/** Cuts what comes into requests, whichever way their bodies are framed. */
function readRequests(
  socket: Socket,
  heads: () => number,
  tell: (phase: Moment['phase'], number: number) => void,
  hear: (head: string, body: string) => void,
): void {
  let rest = ''
  let head = ''
  let ends: ((text: string) => number) | undefined
  let number = 0
  socket.setEncoding('latin1').on('data', (text) => {
    rest += String(text)
    if (ends === undefined && !/^[A-Z]/.test(rest)) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    while (!socket.destroyed) {
      if (ends === undefined) {
        head = /^[^]*?\r\n\r\n/.exec(rest)?.[0] ?? ''
        if (head === '') return
        rest = rest.slice(head.length)
        ends = bodyOf(head)
        number = heads() + 1
        tell('head', number)
        continue
      }
      const length = ends(rest)
      if (length < 0) return
      hear(head, rest.slice(0, length))
      rest = rest.slice(length)
      ends = undefined
      tell('whole', number)
    }
  })
  socket.resume()
}

/** Where the body ends that follows this head; below 0 while it has not. */
function bodyOf(head: string): (text: string) => number {
  if (/^transfer-encoding:.*chunked/im.test(head)) {
    return (text) => /^(?:[^]*?\r\n)?0\r\n\r\n/.exec(text)?.[0].length ?? -1
  }
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  return (text) => (text.length >= length ? length : -1)
}

/** What of a create is not as it was to be sent: in one piece, with its length, whole. */
function oddities(head: string, body: string): string[] {
  const lengths = head.match(/^content-length: *\d+\r$/gim) ?? []
  const isForm = /^content-type: *multipart\/form-data; *boundary=/im.test(head)
  const isWhole = isForm ? /^--[^]*a paper boat\r\n[^]*--(\r\n)?$/.test(body) : /^\{.*"a paper boat".*\}$/.test(body)
  return [
    ...(lengths.length === 1 ? [] : [`told its length ${lengths.length} times`]),
    ...(/^transfer-encoding:/im.test(head) ? ['came in chunks'] : isWhole ? [] : ['did not come whole']),
  ]
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
