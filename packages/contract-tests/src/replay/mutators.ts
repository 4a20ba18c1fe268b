import type { ChaosName } from './chaos-answers.ts'
import { valuesAt, without, withValue } from '../fixtures/pointer.ts'
import type { Body, Exchange, Operation, Fixture } from '../fixtures/fixture.ts'

/** A change of a fixture: pure, the same for the same seed, and named in every message that it leads to; the same fixture when there is nothing to change. */
export interface Mutation {
  label: string
  apply(fixture: Fixture, random: () => number): Fixture
}

/** What an answer holds instead of what the vendor would send. */
export type Spoilt = 'same' | 'empty' | 'html' | 'json-null' | 'truncated'

/** Answers an operation with another status; with the same body, or a spoilt one. */
export function status(operation: Operation, code: number, body: Spoilt = 'same'): Mutation {
  return onEach(`status:${operation}=${code},body=${body}`, operation, (exchange) =>
    answer(spoil(exchange, body), { status: code }),
  )
}

/** Answers as before, but with nothing, a web page, `null` or the first part of the body. */
export function body(operation: Operation, spoilt: Exclude<Spoilt, 'same'>): Mutation {
  return onEach(`body:${operation}=${spoilt}`, operation, (exchange) => spoil(exchange, spoilt))
}

/** Adds or replaces headers of an answer. */
export function headers(operation: Operation, added: Readonly<Record<string, string>>): Mutation {
  const shown = Object.entries(added).map(([name, value]) => `${name}: ${value}`)
  return onEach(`headers:${operation}=${shown.join('; ')}`, operation, (exchange) =>
    answer(exchange, { headers: { ...exchange.response.headers, ...added } }),
  )
}

/** Takes one field out of an answer. */
export function dropField(operation: Operation, pointer: string): Mutation {
  return onJson(`dropField:${operation}${pointer}`, operation, (value) =>
    valuesAt(value, pointer).length > 0 ? without(value, pointer) : value,
  )
}

/** Puts another value into a field of an answer. */
export function setField(operation: Operation, pointer: string, value: unknown): Mutation {
  return onJson(`setField:${operation}${pointer}=${JSON.stringify(value)}`, operation, (whole) =>
    withValue(whole, pointer, value),
  )
}

/** Has the vendor say a status word that nobody listed. */
export function unknownEnum(operation: Operation, pointer: string): Mutation {
  const label = `unknownEnum:${operation}${pointer}`
  return onJson(label, operation, (whole, random) =>
    valuesAt(whole, pointer).length > 0 ? withValue(whole, pointer, `limbo_${Math.floor(random() * 1e6)}`) : whole,
  )
}

/** After the last answer, one more that says an earlier word again. */
export function regressStatus(operation: Operation, pointer: string, word: string): Mutation {
  const label = `regressStatus:${operation}${pointer}=${word}`
  return mutate(label, (exchanges) => {
    const last = exchanges.findLast((one) => one.operation === operation)
    if (!last) return [...exchanges]
    return [...exchanges, changeJson(last, (whole) => withValue(whole, pointer, word))]
  })
}

/** Cuts the line before the first byte of the answer, or in the middle of its body. */
export function reset(operation: Operation, when: 'before-headers' | 'mid-body', code = 'ECONNRESET'): Mutation {
  return onEach(`reset:${operation},${when},${code}`, operation, (exchange) => {
    const { length } = textOf(exchange.response.body)
    // An answer without a body has no middle.
    const afterBytes = when === 'mid-body' && length > 0 ? middleOf(operation, length) : undefined
    return answer(exchange, { trouble: { code, afterBytes } })
  })
}

/** Half a body; of an answer to a create its first character: what has named its job is no loss. */
function middleOf(operation: Operation, length: number): number {
  return operation === 'create' ? Math.min(1, length) : Math.ceil(length / 2)
}

/** Says nothing more, for ever: before the answer begins, or in the middle of its body. */
export function hang(operation: Operation, when: 'before-headers' | 'mid-body' = 'before-headers'): Mutation {
  return { ...reset(operation, when, 'HANG'), label: `hang:${operation},${when}` }
}

/** Answers on the socket as no server should; only in a sandbox with `wire: 'loopback'`. */
export function chaos(operation: Operation, name: ChaosName): Mutation {
  return onEach(`chaos:${operation}=${name}`, operation, (exchange) => answer(exchange, { chaos: name }))
}

