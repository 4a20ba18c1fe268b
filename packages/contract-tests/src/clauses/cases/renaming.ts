import type { Body, ClauseContext, Exchange } from '../../harness/clause.ts'
import { isDeepStrictEqual } from 'node:util'
import { mutate, type Mutation } from '../../replay/mutators.ts'
import { valuesAt } from '../../fixtures/pointer.ts'
import { firstSubject } from './samples.ts'

/** The vendor's id of a job, and another one that stands for it. */
export interface NewName {
  from: string
  to: string
}

/** The job's id on the fixture of the first mode. Ends the clause as a failure of the configuration when there is none. */
export function fixtureId(context: ClauseContext): string {
  const place = context.pointer('id', 'create')
  const { scenario } = firstSubject(context)
  const bodies = context
    .fixture(scenario)
    .exchanges.flatMap(({ operation, response: { body } }) =>
      operation === 'create' && body.kind === 'json' ? valuesAt(body.value, place) : [],
    )
  const [id] = bodies
  if (typeof id === 'string' || typeof id === 'number') return String(id)
  return context.misconfigured(`the create of ${scenario} has no id at ${place}`)
}

/** So many other ids of the same form; their last two digits begin with `first`. */
export function newIds(id: string, count: number, first: number): string[] {
  const numbers = Array.from({ length: count + 1 }, (_, index) => `${id.slice(0, -2)}${first + index}`)
  return numbers.filter((one) => one !== id).slice(0, count)
}

/** Gives the job another id wherever its id stands: in addresses, in questions and in answers. */
export function renamed(name: NewName): Mutation {
  return mutate(`renamed:${name.to}`, (all) => {
    const exchanges = all.map((one) => renameExchange(one, name))
    return isDeepStrictEqual(exchanges, all) ? all : exchanges
  })
}

/** The same JSON with the job's other id. */
export function rename(value: unknown, name: NewName): unknown {
  if (typeof value === 'string') return renameText(value, name)
  if (typeof value === 'number') return String(value) === name.from ? Number(name.to) : value
  if (Array.isArray(value)) return value.map((one) => rename(one, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rename(one, name)]))
}

function renameExchange(exchange: Exchange, name: NewName): Exchange {
  const { request, response } = exchange
  const { path, query } = request
  return {
    ...exchange,
    request: {
      ...request,
      path: path.split('/').map(inPath).join('/'),
      query: Object.fromEntries(Object.entries(query).map(([key, value]) => [key, renameText(value, name)])),
    },
    response: { ...response, body: renameBody(response.body, name) },
  }

  function inPath(segment: string): string {
    const renamedSegment = renameText(decodeURIComponent(segment), name)
    return renamedSegment === decodeURIComponent(segment) ? segment : encodeURIComponent(renamedSegment)
  }
}

function renameBody(body: Body, name: NewName): Body {
  switch (body.kind) {
    case 'json':
      return { kind: 'json', value: rename(body.value, name) }
    case 'text':
      return { kind: 'text', text: renameText(body.text, name) }
    case 'events':
      return { kind: 'events', events: body.events.map((event) => renameText(event, name)) }
    default:
      return body
  }
}

/** A short id is part of many words: it is one only where it stands alone. */
function renameText(text: string, { from, to }: NewName): string {
  if (text === from) return to
  return from.length < 3 ? text : text.replaceAll(from, to)
}
