/** For store authors: the interface of a store, its records, and the arrows between their states. */
export type { DamagedRecord, Expected, Full, JobStore, RecordQuery, Room } from './journal/job-store.ts'
export { JobRecord, recordStates, type Doubt, type Evidence, type RecordState } from './journal/record.ts'
export { advance, intend, type Effect, type Intent, type RecordEvent, type Step } from './journal/state-machine.ts'
