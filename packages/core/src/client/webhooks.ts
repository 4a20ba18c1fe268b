import { invalidRequest, issue } from '../model/issues.ts'
import type { VideoProvider } from '../model/video-provider.ts'
import { recordAt } from '../webhook/callback-url.ts'
import { createWebhookDebounce } from '../webhook/debounce.ts'
import { readDelivery, unproven } from '../webhook/read-delivery.ts'
import type { ClientContext } from './client-context.ts'
import type { Client } from './client.ts'
import { must } from './member.ts'
import { jobFrom } from './job-of.ts'
import { openResolver } from './submit.ts'

/** The method that reads what a vendor delivers. */
export function webhookMethods(context: ClientContext): Pick<Client, 'webhook'> {
  const { clock, webhooks, callOf, pollNow, store, catchUp } = context
  const debouncedPoll = createWebhookDebounce(clock, async (job, call) => {
    await context.accounts.of(job.provider).limiter.throttle({ signal: call.signal })
    return pollNow(job, call)
  })
  return {
    async webhook(request, { provider: given, signal } = {}) {
      const id = given ?? sender(context.providers, new URL(request.url))
      const deliver = must(context, id, 'webhook')
      const delivery = await readDelivery(request)
      const news = await deliver(delivery, callOf({ signal }))
      const recordId = webhooks && (await recordAt(webhooks, id, delivery.url))
      const isVerified = news.isVerified || recordId !== undefined
      const { webhookSecret } = context.accounts.of(id).provider.environment
      if ((webhooks || webhookSecret !== undefined) && !isVerified) throw unproven(id)
      const event = { isVerified, ...(news.deliveryId !== undefined && { deliveryId: news.deliveryId }) }
      if (!news.job) return event
      await catchUp()
      const query = recordId === undefined ? { provider: id, jobId: news.job.id } : { id: recordId }
      const record = await store.find(query)
      // The delivery may be the first answer to a call whose own answer was lost.
      if (record?.id === recordId && record?.state === 'unresolved')
        return { ...event, job: await (await openResolver(context)).unresolved(record).adopt(news.job.id, { signal }) }
      // Whoever can guess the address could make us poll anything.
      if (!isVerified && !record?.job) throw unproven(id)
      // A delivery is a hint: what it says of a job that is known is not believed, signed or not.
      const { id: jobId, model, handle } = news.job
      const named = { provider: id, id: jobId, ...(model !== undefined && { model }), ...(handle && { handle }) }
      const job = jobFrom(record?.job ?? named)
      return { ...event, job: await debouncedPoll(job, callOf({ signal })) }
    },
  }
}

/**
 * The id of the provider whose vendor sent a delivery: the one that calls back, or the one that the path names, as in the
 * addresses that the client makes. Throws `invalid_request` where neither tells.
 */
function sender(providers: readonly VideoProvider[], { pathname }: URL): string {
  const ids = providers.filter(({ webhook }) => webhook).map(({ id }) => id)
  const named = pathname.split('/').at(-2)
  const [found] = ids.length === 1 ? ids : ids.filter((id) => id === named)
  if (found !== undefined) return found
  const allowed =
    ids.length > 1 ? `one of ${ids.join(', ')}, in the path or as an option` : 'none: no provider calls back'
  throw invalidRequest([issue('provider', undefined, allowed)], { operation: 'webhook' })
}
