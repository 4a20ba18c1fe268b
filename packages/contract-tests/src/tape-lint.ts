import { createHash } from 'node:crypto'
import { findSecret, isHarmlessHeader } from './secrets.ts'
import { isErrorStory, type WrittenExchange, type WrittenTape } from './tape-format.ts'

/** Bytes of a file beside the tape; undefined when there is none. */
export type ReadSide = (name: string) => Uint8Array | undefined

/** What is wrong with a tape, file and place first, and what it is about. */
export interface TapeFinding {
  about: 'form' | 'provenance' | 'secrets'
  text: string
}

/** What a well-formed tape must not be: leaking, misquoting, contradicting itself. */
export function lintTape(file: string, written: WrittenTape, readSide: ReadSide): TapeFinding[] {
  const { interactions } = written
  const exchanges = interactions.flatMap((one, index) => lintExchange(one, `${file}#/interactions/${index}`, readSide))
  return [
    ...findingsAbout('secrets', [...lintHeaders(written, file), ...lintFiles(written, file, readSide)]),
    ...findingsAbout('provenance', [...lintQuotes(written, file), ...lintProvenance(written, file)]),
    ...findingsAbout('form', exchanges),
  ]
}

/** The same texts as findings about one thing. */
export function findingsAbout(about: TapeFinding['about'], texts: readonly string[]): TapeFinding[] {
  return texts.map((text) => ({ about, text }))
}

/** What must not be in the text of a tape, whatever else is wrong with it; `json` is the text without its escapes. */
export function lintSecrets(text: string, file: string, json: unknown): TapeFinding[] {
  const secret = findSecret(text) ?? findSecret(JSON.stringify(json) ?? '')
  return findingsAbout('secrets', secret ? [`${file}: holds ${secret}: tapes are public, redact it`] : [])
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const bodies = ['json', 'text', 'quote', 'sse', 'file'] as const
const largestFile = 64 << 10
const dayMs = 86_400_000

function lintHeaders({ interactions }: WrittenTape, file: string): string[] {
  return interactions.flatMap(({ request, response }, index) => {
    const names = [...Object.keys(request.headers ?? {}), ...Object.keys(response.headers ?? {})]
    return names
      .filter((name) => !isHarmlessHeader(name))
      .map((name) => `${file}#/interactions/${index}: the header ${name} has no place on a tape: delete it`)
  })
}

function lintFiles({ interactions }: WrittenTape, file: string, readSide: ReadSide): string[] {
  return interactions.flatMap(({ response }, index) => {
    const bytes = response.file && readSide(response.file.name)
    const secret = bytes && findSecret(Buffer.from(bytes).toString('latin1'))
    return secret ? [`${file}#/interactions/${index}/response/file: holds ${secret}: redact it`] : []
  })
}

/** An invented success proves nothing unless it says why there is no better one; what was filled in is said in words. */
function lintProvenance({ provenance, scenario, interactions }: WrittenTape, file: string): string[] {
  const at = `${file}#/provenance`
  switch (provenance.kind) {
    case 'simulated': {
      const { reason, why_not_real: why } = provenance
      if (why === undefined)
        return isErrorStory(scenario)
          ? []
          : [`${at}/why_not_real: missing: an invented success must say why there is neither a recording nor a page`]
      const isSentence = /\S+(\s+\S+){3}/.test(why) && why !== reason
      return isSentence ? [] : [`${at}/why_not_real: "${why}" is no reason: say what was missing, and where you looked`]
    }
    case 'documented': {
      const assumed = interactions.some(({ response }) => Object.keys(response.assumed ?? {}).length > 0)
      const isSaid = provenance.assumptions.length > 0
      return assumed && !isSaid ? [`${at}/assumptions: say in words what "assumed" fills in`] : []
    }
    case 'recorded': {
      const apartMs = Math.abs(Date.parse(provenance.recorder.response_date) - Date.parse(provenance.recorder.at))
      return apartMs <= dayMs ? [] : [`${at}/recorder: at and response_date are not of one day: record it again`]
    }
  }
}

function lintQuotes({ provenance, interactions }: WrittenTape, file: string): string[] {
  const quotes = interactions.flatMap((one) => saidBy(one)?.join('\n') ?? [])
  if (provenance.kind !== 'documented')
    return quotes.length > 0 ? [`${file}#/provenance/kind: only a documented tape quotes a page`] : []
  const bare = interactions.flatMap((one, index) => {
    const side = one.op === 'webhook' ? 'request' : 'response'
    const what = one.op === 'webhook' ? 'delivery' : 'answer'
    return saidBy(one) ? [] : [`${file}#/interactions/${index}/${side}: a documented ${what} must quote its page`]
  })
  const found = createHash('sha256').update(quotes.join('\n')).digest('hex')
  const isSame = found === provenance.quote_sha256
  return [...bare, ...(isSame ? [] : [`${file}#/provenance/quote_sha256: the quotes hash to ${found}`])]
}

/** The vendor's own words: an answer, or a delivery. */
function saidBy({ op, request, response }: WrittenExchange): readonly string[] | undefined {
  return op === 'webhook' ? request.quote : response.quote
}

function lintExchange(
  { op, request, response }: WrittenExchange,
  where: string,
  readSide: (name: string) => Uint8Array | undefined,
): string[] {
  if (request.quote && (op !== 'webhook' || Object.hasOwn(request, 'json') || !isJson(request.quote.join('\n'))))
    return [`${where}/request/quote: only a webhook is quoted, as JSON, and has no json beside it`]
  const given = bodies.filter((kind) => Object.hasOwn(response, kind))
  if (given.length > 1) return [`${where}/response: has ${given.join(' and ')}; a response has one body`]
  if (response.assumed && !isJson(response.quote?.join('\n') ?? ''))
    return [`${where}/response/assumed: completes a quote that is JSON; there is none`]
  if (!response.file) return []
  const bytes = readSide(response.file.name)
  if (!bytes) return [`${where}/response/file: ${response.file.name} is not beside the tape`]
  if (bytes.byteLength > largestFile) return [`${where}/response/file: more than ${largestFile} bytes`]
  const found = createHash('sha256').update(bytes).digest('hex')
  return found === response.file.sha256 ? [] : [`${where}/response/file/sha256: the file hashes to ${found}`]
}
