import { unpackedIn } from './unpack.ts'

/** A value that must not stand on a fixture. */
export interface Secret {
  /** What it is, for messages; never the value. */
  name: string
  value: string
}

/** Where a secret was found: which one, and how it is written, outermost first. */
export interface Found {
  name: string
  forms: readonly string[]
}

// Something may be encoded in base64 within JSON within gzip within base64; deeper than that nobody packs.
const deepest = 4
const tokens: readonly [form: string, pattern: RegExp, alignments: number][] = [
  ['base64', /[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}/g, 4],
  ['hexadecimal', /[0-9a-f]{12,}/gi, 2],
  ['a URL', /(?<![^\s"'<>])[^\s"'<>]*%[0-9a-f]{2}[^\s"'<>]*/gi, 1],
]

/** The first of these secrets that a text holds: as it is, or encoded and packed in any way, several times over. */
export function findIn(text: string, secrets: readonly Secret[], depth = 0): Found | undefined {
  for (const secret of secrets)
    for (const { form, written } of writingsOf(secret))
      if (text.includes(written)) return { name: secret.name, forms: form === '' ? [] : [form] }
  for (const { form, token, alignments } of tokensOf(text, depth)) {
    const found = findInToken({ form, token, alignments }, secrets, depth)
    if (found) return { ...found, forms: [form, ...found.forms] }
  }
  return undefined
}

/** The same in bytes; looks into what is compressed, wherever in the bytes it begins. */
export function findInBytes(bytes: Buffer, secrets: readonly Secret[], depth = 0): Found | undefined {
  const wide = [bytes, bytes.subarray(1)].map((one) => one.toString('utf16le'))
  for (const text of [bytes.toString('utf8'), ...wide]) {
    const found = findIn(text, secrets, deepest)
    if (found) return found
  }
  // Whatever is encoded is ASCII, so that this reading shows it.
  const found = findIn(bytes.toString('latin1'), secrets, depth)
  if (found || depth >= deepest) return found
  for (const unpacked of unpackedIn(bytes)) {
    if (!unpacked) return { name: 'more than can be looked into', forms: ['compressed data'] }
    const inner = findInBytes(unpacked, secrets, depth + 1)
    if (inner) return { ...inner, forms: ['compressed data', ...inner.forms] }
  }
  return undefined
}

/** The text with `hidden` in place of each secret; of what is encoded, the whole is hidden. */
export function withoutThese(text: string, secrets: readonly Secret[], hidden: string): string {
  let clean = text
  for (const secret of secrets)
    for (const { form, written } of writingsOf(secret))
      if (clean.includes(written)) clean = clean.replaceAll(form === 'base64' ? around(written) : written, hidden)
  for (const one of tokensOf(clean, 0)) if (findInToken(one, secrets, 0)) clean = clean.replaceAll(one.token, hidden)
  return clean
}

interface Token {
  form: string
  token: string
  /** At how many places what is encoded may begin, as something else may stand before it. */
  alignments: number
}

function* tokensOf(text: string, depth: number): Generator<Token> {
  if (depth >= deepest) return
  for (const [form, pattern, alignments] of tokens)
    for (const [token] of text.matchAll(pattern)) yield { form, token, alignments }
}

function findInToken({ form, token, alignments }: Token, secrets: readonly Secret[], depth: number): Found | undefined {
  if (form === 'a URL') return findIn(unescaped(token), secrets, depth + 1)
  const encoding = form === 'base64' ? 'base64' : 'hex'
  for (let at = 0; at < alignments; at++) {
    const found = findInBytes(Buffer.from(token.slice(at), encoding), secrets, depth + 1)
    if (found) return found
  }
  return undefined
}

function unescaped(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (codes) =>
    Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'),
  )
}

/** What of a text in base64 stands around a part of it gives away the rest of the part. */
function around(part: string): RegExp {
  return new RegExp(`[A-Za-z0-9+/_-]*${part.replaceAll(/[+/-]/g, String.raw`\$&`)}[A-Za-z0-9+/_-]*={0,2}`, 'g')
}

interface Writing {
  /** '' for the value as it is. */
  form: string
  written: string
}

const known = new WeakMap<Secret, readonly Writing[]>()

/** Every way in which a value may be written where it is not packed; longest first, so that no part is left standing. */
function writingsOf(secret: Secret): readonly Writing[] {
  const found = known.get(secret) ?? allWritingsOf(secret.value)
  known.set(secret, found)
  return found
}

function allWritingsOf(value: string): Writing[] {
  const json = JSON.stringify(value).slice(1, -1)
  const url = encodeURIComponent(value)
  const hexadecimal = Buffer.from(value).toString('hex')
  const base64 = [0, 1, 2].map((offset) => base64Within(value, offset))
  const all = [
    ['', value],
    ['JSON', json],
    ['JSON', JSON.stringify(json).slice(1, -1)],
    ['a URL', url],
    ['a URL', url.replaceAll(/%../g, (code) => code.toLowerCase())],
    ['a URL', url.replaceAll('%20', '+')],
    ['hexadecimal', hexadecimal],
    ['hexadecimal', hexadecimal.toUpperCase()],
    ...base64.map((written) => ['base64', written]),
    ...base64.map((written) => ['base64', written.replaceAll('+', '-').replaceAll('/', '_')]),
  ]
  const different = new Map(all.toReversed().map(([form = '', written = '']) => [written, form]))
  return [...different]
    .map(([written, form]) => ({ form, written }))
    .sort((one, other) => other.written.length - one.written.length)
}

/** The characters of base64 that a value alone decides when it begins at this offset of three bytes. */
function base64Within(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
  const encoded = bytes.toString('base64').replace(/(?<!=)=+$/, '')
  return encoded.slice(offset === 0 ? 0 : offset + 1, bytes.length % 3 === 0 ? undefined : -1)
}
