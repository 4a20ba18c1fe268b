import { isVideoError } from '@reelay/core'
import { inspect } from 'node:util'
import type { SeenRequest } from './match.ts'

/** Where a promise was broken. */
export interface Setting {
  /** Such as `text.completes (documented, https://..., 2026-11-02)`. */
  tapes: readonly string[]
  mutations: readonly string[]
  requests: readonly SeenRequest[]
}

/** Why a clause ended early. */
export type Ending =
  | { kind: 'fail'; found: string; setting?: Setting }
  | { kind: 'not-declared' | 'no-tape'; found: string }

const mark = Symbol('ending')

/** An error that ends a clause with a verdict. */
export function ending(what: Ending): Error {
  return Object.assign(new Error(what.found), { [mark]: what })
}

/** The verdict that an error carries; undefined for any other error. */
export function endingOf(error: unknown): Ending | undefined {
  return error instanceof Error && mark in error && isEnding(error[mark]) ? error[mark] : undefined
}

/** What a provider threw, in one line. */
export function describeThrown(error: unknown): string {
  if (isVideoError(error)) return `VideoError { code: '${error.code}' }: ${error.message}`
  if (!(error instanceof Error)) return `${inspect(error)}, which is not an error`
  const place = /\(?((?:[\w@.-]+\/)*[\w.-]+\.(?:ts|js|mjs):\d+)/.exec(
    error.stack?.replaceAll(/file:\/\/\S*\/(?=[\w.-]+\/[\w.-]+:\d)/g, '') ?? '',
  )
  return `${error.name}: ${error.message}${place ? ` at ${place[1]}` : ''}`
}

function isEnding(value: unknown): value is Ending {
  return typeof value === 'object' && value !== null && 'kind' in value && 'found' in value
}
