import { withoutUrlSecrets } from '../model/url-secrets.ts'

// Nobody reads more of what a vendor says, and nothing may take longer to clean.
const longest = 8192
// \u0073, \x73, \/, &#115;, &#x73; and %73, each of them escaped again and again.
const escaped =
  /\\{1,8}(?:u([\da-f]{4})|x([\da-f]{2})|(?=["/]))|&(?:amp;){0,4}#(?:x([\da-f]{1,5})|(\d{1,6}));?|%(?:25){0,4}([\da-f]{2})/gi

/**
 * Removes secrets from the first 8 KiB of a text: in any case, escaped in any common way, in hex or base64, and where only half of
 * one is left of it. Removes the credentials and the query of every URL, too.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(formsOf))].filter((form) => form.length >= 4)
  return (text) => withoutUrlSecrets(withoutForms(text.slice(0, longest), forms), '?[redacted]')
}

function withoutForms(text: string, forms: readonly string[]): string {
  if (forms.length === 0) return text
  const { plain, places } = decoded(text)
  const found = forms.flatMap((form) => [...echoes(plain, form)]).sort(([one], [other]) => one - other)
  let [clean, done] = ['', 0]
  for (const [from = 0, to = 0] of found.map((span) => span.map((index) => places[index]))) {
    if (from >= done) clean += `${text.slice(done, from)}[redacted]`
    done = Math.max(done, to)
  }
  return clean + text.slice(done)
}

/** The text without escapes, in lower case, and where in the text each of its characters stands. */
function decoded(text: string): { plain: string; places: number[] } {
  let [plain, done] = ['', 0]
  const places: number[] = []
  const copyUntil = (end: number): void => {
    plain += text.slice(done, end)
    while (done < end) places.push(done++)
  }
  for (const { 0: whole, index, 1: unicode, 2: byte, 3: hex, 4: decimal, 5: percent } of text.matchAll(escaped)) {
    copyUntil(index)
    const digits = unicode ?? byte ?? hex ?? percent
    if (digits !== undefined || decimal !== undefined) {
      plain += String.fromCharCode(digits === undefined ? Number(decimal) : Number.parseInt(digits, 16))
      places.push(index)
    }
    done = index + whole.length
  }
  copyUntil(text.length)
  // The one character whose lower case is longer than itself.
  return { plain: plain.replaceAll('\u0130', 'i').toLowerCase(), places: [...places, text.length] }
}

/** Where at least half of a form stands: a quarter of it, and all that fits around. */
function* echoes(text: string, form: string): Generator<[from: number, to: number]> {
  const size = form.length >> 2
  const least = Math.max(Math.ceil(form.length / 2), Math.min(form.length, 6))
  for (let at = 0; at + size <= form.length; at += size) {
    const part = form.slice(at, at + size)
    for (let found = text.indexOf(part); found >= 0; found = text.indexOf(part, found + 1)) {
      let [from, to, before, after] = [found, found + size, at, at + size]
      while (before > 0 && text[from - 1] === form[before - 1]) [from, before] = [from - 1, before - 1]
      while (after < form.length && text[to] === form[after]) [to, after] = [to + 1, after + 1]
      if (to - from >= least) yield [from, to]
    }
  }
}

/** What decoding leaves of each way to write a secret, in lower case. */
function formsOf(secret: string): string[] {
  const hex = Array.from(secret, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  const base64 = [0, 1, 2].map((offset) => base64Within(secret, offset))
  const urlSafe = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))
  return [secret, hex, ...base64, ...urlSafe].map((form) => form.toLowerCase())
}

/** The characters of base64 that the secret alone decides, when it begins at this offset of three bytes ("Bearer x" too). */
function base64Within(secret: string, offset: number): string {
  const encoded = btoa(' '.repeat(offset) + secret)
  const isWhole = (offset + secret.length) % 3 === 0
  const end = encoded.indexOf('=')
  return encoded.slice(offset === 0 ? 0 : offset + 1, isWhole ? undefined : (end < 0 ? encoded.length : end) - 1)
}
