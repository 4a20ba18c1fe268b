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

  return {
    models: async (...given) => (await open()).models(...given),
    plan: async (...given) => (await open()).plan(...given),
    create: async (...given) => (await open()).create(...given),
    check: async (...given) => (await open()).check(...given),
    get: async (...given) => (await open()).get(...given),
    async *watch(...given) {
      yield* (await open()).watch(...given)
    },
    cancel: async (...given) => (await open()).cancel(...given),
    wait: async (...given) => (await open()).wait(...given),
    async *resume(...given) {
      yield* (await open()).resume(...given)
    },
    jobs: async () => (await open()).jobs(),
    unresolved: async () => (await open()).unresolved(),
    close: async () => (await open()).close(),
    list: async (...given) => (await open()).list(...given),
    delete: async (...given) => (await open()).delete(...given),
    deleteAll: async (...given) => (await open()).deleteAll(...given),
    setRetention: async (...given) => (await open()).setRetention(...given),
    balance: async (...given) => (await open()).balance(...given),
    webhook: async (...given) => (await open()).webhook(...given),
    download: async (...given) => (await open()).download(...given),
    stream: async (...given) => (await open()).stream(...given),
    generate: async (...given) => (await open()).generate(...given),
    job: parseJob,
  }
}
