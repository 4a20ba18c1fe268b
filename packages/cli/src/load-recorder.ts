import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { VideoError } from '@reelay/core'
import { messageOf } from './load.ts'

/** The recorder that a file of the project would import, else the one beside this command. Throws `unsupported` when there is none. */
export async function loadRecorder(from: string): Promise<typeof import('@reelay/recorder')> {
  return import(locate('@reelay/recorder', from))
}

/** The part of the recorder that says where a vendor has drifted. Throws `unsupported` when there is none. */
export async function loadDrift(from: string): Promise<typeof import('@reelay/recorder/drift')> {
  return import(locate('@reelay/recorder/drift', from))
}

function locate(name: string, from: string): string {
  for (const place of [from, fileURLToPath(import.meta.url)]) {
    try {
      return pathToFileURL(createRequire(place).resolve(name)).href
    } catch (error) {
      if (!/'@reelay\/recorder[/']/.test(messageOf(error))) throw error
    }
  }
  throw new VideoError(
    'unsupported',
    '@reelay/recorder is not installed here: npm install --save-dev @reelay/recorder @reelay/contract-tests nock',
  )
}
