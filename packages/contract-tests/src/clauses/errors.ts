import type { ClauseDefinition, ClauseDefinitions, Operation } from '../harness/clause.ts'
import type { ErrorCode } from '@reelay/core'
import { expectError, rejectionOf } from './cases/calls.ts'
import { hang, reset } from '../replay/mutators.ts'
import {
  brokenLines,
  plainEnvelope,
  rateLimitedBody,
  refusedWith,
  tryEach,
  unlisted,
  type Way,
} from './cases/refusals.ts'
import { operations } from '../fixtures/fixture.ts'

interface Meaning {
  name: string
  statuses: readonly number[]
  code: ErrorCode
  retryable: boolean
  /** Whether a create that was answered so has been refused: by the status, by this vendor's own body, or nobody knows. */
  isVerdict: boolean | 'own body'
  why: string
}

const createNote: Readonly<Record<string, string>> = {
  true: '',
  false: " (in a create, 'submission_unknown')",
  'own body': " (in a create, 'submission_unknown' with any body but the vendor's own)",
}

const meanings: readonly Meaning[] = [
  refusal(400, 'invalid_request', 'only a caller who knows that his request is wrong stops sending it.'),
  refusal(401, 'authentication', 'a wrong key is not mended by waiting; somebody has to be told.'),
  refusal(402, 'insufficient_credit', 'an empty account needs a payment, not another attempt.'),
  refusal(403, 'permission', 'a good key without the right looks like a bad one otherwise, and is replaced in vain.'),
  refusal(404, 'not_found', 'a job that is gone is waited for in vain.'),
  {
    name: '408',
    statuses: [408],
    code: 'timeout',
    retryable: true,
    isVerdict: false,
    why: 'the vendor gave up on the connection, not on the job; a poll may be repeated, a create may have been taken.',
  },
  {
    ...refusal(409, 'conflict', 'a request that does not fit the state of things is right, but not now.'),
    // An earlier call with this key has arrived, perhaps the same one, sent twice on the way.
    isVerdict: false,
  },
  refusal(413, 'invalid_request', 'an image that is too large stays too large.'),
  refusal(422, 'invalid_request', 'values that do not fit together are paid for in time by whoever tries them again.'),
  {
    ...refusal(429, 'rate_limited', 'whoever does not know that he is too fast goes on, and is locked out.', true),
    // A gateway repeats a call whose answer was lost, and hands on what the last attempt was refused with.
    isVerdict: 'own body',
  },
  {
    name: '5xx',
    statuses: [500, 502, 503, 504, 524],
    code: 'unavailable',
    retryable: true,
    isVerdict: false,
    why: 'a vendor that is down for a moment must not cost a job that is paid; and a create may have been taken.',
  },
]

const notMade: Way = {
  name: 'a line that was never made',
  mutate: (operation) => [reset(operation, 'before-headers', 'ECONNREFUSED')],
}
const silences: readonly Way[] = [
  { name: 'silence', mutate: (operation) => [hang(operation)] },
  { name: 'silence in the middle', mutate: (operation) => [hang(operation, 'mid-body')] },
]

/** Group H: what every failure is called, whoever reports it and however. */
export const errorClauses: ClauseDefinitions = {
  ...Object.fromEntries(meanings.map((meaning, position) => [`ERR-${meaning.name}`, statusClause(meaning, position)])),
  'ERR-network': {
    title:
      "A line that breaks becomes 'network', one that stays silent 'timeout', both worth another poll, with the cause",
    why: 'a lost connection is the commonest failure there is; called anything else, it ends a job that goes on.',
    fix: 'call the vendor through http alone, and let its errors pass.',
    async run(context) {
      const ways = (operation: Operation): readonly Way[] => {
        if (operation === 'create') return [...brokenLines, notMade]
        // A stream may be silent for as long as it likes: whoever follows it bounds it.
        return [...brokenLines, notMade, ...(operation === 'watch' ? silences.slice(0, 1) : silences)]
      }
      await tryEach(context, ways, async ({ sandbox, operation, way, what, action }) => {
        const error = await rejectionOf(sandbox, what, action)
        const isUnknown = operation === 'create' && way !== notMade
        const isSilence = silences.includes(way)
        const code = isUnknown ? 'submission_unknown' : isSilence ? 'timeout' : 'network'
        expectError(sandbox, what, error, { code, retryable: !isUnknown, operation })
        if (isSilence) return
        sandbox.check(error.cause instanceof Error, `${what}: the error has no cause`)
        // What breaks in the middle of a body is told differently from wire to wire.
        const transport = way === notMade ? 'ECONNREFUSED' : way === brokenLines[0] ? 'ECONNRESET' : undefined
        if (transport)
          sandbox.check(codesIn(error.cause).includes(transport), `${what}: ${transport} is not in the cause`)
      })
    },
  },
}

function refusal(status: number, code: ErrorCode, why: string, retryable = false): Meaning {
  return { name: String(status), statuses: [status], code, retryable, isVerdict: true, why }
}

/** One clause of the table: each status, with each body, in each operation. */
function statusClause(
  { name, statuses, code, retryable, isVerdict, why }: Meaning,
  position: number,
): ClauseDefinition {
  return {
    title: `HTTP ${name} becomes '${code}'${createNote[String(isVerdict)]}, with any body, in every operation`,
    why,
    fix: 'return from refusal() only what the vendor says better than the status; list its own words in errorCodes and wire.codes.',
    async run(context) {
      const isProof = context.wire.refusedBy === 'envelope'
      const plain = plainEnvelope(context)
      const own = rateLimitedBody(context)
      const paid = isVerdict === 'own body' ? own : isProof ? unlisted(context, own) : plain
      const ways = (operation: Operation): readonly Way[] => {
        const isFull = operation === 'create' || operation === 'get'
        const each = statuses.map((status) => refusedWith(status, operation === 'create' ? paid : plain))
        // Every body for what costs money or decides about a job, else one, in turn: each operation meets each of them.
        return each.flatMap((all, index) => {
          const turn = (position + index + operations.indexOf(operation)) % all.length
          return isFull && index === 0 ? all : all.slice(turn, turn + 1)
        })
      }
      await tryEach(context, ways, async ({ sandbox, operation, way: { status, isOwn }, what, action }) => {
        const error = await rejectionOf(sandbox, what, action)
        const isProven = isVerdict === true || (isOwn === true && (isProof || isVerdict === 'own body'))
        const isUnknown = operation === 'create' && !isProven
        const found = isUnknown ? 'submission_unknown' : code
        expectError(sandbox, what, error, { code: found, status, retryable: retryable && !isUnknown, operation })
      })
    },
  }
}

/** The codes of an error and of what lies behind it. */
function codesIn(error: unknown): unknown[] {
  return error instanceof Error ? ['code' in error ? error.code : undefined, ...codesIn(error.cause)] : []
}
