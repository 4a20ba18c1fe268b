// Servers on this machine alone, for the tests of the transport.
import { createPrivateKey } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createRawServer, type AddressInfo, type Server as RawServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

const running: (Server | RawServer)[] = []
const sockets = new Set<Socket>()

/** What came in: one entry for each request. */
export interface Heard {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
  socket: Socket
}

export type Handler = (request: IncomingMessage, response: ServerResponse, heard: Heard[]) => unknown

/** A server that hears a request to its end before it answers. */
export async function serve(handler: Handler): Promise<{ base: string; port: number; heard: Heard[]; server: Server }> {
  const heard: Heard[] = []
  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers, socket } = request
    const body = await text(request).catch(() => 'cut')
    heard.push({ method, url, headers, body, socket })
    handler(request, response, heard)
  }
  const server = createServer((request, response) => void hear(request, response))
  const port = await start(server)
  return { base: `http://127.0.0.1:${port}`, port, heard, server }
}

/** A server that says what it likes, whatever it is asked. */
export async function serveRaw(talk: (socket: Socket) => void): Promise<{ base: string; port: number; met: Socket[] }> {
  const met: Socket[] = []
  const server = createRawServer((socket) => {
    met.push(socket)
    socket.on('error', () => {})
    talk(socket)
  })
  const port = await start(server)
  return { base: `http://127.0.0.1:${port}`, port, met }
}

export async function start(server: Server | RawServer): Promise<number> {
  running.push(server)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A port that nobody listens on. */
export async function deafPort(): Promise<number> {
  const server = createRawServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export async function stopAll(): Promise<void> {
  for (const socket of sockets) socket.destroy()
  await Promise.all(running.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
}

/** What a call rejects with; an error that it did not, where it resolves. */
export async function reasonOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
}

/** A self-signed certificate of localhost that nobody trusts, until 2126, with its key: for tests alone. */
export const identity = {
  key: createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: '3fhKTFITc1-lfB_XxwPN70Yk_Q4olUTHP1mbw-Izq88',
      y: 'sqQ2WxjfDWNkf8BPT8iqPBG4FNKcNBSP7Uj0D9ZSIdQ',
      d: 'az29iZu3fImG0ghC8q-yKylaqS9mU8stcne-o8HhuxA',
    },
  }).export({ type: 'pkcs8', format: 'pem' }),
  cert: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUGM+uRt6KF7rLOIo52fKcHLLDqXgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE3MjYzNloYDzIxMjYxMDI4
MTcyNjM2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATd+EpMUhNzX6V8H9fHA83vRiT9DiiVRMc/WZvD4jOrz7KkNlsY3w1j
ZH/AT0/IqjwRuBTSnDQUj+1I9A/WUiHUo28wbTAdBgNVHQ4EFgQU41msmfAPk4p3
1Nuj7CZ2aiD8oXEwHwYDVR0jBBgwFoAU41msmfAPk4p31Nuj7CZ2aiD8oXEwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAI9Xzicw4CuXxwjl6aX6Oq8Z879PFB3sYDdiQKwF+5U7AiEA
iY6GoSJGD2AguZWpk+x2Mnd6np0pMttyzG59ngF1oD4=
-----END CERTIFICATE-----`,
}
