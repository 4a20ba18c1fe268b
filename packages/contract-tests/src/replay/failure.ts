import { isVideoError } from '@reelay/core'
import { inspect } from 'node:util'
import type { SeenRequest } from './match.ts'

/** Where a promise was broken. */
export interface Setting {
  /** Such as `text.completes (documented, https://..., 2026-11-02)`. */
  fixtures: readonly string[]
  mutations: readonly string[]
  requests: readonly SeenRequest[]
}

/** Why a clause ended early. */
export type Ending =
  | { kind: 'fail'; found: string; setting?: Setting }
  | { kind: 'not-declared' | 'no-fixture'; found: string }

const mark = Symbol('ending')

/** An error that ends a clause with a verdict. */
export function ending(what: Ending): Error {
  return Object.assign(new Error(what.found), { [mark]: what })
}

/** The verdict that an error carries; undefined for any other error. */
export function endingOf(error: unknown): Ending | undefined {
  return error instanceof Error && mark in error && isEnding(error[mark]) ? error[mark] : undefined
}

const longestMessage = 2_000

/** What a provider threw, in one line. Never throws, whatever it is: an error may be anything. */
export function describeThrown(error: unknown): string {
  try {
    if (isVideoError(error)) return `VideoError { code: '${error.code}' }: ${shortened(error.message)}`
    if (!(error instanceof Error)) return `${shortened(inspect(error))}, which is not an error`
    // Cut first: what is looked for in a text without end takes as long.
    const stack = shortened(error.stack).replaceAll(
      /(file:\/\/|(?<![\w.@/-]))\/\S{0,200}\/(?=[\w.-]{1,99}\/[\w.-]{1,99}:\d)/g,
      '',
    )
    const place = /(?<![\w@./-])\/*((?:[\w@.-]+\/)*[\w.-]+\.(?:ts|js|mjs):\d+)/.exec(stack)
    return `${error.name}: ${shortened(error.message)}${place ? ` at ${place[1]}` : ''}`
  } catch {
    return 'what throws itself when it is looked at'
  }
}

/** At most so much of a text, or of what was put in the place of one. */
function shortened(text: unknown): string {
  const whole = String(text)
  return whole.length > longestMessage ? `${whole.slice(0, longestMessage)}...` : whole
}

function isEnding(value: unknown): value is Ending {
  return typeof value === 'object' && value !== null && 'kind' in value && 'found' in value
}
