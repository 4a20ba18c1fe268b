import type { VideoProvider } from '@reelay/core'
import type { Delivery, ProviderCall, News } from '@reelay/core/provider'
import { replacing } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

type Read = (delivery: Delivery, call?: ProviderCall) => Promise<News>

/** Bugs in webhooks that group L has to find. */
export const brokenWebhooks: readonly BrokenProvider[] = [
  {
    name: 'names-the-delivery: its id is taken for that of the job',
    of: 'lantern',
    breaks: ['WHK-01', 'WHK-03'],
    createProvider: reading((read) => async (delivery, call) => {
      const news = await read(delivery, call)
      return { ...news, ...(news.job && { job: { id: delivery.headers.get('webhook-id') ?? '' } }) }
    }),
  },
  {
    name: 'forgets-who: no delivery is about a job',
    of: 'lantern',
    breaks: ['WHK-01', 'WHK-03'],
    createProvider: reading((read) => async (delivery, call) => {
      const { job: _job, ...news } = await read(delivery, call)
      return news
    }),
  },
  {
    name: 'asks-while-reading: a delivery costs two polls',
    of: 'lantern',
    breaks: ['WHK-01', 'WHK-02', 'WHK-03', 'FIX-01'],
    createProvider: reading((read, provider) => async (delivery, call) => {
      const news = await read(delivery, call)
      if (news.job) await provider.get({ provider: provider.id, ...news.job }, call)
      return news
    }),
  },
  {
    name: 'cuts-the-callback: the query of webhookUrl is not sent',
    of: 'lantern',
    breaks: ['REQ-02', 'WHK-01'],
    createProvider: replacing('lantern', (provider) => ({
      create: ({ webhookUrl, ...request }, call) =>
        provider.create({ ...request, webhookUrl: webhookUrl?.replace(/\?.*/, '') }, call),
    })),
  },
  {
    name: 'counts-deliveries: each has an id of its own making',
    of: 'lantern',
    breaks: ['WHK-01', 'WHK-03'],
    createProvider: reading((read) => {
      let count = 0
      return async (delivery, call) => ({ ...(await read(delivery, call)), deliveryId: `delivery ${++count}` })
    }),
  },
  {
    name: 'drops-delivery-ids: nobody can tell that one came twice',
    of: 'lantern',
    breaks: ['WHK-01'],
    createProvider: reading((read) => async (delivery, call) => {
      const { deliveryId: _left, ...news } = await read(delivery, call)
      return news
    }),
  },
  {
    name: 'skips-signature: everything is verified',
    of: 'lantern',
    breaks: ['WHK-02'],
    createProvider: reading((read) => async (delivery, call) => ({
      ...(await read(delivery, call)),
      isVerified: true,
    })),
  },
  {
    name: 'doubts-everything: nothing is verified',
    of: 'lantern',
    breaks: ['WHK-01', 'WHK-02', 'WHK-03'],
    createProvider: reading((read) => async (delivery, call) => ({
      ...(await read(delivery, call)),
      isVerified: false,
    })),
  },
  {
    name: 'compares-json: the signature is that of the JSON, however it was written',
    of: 'lantern',
    breaks: ['WHK-02'],
    createProvider: reading((read) => (delivery, call) => {
      const compact = delivery.body.replaceAll(/\s+/g, '')
      return read({ ...delivery, body: compact }, call)
    }),
  },
  {
    name: 'knows-one-signature: of several keys the second is ignored',
    of: 'lantern',
    breaks: ['WHK-02'],
    createProvider: reading((read) => (delivery, call) => {
      const headers = new Headers(delivery.headers)
      headers.set('webhook-signature', headers.get('webhook-signature')?.split(' ')[0] ?? '')
      return read({ ...delivery, headers }, call)
    }),
  },
  {
    name: 'has-no-clock: a delivery may be of any age',
    of: 'lantern',
    breaks: ['WHK-02'],
    createProvider: reading((read) => (delivery, { clock, ...call } = {}) => {
      const sentAtMs = Number(delivery.headers.get('webhook-timestamp')) * 1000
      return read(delivery, { ...call, ...(clock && { clock: { ...clock, now: () => sentAtMs } }) })
    }),
  },
  {
    name: 'needs-no-secret: without one everything is true',
    of: 'lantern',
    breaks: ['WHK-02'],
    createProvider: (environment) => {
      const make = replacing('lantern', ({ webhook }) => ({
        webhook: async (delivery, call) =>
          environment.webhookSecret === ''
            ? { isVerified: true }
            : ((await webhook?.(delivery, call)) ?? { isVerified: false }),
      }))
      return make(environment)
    },
  },
  {
    name: 'answers-to-anything: every event is about the job that it names',
    of: 'lantern',
    breaks: ['WHK-03'],
    createProvider: reading((read) => async (delivery, call) => {
      const news = await read(delivery, call)
      const told: unknown = JSON.parse(delivery.body)
      const id = /"id":"([^"]+)"/.exec(JSON.stringify(told))?.[1]
      return { ...news, ...(id !== undefined && { job: { id } }) }
    }),
  },
  {
    name: 'chokes-on-strangers: what is about something else is an error',
    of: 'lantern',
    breaks: ['WHK-03'],
    createProvider: reading((read) => async (delivery, call) => {
      const news = await read(delivery, call)
      if (!news.job) throw new TypeError('the event has no video')
      return news
    }),
  },
]

/** A provider that reads deliveries in its own way. */
function reading(change: (read: Read, provider: VideoProvider) => Read): BrokenProvider['createProvider'] {
  return replacing('lantern', (provider) => ({
    webhook: change(
      async (delivery, call) => (await provider.webhook?.(delivery, call)) ?? { isVerified: false },
      provider,
    ),
  }))
}
