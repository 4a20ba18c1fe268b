import type { Body, ClauseContext, ClauseDefinitions, Operation, Scenario } from '../harness/clause.ts'
import type { ErrorCode } from '@reelay/core'
import { callsOf, makeJob, rejectionOf } from './cases/calls.ts'
import { body as bodyOf, headers } from '../replay/mutators.ts'
import { leaves, valuesAt, withValue } from '../fixtures/pointer.ts'
import { answer, brokenLines, plainEnvelope, refusedWith, tryEach, unlisted, type Way } from './cases/refusals.ts'

/** Group H, second half: what a vendor says of a failure in its own words, and what every error has. */
export const vendorErrorClauses: ClauseDefinitions = {
  'ERR-13': {
    title:
      "The vendor's own codes are read as documented, its sentence is in the message, and its word on whether trying again may help counts",
    why: 'a vendor uses one status for many things: an empty account is not a pause, and content that was refused is not a typing error.',
    fix: "map the vendor's words in refusal(), keep its sentence as the message, and list the words in wire.codes with the code that each stands for.",
    async run(context) {
      const job = await makeJob(context)
      const calls = callsOf(context)
      const refusals = scenariosOf(context).map((scenario) => refusalsOf(context, scenario))
      for (const told of refusals) {
        await context.sandbox({ fixtures: told.map(({ scenario }) => scenario).slice(0, 1) }, async (sandbox) => {
          for (const { scenario, operation, status, code, word, body } of told) {
            const what = `${operation} refused on ${scenario}${word === undefined ? '' : ` with ${word}`}`
            const call = calls.find((one) => one.operation === operation)
            const error = await rejectionOf(sandbox, what, async () => call?.run(sandbox, job))
            const { message } = error
            sandbox.equal(
              error.code,
              isUnknown(context, operation, code) ? 'submission_unknown' : code,
              `${what}: code`,
            )
            sandbox.equal(error.status, status, `${what}: status`)
            for (const said of wordsIn(context, body))
              sandbox.check(message.includes(said), `${what}: the message must have "${said}", but is ${message}`)
          }
        })
      }
      const words = new Set(refusals.flat().map(({ word }) => word))
      const untold = Object.keys(context.wire.codes ?? {}).filter((word) => !words.has(word))
      if (untold.length > 0)
        context.misconfigured(`wire.codes lists ${untold.join(', ')}, which no refusal on a fixture holds`)
      await keepAdvice(context)
    },
  },
  'ERR-14': {
    title:
      'An error in an answer with a status of success is an error that says what the vendor says, and no job is made by a create that gets one with a documented code; with another one nobody knows',
    why: 'what looks like a success without a job is waited for in vain, or feared to be billed; and a job that was taken all the same is paid for twice.',
    fix: 'recognise the envelope in refusal(), whatever the status, and list the codes that refuse in errorCodes.',
    async run(context) {
      const refusals = scenariosOf(context).flatMap((scenario) => refusalsOf(context, scenario))
      const found = refusals.filter(({ status }) => status < 300)
      const [first] = found
      if (!first) return context.notDeclared('no refusal on the fixtures comes with a status of success')
      const body = unlisted(context, first.body)
      const { refusedBy } = context.wire
      const code = refusedBy === 'status' ? first.code : ('invalid_response' as const)
      const unheard = { ...first, body, code, word: 'a new word' }
      const ways = (): (Way & { code: ErrorCode; said: string[] })[] =>
        [...found, unheard].map((one) => ({ ...inside(one), said: wordsIn(context, one.body) }))
      await tryEach(context, ways, async ({ sandbox, operation, way, what, action }) => {
        const error = await rejectionOf(sandbox, what, action)
        const isOpen = isUnknown(context, operation, way.code)
        sandbox.equal(error.code, isOpen ? 'submission_unknown' : way.code, `${what}: code`)
        sandbox.equal(error.status, way.status, `${what}: status`)
        for (const said of way.said)
          sandbox.check(
            error.message.includes(said),
            `${what}: the message must have "${said}", but is ${error.message}`,
          )
        const isSeen = !error.message.includes('out of contract')
        sandbox.check(isSeen, `${what}: an error is no answer out of contract, but ${error.message}`)
        if (operation !== 'create') return
        sandbox.equal(error.submitted, isOpen ? 'unknown' : 'no', `${what}: submitted`)
        sandbox.equal(error.charged, isOpen ? 'unknown' : 'no', `${what}: charged`)
      })
    },
  },
  'ERR-15': {
    title: 'Every rejection is a VideoError that survives JSON, and its message names the provider and the call',
    why: 'callers branch on `code` and log the rest; anything else that is thrown ends up unhandled and unexplained.',
    fix: 'throw nothing of your own, or a VideoError with provider and operation; never wrap one in something else.',
    async run(context) {
      const envelope = plainEnvelope(context)
      const page = refusedWith(503, envelope).slice(2, 3)
      const refused: readonly Way[] = [...refusedWith(401, envelope), ...page, ...brokenLines]
      const spoilt = (['html', 'truncated', 'empty', 'json-null'] as const).map((how) => ({
        name: `${how} instead of its body`,
        mutate: (operation: Operation) => [bodyOf(operation, how)],
      }))
      // Nobody has to read what these are answered, and a stream may be empty.
      const unread = new Set<Operation>(['delete', 'cancel', 'deleteAll', 'setRetention', 'watch'])
      const ways = (operation: Operation): readonly Way[] => (unread.has(operation) ? refused : [...refused, ...spoilt])
      await tryEach(context, ways, async ({ sandbox, operation, what, action }) => {
        const error = await rejectionOf(sandbox, what, action)
        const { code, message, provider } = error
        sandbox.check(error instanceof Error, `${what}: what was thrown is no Error`)
        const isProviderNamed = message.includes(sandbox.provider.id)
        sandbox.check(isProviderNamed, `${what}: the message does not name the provider: ${message}`)
        const method = sandbox.sent(operation).at(-1)?.method
        const isNamed = message.includes(operation) || message.includes(`${method} /`)
        sandbox.check(isNamed, `${what}: the message names neither the operation nor the path: ${message}`)
        const { value: copy } = await sandbox.attempt(async () => JSON.parse(JSON.stringify(error)))
        for (const [name, value] of Object.entries({ code, message, provider, operation }))
          sandbox.equal(copy?.[name], value, `${what}: ${name} after JSON`)
      })
    },
  },
  'ERR-16': {
    title: "The vendor's id of the request is on every error that an answer caused",
    why: "it is the one thing that the vendor's support asks for.",
    fix: "let http make the error: it takes the header that ends with 'request-id'.",
    async run(context) {
      const name = requestIdHeader(context)
      if (name === undefined) return context.notDeclared('no answer on the fixtures has a request id')
      const envelope = plainEnvelope(context)
      const refused = [...refusedWith(400, envelope).slice(0, 1), ...refusedWith(503, envelope).slice(1, 2)]
      const ways = (operation: Operation): (Way & { requestId: string })[] =>
        refused.map((way, index) => {
          const requestId = `contract-request-${index}`
          const mutations = [...way.mutate(operation), headers(operation, { [name]: requestId })]
          return { ...way, mutate: () => mutations, requestId }
        })
      await tryEach(context, ways, async ({ sandbox, way, what, action }) => {
        const error = await rejectionOf(sandbox, what, action)
        sandbox.equal(error.requestId, way.requestId, `${what}: requestId`)
      })
    },
  },
}

