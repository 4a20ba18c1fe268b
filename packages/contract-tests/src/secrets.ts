// A tape is public: what looks like a key in it is a finding, even when it is a dead one.
const shapes: readonly [name: string, pattern: RegExp][] = [
  ['a bearer token', /\bbearer\s+[\w.~+/-]{8,}/i],
  ['an API key', /\b(?:sk|pk|rk|api|key)[-_][a-z]*[-_]?[A-Za-z0-9]{16,}/],
  ['a JSON web token', /\beyJ[\w-]{10,}\.[\w-]{10,}/],
  ['a cloud access key', /\b(?:AKIA|ASIA|AIza|ghp_|gho_|xox[abp]-)[\w-]{12,}/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  [
    'a signed URL',
    /[?&](?:x-amz-(?:signature|credential)|x-goog-signature|sig|signature|token|access_token)=[^&\s"]{8,}/i,
  ],
  ['credentials in a URL', /\bhttps?:\/\/[^\s/@"]+:[^\s/@"]+@/i],
  ['an e-mail address', /\b[\w.+-]+@[\w-]+\.(?!example\b|test\b|invalid\b)[a-z]{2,}\b/i],
]

/** What in a text looks like a secret, named but never repeated; base64 is looked into. */
export function findSecret(text: string): string | undefined {
  const found = shapes.find(([, pattern]) => pattern.test(text))
  if (found) return found[0]
  for (const [encoded] of text.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g)) {
    const inner = Buffer.from(encoded, 'base64').toString('latin1')
    const hidden = /^[\x20-\x7e]+$/.test(inner) && shapes.find(([, pattern]) => pattern.test(inner))
    if (hidden) return `${hidden[0]} in base64`
  }
  return undefined
}

/** Whether a header may stand on a tape: nothing that carries a credential or a cookie. */
export function isHarmlessHeader(name: string): boolean {
  return !/auth|cookie|key|token|secret|signature|session|password/i.test(name)
}
