/** Where vendors call back, and the secret that makes each address impossible to guess. */
export interface WebhookAddress {
  /** http(s) URL of your handler, such as `https://shop.example/hooks`; provider and token are added to its path. */
  url: string
  /** At least 16 characters, kept secret; a new secret invalidates the addresses in use. */
  secret: string
}

/** The callback URL of one record: its id and 128 bits of an HMAC over provider and id. */
export async function webhookUrlOf({ url, secret }: WebhookAddress, provider: string, id: string): Promise<string> {
  const address = new URL(url)
  address.pathname = `${address.pathname.replace(/(?<!\/)\/+$/, '')}/${provider}/${id}.${await tokenOf(secret, provider, id)}`
  return address.href
}

/** The id of the record that a callback URL was made for; undefined where its token is wrong. */
export async function recordAt(
  { secret }: WebhookAddress,
  provider: string,
  { pathname }: URL,
): Promise<string | undefined> {
  const [, id = '', token = ''] = /\/([\w-]+)\.([\da-f]{32})$/.exec(pathname) ?? []
  const right = await tokenOf(secret, provider, id)
  // Every digit is compared, so that the duration reveals nothing.
  let difference = token.length ^ right.length
  for (let at = 0; at < right.length; at++) difference |= token.charCodeAt(at) ^ right.charCodeAt(at)
  return difference === 0 ? id : undefined
}

async function tokenOf(secret: string, provider: string, id: string): Promise<string> {
  const text = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', text.encode(secret), algorithm, false, ['sign'])
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, text.encode(`hook|${provider}|${id}`)))
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
