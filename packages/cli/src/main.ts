#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { run } from './run.ts'

export { run, type RunOptions, type TextInput } from './run.ts'
export type { ProviderPackage } from './packages.ts'
export type { TextOutput } from './terminal.ts'

if (isStarted()) await main()

/** Whether this file is what was started, by its name or through a link to it, and not only imported. */
function isStarted(): boolean {
  try {
    return realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)
  } catch {
    return false
  }
}

async function main(): Promise<void> {
  // Halves the time to start; Node.js 20 has no such cache.
  if ('enableCompileCache' in module) module.enableCompileCache()
  const stop = new AbortController()
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  // Whoever stops reading the notes does not mean the video that they are about.
  process.stderr.on('error', () => {})
  // The reader of a pipe may leave early, as `head` does.
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const { env, stdout, stderr, stdin } = process
  const code = await run({
    argv: process.argv.slice(2),
    env,
    stdout,
    stderr,
    stdin,
    cwd: process.cwd(),
    signal: stop.signal,
  })
  // What is still buffered is written first; then no timer or socket that somebody left open may hold up the end.
  for (const output of [stdout, stderr]) await new Promise((resolve) => output.write('', resolve))
  process.exit(code)
}
