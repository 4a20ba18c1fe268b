import type { VideoProvider } from '@reelay/core'
import type { Operation } from '@reelay/contract-tests/fixtures'
import { ask, type Call, type Line } from './ask.ts'
import { compareAnswer, type LiveAnswer } from './compare.ts'
import { found } from './finding.ts'
import type { Known, ExpectedScenario } from './known.ts'
import { note, noteAsked, type DriftLog } from './outcome.ts'
import { callName } from './spec-fields.ts'

/** What the calls of a tier share. */
export interface Probe {
  known: Known
  line: Line
  log: DriftLog
}

/** No vendor's key looks like this one. */
export const bogusKey = 'not-a-key'

// The account's own come first: they tell at once whether a key counts.
const account = ['balance', 'list', 'models'] as const
const ofJob = ['get', 'watch', 'content'] as const
const paths: readonly Operation[] = [...account, ...ofJob]

/** Calls of the fixtures that change nothing, one for each path: a job's are about the fixture job, which is nobody's. */
export function safeCalls({ fixtureSet, spec }: Known): Call[] {
  const calls = new Map<string, Call>()
  for (const operation of paths)
    for (const { exchanges } of fixtureSet.fixtures.filter(({ scenario }) => scenario !== 'pages'))
      for (const { operation: fixtureValues, request } of exchanges) {
        const { method, path, query, headers, origin } = request
        const name = callName(spec, request)
        if (fixtureValues !== operation || method !== 'GET' || origin !== undefined || calls.has(name)) continue
        calls.set(name, { operation, method, path, query, headers })
      }
  return [...calls.values()]
}

/** Asks for every path with a key that nobody has: it must be there, and be refused as the fixtures say. Costs nothing. */
export async function probeWithoutKey({ known, line, log }: Probe, provider: VideoProvider): Promise<void> {
  const headers = await provider.contentHeaders()
  const calls = safeCalls(known)
  if (calls.length === 0) note(log, 0, 'paths', 'unchecked', 'no fixture has a call that changes nothing')
  for (const call of calls) {
    const name = callName(known.spec, call)
    const answer = noteAsked(log, 0, name, await ask(withHeaders(call, headers), line))
    if (!answer) continue
    if ([404, 405, 410].includes(answer.status))
      log.findings.push(
        found('fixture-drift', { place: name, pointer: '/path' }, { was: 'there', is: `${answer.status}` }),
      )
    // Some lists are open to anybody.
    else judge({ known, line, log }, answer, 'refused.authentication')
  }
}

/** Asks for every path with the key: the account's lists, and a job that is not there. Costs nothing. */
export async function probeWithKey(probe: Probe, provider: VideoProvider): Promise<void> {
  const { known, line, log } = probe
  const headers = await provider.contentHeaders()
  const calls = safeCalls(known)
  if (calls.length === 0) note(log, 1, 'paths', 'unchecked', 'no fixture has a call that changes nothing')
  for (const [index, call] of calls.entries()) {
    const name = callName(known.spec, call)
    const asked = await ask(withHeaders(call, headers), line)
    const { status = 0 } = asked.kind === 'answer' ? asked.value : {}
    if (index === 0 && (status === 401 || status === 403)) return note(log, 1, name, 'stale-key', `answers ${status}`)
    const answer = noteAsked(log, 1, name, asked)
    if (answer) judge(probe, answer, ofJob.some((one) => one === call.operation) ? 'refused.not_found' : 'answer')
  }
}

function judge({ known, log }: Probe, answer: LiveAnswer, refusal: ExpectedScenario): void {
  log.findings.push(...compareAnswer(answer, answer.status < 300 ? 'answer' : refusal, known))
}

function withHeaders(call: Call, headers: Record<string, string>): Call {
  return { ...call, headers: { accept: 'application/json', ...call.headers, ...headers } }
}
