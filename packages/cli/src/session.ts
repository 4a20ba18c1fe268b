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

/** How long a single call, or a pause within a download, may take; ms of the machine's time. */
export const callTimeoutMs = 60_000

/** What a command works with. */
export interface Session {
  terminal: Terminal
  flags: GlobalFlags
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  stdin: AsyncIterable<string | Uint8Array>
  /** Whether somebody is there to answer a question. */
  canAsk: boolean
  /** Aborts when the command is to stop. */
  signal: AbortSignal
  /** The vendor's time: with `--simulate` it runs `timeScale` times as fast as the machine's. */
  clock: Clock
  /** Ms of the clock in one of the machine's; a deadline times this is real. */
  timeScale: number
  /** Variables that should hold a key and do not, by the id of their provider; filled while connecting. */
  missingKeys: Map<string, string>
  /** Ids of providers whose vendors list no jobs; filled while connecting. */
  listless: Set<string>
  /** Sets the exit code of a command that went well and has bad news. */
  end(exitCode: number): void
  /** Instead of the packages that are installed. */
  providers?: readonly ProviderPackage[] | undefined
}

/** Makes the session of a command, with the options that it was given. */
export type OpenSession = (command: Command) => Promise<Session>
