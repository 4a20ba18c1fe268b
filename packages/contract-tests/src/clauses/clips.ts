import { createClient, isEnd, type Job, type VideoProvider } from '@reelay/core'
import { elsewhere, setField, type Mutation } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { SceneOptions, Stage } from '../stage.ts'
import { clipAt, steps } from '../steps.ts'

/** Whether a further call tells where a clip is. */
export function hasContent(stage: Stage): boolean {
  return stage.claims.capabilities.operations.includes('content')
}

/** A scene with a clip to fetch: where the tape has it, or, where the job names its address, at that address. */
export function clipScene(
  stage: Stage,
  bend: readonly Mutation[],
  address: (origin: string) => string = () => `${elsewhere}/clip.mp4`,
): SceneOptions {
  const only = ['upload', 'create', 'get', 'content', 'download'] as const
  if (hasContent(stage)) return { tapes: 'content', only, bend }
  const place = stage.pointer('resultUrl', 'get')
  return {
    tapes: firstSubject(stage).story,
    only,
    bend: ({ origin }) => {
      const url = address(origin)
      return [steps('get', [[setField('get', place, url)]]), clipAt(url), ...bend]
    },
  }
}

/** The completed job whose clip it is. */
export async function completedJob(scene: Scene, stage: Stage): Promise<Job> {
  const job = await scene.accept('create of the sample', () => scene.client.create(firstSubject(stage).sample))
  return isEnd(job) ? job : scene.accept('wait', () => scene.poller.wait(job))
}

/** Reads clips to their end, and notes whether content() asked for the key. */
export interface ClipReader {
  read(job: Job): Promise<void>
  isKeyAsked(): boolean
}

/** A reader of the clips of a scene. */
export function clipReader({ provider, call }: Scene): ClipReader {
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
