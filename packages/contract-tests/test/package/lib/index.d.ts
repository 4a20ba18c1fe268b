import type { VideoProvider } from '@reelay/core'
import type { ProviderSettings } from '@reelay/core/provider'

/** Makes a provider of an invented vendor. */
export declare const lantern: (settings?: ProviderSettings) => VideoProvider
