// What proves that nothing was sent, and what only looks like it.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { failedBeforeSending } from '../src/http/classify-failure.ts'
import { createClient } from '../src/index.ts'
import { acme, errorOf, key, request } from './acme.ts'
import { serveRaw, stopAll } from './transport-servers.ts'

afterEach(stopAll)

const failed = (code: string, syscall?: string): TypeError =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error(`${syscall} ${code}`), { code, ...(syscall !== undefined && { syscall }) }),
  })

describe('nothing was sent', () => {
  it.each<[code: string, syscall?: string]>([
    ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['ETIMEDOUT', 'connect'],
    ['EADDRNOTAVAIL', 'connect'],
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
    ['ECONNREFUSED'],
    ['UND_ERR_CONNECT_TIMEOUT'],
    ['CERT_HAS_EXPIRED'],
    ['ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('where the code is %s, of the call %s', (code, syscall) => {
    expect(failedBeforeSending(failed(code, syscall))).toBe(true)
  })

  it('where every address failed before', () => {
    const both = (...errors: Error[]): Error => new TypeError('fetch failed', { cause: new AggregateError(errors) })
    expect(failedBeforeSending(both(failed('ECONNREFUSED', 'connect'), failed('EHOSTUNREACH', 'connect')))).toBe(true)
    expect(failedBeforeSending(both(failed('ECONNREFUSED', 'connect'), failed('EHOSTUNREACH', 'read')))).toBe(false)
  })
})

describe('something may have been sent', () => {
  it.each<[code: string, syscall?: string]>([
    ['EHOSTUNREACH', 'read'],
    ['ENETUNREACH', 'write'],
    ['ECONNREFUSED', 'read'],
    ['ETIMEDOUT', 'read'],
    ['ECONNRESET', 'read'],
    ['EHOSTUNREACH'],
    ['ENETUNREACH'],
    ['ETIMEDOUT'],
    ['ERR_SSL_WRONG_VERSION_NUMBER'],
  ])('where the code is %s, of the call %s', (code, syscall) => {
    expect(failedBeforeSending(failed(code, syscall))).toBe(false)
  })

  it('where the route goes away after the vendor has read a create', async () => {
    const clients: Socket[] = []
    const opened = (message: unknown): void => void clients.push((message as { socket: Socket }).socket)
    subscribe('net.client.socket', opened)
    const { base } = await serveRaw((socket) =>
      socket.once('data', () => {
        const gone = Object.assign(new Error('read EHOSTUNREACH'), { code: 'EHOSTUNREACH', syscall: 'read' })
        for (const client of clients) client.destroy(gone)
      }),
    )
    const client = createClient({ providers: [acme({ apiKey: key, baseUrl: base })] })
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    unsubscribe('net.client.socket', opened)
  })
})
