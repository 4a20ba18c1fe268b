import type { Clock } from '@reelay/core'
import { quicken } from './clock.ts'
import type { ProviderPackage } from './packages.ts'
import type { GlobalFlags, Session } from './session.ts'
import { openTerminal, type TextOutput } from './terminal.ts'

/** Where text comes from; `process.stdin` is one. */
export type TextInput = AsyncIterable<string | Uint8Array> & { isTTY?: boolean | undefined }

/** What a run needs of its process. */
export interface RunOptions {
  /** Arguments after the name of the command. */
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  stdout: TextOutput
  stderr: TextOutput
  /** Default: nothing. */
  stdin?: TextInput | undefined
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
  const { argv, env, stdout, stderr, cwd, isTerminal, providers } = options
  const { signal = new AbortController().signal } = options
  const stdin: TextInput = options.stdin ?? nothing()
  const isJson = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined).includes('--json')
  const terminal = openTerminal({ stdout, stderr, env, isJson, isTerminal })
  const missingKeys = new Map<string, string>()
  const listless = new Set<string>()
  const isAnswered = isTerminal ?? (stdin.isTTY === true && stderr.isTTY === true)
  const canAsk = isAnswered && !isJson
  let flags: Partial<GlobalFlags> = {}
  let exitCode = 0
  const end = (code: number): void => void (exitCode = code)
  const open = async (given: GlobalFlags): Promise<Session> => {
    flags = given
    const real = options.clock ?? (await import('@reelay/core')).systemClock
    const timeScale = given.simulate ? given.speed : 1
    const clock = quicken(real, timeScale)
    return {
      terminal,
      flags: given,
      env,
      cwd,
      stdin,
      canAsk,
      signal,
      clock,
      timeScale,
      missingKeys,
      listless,
      end,
      providers,
    }
  }
  try {
    const { parse } = await import('./program.ts')
    await parse(argv.length === 0 ? ['--help'] : argv, { terminal, stdout, open })
    return exitCode
  } catch (error) {
    const { report } = await import('./report.ts')
    return report(error, { terminal, isStopped: signal.aborted, flags, missingKeys, listless })
  }
}

async function* nothing(): AsyncGenerator<string> {}
