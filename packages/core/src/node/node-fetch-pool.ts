import { Agent, type AgentOptions, type IncomingMessage } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { isIP, Socket, type LookupFunction } from 'node:net'
import { isSpecial } from '../http/public-address.ts'
import { coded } from './node-fetch-failure.ts'

/** Connections that are kept open between calls. */
export interface Pool {
  /** The agent for one call; those for public addresses never share a connection with the others. */
  agentFor(protocol: string, publicOnly: boolean): Agent
  /** Keeps in mind how long the server holds an idle connection, from its `keep-alive` header. */
  learn(answer: IncomingMessage): void
  /** Closes what is idle now, and the rest once it is idle. */
  close(): void
}

// As undici has it: without a hint most servers hold on for 5 s or longer; with one, a second is left for the way.
const usualIdleMs = 4000
const marginMs = 1000
const longestIdleMs = 600_000
// A POST reuses a connection only within 1 s: on one that the server just closed, its outcome would be unknown.
const freshMs = 1000

/** Opens an empty pool. */
export function openPool(lookup: LookupFunction): Pool {
  const agents = new Map<string, Agent>()
  const idleLimitsMs = new WeakMap<Socket, number>()
  const freeSinceMs = new WeakMap<Socket, number>()
  let isClosed = false

  const limitOf = (socket: Socket): number => idleLimitsMs.get(socket) ?? usualIdleMs

  function isStale(socket: Socket, method: string | undefined): boolean {
    const limitMs = method === 'POST' ? Math.min(freshMs, limitOf(socket)) : limitOf(socket)
    // By the clock too: a timer does not run while the process is busy.
    return performance.now() - (freeSinceMs.get(socket) ?? 0) > limitMs
  }

  function tracked(agent: Agent): Agent {
    const nameOf = agent.getName.bind(agent)
    // Node.js calls getName right before it chooses a connection, and takes the one freed last.
    agent.getName = (options) => {
      const name = nameOf(options)
      const free = agent.freeSockets[name] ?? []
      const next = free.at(-1)
      if (next && isStale(next, options?.method)) for (const socket of free) socket.destroy()
      return name
    }
    agent.keepSocketAlive = (socket): boolean => {
      if (isClosed || !(socket instanceof Socket) || limitOf(socket) <= 0) return false
      freeSinceMs.set(socket, performance.now())
      socket.unref()
      if (socket.timeout !== limitOf(socket)) socket.setTimeout(limitOf(socket))
      return true
    }
    return agent
  }

  return {
    agentFor(protocol, publicOnly) {
      const name = `${protocol}${String(publicOnly)}`
      const found = agents.get(name)
      if (found) return found
      const options: AgentOptions = { keepAlive: true, lookup: publicOnly ? guarded(lookup) : lookup }
      const agent = tracked(protocol === 'https:' ? new SecureAgent(options) : new Agent(options))
      agents.set(name, agent)
      return agent
    },
    learn({ socket, headers }) {
      const seconds = /(?:^|[,\s])timeout=(\d+)/i.exec(String(headers['keep-alive'] ?? ''))?.[1]
      if (seconds !== undefined) idleLimitsMs.set(socket, Math.min(Number(seconds) * 1000 - marginMs, longestIdleMs))
    },
    close() {
      isClosed = true
      for (const { freeSockets } of agents.values())
        for (const socket of Object.values(freeSockets).flat()) socket?.destroy()
    },
  }
}

/** The error for an IP address that is not public; names are checked when they are resolved. */
export function privateLiteral(hostname: string): Error | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) > 0 && isSpecial(bare) !== false ? inside(hostname) : undefined
}

/** A lookup that checks the very addresses that are connected to, so that no second answer can differ. */
function guarded(lookup: LookupFunction): LookupFunction {
  return (hostname, options, answer) =>
    lookup(hostname, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      const isInside = !error && addresses.some((address) => isSpecial(address) !== false)
      if (isInside) answer(inside(hostname), [])
      else answer(error, found, family)
    })
}

function inside(hostname: string): Error {
  return coded('ERR_PRIVATE_ADDRESS', `${hostname} is inside a network`)
}
