import type { ClauseContext, Sandbox, SandboxOptions } from '../harness/clause.ts'
import { createClient, isEnd, type Job, type VideoProvider } from '@reelay/core'
import { elsewhere, setField, type Mutation } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { videoAt, steps } from './cases/steps.ts'

/** Whether a further call tells where a video is. */
export function hasContent(context: ClauseContext): boolean {
  return context.claims.capabilities.operations.includes('content')
}

/** A sandbox with a video to fetch: where the fixture has it, or, where the job names its address, at that address. */
export function videoSandbox(
  context: ClauseContext,
  mutate: readonly Mutation[],
  address: (origin: string) => string = () => `${elsewhere}/video.mp4`,
): SandboxOptions {
  const only = ['upload', 'create', 'get', 'content', 'download'] as const
  if (hasContent(context)) return { fixtures: 'content', only, mutate }
  const place = context.pointer('resultUrl', 'get')
  return {
    fixtures: firstSubject(context).scenario,
    only,
    mutate: ({ origin }) => {
      const url = address(origin)
      return [steps('get', [[setField('get', place, url)]]), videoAt(url), ...mutate]
    },
  }
}

/** The completed job whose video it is. */
export async function completedJob(sandbox: Sandbox, context: ClauseContext): Promise<Job> {
  const job = await sandbox.accept('create of the sample', () => sandbox.client.create(firstSubject(context).sample))
  return isEnd(job) ? job : sandbox.accept('wait', () => sandbox.poller.wait(job))
}

/** Reads videos to their end, and notes whether content() asked for the key. */
export interface VideoReader {
  read(job: Job): Promise<void>
  isKeyAsked(): boolean
}

/** A reader of the videos of a sandbox. */
export function videoReader({ provider, call }: Sandbox): VideoReader {
  let isKeyAsked = false
  const { content } = provider
  const listening: VideoProvider['content'] = async (...asked) => {
    const found = await content?.(...asked)
    isKeyAsked ||= found?.needsKey ?? false
    return found ?? { url: '' }
  }
  const client = createClient({ providers: [{ ...provider, ...(content && { content: listening }) }], ...call })
  return {
    async read(job) {
      const { body } = await client.stream(job)
      for await (const _chunk of body);
    },
    isKeyAsked: () => isKeyAsked,
  }
}
