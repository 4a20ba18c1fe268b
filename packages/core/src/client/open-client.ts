import { loadRare } from '../load.ts'
import { createClientContext } from './client-context.ts'
import type { Client, ClientOptions } from './client.ts'
import { downloadMethods } from './downloads.ts'
import { manageMethods } from './manage.ts'
import { pollMethods } from './poll.ts'
import { submitMethods } from './submit.ts'

/** A client without what works before its code is loaded. */
export type OpenClient = Omit<Client, 'job'>

/** Everything that a client does, for options that were checked. */
export function openClient(options: ClientOptions): OpenClient {
  const context = createClientContext(options)
  const reading = { ...pollMethods(context), ...downloadMethods(context) }
  let webhooks: Pick<Client, 'webhook'> | undefined
  return {
    ...reading,
    ...submitMethods(context, reading),
    ...manageMethods(context),
    async webhook(request, options) {
      const { webhookMethods } = await loadRare(options?.signal)
      webhooks ??= webhookMethods(context)
      return webhooks.webhook(request, options)
    },
  }
}
