import { webhookSecret } from '../harness/deliveries.ts'
import { withoutSecrets } from '../fixtures/secrets.ts'

const hidden = '[redacted]'
const canary = 'sk-canary-'

// The keys of the suite are canaries, and worth nothing; a real one would go the same way, so neither is shown.
const canaries: readonly RegExp[] = [
  /sk-canary-\w+-\w+-[0-9a-z]+/g,
  new RegExp(`${Buffer.from(canary).toString('hex')}[0-9a-f]*`, 'gi'),
]
const canariesInBase64 = [0, 1, 2].map(inBase64)

// More than this helps nobody, and a summary of GitHub holds a mebibyte in all.
const mostCharacters = 20_000
const endCharacters = 5_000
// What a cut has left of a secret is not known for one any more; it is at the cut, so this much goes along.
const brim = 2_000

/**
 * A text that may be shown to anybody: no key of the suite, of the process, or of the polls of one, no query of an address,
 * nothing that steers a terminal or turns the direction of writing, and at most some 20,000 characters: the middle goes first.
 */
export function redact(text: string, environment: Readonly<Record<string, string | undefined>> = process.env): string {
  if (text.length <= mostCharacters) return redactWhole(text, environment)
  const begin = redactWhole(text.slice(0, mostCharacters - endCharacters), environment).slice(0, -brim)
  const end = redactWhole(text.slice(-endCharacters), environment).slice(brim)
  return `${begin}… (cut: ${text.length} characters) …${end}`
}

function redactWhole(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  const own = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && value.length >= 8 && /(KEY|TOKEN|SECRET|PASSWORD)$/i.test(name) ? [value] : [],
  )
  const withoutOwn = [...own, webhookSecret].reduce((rest, value) => rest.replaceAll(value, hidden), text)
  const withoutCanaries = canaries
    .reduce((rest, pattern) => rest.replaceAll(pattern, hidden), withoutOwn)
    .replaceAll(/[\w+/-]+=*/g, (word) => (canariesInBase64.some((canary) => word.includes(canary)) ? hidden : word))
  const withoutQueries = withoutCanaries
    .replaceAll(/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>…]+/gi, '$1?…')
    .replaceAll(/(https?%3a%2f%2f[\w.~%-]+?)%3f[\w.~%-]+/gi, '$1?…')
  // The port is another one each time.
  const lasting = withoutSecrets(withoutQueries).replaceAll(/\b127\.0\.0\.1:\d+/g, '127.0.0.1')
  return lasting
    .toWellFormed()
    .replaceAll(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')
}

/** For `JSON.parse`: redacts every text. */
export function redactValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? redact(value) : value
}

/** How the canary polls within base64 when so many bytes of three come before it: the characters that nothing around it changes. */
function inBase64(offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(canary)])
    .toString('base64')
    .replace(/=+$/, '')
  return whole.slice(offset === 0 ? 0 : offset + 1, -1)
}
