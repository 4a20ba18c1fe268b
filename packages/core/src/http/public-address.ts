/** Which hosts a video may be fetched from. */
export interface Reach {
  /** Hosts that the user has named: the vendor's own, and those of `allowHosts`. */
  trusted: readonly string[]
  /** The IP addresses of a name; absent where names cannot be resolved, as in a browser. */
  resolve?: ((hostname: string) => Promise<readonly string[]>) | undefined
}

// Neither public nor unicast, by the registries of special addresses; of IPv6 only 2000::/3 is given out.
const special = {
  ipv4: `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`,
  ipv6: '::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 3fff::/20',
} as const

/** Why a video must not be fetched from this URL; undefined when it may. A vendor's URL must not reach into the network of the caller. */
export async function whyUnreachable(address: string, { trusted, resolve }: Reach): Promise<string | undefined> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return 'its URL is not http(s)'
  const hostname = hostnameOf(address)
  if (isTrusted(address, { trusted })) return undefined
  // The URL parser has already turned decimal and hexadecimal IP addresses into dotted ones.
  if (/^[\d.]+$|^\[/.test(hostname)) return `its URL is the address ${hostname}, which is not in allowHosts`
  if (/(^|\.)(localhost|local|internal|home\.arpa)$/.test(hostname) || !hostname.includes('.')) return within(address)
  // A name that does not resolve is left to fetch, which fails with the reason.
  const addresses = await resolve?.(hostname).catch(() => [])
  return addresses?.some((found) => isSpecial(found) !== false) === true ? within(address) : undefined
}

/** The machine's own resolver, where there is one. */
export function systemResolver(): Reach['resolve'] {
  const dns = globalThis.process?.getBuiltinModule?.('node:dns/promises')
  if (!dns) return undefined
  return async (hostname) => (await dns.lookup(hostname, { all: true })).map(({ address }) => address)
}

/** Whether an IP address is not public; undefined where there is no `node:net`. */
export function isSpecial(address: string): boolean | undefined {
  const net = globalThis.process?.getBuiltinModule?.('node:net')
  const family = net?.isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const list = net && new net.BlockList()
  for (const range of special[family].split(/\s+/)) {
    const [start = '', bits] = range.split('/')
    list?.addSubnet(start, Number(bits), family)
  }
  return list?.check(address, family)
}

/** Whether the user has named the host. */
export function isTrusted(address: string, { trusted }: Reach): boolean {
  return trusted.includes(hostnameOf(address))
}

/** The error sentence for a URL that leads into a network. */
export function within(address: string): string {
  return `its URL leads to ${hostnameOf(address)}, inside a network`
}

/** The host of a URL, as it is compared and told. */
export function hostnameOf(address: string): string {
  return new URL(address).hostname.toLowerCase().replace(/\.$/, '')
}
