import type { Random } from './random.ts'

const odds: readonly unknown[] = [null, '', 'odd', '100%', -1, 1e300, true, [], ['odd'], {}, { odd: 1 }]
// What names a job is no description of it.
const isName = (key: string): boolean => /(^|_)id$|Id$/.test(key)

type Place = (value: unknown) => void

/** The answer with a value of another kind in one field that is no id; as it is where it is no JSON or has no such field. */
export async function oddAnswer(answer: Response, random: Random): Promise<Response> {
  const { status, headers } = answer
  if (!/json/.test(headers.get('content-type') ?? '')) return answer
  const text = await answer.text()
  const body: unknown = JSON.parse(text)
  const places = placesIn(body)
  places[Math.floor(random() * places.length)]?.(odds[Math.floor(random() * odds.length)])
  const changed = new Headers(headers)
  changed.delete('content-length')
  return new Response(JSON.stringify(body), { status, headers: changed })
}

/** What writes each field of a body, at every depth. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const place: Place[] = isName(key) || Array.isArray(value) ? [] : [(odd) => void Reflect.set(value, key, odd)]
    return [...place, ...placesIn(inner)]
  })
}
