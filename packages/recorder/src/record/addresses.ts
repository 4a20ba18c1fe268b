/** The addresses that the vendor hands out, with another value for whatever in a query may be a signature. */
export interface Addresses {
  /** Learns the addresses in what the vendor says. */
  learn(text: string): void
  /** Rewrites the query of every address in a text. */
  replace(text: string): string
  /** What stands for the value of a parameter; undefined when it may stay. */
  tokenOf(value: string): string | undefined
  /** Whether the vendor has named this address in full. */
  isNamed(url: URL): boolean
  /** Every value that was replaced. */
  values(): string[]
}

const address = /https?:\/\/[^\s"'<>\\]+/gi
const secretNames = /sig|token|key|cred|secret|auth|policy|hash|pass|session/i

/** Starts without any; what is ours stays as it is. */
export function createAddresses(isOurs: (text: string) => boolean): Addresses {
  const tokens = new Map<string, string>()
  const named = new Set<string>()

  const tokenFor = (name: string, value: string): string => {
    const isHarmless = /^(\d{0,13}|[a-z]{0,12})$/i.test(value) && !secretNames.test(name)
    if (isHarmless || isOurs(value)) return value
    // Short, so that nobody takes it for a signature.
    const token = tokens.get(value) ?? `s${tokens.size + 1}`
    tokens.set(value, token)
    return token
  }
  const rewrite = (url: string): string => {
    if (isOurs(url)) return url
    const [, scheme = '', rest = ''] = /^(https?:\/\/)(?:[^/?#]*@)?(.*)$/is.exec(url) ?? []
    const [bare = '', ...queries] = rest.split('?')
    if (queries.length === 0) return scheme + bare
    const [query = '', ...fragments] = queries.join('?').split('#')
    const told = query.split('&').map((pair) => {
      const at = pair.indexOf('=')
      if (at < 0) return pair
      const name = pair.slice(0, at)
      const value = decoded(pair.slice(at + 1))
      const token = tokenFor(name, value)
      return token === value ? pair : `${name}=${token}`
    })
    return [`${scheme}${bare}?${told.join('&')}`, ...fragments].join('#')
  }

  return {
    learn(text) {
      for (const [url] of text.matchAll(address)) {
        rewrite(url)
        if (URL.canParse(url)) named.add(placeOf(new URL(url)))
      }
    },
    replace: (text) => text.replaceAll(address, rewrite),
    tokenOf: (value) => tokens.get(value),
    isNamed: (url) => named.has(placeOf(url)),
    values: () => [...tokens.keys()],
  }
}

function placeOf({ origin, pathname }: URL): string {
  return origin + pathname
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return value
  }
}
