// What an application with one provider bundles.
export { createClient } from '@reelay/core'
export { airforce } from '@reelay/provider-airforce'
