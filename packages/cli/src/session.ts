import type { Clock } from '@reelay/core'
import type { Command } from 'commander'
import type { ProviderPackage } from './packages.ts'
import type { Terminal } from './terminal.ts'

/** Options that every command takes. */
export interface GlobalFlags {
  provider?: string | undefined
  simulate?: boolean | undefined
  /** Simulated seconds per second. */
  speed: number
  keyFile?: string | undefined
  json?: boolean | undefined
}

/** What a command works with. */
export interface Session {
  terminal: Terminal
  flags: GlobalFlags
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  stdin: AsyncIterable<string | Uint8Array>
  /** Aborts when the command is to stop. */
  signal: AbortSignal
  clock: Clock
  /** Variables that should hold a key and do not, by the id of their provider; filled while connecting. */
  missingKeys: Map<string, string>
  /** Instead of the packages that are installed. */
  providers?: readonly ProviderPackage[] | undefined
}

/** Makes the session of a command, with the options that it was given. */
export type OpenSession = (command: Command) => Promise<Session>
