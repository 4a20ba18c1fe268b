import { defineProvider } from '@reelay/core'
import { definition } from './definition.js'

export const lantern = defineProvider(definition)
