import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isVideoError, type Job, type JobReference } from '@reelay/core'
import type { Scenario } from '@reelay/contract-tests/fixtures'
import { reference } from './labels.ts'

/** What stands on disk while a create may have been paid for and is on no fixture yet. */
export interface Journal {
  /** Runs a create, noted before it is sent; what the vendor has refused is forgotten. */
  creating<Value>(work: () => Promise<Value>): Promise<Value>
  /** Notes the job: nothing but what finds it again. */
  made(job: Job): void
  /** The scenario is over, well or because nothing was made. */
  close(): void
  /** Path of the file, while there is one. */
  path(): string | undefined
}

/** The journal of one scenario. */
export function openJournal(folder: URL, name: string, scenario: Scenario, at: () => string): Journal {
  const file = journalOf(folder, name)
  const note = (job: JobReference | null): void => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, `${JSON.stringify({ scenario, at: at(), job }, null, 2)}\n`)
  }
  const close = (): void => rmSync(file, { force: true })
  return {
    async creating(work) {
      note(null)
      try {
        return await work()
      } catch (error) {
        if (isVideoError(error) && error.submitted === 'no') close()
        throw error
      }
    },
    made: (job) => note(reference(job)),
    close,
    path: () => (existsSync(file) ? fileURLToPath(file) : undefined),
  }
}

/** What an interrupted recording of this name has left; undefined when there was none. */
export function unfinished(folder: URL, name: string): { path: string; text: string } | undefined {
  const file = journalOf(folder, name)
  return existsSync(file) ? { path: fileURLToPath(file), text: readFileSync(file, 'utf8') } : undefined
}

function journalOf(folder: URL, name: string): URL {
  return new URL(`${name}.unfinished.json`, folder)
}
