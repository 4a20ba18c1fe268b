export { local, type LocalOptions } from './local.ts'
export { nodeFetch, type NodeFetch, type NodeFetchInit, type NodeFetchOptions } from './transport.ts'
