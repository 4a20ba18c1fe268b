import { VideoError } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import type { VideoProvider } from '../model/video-provider.ts'

/** Finds a provider by id. Throws `invalid_request` naming those that there are. */
export function findProvider(providers: readonly VideoProvider[], id: string): VideoProvider {
  const found = providers.find((provider) => provider.id === id)
  if (found) return found
  const ids = providers.map((provider) => provider.id).join(', ')
  throw invalidRequest([issue('provider', id, ids || 'none is installed')])
}

/** The member if the provider has it. Throws `unsupported` naming what it has. */
export function must<Name extends 'list' | 'cancel' | 'delete' | 'deleteAll' | 'setRetention' | 'balance' | 'webhook'>(
  provider: VideoProvider,
  name: Name,
): NonNullable<VideoProvider[Name]> {
  const member = provider[name]
  if (member) return member
  const has = provider.capabilities.operations.join(', ')
  throw new VideoError('unsupported', `${provider.id} cannot ${name}; it offers ${has}`, {
    provider: provider.id,
    operation: name,
  })
}