const owned: readonly (readonly [scenario: Scenario, code: ErrorCode])[] = [
  ['refused.invalid_request', 'invalid_request'],
  ['refused.authentication', 'authentication'],
  ['refused.not_found', 'not_found'],
  ['refused.rate_limited', 'rate_limited'],
]

/** One refusal as it is on a fixture, and what it means. */
interface Refusal {
  scenario: Scenario
  operation: Operation
  status: number
  body: Body
  code: ErrorCode
  /** The vendor's word for it, where it is a listed one. */
  word: string | undefined
}

/** Every refusal of a scenario. */
function refusalsOf(context: ClauseContext, scenario: Scenario): Refusal[] {
  const { codes = {} } = context.wire
  const [, own] = owned.find(([name]) => name === scenario) ?? []
  return context.fixture(scenario).exchanges.map(({ operation, response: { status, body } }) => {
    const texts = body.kind === 'json' ? leaves(body.value).map(([, value]) => String(value)) : []
    const word = texts.find((text) => Object.hasOwn(codes, text))
    const code = own ?? (word === undefined ? undefined : codes[word])
    if (code === undefined) return context.misconfigured(`a refusal on ${scenario} holds no word of wire.codes`)
    return { scenario, operation, status, body, code, word }
  })
}

/** What a refusal says of what is wrong. */
function wordsIn({ wire: { refusal = ['/error/message', '/message'] } }: ClauseContext, said: Body): string[] {
  const found = said.kind === 'json' ? refusal.flatMap((pointer) => valuesAt(said.value, pointer)) : []
  return found.filter((one) => typeof one === 'string')
}

// What a vendor says by these, it says instead of making a job.
const refusing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid_request',
  'unsupported',
  'authentication',
  'insufficient_credit',
  'permission',
  'not_found',
  'rate_limited',
  'moderated',
])

/** Whether a create that got this answer may have been taken all the same. */
function isUnknown({ wire }: ClauseContext, operation: Operation, code: ErrorCode): boolean {
  return operation === 'create' && wire.refusedBy !== 'envelope' && !refusing.has(code)
}

/** The scenarios of refusals: those that every provider has to tell, and that of the vendor's own codes. */
function scenariosOf({ wire: { codes }, has }: ClauseContext): Scenario[] {
  const needed = owned.map(([scenario]) => scenario)
  return codes || has('refused.codes') ? [...needed, 'refused.codes'] : needed
}

/** An answer that holds a refusal in spite of its status. */
function inside({ status, body: said, code, word = code }: Refusal): Way & { code: ErrorCode } {
  return { name: `${status} and ${word} in it`, code, status, mutate: (operation) => [answer(operation, status, said)] }
}

/** The vendor's own advice outweighs what a status usually means. */
async function keepAdvice(context: ClauseContext): Promise<void> {
  const { retryable } = context.wire
  const envelope = plainEnvelope(context)
  if (retryable === undefined || envelope.kind !== 'json') return
  const advising = (status: number, advice: boolean): Way & { advice: boolean } => {
    const said: Body = { kind: 'json', value: withValue(envelope.value, retryable, advice) }
    const name = `${status} and the advice ${advice}`
    return { name, advice, mutate: (operation) => [answer(operation, status, said)] }
  }
  const ways = (): ReturnType<typeof advising>[] => [advising(400, true), advising(429, false)]
  await tryEach(context, ways, async ({ sandbox, way, what, action }) => {
    const error = await rejectionOf(sandbox, what, action)
    sandbox.equal(error.retryable, way.advice, `${what}: retryable`)
  })
}

/** The name of the header in which the vendor's answers carry their id; undefined where no fixture has one. */
function requestIdHeader(context: ClauseContext): string | undefined {
  const scenarios = [...new Set([...callsOf(context).map(({ scenario }) => scenario), ...scenariosOf(context)])]
  const answers = scenarios.flatMap((scenario) => context.fixture(scenario).exchanges.map(({ response }) => response))
  return answers.flatMap(({ headers }) => Object.keys(headers)).find((name) => /request-id$/i.test(name))
}
