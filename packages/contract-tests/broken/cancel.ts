import { isVideoError, VideoError, type VideoProvider } from '@reelay/core'
import type { ProviderCall } from '@reelay/core/provider'
import * as z from 'zod/mini'
import { lanternDefinition } from '../reference/lantern.ts'
import { defining, replacing } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs in stopping and removing jobs that group K has to find. */
export const brokenCancels: readonly BrokenProvider[] = [
  {
    name: 'cancels-once: the second time it is an error',
    of: 'lantern',
    breaks: ['WIRE-07', 'CAN-01', 'HOS-02', 'HOS-03'],
    createProvider: (environment) => {
      const cancelled = new Set<string>()
      return replacing('lantern', ({ cancel }) => ({
        async cancel(job, call) {
          if (cancelled.has(job.id)) throw new VideoError('conflict', 'lantern: cancel: it was cancelled before')
          await cancel?.(job, call)
          cancelled.add(job.id)
        },
      }))(environment)
    },
  },
  {
    name: 'cancels-twice: to be on the safe side',
    of: 'lantern',
    breaks: [
      'WIRE-01',
      'WIRE-03',
      'WIRE-04',
      'WIRE-05',
      'WIRE-06',
      'WIRE-07',
      'RET-05',
      'ABT-03',
      'CAN-01',
      'HOS-02',
      'HOS-03',
      'REF-01',
      'FIX-01',
    ],
    createProvider: cancelling(async (cancel) => {
      await cancel()
      await cancel()
    }),
  },
  {
    name: 'believes-its-cancel: what was cancelled has stopped, whatever the vendor says',
    of: 'lantern',
    breaks: ['CAN-01', 'CAN-02'],
    createProvider: replacing('lantern', ({ cancel, get }) => {
      const stopped = new Set<string>()
      return {
        async cancel(job, call) {
          stopped.add(job.id)
          await cancel?.(job, call)
        },
        async get(job, call) {
          const seen = await get(job, call)
          return stopped.has(job.id) ? { ...seen, status: 'cancelled' as const } : seen
        },
      }
    }),
  },
  {
    name: 'too-late-is-a-mistake',
    of: 'lantern',
    breaks: ['ERR-409', 'ERR-13', 'ERR-14', 'CAN-02'],
    createProvider: cancelling((cancel) =>
      cancel().catch((error: unknown) => {
        if (!isVideoError(error) || error.code !== 'conflict') throw error
        throw new VideoError('invalid_request', error.message, { operation: 'cancel' })
      }),
    ),
  },
  {
    name: 'knows-no-too-late: only of the status, not of the word',
    of: 'lantern',
    breaks: ['ERR-13', 'ERR-14', 'CAN-02'],
    createProvider: defining({
      ...lanternDefinition,
      refusal: (status, body) => {
        const found = lanternDefinition.refusal?.(status, body)
        return found?.code === 'conflict' ? { ...found, code: 'unsupported' } : found
      },
    }),
  },
  {
    name: 'cancels-anything: a job that nobody knows counts as stopped',
    of: 'lantern',
    breaks: ['ERR-404', 'CAN-03'],
    createProvider: cancelling((cancel) =>
      cancel().catch((error: unknown) => {
        if (!isVideoError(error) || error.code !== 'not_found') throw error
      }),
    ),
  },
  {
    name: 'cancels-in-vain: that the vendor has stopped nothing is overheard',
    of: 'lantern',
    breaks: ['CAN-01'],
    createProvider: defining({
      ...lanternDefinition,
      async cancel({ id }, { http }) {
        await http.post('/v1/videos/{id}/stop', { path: { id }, schema: z.object({ stopping: z.boolean() }) })
      },
    }),
  },
  {
    name: 'deletes-in-vain: that the vendor has removed nothing is overheard',
    of: 'lantern',
    breaks: ['DEL-01'],
    createProvider: defining({
      ...lanternDefinition,
      async delete({ id }, { http }) {
        await http.delete('/v1/videos/{id}', { path: { id }, schema: z.object({ removed: z.boolean() }) })
      },
    }),
  },
  {
    name: 'counts-for-itself: everything that is removed is one job',
    of: 'lantern',
    breaks: ['DEL-02'],
    createProvider: replacing('lantern', ({ deleteAll }) => ({
      deleteAll: async (call) => (await deleteAll?.(call)) && 1,
    })),
  },
  {
    name: 'keeps-in-silence: nobody learns until when',
    of: 'lantern',
    breaks: ['DEL-03'],
    createProvider: replacing('lantern', ({ setRetention }) => ({
      async setRetention(job, days, call) {
        await setRetention?.(job, days, call)
        return {}
      },
    })),
  },
  {
    name: 'a-day-more: to be on the safe side',
    of: 'lantern',
    breaks: ['DEL-03'],
    createProvider: replacing('lantern', ({ setRetention }) => ({
      setRetention: async (job, days, call) => (await setRetention?.(job, days + 1, call)) ?? {},
    })),
  },
  {
    name: 'delete-not-idempotent: the second time it is an error',
    of: 'lantern',
    breaks: ['WIRE-07', 'DEL-01', 'HOS-02', 'HOS-03'],
    createProvider: (environment) => {
      const deleted = new Set<string>()
      return replacing('lantern', (provider) => ({
        async delete(job, call) {
          if (deleted.has(job.id)) throw new VideoError('not_found', 'lantern: delete: it was deleted before')
          await provider.delete?.(job, call)
          deleted.add(job.id)
        },
      }))(environment)
    },
  },
  {
    name: 'deletes-once: the second time nothing is sent',
    of: 'lantern',
    breaks: ['WIRE-07', 'DEL-01', 'HOS-02', 'HOS-03'],
    createProvider: replacing('lantern', (provider) => {
      const deleted = new Set<string>()
      return {
        async delete(job, call) {
          if (deleted.has(job.id)) return
          await provider.delete?.(job, call)
          deleted.add(job.id)
        },
      }
    }),
  },
  {
    name: 'remembers-the-dead: a deleted job is what it was at the last poll',
    of: 'lantern',
    breaks: ['DEL-01'],
    createProvider: replacing('lantern', (provider) => {
      const seen = new Map<string, Awaited<ReturnType<VideoProvider['get']>>>()
      const deleted = new Set<string>()
      return {
        async delete(job, call) {
          await provider.delete?.(job, call)
          deleted.add(job.id)
        },
        async get(job, call) {
          try {
            const found = await provider.get(job, call)
            seen.set(job.id, found)
            return found
          } catch (error) {
            const last = seen.get(job.id)
            if (last && deleted.has(job.id)) return last
            throw error
          }
        },
      }
    }),
  },
]

/** A provider that cancels in its own way. */
function cancelling(change: (cancel: () => Promise<void>) => Promise<void>): BrokenProvider['createProvider'] {
  return replacing('lantern', (provider) => ({
    cancel: (job, call?: ProviderCall) => change(async () => provider.cancel?.(job, call)),
  }))
}
