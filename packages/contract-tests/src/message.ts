import type { ClauseMetadata } from './clause.ts'
import type { Setting } from './failure.ts'
import type { SeenRequest } from './match.ts'

/** What a failed clause says. */
export interface Failed {
  clause: ClauseMetadata
  /** What the provider did, or what is missing. */
  found: string
  /** The scene; absent when there was none. */
  setting?: Setting | undefined
  seed: number
}

const mostRequests = 8

/** The whole message of a failed clause: where, what, why it matters, what to do. */
export function failureMessage({ clause, found, setting, seed }: Failed): string {
  const tapes = setting?.tapes.join(' + ') || 'none'
  const mutations = setting?.mutations.join(' + ') || 'none'
  const lines: readonly [label: string, text: string][] = [
    ['tape', `${tapes} · mutation ${mutations} · seed ${seed}`],
    ['plugin', found],
    ['requests', requestLines(setting?.requests ?? [])],
    ['why', clause.why],
    ['fix', clause.fix],
    ['rerun', `REELAY_CONTRACT_SEED=${seed} npx vitest run -t '${clause.id}'`],
    ['clause', `since ${clause.since} · ${clause.level}${clause.gate ? ` · ${clause.gate}` : ''}`],
  ]
  const body = lines.map(([label, text]) => `  ${label.padEnd(10)} ${text.replaceAll('\n', `\n${' '.repeat(13)}`)}`)
  return [`✗ ${clause.id}  ${clause.title}`, ...body].join('\n')
}

function requestLines(requests: readonly SeenRequest[]): string {
  if (requests.length === 0) return 'none'
  const shown = requests.slice(-mostRequests).map((request, index) => {
    const number = Math.max(0, requests.length - mostRequests) + index + 1
    return `${number}. ${request.method} ${request.url.replace(/\?.*$/, '?…')} → ${request.answer}`
  })
  const hidden = requests.length - shown.length
  return [...(hidden > 0 ? [`(${hidden} before)`] : []), ...shown].join('\n')
}
