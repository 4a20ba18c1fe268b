/** Removes secrets, in every encoding they may come back in, and the query of every URL. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  // Longest first, so that no part of a longer form is left standing.
  const forms = [...new Set(secrets.flatMap(formsOf))].filter((form) => form.length >= 4)
  forms.sort((one, other) => other.length - one.length)
  const shortest = forms.at(-1)?.length ?? Infinity
  return (text) => {
    const clean =
      text.length < shortest ? text : forms.reduce((rest, form) => rest.replaceAll(form, '[redacted]'), text)
    if (!clean.includes('://')) return clean
    return clean.replaceAll(/(https?:\/\/[^\s?#"'<>]+)[?#][^\s"'<>]*/gi, '$1?[redacted]')
  }
}

function formsOf(secret: string): string[] {
  const percent = encodeURIComponent(secret)
  const json = JSON.stringify(secret).slice(1, -1)
  const base64 = [0, 1, 2].map((offset) => base64Within(secret, offset))
  return [
    secret,
    percent,
    percent.replaceAll(/%../g, (code) => code.toLowerCase()),
    json,
    JSON.stringify(json).slice(1, -1),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}

/** The characters of base64 that the secret alone decides, when it begins at this offset of three bytes ("Bearer x" too). */
function base64Within(secret: string, offset: number): string {
  const encoded = btoa(' '.repeat(offset) + secret).replace(/=+$/, '')
  const isWhole = (offset + secret.length) % 3 === 0
  return encoded.slice(offset === 0 ? 0 : offset + 1, isWhole ? undefined : -1)
}
