import { gunzipSync } from 'node:zlib'

// What is public must hold nothing that looks like a key, even a dead one.
const credentials: readonly [name: string, pattern: RegExp][] = [
  ['a bearer token', /\bbearer\s+[\w.~+/-]{8,}/i],
  ['an API key', /\b(?:sk|pk|rk|api|key)[-_][a-z]*[-_]?[A-Za-z0-9]{16,}/],
  ['a JSON web token', /\beyJ[\w-]{10,}\.[\w-]{10,}/],
  ['a cloud access key', /\b(?:AKIA|ASIA|AIza|ghp_|gho_|xox[abp]-)[\w-]{12,}/],
  ['a token of a package registry', /\bnpm_[A-Za-z0-9]{30,}/],
  ['a webhook secret', /\bwhsec_[A-Za-z0-9+/=]{16,}/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['credentials in a URL', /\bhttps?:\/\/[^\s/@":]+:[^\s/@"]+@/i],
]
// What a tape must not hold besides; a package may well name its author.
const personal: readonly [name: string, pattern: RegExp][] = [
  [
    'a signed URL',
    /[?&](?:x-amz-(?:signature|credential)|x-goog-signature|sig|signature|token|access_token)=[^&\s"]{8,}/i,
  ],
  ['an e-mail address', /\b[\w.+-]+@[\w-]+\.(?!example\b|test\b|invalid\b)[a-z]{2,}\b/i],
]

const shapes = [...credentials, ...personal]

/** What in a text looks like a secret, named but never repeated; looks into base64, hexadecimal, URLs and compressed data. */
export function findSecret(text: string): string | undefined {
  return search(text, shapes)
}

/** The same without what a package may hold: addresses of people. */
export function findCredential(text: string): string | undefined {
  return search(text, credentials)
}

/** A text without what looks like a secret, as it is or in base64. */
export function withoutSecrets(text: string): string {
  const clean = shapes.reduce(
    (rest, [, pattern]) => rest.replaceAll(new RegExp(pattern, `${pattern.flags}g`), hidden),
    text,
  )
  return clean.replaceAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g, (encoded) => (findSecret(encoded) ? hidden : encoded))
}

const hidden = '[redacted]'

/** Whether a header may stand on a tape: nothing that carries a credential or a cookie; what makes a call idempotent is neither. */
export function isHarmlessHeader(name: string): boolean {
  return !/auth|cookie|(?<!idempotency-)key|token|secret|signature|session|password/i.test(name)
}

/** Every way in which a value could be hidden in a text without being one. */
export function formsOf(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret)
  return {
    'as it is': secret,
    'as JSON writes it': JSON.stringify(secret).slice(1, -1),
    'as a URL writes it': encodeURIComponent(secret),
    'in base64': bytes.toString('base64').replace(/=+$/, ''),
    'in hexadecimal': bytes.toString('hex'),
  }
}

function search(text: string, shapes: readonly [name: string, pattern: RegExp][]): string | undefined {
  const shapeOf = (one: string): string | undefined => shapes.find(([, pattern]) => pattern.test(one))?.[0]
  const found = shapeOf(text)
  if (found !== undefined) return found
  for (const [form, inner] of innerTexts(text)) {
    const name = shapeOf(inner)
    if (name !== undefined) return `${name} in ${form}`
  }
  return undefined
}

/** The texts within a text, decoded. */
function* innerTexts(text: string): Generator<[form: string, inner: string]> {
  for (const [encoded] of text.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g)) {
    const bytes = Buffer.from(encoded, 'base64')
    const inner = bytes.toString('latin1')
    if (isPrintable(inner)) yield ['base64', inner]
    else if (bytes[0] === 0x1f && bytes[1] === 0x8b) yield ['compressed data', unpacked(bytes)]
  }
  for (const [encoded] of text.matchAll(/\b(?:[0-9a-f]{2}){12,}\b/gi)) {
    const inner = Buffer.from(encoded, 'hex').toString('latin1')
    if (isPrintable(inner)) yield ['hexadecimal', inner]
  }
  if (/%[0-9a-f]{2}/i.test(text)) yield ['a URL', text.replaceAll(/(?:%[0-9a-f]{2})+/gi, unescaped)]
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text)
}

function unpacked(bytes: Buffer): string {
  try {
    return gunzipSync(bytes, { maxOutputLength: 1 << 20 }).toString('latin1')
  } catch {
    return ''
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
