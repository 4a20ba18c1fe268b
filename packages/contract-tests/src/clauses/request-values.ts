import type { Sandbox } from '../harness/clause.ts'
import { difference, leaves } from '../fixtures/pointer.ts'
import { wireOf, type Subject } from './cases/samples.ts'
import { change, vendorOptions, pairs, valuesOf, type VendorOption } from './cases/variations.ts'

/** What each value of one option alone puts where on the wire. */
type Places = Map<VendorOption, { pointer: string; found: Map<unknown, unknown> }[]>

/** Sends every value alone, finds where it stands, and then sends every value with every other one. */
export async function tryEveryValue(sandbox: Sandbox, { sample, can, mode }: Subject): Promise<void> {
  const choices = new Map<VendorOption, unknown[]>()
  const places: Places = new Map()
  for (const vendorOption of vendorOptions) {
    const { [vendorOption]: own, ...rest } = sample
    const values = [...new Set([...valuesOf(can, vendorOption, sample), ...(own === undefined ? [] : [own])])]
    if (values.length === 0) continue
    choices.set(vendorOption, values)
    const bare = await wireOf(sandbox, `create of samples.${mode} without ${vendorOption}`, rest)
    const wires = new Map<unknown, unknown[]>()
    for (const value of values) {
      const what = `${vendorOption} ${JSON.stringify(value)}`
      const wire = await wireOf(sandbox, `create with ${what}`, change(sample, { [vendorOption]: value }))
      const twin = [...wires].find(([, other]) => difference(wire, other) === undefined)
      sandbox.check(twin === undefined, `${what} sends the same as ${vendorOption} ${JSON.stringify(twin?.[0])}`)
      const isDropped = difference(wire, bare) === undefined && !(vendorOption === 'n' && value === 1)
      sandbox.check(!isDropped, `${what} sends the same as leaving it out`)
      wires.set(value, wire)
    }
    places.set(vendorOption, learn(sandbox, vendorOption, own, wires, bare))
  }
  const claimed = new Map<string, string>()
  for (const row of pairs(choices)) {
    const wire = await wireOf(sandbox, `create with ${JSON.stringify(row)}`, change(sample, row))
    for (const vendorOption of choices.keys()) mustStand(sandbox, { vendorOption, row, wire, places, claimed })
  }
}

/** Where an option shows. Where the sample's own value stands as it is, every other one must as well. */
function learn(
  sandbox: Sandbox,
  vendorOption: VendorOption,
  own: unknown,
  wires: ReadonlyMap<unknown, unknown[]>,
  bare: unknown[],
): { pointer: string; found: Map<unknown, unknown> }[] {
  const all = new Set([...wires.values(), bare].flatMap((wire) => leaves(wire).map(([pointer]) => pointer)))
  return [...all].flatMap((pointer) => {
    const found = new Map([...wires].map(([value, wire]) => [value, at(wire, pointer)]))
    if (new Set([...found.values(), at(bare, pointer)].map((leaf) => JSON.stringify(leaf))).size === 1) return []
    if (own !== undefined && found.get(own) === own)
      for (const [value, leaf] of found)
        sandbox.equal(leaf, value, `${vendorOption} ${JSON.stringify(value)} on the wire, at ${pointer}`)
    return [{ pointer, found }]
  })
}

/** In company, an option must show as it did alone; a place that options share must tell every combination apart. */
function mustStand(
  sandbox: Sandbox,
  {
    vendorOption,
    row,
    wire,
    places,
    claimed,
  }: {
    vendorOption: VendorOption
    row: Readonly<Record<string, unknown>>
    wire: unknown[]
    places: Places
    claimed: Map<string, string>
  },
): void {
  for (const { pointer, found } of places.get(vendorOption) ?? []) {
    const leaf = at(wire, pointer)
    const sharers = [...places]
      .filter(([, all]) => all.some((place) => place.pointer === pointer))
      .map(([name]) => name)
    if (sharers.length === 1) {
      sandbox.equal(
        leaf,
        found.get(row[vendorOption]),
        `${vendorOption} ${JSON.stringify(row[vendorOption])} in ${JSON.stringify(row)}, at ${pointer}`,
      )
      continue
    }
    const key = `${pointer} ${JSON.stringify(leaf)}`
    const combination = JSON.stringify(sharers.map((name) => row[name]))
    const other = claimed.get(key) ?? combination
    sandbox.equal(combination, other, `${sharers.join(' and ')} that send ${JSON.stringify(leaf)} at ${pointer}`)
    claimed.set(key, combination)
  }
}

function at(wire: unknown[], pointer: string): unknown {
  return leaves(wire).find(([found]) => found === pointer)?.[1]
}
