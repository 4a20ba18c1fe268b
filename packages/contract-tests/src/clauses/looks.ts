import type { Job, Status } from '@reelay/core'
import { setField, type Mutation } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { SceneOptions, Stage } from '../stage.ts'

/** A scene with a create and the looks that follow it. */
export function looks(stage: Stage, bend: NonNullable<SceneOptions['bend']>): SceneOptions {
  return { tapes: firstSubject(stage).story, only: ['upload', 'create', 'get'], bend }
}

/** Makes the job that the looks are about. */
export async function begin(scene: Scene, stage: Stage): Promise<Job> {
  return scene.accept('create of the sample', () => scene.client.create(firstSubject(stage).sample))
}

/** The first of the vendor's words for a status, if it has any. */
export function wordFor({ wire }: Stage, status: Exclude<Status, 'unknown'>): string | undefined {
  return wire.words[status]?.[0]
}

/** The vendor's word for a job that goes on. */
export function workingWord(stage: Stage): string {
  return (
    wordFor(stage, 'in_progress') ??
    wordFor(stage, 'queued') ??
    stage.noTape('wire.words has no word for a job that goes on')
  )
}

/** Has the vendor say a word at a look. */
export function says(stage: Stage, word: string): Mutation {
  return setField('get', stage.pointer('status', 'get'), word)
}
