import type { Gate, Operation } from '../harness/clause.ts'

const offering = (operation: Operation | 'balance', name: string): Gate => ({
  name,
  isOpen: ({ capabilities }) => capabilities.operations.some((one) => one === operation),
})
/** The clause looks for itself, and ends as not declared where it finds nothing. */
const found = (name: string): Gate => ({ name, isOpen: () => true })

/** Who has to answer a clause, where that is not every provider. */
export const gates = {
  list: offering('list', 'providers that list'),
  cancel: offering('cancel', 'providers that cancel'),
  delete: offering('delete', 'providers that delete'),
  deleteAll: offering('deleteAll', 'providers that delete everything at once'),
  setRetention: offering('setRetention', 'providers that keep videos for longer'),
  stream: offering('watch', 'providers that stream'),
  webhook: offering('webhook', 'providers with a webhook'),
  content: offering('content', 'providers with a second way to a video'),
  balance: offering('balance', 'providers that tell the balance'),
  key: {
    name: "providers with idempotency 'key'",
    isOpen: ({ capabilities }) => capabilities.idempotency === 'key',
  },
  lostCreates: {
    name: "providers with an idempotency other than 'none'",
    isOpen: ({ capabilities }) => capabilities.idempotency !== 'none',
  },
  images: {
    name: 'providers that take images',
    isOpen: ({ models }) => models.some(({ modes }) => modes.image?.images ?? modes.reference?.images),
  },
  imageModes: {
    name: 'providers that take images',
    isOpen: ({ models }) => models.some(({ modes }) => modes.image ?? modes.reference),
  },
  several: {
    name: 'providers with n above 1',
    isOpen: ({ models }) => models.some(({ modes }) => Object.values(modes).some((mode) => (mode?.n ?? 1) > 1)),
  },
  examples: {
    name: 'providers whose configuration gives `examples`',
    isOpen: (_claims, { examples = [] }) => examples.length > 0,
  },
  vendorOptions: {
    name: 'providers whose samples have vendor options',
    isOpen: (_claims, { samples }) => Object.values(samples).some((sample) => sample?.providerOptions !== undefined),
  },
  package: {
    name: 'providers whose configuration gives `package`',
    isOpen: (_claims, config) => config.package !== undefined,
  },
  refusedInSuccess: found('providers with such an answer on a fixture'),
  requestId: found('providers with a request id on a fixture'),
  lifetime: found('providers whose videos have a documented end'),
  storedJobs: found('providers that list jobs of earlier versions'),
} as const satisfies Record<string, Gate>
