import { difference, leaves } from '../pointer.ts'
import { wireOf, type Subject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import { change, knobs, pairs, valuesOf, type Knob } from '../variations.ts'

/** What each value of one knob alone puts where on the wire. */
type Places = Map<Knob, { pointer: string; found: Map<unknown, unknown> }[]>

/** Sends every value alone, finds where it stands, and then sends every value with every other one. */
export async function tryEveryValue(scene: Scene, { sample, can, mode }: Subject): Promise<void> {
  const choices = new Map<Knob, unknown[]>()
  const places: Places = new Map()
  for (const knob of knobs) {
    const { [knob]: own, ...rest } = sample
    const values = [...new Set([...valuesOf(can, knob, sample), ...(own === undefined ? [] : [own])])]
    if (values.length === 0) continue
    choices.set(knob, values)
    const bare = await wireOf(scene, `create of samples.${mode} without ${knob}`, rest)
    const wires = new Map<unknown, unknown[]>()
    for (const value of values) {
      const what = `${knob} ${JSON.stringify(value)}`
      const wire = await wireOf(scene, `create with ${what}`, change(sample, { [knob]: value }))
      const twin = [...wires].find(([, other]) => difference(wire, other) === undefined)
      scene.check(twin === undefined, `${what} sends the same as ${knob} ${JSON.stringify(twin?.[0])}`)
      const isDropped = difference(wire, bare) === undefined && !(knob === 'n' && value === 1)
      scene.check(!isDropped, `${what} sends the same as leaving it out`)
      wires.set(value, wire)
    }
    places.set(knob, learn(scene, knob, own, wires, bare))
  }
  const claimed = new Map<string, string>()
  for (const row of pairs(choices)) {
    const wire = await wireOf(scene, `create with ${JSON.stringify(row)}`, change(sample, row))
    for (const knob of choices.keys()) mustStand(scene, { knob, row, wire, places, claimed })
  }
}

/** Where a knob shows. Where the sample's own value stands as it is, every other one must as well. */
function learn(
  scene: Scene,
  knob: Knob,
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
        scene.equal(leaf, value, `${knob} ${JSON.stringify(value)} on the wire, at ${pointer}`)
    return [{ pointer, found }]
  })
}

/** In company, a knob must show as it did alone; a place that knobs share must tell every combination apart. */
function mustStand(
  scene: Scene,
  {
    knob,
    row,
    wire,
    places,
    claimed,
  }: {
    knob: Knob
    row: Readonly<Record<string, unknown>>
    wire: unknown[]
    places: Places
    claimed: Map<string, string>
  },
): void {
  for (const { pointer, found } of places.get(knob) ?? []) {
    const leaf = at(wire, pointer)
    const sharers = [...places]
      .filter(([, all]) => all.some((place) => place.pointer === pointer))
      .map(([name]) => name)
    if (sharers.length === 1) {
      scene.equal(
        leaf,
        found.get(row[knob]),
        `${knob} ${JSON.stringify(row[knob])} in ${JSON.stringify(row)}, at ${pointer}`,
      )
      continue
    }
    const key = `${pointer} ${JSON.stringify(leaf)}`
    const combination = JSON.stringify(sharers.map((name) => row[name]))
    const other = claimed.get(key) ?? combination
    scene.equal(combination, other, `${sharers.join(' and ')} that send ${JSON.stringify(leaf)} at ${pointer}`)
    claimed.set(key, combination)
  }
}

function at(wire: unknown[], pointer: string): unknown {
  return leaves(wire).find(([found]) => found === pointer)?.[1]
}
