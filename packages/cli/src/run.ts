import type { Clock } from '@reelay/core'
import type { ProviderPackage } from './packages.ts'
import type { GlobalFlags, Session } from './session.ts'
import { openTerminal, type TextOutput } from './terminal.ts'

/** What a run needs of its process. */
export interface RunOptions {
  /** Arguments after the name of the command. */
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  stdout: TextOutput
  stderr: TextOutput
  /** Default: nothing. */
  stdin?: AsyncIterable<string | Uint8Array> | undefined
  /** Absolute path of the current folder. */
  cwd: string
  /** Default: what each output says of itself. */
  isTerminal?: boolean | undefined
  /** Stops the run as Ctrl-C does. */
  signal?: AbortSignal | undefined
  /** Instead of the packages that are installed. */
  providers?: readonly ProviderPackage[] | undefined
  /** Default: the machine's own. */
  clock?: Clock | undefined
}

/** Runs one command and returns its exit code; never rejects, never ends the process. */
export async function run(options: RunOptions): Promise<number> {
  const { argv, env, stdout, stderr, cwd, isTerminal, stdin = nothing(), providers } = options
  const { signal = new AbortController().signal } = options
  const isJson = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined).includes('--json')
  const terminal = openTerminal({ stdout, stderr, env, isJson, isTerminal })
  const missingKeys = new Map<string, string>()
  let flags: Partial<GlobalFlags> = {}
  const open = async (given: GlobalFlags): Promise<Session> => {
    flags = given
    const clock = options.clock ?? (await import('@reelay/core')).systemClock
    return { terminal, flags: given, env, cwd, stdin, signal, clock, missingKeys, providers }
  }
  try {
    const { parse } = await import('./program.ts')
    return await parse(argv.length === 0 ? ['--help'] : argv, { terminal, stdout, open })
  } catch (error) {
    const { report } = await import('./report.ts')
    return report(error, { terminal, isStopped: signal.aborted, flags, missingKeys })
  }
}

async function* nothing(): AsyncGenerator<string> {}
