import { VideoError } from '@reelay/core'
import { lenient } from '@reelay/core/provider'
import * as z from 'zod/mini'
import type { BrokenProvider } from './broken.ts'
import { creating, isObject, parsed, reading } from './hostile.ts'
import { replacing } from './mutate.ts'

/** Bugs in the reading of fields that are missing or of another kind, which group N has to find, too. */
export const brokenKinds: readonly BrokenProvider[] = [
  {
    name: 'no-id-check: a job without an id has a made-up one',
    of: 'candle',
    breaks: ['SUB-04', 'HOS-02', 'HOS-03'],
    createProvider: creating(async (ask) => {
      const { job, is } = await ask(z.object({ job: z.nullish(z.string()), is: lenient.text }))
      return { id: job ?? 'none', status: is === 'new' ? 'queued' : 'unknown', vendorStatus: is }
    }),
  },
  {
    name: 'makes-up-a-status: a poll that names none is of a job that runs',
    of: 'candle',
    breaks: ['HOS-02', 'HOS-07'],
    createProvider: reading((text) => {
      const task: unknown = parsed(text)
      return isObject(task) && 'job' in task && !('is' in task) ? JSON.stringify({ ...task, is: 'busy' }) : text
    }),
  },
  {
    name: 'needs-everything: without what the vendor may leave out there is no job',
    of: 'lantern',
    breaks: ['TIM-01', 'HOS-02', 'HOS-06'],
    createProvider: replacing('lantern', (provider) => ({
      async create(request, call) {
        const made = await provider.create(request, call)
        if (made.createdAt !== undefined) return made
        throw new VideoError('submission_unknown', 'lantern: create: no created_at', { operation: 'create' })
      },
    })),
  },
  {
    name: 'needs-a-word: a create without a status that is a word makes no job',
    of: 'candle',
    breaks: ['HOS-02', 'HOS-06'],
    createProvider: creating(async (ask) => {
      const { job, is } = await ask(z.object({ job: z.string().check(z.minLength(1)), is: z.string() }))
      return { id: job, status: is === 'new' ? 'queued' : 'unknown', vendorStatus: is }
    }),
  },
  {
    name: 'odd-is-bad: a status that is no word is a failure',
    of: 'candle',
    breaks: ['HOS-02', 'HOS-07'],
    createProvider: reading((text) => {
      const task: unknown = parsed(text)
      const isOdd = isObject(task) && 'job' in task && typeof task['is'] !== 'string'
      return isOdd ? JSON.stringify({ ...task, is: 'bad' }) : text
    }),
  },
  {
    name: 'one-bad-row: with one odd row there is no list',
    of: 'lantern',
    breaks: ['HOS-02', 'HOS-08'],
    createProvider: replacing('lantern', (provider) => ({
      async list(query, call) {
        const page = await provider.list?.(query, call)
        if (page?.jobs.some(({ status }) => status === 'unknown') === false) return page
        throw new VideoError('invalid_response', 'lantern: list: an odd state', { operation: 'list' })
      },
    })),
  },
]
