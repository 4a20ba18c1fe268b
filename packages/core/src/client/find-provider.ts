import { invalidRequest, issue } from '../model/issues.ts'
import type { VideoProvider } from '../model/video-provider.ts'

/** Finds a provider by id. Throws `invalid_request` naming those that there are. */
export function findProvider(providers: readonly VideoProvider[], id: string): VideoProvider {
  const found = providers.find((provider) => provider.id === id)
  if (found) return found
  const ids = providers.map((provider) => provider.id).join(', ')
  throw invalidRequest([issue('provider', id, ids || 'none is installed')])
}
