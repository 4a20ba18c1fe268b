import { pointerFor } from '@reelay/contract-tests/config'
import { valuesAt } from '@reelay/contract-tests/fixtures'
import type { Exchange } from '@reelay/contract-tests/fixtures'
import { isReadable, readAnswer, type Line } from './ask.ts'
import type { LiveAnswer } from './compare.ts'
import { bodiesOf, type Known } from './known.ts'
import { callName } from './spec-fields.ts'

/** A fetch that is listened to. */
export interface Listener {
  fetch: typeof globalThis.fetch
  /** The vendor's answers since the last time, as far as the fixtures know the calls. */
  take(): LiveAnswer[]
}

/** Listens to the vendor's own answers; where the video is kept is somebody else. */
export function listen({ fetch, baseUrl }: Pick<Line, 'fetch' | 'baseUrl'>, known: Known): Listener {
  let answers: LiveAnswer[] = []
  const base = new URL(baseUrl)
  return {
    fetch: async (input, init) => {
      const asked = input instanceof Request ? input : { url: String(input), method: 'GET' }
      const address = new URL(asked.url)
      const method = init?.method ?? asked.method
      const response = await fetch(input, init)
      const call = address.origin === base.origin ? fixtureCall(known, method, address, base) : undefined
      if (!call) return response
      const copy = isReadable(response) ? response.clone() : new Response(null, response)
      answers.push(await readAnswer(call, address, copy))
      return response
    },
    take() {
      const taken = answers
      answers = []
      return taken
    },
  }
}

type FixtureCall = Pick<LiveAnswer, 'operation' | 'method' | 'path'>

/** The call of the fixtures that a request is; undefined where no fixture has it. */
function fixtureCall(known: Known, method: string, { pathname }: URL, base: URL): FixtureCall | undefined {
  const prefix = base.pathname.replace(/(?<!\/)\/+$/, '')
  const inner = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname
  const exchanges = known.fixtureSet.fixtures.flatMap((fixture) => fixture.exchanges)
  for (const path of new Set([pathname, inner])) {
    const name = callName(known.spec, { method, path })
    const fixtureValues = exchanges.find(
      ({ request }) => callName(known.spec, request) === name || isSame(known, request, { method, path }),
    )
    // Under the fixture path: the id of a live job is another one each time.
    if (fixtureValues) return { operation: fixtureValues.operation, method, path: fixtureValues.request.path }
  }
  return undefined
}

/** Whether two calls differ in nothing but the job's id. */
function isSame(
  known: Known,
  fixtureValues: Exchange['request'],
  { method, path }: { method: string; path: string },
): boolean {
  const ids = idsOf(known)
  const wanted = fixtureValues.path.split('/')
  const given = path.split('/')
  const isEqual = wanted.every((segment, index) => segment === given[index] || ids.has(segment))
  return fixtureValues.method === method && wanted.length === given.length && isEqual
}

function idsOf({ fixtureSet, wire }: Known): Set<string> {
  const pointer = pointerFor(wire.id, 'create')
  const creates = fixtureSet.fixtures.flatMap(({ exchanges }) =>
    exchanges.filter(({ operation }) => operation === 'create'),
  )
  const ids = pointer === undefined ? [] : bodiesOf(creates).flatMap((json) => valuesAt(json, pointer))
  return new Set(ids.map((id) => encodeURIComponent(String(id))))
}
