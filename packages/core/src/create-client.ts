import { assertClientOptions } from './client-options.ts'
import type { Client, ClientOptions } from './client.ts'
import { parseJob } from './job.ts'
import { load } from './load.ts'
import type { OpenClient } from './open-client.ts'

/** Makes a client; no call is made before one of its methods is. Throws `invalid_request` for options that cannot work. */
export function createClient(options: ClientOptions): Client {
  assertClientOptions(options)
  let opened: OpenClient | undefined
  const open = async (): Promise<OpenClient> => {
    const { openClient } = await load()
    return (opened ??= openClient(options))
  }
  const on = <Result>(call: (client: OpenClient) => Promise<Result>): Promise<Result> =>
    opened ? call(opened) : open().then(call)

  return {
    models: (...given) => on((client) => client.models(...given)),
    plan: (...given) => on((client) => client.plan(...given)),
    create: (...given) => on((client) => client.create(...given)),
    check: (...given) => on((client) => client.check(...given)),
    get: (...given) => on((client) => client.get(...given)),
    async *watch(...given) {
      yield* (await open()).watch(...given)
    },
    cancel: (...given) => on((client) => client.cancel(...given)),
    wait: (...given) => on((client) => client.wait(...given)),
    async *resume(...given) {
      yield* (await open()).resume(...given)
    },
    jobs: () => on((client) => client.jobs()),
    unresolved: () => on((client) => client.unresolved()),
    close: () => on((client) => client.close()),
    list: (...given) => on((client) => client.list(...given)),
    delete: (...given) => on((client) => client.delete(...given)),
    deleteAll: (...given) => on((client) => client.deleteAll(...given)),
    setRetention: (...given) => on((client) => client.setRetention(...given)),
    balance: (...given) => on((client) => client.balance(...given)),
    webhook: (...given) => on((client) => client.webhook(...given)),
    download: (...given) => on((client) => client.download(...given)),
    bytes: (...given) => on((client) => client.bytes(...given)),
    stream: (...given) => on((client) => client.stream(...given)),
    generate: (...given) => on((client) => client.generate(...given)),
    job: parseJob,
  }
}