/** Refuses with the caller's key in the vendor's own words: plain, in base64 and in the query of a URL. */
export function echoSecret(operation: Operation, secret: string, code = 401): Mutation {
  const said = `bad key ${secret} (${btoa(secret)}), see https://vendor.example/help?key=${encodeURIComponent(secret)}`
  const value = { error: { message: said, code: secret }, message: said }
  return onEach(`echoSecret:${operation}=${code}`, operation, (exchange) =>
    answer(exchange, { status: code, body: { kind: 'json', value } }),
  )
}

/** Sends the caller elsewhere: on the same origin, or to one that must not see the key. */
export function redirect(operation: Operation, to: 'same' | 'cross', code = 307): Mutation {
  const location = to === 'same' ? '/elsewhere' : `${elsewhere}/elsewhere`
  return onEach(`redirect:${operation}=${code},${to}`, operation, (exchange) =>
    answer(exchange, { status: code, headers: { location }, body: { kind: 'none' } }),
  )
}

/** The origin that a cross-origin redirect points to; nothing there belongs to the vendor. */
export const elsewhere = 'https://elsewhere.contract.test'

/** The fixtures after all mutations. Throws when one of them found nothing to change: it would prove nothing. */
export function mutateFixtures(
  fixtures: readonly Fixture[],
  mutations: readonly Mutation[],
  random: () => number,
): readonly Fixture[] {
  return mutations.reduce((before, mutation) => {
    const after = before.map((fixture) => mutation.apply(fixture, random))
    if (after.some((fixture, index) => fixture !== before[index])) return after
    const ids = fixtures.map(({ id }) => id).join(' + ') || 'no fixture'
    throw new Error(`the mutation ${mutation.label} changes nothing on ${ids}: do wire and fixture fit?`)
  }, fixtures)
}

/** The text of a body as it goes over the wire. */
export function textOf(body: Body): string {
  switch (body.kind) {
    case 'none':
      return ''
    case 'json':
      return body.text ?? JSON.stringify(body.value)
    case 'text':
      return body.text
    case 'events':
      return body.events.map((event) => `${event}\n\n`).join('')
    case 'bytes':
      return Buffer.from(body.bytes).toString('latin1')
  }
}

/** A change of what a fixture plays. */
export function mutate(
  label: string,
  change: (exchanges: readonly Exchange[], random: () => number) => readonly Exchange[],
): Mutation {
  return {
    label,
    apply(fixture, random) {
      const exchanges = change(fixture.exchanges, random)
      const isSame =
        exchanges.length === fixture.exchanges.length &&
        exchanges.every((one, index) => one === fixture.exchanges[index])
      if (isSame) return fixture
      return { ...fixture, exchanges, mutated: [...fixture.mutated, label] }
    },
  }
}

/** A change of every exchange of an operation. */
export function onEach(
  label: string,
  operation: Operation,
  change: (exchange: Exchange, random: () => number) => Exchange,
): Mutation {
  return mutate(label, (exchanges, random) =>
    exchanges.map((one) => (one.operation === operation ? change(one, random) : one)),
  )
}

function onJson(
  label: string,
  operation: Operation,
  change: (value: unknown, random: () => number) => unknown,
): Mutation {
  return onEach(label, operation, (exchange, random) => changeJson(exchange, (value) => change(value, random)))
}

function changeJson(exchange: Exchange, change: (value: unknown) => unknown): Exchange {
  const { body: old } = exchange.response
  if (old.kind !== 'json') return exchange
  const value = change(old.value)
  return value === old.value ? exchange : answer(exchange, { body: { kind: 'json', value } })
}

function answer(exchange: Exchange, changed: Partial<Exchange['response']>): Exchange {
  return { ...exchange, response: { ...exchange.response, ...changed } }
}

function spoil(exchange: Exchange, how: Spoilt): Exchange {
  const text = textOf(exchange.response.body)
  switch (how) {
    case 'same':
      return exchange
    case 'empty':
      return answer(exchange, { body: { kind: 'none' } })
    case 'html':
      return typed(exchange, 'text/html', '<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1>')
    case 'json-null':
      return answer(exchange, { body: { kind: 'json', value: null } })
    case 'truncated':
      return typed(exchange, 'application/json', text.slice(0, middleOf(exchange.operation, text.length)))
  }
}

function typed(exchange: Exchange, type: string, text: string): Exchange {
  const headers = { ...exchange.response.headers, 'content-type': type }
  return answer(exchange, { headers, body: { kind: 'text', text } })
}
