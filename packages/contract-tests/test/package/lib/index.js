import { defineProvider } from '@reelay/core/provider'
import { definition } from './definition.js'

export const lantern = defineProvider(definition)
