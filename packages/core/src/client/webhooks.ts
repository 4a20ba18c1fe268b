import { recordAt } from '../webhook/callback-url.ts'
import { createWebhookDebounce } from '../webhook/debounce.ts'
import { readDelivery, unproven } from '../webhook/read-delivery.ts'
import type { ClientContext } from './client-context.ts'
import type { Client } from './client.ts'
import { must, onlyProvider } from './member.ts'
import { jobFrom } from './job-of.ts'
import { openResolver } from './submit.ts'

/** The method that reads what a vendor delivers. */
export function webhookMethods(context: ClientContext): Pick<Client, 'webhook'> {
  const { clock, webhooks, callOf, pollNow, store, reopen } = context
  const debouncedPoll = createWebhookDebounce(clock, pollNow)
  return {
    async webhook(request, { provider: id, signal } = {}) {
      const provider = onlyProvider(context.providers, id)
      const delivery = await readDelivery(request)
      const news = await must(context, provider.id, 'webhook')(delivery, callOf({ signal }))
      const recordId = webhooks && (await recordAt(webhooks, provider.id, delivery.url))
      const isVerified = news.isVerified || recordId !== undefined
      if (webhooks && !isVerified) throw unproven(provider.id)
      const event = { isVerified, ...(news.deliveryId !== undefined && { deliveryId: news.deliveryId }) }
      if (!news.job) return event
      await reopen()
      const query = recordId === undefined ? { provider: provider.id, jobId: news.job.id } : { id: recordId }
      const record = await store.find(query)
      // The delivery may be the first answer to a call whose own answer was lost.
      if (record?.id === recordId && record?.state === 'unresolved')
        return { ...event, job: await (await openResolver(context)).unresolved(record).adopt(news.job.id, { signal }) }
      // A delivery is a hint: what it says of the job is not believed, signed or not.
      const job = jobFrom({ provider: provider.id, ...(record?.job ?? news.job) })
      return { ...event, job: await debouncedPoll(job, callOf({ signal })) }
    },
  }
}
