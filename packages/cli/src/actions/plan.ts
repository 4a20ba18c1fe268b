import { isVideoError, VideoError, type Candidate, type Plan } from '@reelay/core'
import { askEach } from '../ask-each.ts'
import { connectAll } from '../connect.ts'
import { inFlags, readRequest, sayIssue, type RequestFlags } from '../request.ts'
import type { Session } from '../session.ts'
import { plainText, showCost, simulatedNote } from '../show.ts'

/** Shows what a request would do at each provider. Throws `invalid_request` or `unsupported` when none can do it. */
export async function showPlan(prompt: string | undefined, flags: RequestFlags, session: Session): Promise<void> {
  const { terminal, signal, flags: global } = session
  const { client, providers } = await connectAll(session)
  const { input, imageFlags } = await readRequest(prompt, flags, { session, providers })
  const ask = (provider: string): Promise<Plan> => client.plan(input, { provider, signal })
  const { found, failures } = await askEach(providers, ({ id }) => ask(id)).catch((error: unknown) => {
    throw isVideoError(error) ? inFlags(error, imageFlags) : error
  })
  const candidates = found.flatMap((plan) => plan.candidates)
  const failed = failures.length > 0 && { failures: failures.map((failure) => failure.toJSON()) }
  terminal.data({ candidates, ...failed, ...(global.simulate && { simulated: true }) })
  const say = (issue: Candidate['problems'][number]): string => sayIssue(issue, imageFlags)
  for (const candidate of candidates) terminal.result(showCandidate(candidate, say))
  for (const { message } of failures) terminal.note(`reelay: ${message}`)
  if (global.simulate) terminal.note(simulatedNote)

  if (candidates.some(({ problems }) => problems.length === 0)) return
  const issues = candidates.flatMap(({ problems }) => problems)
  const isWrong = issues.some(({ code }) => code === 'invalid_request')
  const [only] = candidates
  const who = only && candidates.length === 1 ? `${only.provider} cannot do this` : 'no provider can do this'
  throw new VideoError(isWrong ? 'invalid_request' : 'unsupported', `${who}: ${issues.map(say).join('; ')}`, { issues })
}

function showCandidate(
  { provider, model, mode, problems, defaults, cost, call }: Candidate,
  say: (issue: Candidate['problems'][number]) => string,
): string {
  const price = cost ? `estimated ${showCost(cost)}` : 'the cost is unknown'
  const head = `${provider} ${model}, ${mode} mode: ${problems.length > 0 ? 'not possible' : price}`
  const decided = Object.entries(defaults).map(([name, value]) => `  the vendor decides: ${name} ${value}`)
  const sent = call ? [`  would send: ${call.method} ${call.path}`, indent(showBody(call.body))] : []
  return [plainText(head), ...problems.map((issue) => `  ${plainText(say(issue))}`), ...decided, ...sent]
    .filter(Boolean)
    .join('\n')
}

const longestText = 200

/** The body as JSON; long texts inside it are cut short. */
function showBody(body: unknown): string {
  if (body === undefined) return ''
  const shorten = (_key: string, value: unknown): unknown =>
    typeof value === 'string' && value.length > longestText
      ? `${value.slice(0, 40)}... (${value.length} characters)`
      : value
  return JSON.stringify(body, shorten, 2)
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
