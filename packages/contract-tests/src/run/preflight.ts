import { createRequire } from 'node:module'

/** What in the surroundings would let a request out, or make the verdicts worthless; `from` is where the author's tests live. */
export function preflight(
  from: URL,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  flags: readonly string[] = process.execArgv,
): string[] {
  const set = (name: string): string | undefined => environment[name] || environment[name.toLowerCase()]
  const findings: string[] = []
  if (set('NOCK_OFF') === 'true') findings.push('NOCK_OFF is set: requests would really go out; unset it')
  if (set('NOCK_BACK_MODE')) findings.push('NOCK_BACK_MODE is set: nock.back has no place here; unset it')
  // Only then does fetch look at these variables.
  const obeysProxies =
    set('NODE_USE_ENV_PROXY') === '1' || [...flags, set('NODE_OPTIONS')].join().includes('--use-env-proxy')
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'])
    if (obeysProxies && set(name))
      findings.push(`${name} is set and this process obeys it; unset it, or do not use --use-env-proxy`)
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    findings.push(`Node ${process.versions.node} is too old: 20.19 or later`)
  return [...findings, ...twoNocks(import.meta.url, from.href)]
}

/** Two copies of nock block each other: the suite's own and the author's must be one. */
export function twoNocks(
  ours: string,
  theirs: string,
  locate: (from: string) => string | undefined = nockOf,
): string[] {
  const [own, project] = [locate(ours), locate(theirs)]
  if (project === undefined || own === project) return []
  return [`there are two copies of nock, ${own ?? 'none'} and ${project}: install one, as a peer`]
}

function nockOf(from: string): string | undefined {
  try {
    return createRequire(from).resolve('nock')
  } catch {
    return undefined
  }
}
