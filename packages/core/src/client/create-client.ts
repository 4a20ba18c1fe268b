import { copyArguments, signalIn } from './copy-arguments.ts'
import { assertClientOptions } from './check-options.ts'
import type { Client, ClientOptions } from './client.ts'
import { parseJob } from '../model/parse-job.ts'
import { load } from '../load.ts'
import type { OpenClient } from './open-client.ts'

/** Makes a client; no call is made before one of its methods is. Throws `invalid_request` for options that cannot work. */
export function createClient(options: ClientOptions): Client {
  assertClientOptions(options)
  const { providers, limits, webhooks } = options
  const own = {
    ...options,
    providers: [...providers],
    ...(limits && { limits: structuredClone(limits) }),
    ...(webhooks && { webhooks: { ...webhooks } }),
  }
  let opened: OpenClient | undefined
  const open = async (given: readonly unknown[]): Promise<OpenClient> => {
    const { openClient } = await load(signalIn(given))
    return (opened ??= openClient(own))
  }
  const on = <Given extends unknown[], Result>(
    given: Given,
    call: (client: OpenClient, given: Given) => Promise<Result>,
  ): Promise<Result> => {
    if (opened) return call(opened, given)
    const kept = copyArguments(given)
    return open(kept).then((client) => call(client, kept))
  }

  return {
    models: (...all) => on(all, (client, given) => client.models(...given)),
    plan: (...all) => on(all, (client, given) => client.plan(...given)),
    create: (...all) => on(all, (client, given) => client.create(...given)),
    check: (...all) => on(all, (client, given) => client.check(...given)),
    get: (...all) => on(all, (client, given) => client.get(...given)),
    async *watch(...all) {
      const given = copyArguments(all)
      yield* (opened ?? (await open(given))).watch(...given)
    },
    cancel: (...all) => on(all, (client, given) => client.cancel(...given)),
    wait: (...all) => on(all, (client, given) => client.wait(...given)),
    async *resume(...all) {
      const given = copyArguments(all)
      yield* (opened ?? (await open(given))).resume(...given)
    },
    async *jobs() {
      yield* (opened ?? (await open([]))).jobs()
    },
    async *history() {
      yield* (opened ?? (await open([]))).history()
    },
    dismiss: (...all) => on(all, (client, given) => client.dismiss(...given)),
    unresolved: () => on([], (client) => client.unresolved()),
    waits: () => on([], (client) => client.waits()),
    close: () => on([], (client) => client.close()),
    list: (...all) => on(all, (client, given) => client.list(...given)),
    delete: (...all) => on(all, (client, given) => client.delete(...given)),
    deleteAll: (...all) => on(all, (client, given) => client.deleteAll(...given)),
    setRetention: (...all) => on(all, (client, given) => client.setRetention(...given)),
    balance: (...all) => on(all, (client, given) => client.balance(...given)),
    webhook: (...all) => on(all, (client, given) => client.webhook(...given)),
    download: (...all) => on(all, (client, given) => client.download(...given)),
    bytes: (...all) => on(all, (client, given) => client.bytes(...given)),
    stream: (...all) => on(all, (client, given) => client.stream(...given)),
    generate: (...all) => on(all, (client, given) => client.generate(...given)),
    job: parseJob,
  }
}
