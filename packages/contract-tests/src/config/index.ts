/** For tools that are given a provider's contract configuration. */
export { webhookSecret } from '../harness/deliveries.ts'
export { pointerFor, type ContractConfig, type Samples, type Wire } from './config.ts'
