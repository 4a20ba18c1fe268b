import { VideoError } from '../model/errors.ts'
import type { VideoProvider } from '../model/video-provider.ts'
import { findProvider } from './find-provider.ts'

/** The provider with this id, or the only one. Throws `invalid_request` where there are several. */
export function onlyProvider(providers: readonly VideoProvider[], id: string | undefined): VideoProvider {
  const [first] = providers
  return id === undefined && first && providers.length === 1 ? first : findProvider(providers, id ?? 'none')
}

/** The member of the provider with this id, or of the only one. Throws `unsupported` naming what it has. */
export function must<Name extends 'list' | 'cancel' | 'delete' | 'deleteAll' | 'setRetention' | 'balance' | 'webhook'>(
  { providers }: { providers: readonly VideoProvider[] },
  id: string | undefined,
  name: Name,
): NonNullable<VideoProvider[Name]> {
  const provider = onlyProvider(providers, id)
  const member = provider[name]
  if (member) return member
  const has = provider.capabilities.operations.join(', ')
  throw new VideoError('unsupported', `${provider.id} cannot ${name}; it offers ${has}`, {
    provider: provider.id,
    operation: name,
  })
}
