export { local, type LocalOptions } from './sqlite-journal.ts'
export { nodeFetch, type NodeFetch, type NodeFetchInit, type NodeFetchOptions } from './node-fetch.ts'
