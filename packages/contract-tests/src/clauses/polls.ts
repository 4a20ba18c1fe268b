import type { ClauseContext, Sandbox, SandboxOptions } from '../harness/clause.ts'
import type { Job, Status } from '@reelay/core'
import { setField, type Mutation } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'

/** A sandbox with a create and the polls that follow it. */
export function polls(context: ClauseContext, mutate: NonNullable<SandboxOptions['mutate']>): SandboxOptions {
  return { fixtures: firstSubject(context).scenario, only: ['upload', 'create', 'get'], mutate }
}

/** Makes the job that the polls are about. */
export async function begin(sandbox: Sandbox, context: ClauseContext): Promise<Job> {
  return sandbox.accept('create of the sample', () => sandbox.client.create(firstSubject(context).sample))
}

/** Makes the job in a sandbox whose polls are mutated so, and acts on it. */
export function withPolls<Value>(
  context: ClauseContext,
  mutate: NonNullable<SandboxOptions['mutate']>,
  action: (sandbox: Sandbox, job: Job) => Promise<Value>,
): Promise<Value> {
  return context.sandbox(polls(context, mutate), async (sandbox) => action(sandbox, await begin(sandbox, context)))
}

/** The first of the vendor's words for a status, if it has any. */
export function wordFor({ wire }: ClauseContext, status: Exclude<Status, 'unknown'>): string | undefined {
  return wire.words[status]?.[0]
}

/** The vendor's word for a job that goes on. */
export function workingWord(context: ClauseContext): string {
  return (
    wordFor(context, 'in_progress') ??
    wordFor(context, 'queued') ??
    context.noFixture('wire.words has no word for a job that goes on')
  )
}

/** Has the vendor say a word at a poll. */
export function says(context: ClauseContext, word: string): Mutation {
  return setField('get', context.pointer('status', 'get'), word)
}
