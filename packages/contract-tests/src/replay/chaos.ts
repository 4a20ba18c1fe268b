import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What one request is answered with: bytes on a socket, or none. */
export type Play = (line: Line) => Promise<void>

/** The vendor's end of one connection. */
export interface Line {
  /** Sends, as fast as the other side takes it. False when the other side has gone. */
  write(bytes: string | Buffer): Promise<boolean>
  /** Sends nothing more. */
  end(): void
  /** Breaks off, as when a process dies. */
  reset(): void
}

/** A server on this machine that answers as no vendor should: on the socket, and so below anything that would mend it. */
export interface Chaos {
  /** Such as `http://127.0.0.1:49152`. */
  origin: string
  /** Takes every request from now on; until then, silence. */
  answer(decide: (request: Request) => Promise<Play>): void
  /** How many bytes of answers have left. */
  sentBytes(): number
}

/** Has such a server while something is done. */
export async function withChaos<Value>(action: (chaos: Chaos) => Promise<Value>): Promise<Value> {
  const sockets = new Set<Socket>()
  let decide: ((request: Request) => Promise<Play>) | undefined
  const server = createServer((incoming) => {
    const { socket } = incoming
    sockets.add(socket)
    void readRequest(incoming, origin)
      .then((request) => decide?.(request))
      .then((play) => play?.(lineOf(socket)))
      // Nobody to answer, or nobody left to answer to.
      .catch(() => socket.destroy())
  })
  // A side that has gone is no error of ours.
  server.on('clientError', (_error, socket) => socket.destroy())
  const origin = `http://127.0.0.1:${await listen(server)}`
  try {
    return await action({
      origin,
      answer(next) {
        decide = next
      },
      sentBytes: () =>
        [...sockets].reduce((sum, { bytesWritten, writableLength }) => sum + bytesWritten - writableLength, 0),
    })
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function readRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])
  const { method = 'GET', url = '/' } = incoming
  const body = Buffer.concat(chunks)
  return new Request(new URL(url, origin), { method, headers, ...(body.length > 0 && { body }) })
}

function lineOf(socket: Socket): Line {
  return {
    async write(bytes) {
      if (socket.destroyed) return false
      if (!socket.write(bytes)) await drained(socket)
      return !socket.destroyed
    },
    end: () => void socket.end(),
    reset: () => void socket.resetAndDestroy(),
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      socket.off('drain', end)
      socket.off('close', end)
      resolve()
    }
    socket.on('drain', end)
    socket.on('close', end)
  })
}
