import { describe, expect, it } from 'vitest'
import { lanternContract } from '../broken/references.ts'
import { bytesOf, writings } from '../src/clauses/stream-writings.ts'
import { mutateFixtures, textOf, type Mutation } from '../src/replay/mutators.ts'
import { createRandom } from '@reelay/simulator/random'
import { replyOf } from '../src/replay/reply.ts'
import { readFixtureSet } from '../src/fixtures/fixture-set.ts'
import { eventsOf, onManyLines, streaming, trouble, valueIn, withData, written } from '../src/clauses/cases/streams.ts'
import type { Exchange } from '../src/fixtures/fixture.ts'

const fixtureSet = readFixtureSet(lanternContract.fixtures)
const fixture = fixtureSet.find('watch')!
const mutate = (mutation: Mutation): Exchange =>
  mutateFixtures([fixture], [mutation], createRandom(7))[0]!.exchanges[0]!

/** The pieces in which an answer goes over the wire, and what breaks it off. */
async function piecesOf(exchange: Exchange): Promise<{ pieces: string[]; error?: unknown }> {
  const pieces: string[] = []
  const [, body] = await replyOf(exchange, undefined)
  try {
    for await (const piece of body) pieces.push(String(piece))
    return { pieces }
  } catch (error) {
    return { pieces, error }
  }
}

describe('a stream on a fixture', () => {
  it('goes over the wire event by event', async () => {
    const events = eventsOf(fixture)
    expect(events).toHaveLength(3)
    expect((await piecesOf(fixture.exchanges[0]!)).pieces).toEqual(events.map((event) => `${event}\n\n`))
  })

  it('can have other events', () => {
    const { body } = mutate(streaming('the last', (events) => events.slice(-1))).response
    expect(textOf(body)).toBe(`${eventsOf(fixture)[2]}\n\n`)
  })

  it('can come in other bytes and pieces', async () => {
    const exchange = mutate(written('in two', () => [Buffer.from('a'), Buffer.from('b')]))
    expect((await piecesOf(exchange)).pieces).toEqual(['a', 'b'])
  })

  it('can break after whole events', async () => {
    const { pieces, error } = await piecesOf(mutate(trouble('ECONNRESET', 2)))
    expect(pieces).toEqual(
      eventsOf(fixture)
        .slice(0, 2)
        .map((event) => `${event}\n\n`),
    )
    expect(error).toMatchObject({ code: 'ECONNRESET' })
  })

  it('that is not there cannot be mutated', () => {
    const others = [fixtureSet.find('list')!]
    expect(() => mutateFixtures(others, [trouble('HANG', 1)], createRandom(7))).toThrow('changes nothing')
  })
})

describe('an event', () => {
  const event = 'event: video\ndata: {"id":"x","deep":{"state":"new"}}'

  it('is read and changed by pointer', () => {
    expect(valueIn(event, '/deep/state')).toBe('new')
    expect(withData(event, '/deep/state', 'ß')).toBe('event: video\ndata: {"id":"x","deep":{"state":"ß"}}')
    expect(valueIn('data: [DONE]', '/deep/state')).toBeUndefined()
    expect(withData('data: [DONE]', '/deep/state', 'ß')).toBe('data: [DONE]')
  })

  it('means the same on many lines', () => {
    const wide = onManyLines(event)
    expect(wide.match(/^data: /gm)).toHaveLength(6)
    expect(valueIn(wide, '/deep/state')).toBe('new')
    expect(onManyLines('data: [DONE]')).toBe('data: [DONE]')
  })
})

it('no two writings of a stream are the same, and none is the plain one', () => {
  const written = writings.map(({ write }) => write(eventsOf(fixture)))
  const plain = bytesOf(eventsOf(fixture))
  const told = [[plain], ...written].map((pieces) => pieces.map((piece) => Buffer.from(piece).toString('hex')).join())
  expect(new Set(told).size).toBe(writings.length + 1)
})
