import { createHash } from 'node:crypto'
import { findSecret, isHarmlessHeader } from './secrets.ts'
import type { WrittenExchange, WrittenTape } from './tape-format.ts'

/** Bytes of a file beside the tape; undefined when there is none. */
export type ReadSide = (name: string) => Uint8Array | undefined

/** What a well-formed tape must not be: leaking, misquoting, contradicting itself. */
export function lintTape(text: string, file: string, written: WrittenTape, readSide: ReadSide): string[] {
  return [
    ...lintSecrets(text, file, written),
    ...lintQuotes(written, file),
    ...written.interactions.flatMap((one, index) => lintExchange(one, `${file}#/interactions/${index}`, readSide)),
  ]
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

function lintSecrets(text: string, file: string, { interactions }: WrittenTape): string[] {
  const secret = findSecret(text)
  const headers = interactions.flatMap(({ request, response }, index) => {
    const names = [...Object.keys(request.headers ?? {}), ...Object.keys(response.headers ?? {})]
    return names
      .filter((name) => !isHarmlessHeader(name))
      .map((name) => `${file}#/interactions/${index}: the header ${name} has no place on a tape: delete it`)
  })
  return [...(secret ? [`${file}: holds ${secret}: tapes are public, redact it`] : []), ...headers]
}

function lintQuotes({ provenance, interactions }: WrittenTape, file: string): string[] {
  const quotes = interactions.flatMap(({ response }) => response.quote?.join('\n') ?? [])
  if (provenance.kind !== 'documented')
    return quotes.length > 0 ? [`${file}#/provenance/kind: only a documented tape quotes a page`] : []
  const bare = interactions.flatMap(({ response }, index) =>
    response.quote ? [] : [`${file}#/interactions/${index}/response: a documented answer must quote its page`],
  )
  const found = createHash('sha256').update(quotes.join('\n')).digest('hex')
  const isSame = found === provenance.quote_sha256
  return [...bare, ...(isSame ? [] : [`${file}#/provenance/quote_sha256: the quotes hash to ${found}`])]
}

function lintExchange(
  { response }: WrittenExchange,
  where: string,
  readSide: (name: string) => Uint8Array | undefined,
): string[] {
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
