import type { Wire } from '../config.ts'
import type { Mutation } from '../mutators.ts'
import { withValue, without } from '../pointer.ts'
import type { Exchange, Tape } from '../tape.ts'

/** The pages of a list after a change; the tape has no other call. */
export function onPages(name: string, change: (pages: readonly Exchange[]) => readonly Exchange[]): Mutation {
  const label = `pages:${name}`
  return { label, apply: (tape) => ({ ...tape, exchanges: change(tape.exchanges), bent: [...tape.bent, label] }) }
}

/** Every way in which a page may say that it is the last one, and two in which it may seem not to be. */
export function lastPageBends(
  { exchanges }: Tape,
  { cursor, more }: NonNullable<Wire['pages']>,
): { name: string; bend: Mutation }[] {
  // What the last page was asked for with is what it may say once more.
  const asked = Object.values(exchanges.at(-1)?.request.query ?? {})[0]
  const isMore = (value: boolean) => (body: unknown) => (more === undefined ? body : withValue(body, more, value))
  const says = (value: unknown) => (body: unknown) => withValue(body, cursor, value)
  const repeating = bendLast('points to itself', (body) => isMore(true)(says(asked)(body)))
  if (more !== undefined) return [repeating, bendFirst('has a cursor, but says that there is no more', isMore(false))]
  return [
    repeating,
    bendFirst('has no cursor', (body) => without(body, cursor)),
    bendFirst('has null for a cursor', says(null)),
    bendFirst('has an empty cursor', says('')),
  ]
}

function bendLast(name: string, change: (body: unknown) => unknown): { name: string; bend: Mutation } {
  return { name, bend: onPages(`the last one ${name}`, (all) => [...all.slice(0, -1), ...changed(all.slice(-1))]) }

  function changed(pages: readonly Exchange[]): Exchange[] {
    return pages.map((page) => changeBody(page, change))
  }
}

/** The first page, as the only one. */
function bendFirst(name: string, change: (body: unknown) => unknown): { name: string; bend: Mutation } {
  return {
    name,
    bend: onPages(`the only one ${name}`, (all) => all.slice(0, 1).map((page) => changeBody(page, change))),
  }
}

function changeBody(page: Exchange, change: (body: unknown) => unknown): Exchange {
  const { body } = page.response
  if (body.kind !== 'json') return page
  return { ...page, response: { ...page.response, body: { kind: 'json', value: change(body.value) } } }
}
