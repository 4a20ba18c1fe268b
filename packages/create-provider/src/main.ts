#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { askAt, run } from './run.ts'

export { run, type RunOptions } from './run.ts'

if (isStarted()) {
  const { argv, stdin, stdout } = process
  const write = (text: string): void => void stdout.write(text)
  process.exitCode = await run({ argv: argv.slice(2), cwd: process.cwd(), write, ask: askAt(stdin, stdout) })
}

/** Whether this file is what was started, by its name or through a link to it, and not only imported. */
function isStarted(): boolean {
  try {
    return realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)
  } catch {
    return false
  }
}
