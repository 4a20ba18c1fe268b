import { submissionUnknown } from '../http/classify-failure.ts'
import type { JobRecord } from '../journal/record.ts'
import { isEnd, isJobId, type Job } from '../model/job.ts'
import type { ProviderCall } from '../model/video-provider.ts'
import { webhookUrlOf, type WebhookAddress } from '../webhook/callback-url.ts'
import { awaited } from '../model/merge-snapshot.ts'
import { ended, type EndContext } from './job-ends.ts'
import { jobOf } from './job-of.ts'
import type { Choice } from './plan.ts'

/** What the billable call needs of its client. */
export interface BillableCallContext extends EndContext {
  /** The address that vendors call back, if they may. */
  webhooks?: WebhookAddress | undefined
}

/** The one call that costs money. Its caller has stored the intent, and calls it once for each stored attempt. */
export async function sendBillableCall(
  context: BillableCallContext,
  { id, idempotencyKey }: Pick<JobRecord, 'id' | 'idempotencyKey'>,
  { provider, request, cost }: Choice,
  call: ProviderCall,
): Promise<Job> {
  const { clock, webhooks } = context
  // A vendor that signs its deliveries calls back an address of the account, not one of the call.
  const isCalledBack = provider.webhook !== undefined && provider.environment.webhookSecret === undefined
  const isOurs = webhooks && isCalledBack && request.webhookUrl === undefined
  const webhookUrl = isOurs ? await webhookUrlOf(webhooks, provider.id, id) : request.webhookUrl
  const correlationId = provider.capabilities.idempotency === 'correlation' ? id : undefined
  const seen = await provider.create({ ...request, idempotencyKey, correlationId, webhookUrl }, call)
  if (!isJobId(seen.id)) {
    const details = { provider: provider.id, operation: 'create' }
    const what =
      seen.id === '' ? 'no job' : `the job ${JSON.stringify(seen.id).slice(0, 200)}, which nobody can ask for`
    throw submissionUnknown(`${provider.id}: create: the answer names ${what}`, details)
  }
  // The estimate stands until the vendor names a figure.
  const made = jobOf(provider, { ...seen, cost: seen.cost ?? cost }, request.model, clock.now())
  const job = awaited(made, provider.content !== undefined)
  return isEnd(job) ? ended(context, job) : job
}
