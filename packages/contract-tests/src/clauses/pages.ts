import type { Exchange, Fixture } from '../harness/clause.ts'
import type { Wire } from '../config/config.ts'
import type { Mutation } from '../replay/mutators.ts'
import { withValue, without } from '../fixtures/pointer.ts'

/** The pages of a list after a change; the fixture has no other call. */
export function onPages(name: string, change: (pages: readonly Exchange[]) => readonly Exchange[]): Mutation {
  const label = `pages:${name}`
  return {
    label,
    apply: (fixture) => ({ ...fixture, exchanges: change(fixture.exchanges), mutated: [...fixture.mutated, label] }),
  }
}

/** Every way in which a page may say that it is the last one, and two in which it may seem not to be. */
export function lastPageMutations(
  { exchanges }: Fixture,
  { cursor, more }: NonNullable<Wire['pages']>,
): { name: string; mutate: Mutation }[] {
  // What the last page was asked for with is what it may say once more.
  const asked = Object.values(exchanges.at(-1)?.request.query ?? {})[0]
  const isMore = (value: boolean) => (body: unknown) => (more === undefined ? body : withValue(body, more, value))
  const says = (value: unknown) => (body: unknown) => withValue(body, cursor, value)
  const repeating = mutateLast('points to itself', (body) => isMore(true)(says(asked)(body)))
  if (more !== undefined) return [repeating, mutateFirst('has a cursor, but says that there is no more', isMore(false))]
  return [
    repeating,
    mutateFirst('has no cursor', (body) => without(body, cursor)),
    mutateFirst('has null for a cursor', says(null)),
    mutateFirst('has an empty cursor', says('')),
  ]
}

function mutateLast(name: string, change: (body: unknown) => unknown): { name: string; mutate: Mutation } {
  return { name, mutate: onPages(`the last one ${name}`, (all) => [...all.slice(0, -1), ...changed(all.slice(-1))]) }

  function changed(pages: readonly Exchange[]): Exchange[] {
    return pages.map((page) => changeBody(page, change))
  }
}

/** The first page, as the only one. */
function mutateFirst(name: string, change: (body: unknown) => unknown): { name: string; mutate: Mutation } {
  return {
    name,
    mutate: onPages(`the only one ${name}`, (all) => all.slice(0, 1).map((page) => changeBody(page, change))),
  }
}

function changeBody(page: Exchange, change: (body: unknown) => unknown): Exchange {
  const { body } = page.response
  if (body.kind !== 'json') return page
  return { ...page, response: { ...page.response, body: { kind: 'json', value: change(body.value) } } }
}
