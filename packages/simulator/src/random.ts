/** A source of numbers in [0, 1). */
export type Random = () => number

/** Makes a stream of numbers that depends on nothing but the seed and the name. */
export function createRandom(seed: number, name = ''): Random {
  let state = hash(`${seed}/${name}`)
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Draws an id in the shape of a version 4 UUID. */
export function randomUuid(random: Random): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (letter) =>
    Math.floor(letter === 'x' ? random() * 16 : 8 + random() * 4).toString(16),
  )
}

/** Draws from a log-normal distribution with this median; `spread` is the standard deviation of the logarithm. */
export function randomLogNormal(random: Random, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return median * Math.exp(spread * normal)
}

// FNV-1a
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193)
  return value | 0
}
