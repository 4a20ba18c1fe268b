import type { ProviderSettings, VideoProvider } from '@reelay/core'

/** Makes a provider of an invented vendor. */
export declare const lantern: (settings?: ProviderSettings) => VideoProvider
