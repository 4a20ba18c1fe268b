export { imageFromFile, type FileImage } from './image-from-file.ts'
export { sqliteStore, type SqliteStoreOptions } from './sqlite-store.ts'
export { nodeFetch, type NodeFetch, type NodeFetchInit, type NodeFetchOptions } from './node-fetch.ts'
