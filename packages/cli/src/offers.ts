import { VideoError, type Capabilities, type VideoProvider } from '@reelay/core'

/** Throws `unsupported` in the words of the command line, before anybody is asked, when the vendor has no such call. */
export function assertOffers(
  { id, capabilities }: VideoProvider,
  operation: Capabilities['operations'][number],
  what: string,
): void {
  const { operations } = capabilities
  if (operations.includes(operation)) return
  const has = operations.join(', ')
  throw new VideoError('unsupported', `${id} cannot ${what}; it offers ${has}`, { provider: id, operation })
}
