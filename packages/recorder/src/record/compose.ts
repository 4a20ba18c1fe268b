import type { Job } from '@reelay/core'
import type { Provenance } from '@reelay/contract-tests/fixtures'
import type { Scenario, WrittenFixture } from '@reelay/contract-tests/fixtures'
import { decode, type Decoded } from './decode.ts'
import { makeProvider, storedJob, type RecordingPlan } from './plan.ts'
import { createRedactor, type Redactor } from './redactor.ts'
import { withoutThese, type Secret } from './search.ts'
import { idOfNobody, type Played } from './session.ts'
import { stamp } from './stamp.ts'
import { transcribeAll, type Transcript } from './transcribe.ts'
import type { RecordingWire } from './wire.ts'
import { withFiles, writeFixture } from './write.ts'

/** A scenario, and what became of its fixture: with any finding there is none. */
export interface Outcome {
  played: Played
  provenance?: Provenance['kind']
  findings: readonly string[]
}

interface Writing {
  plan: RecordingPlan
  peers: RecordingWire['peers']
  redactor: Redactor
  providerId: string
  /** What was said in each scenario, without what was asked on the way to it. */
  said: (scenario: Scenario) => readonly Decoded[]
}

/** Writes a fixture for each scenario that went well. Not before everything is known: the last answer may tell what is secret. */
export async function writeAll(
  plan: RecordingPlan,
  { fetch, hops, peers }: RecordingWire,
  all: readonly Played[],
): Promise<Outcome[]> {
  const { options, firstMode, models } = plan
  const { config, redact = [], scenarios } = options
  const provider = makeProvider(options, options.apiKey, fetch)
  const secrets = secretsOf(plan)
  const redactor = createRedactor({ secrets, pointers: redact, ours: [config.samples, models] })
  const first = all.find(({ planned }) => planned.recording.scenario === `${firstMode}.completes`)?.job
  nameJobs(redactor, first, storedJob(options, provider))
  const decoded = await Promise.all(hops.map(decode))
  for (const one of decoded) redactor.learn(one)
  const asked = decoded.filter(({ hop: { label } }) => label.operation !== 'models' || label.recording === 'models')
  const said = (scenario: Scenario): readonly Decoded[] => asked.filter(({ hop }) => hop.label.recording === scenario)
  const writing = { plan, peers, redactor, providerId: provider.id, said }
  // Where a provider knows its models by itself, nobody has to be told that there is nothing to record.
  const told = all.filter(
    ({ error, planned: { recording } }) =>
      error !== undefined || scenarios !== undefined || said(recording.scenario).length > 0,
  )
  return told.map((played) => {
    const { provenance, findings } = outcomeOf(played, writing)
    const clean = findings.map((finding) => withoutThese(finding, secrets, '[redacted]'))
    if (clean.length === 0) played.journal.close()
    return { played, findings: clean, ...(provenance && { provenance }) }
  })
}

function outcomeOf(played: Played, writing: Writing): Omit<Outcome, 'played'> {
  if (played.error !== undefined) return { findings: [messageOf(played.error)] }
  try {
    return write(played, writing)
  } catch (error) {
    return { findings: [`nothing was written: ${messageOf(error)}`] }
  }
}

function write(played: Played, writing: Writing): Omit<Outcome, 'played'> {
  const { plan, peers, redactor, providerId } = writing
  const { planned, startMs, endMs } = played
  const { name, file, recording } = planned
  const { exchanges, missed } = exchangesOf(played, writing)
  const problems = exchanges.flatMap(({ hop, problem }) =>
    problem === undefined ? [] : [`${hop.label.operation} (${hop.method}): ${problem}`],
  )
  if (exchanges.length === 0) problems.push('nothing was asked over the wire')
  if (problems.length > 0) return { findings: problems }
  const keptHeaders = new Set(plan.options.keepHeaders?.map((header) => header.toLowerCase()))
  const transcripts = transcribeAll(exchanges, { redactor, baseUrl: plan.baseUrl, keptHeaders })
  const shown = recording.creates?.isRefused ? transcripts.map(withoutBody) : transcripts
  const { interactions, files, edited, findings } = withFiles(shown, name)
  if (findings.length > 0) return { findings }
  if (missed > 0) edited.push({ pointer: '/interactions', reason: `${missed} polls that went wrong are left out` })
  if (recording.creates?.isRefused)
    edited.push({ pointer: '/interactions/0/request', reason: 'its body, which no vendor may take, is left out' })
  const stamped = stamp({
    ...plan.options,
    hops: exchanges.map(({ hop }) => hop),
    peers,
    atMs: endMs,
    cost: costOf(played),
    edited,
  })
  if (stamped.findings.length > 0) return { findings: stamped.findings }
  const fixture: WrittenFixture = {
    fixture: 1,
    id: plan.fixtureSet.find(recording.scenario)?.id ?? `${providerId}.${name}`,
    scenario: recording.scenario,
    provenance: stamped.provenance,
    clock_start: new Date(startMs).toISOString(),
    interactions,
  }
  const wrong = writeFixture(fixture, files, { folder: plan.output, file, secrets: redactor.secrets() })
  return { findings: wrong, provenance: stamped.provenance.kind }
}

/** What stands on the fixture of a scenario, and how many polls went wrong before one that went well. */
function exchangesOf(
  { planned: { recording } }: Played,
  { plan, said }: Writing,
): { exchanges: readonly Decoded[]; missed: number } {
  const own = said(recording.scenario)
  const exchanges = recording.scenario.startsWith('refused.') ? own : own.filter((one) => !isMissed(one))
  const making = recording.hasMaking ? said(`${plan.firstMode}.completes`) : []
  const last = making.findLast((one) => isPoll(one))
  const made = making.filter((one) => !isPoll(one) || one === last)
  return { exchanges: [...made, ...exchanges], missed: own.length - exchanges.length }
}

function isPoll({ hop: { label } }: Decoded): boolean {
  return label.operation === 'get'
}

/** A poll that went wrong, in a scenario that went on. */
function isMissed(one: Decoded): boolean {
  const { hop, trouble, problem } = one
  const { status = 0 } = hop
  return isPoll(one) && (status < 200 || status >= 400 || trouble !== undefined || problem !== undefined)
}

/** The same without what was sent: any body will match. */
function withoutBody({ exchange, ...rest }: Transcript): Transcript {
  const { json: _json, form: _form, ...request } = exchange.request
  return { ...rest, exchange: { ...exchange, request } }
}

/** The fixtures that are about one job all name it alike, as the job is stored in the configuration. */
function nameJobs({ pseudonyms }: Redactor, first: Job | undefined, stored: Job | undefined): void {
  if (first && stored) pseudonyms.set(first.id, stored.id)
  else if (first) pseudonyms.add(first.id)
  const known = stored ?? first
  if (known) pseudonyms.set(idOfNobody(known.id), pseudonyms.of(known.id) ?? known.id)
}

function secretsOf({ options: { apiKey, webhookSecret, secrets = [] } }: RecordingPlan): Secret[] {
  return [
    { name: 'the key', value: apiKey },
    ...(webhookSecret === undefined ? [] : [{ name: 'the webhook secret', value: webhookSecret }]),
    ...secrets,
  ]
}

function costOf({ planned, job }: Played): string {
  const cost = job?.cost ?? planned.cost ?? 'nothing'
  return typeof cost === 'string' ? cost : `${cost.amount} ${cost.currency}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
