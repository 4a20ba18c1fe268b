// Runs in a process of its own: imports the file that it is given, lets nothing out, and reports what happened.
import { subscribe } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { Socket } from 'node:net'
import { changesSince, surroundings } from '../harness/surroundings.ts'

const [, , file = '', mark = ''] = process.argv
const seen = new Set<string>()
let isOver = false

const refuse = (what: string) => (): never => {
  seen.add(what)
  throw new Error('nothing may be opened while a package is imported')
}
Reflect.set(globalThis, 'fetch', async () => refuse('sends a request')())
Reflect.set(Socket.prototype, 'connect', refuse('opens a socket'))
subscribe('udp.socket', () => void seen.add('opens a UDP socket'))
subscribe('child_process', () => void seen.add('starts a process'))
subscribe('worker_threads', () => void seen.add('starts a thread'))
process.on('uncaughtException', (error) => void seen.add(`throws where nobody can catch it: ${firstLine(error)}`))
process.on('unhandledRejection', (error) => void seen.add(`leaves a rejection to nobody: ${firstLine(error)}`))
process.on('exit', () => {
  if (!isOver) seen.add('never ends: it waits for nothing, or ends the process')
  process.exitCode = 0
  writeSync(1, `${mark}${[...seen].join('\n')}`)
})

// Most of what is compiled here is core, for each package anew.
enableCompileCache()
// What core and its dependency do is not the package's doing.
await import('@reelay/core')
const opened = process.getActiveResourcesInfo().length
const before = surroundings()
try {
  await import(file)
} catch (error) {
  seen.add(`throws ${firstLine(error)}`)
}
isOver = true
for (const change of changesSince(before)) seen.add(`changes the process: ${change}`)
await new Promise((resolve) => setImmediate(resolve))
const kept = process.getActiveResourcesInfo().slice(opened)
for (const kind of kept)
  if (!/^(TTY|Pipe|FSReq|Immediate|CloseReq)/.test(kind)) seen.add(`leaves something open: ${kind}`)
process.exit()

function firstLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.split('\n')[0] ?? ''
}
