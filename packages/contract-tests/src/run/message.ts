import type { ClauseMetadata } from '../harness/clause.ts'
import type { Setting } from '../replay/failure.ts'
import type { SeenRequest } from '../replay/match.ts'

/** What a failed clause says. */
export interface Failed {
  clause: ClauseMetadata
  /** What the provider did, or what is missing. */
  found: string
  /** The sandbox; absent when there was none. */
  setting?: Setting | undefined
  seed: number
  /** How to judge this clause again, with the same outcome. */
  rerun: string
}

const mostRequests = 8

/** The whole message of a failed clause: where, what, why it matters, what to do. */
export function failureMessage({ clause, found, setting, seed, rerun }: Failed): string {
  const fixtures = setting?.fixtures.join(' + ') || 'none'
  const mutations = setting?.mutations.join(' + ') || 'none'
  const lines: readonly [label: string, text: string][] = [
    ['fixture', `${fixtures} · mutation ${mutations} · seed ${seed}`],
    ['plugin', found],
    ['requests', requestLines(setting?.requests ?? [])],
    ['why', clause.why],
    ['fix', clause.fix],
    ['rerun', rerun],
    ['clause', `since ${clause.since} · ${clause.level}${clause.gate ? ` · ${clause.gate}` : ''}`],
  ]
  const body = lines.map(([label, text]) => `  ${label.padEnd(10)} ${text.replaceAll('\n', `\n${' '.repeat(13)}`)}`)
  return [`✗ ${clause.id}  ${clause.title}`, ...body].join('\n')
}

/** An address without its query, which may be what signs it. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, '?…')
}

function requestLines(requests: readonly SeenRequest[]): string {
  if (requests.length === 0) return 'none'
  const shown = requests.slice(-mostRequests).map((request, index) => {
    const number = Math.max(0, requests.length - mostRequests) + index + 1
    return `${number}. ${request.method} ${withoutQuery(request.url)} → ${request.answer}`
  })
  const hidden = requests.length - shown.length
  return [...(hidden > 0 ? [`(${hidden} before)`] : []), ...shown].join('\n')
}
