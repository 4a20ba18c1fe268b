import type { ClauseContext, Sandbox, SandboxOptions } from '../harness/clause.ts'
import { createClient, isEnd, type Job, type VideoProvider } from '@reelay/core'
import { elsewhere, setField, type Mutation } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { pointerFor } from '../config/config.ts'
import { valuesAt } from '../fixtures/pointer.ts'
import { closedAt, videoAt, steps } from './cases/steps.ts'

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
  // A link of the job is a way, too; here it leads nowhere.
  const closed = hasContent(context) ? linksOf(context).map((url) => closedAt(url, 410)) : []
  if (hasContent(context)) return { fixtures: 'content', only, mutate: [...mutate, ...closed] }
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

/** The links of videos that polls name on the fixture of content(). */
export function linksOf(context: ClauseContext): string[] {
  const place = pointerFor(context.wire.resultUrl, 'get')
  const links = context.fixture('content').exchanges.flatMap(({ operation, response: { body } }) => {
    const isTold = operation === 'get' && place !== undefined && body.kind === 'json'
    return isTold ? valuesAt(body.value, place).map(String) : []
  })
  return [...new Set(links)].filter((link) => URL.canParse(link))
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
    const found = (await content?.(...asked)) ?? []
    isKeyAsked ||= found.some(({ needsKey }) => needsKey === true)
    return found
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
