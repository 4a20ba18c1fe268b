import { describe, expect, it } from 'vitest'
import { manifestFindings } from '../src/config/manifest.ts'
import { lantern } from '../reference/lantern.ts'

const sound = lantern({ apiKey: 'k' })
const [model] = await sound.models()
const texts = (provider: object, models: unknown = [model]): string[] =>
  manifestFindings(provider, models).map(({ text, isFatal }) => `${isFatal ? 'fatal: ' : ''}${text}`)

describe('a manifest', () => {
  it('that fits the schemas has no findings', () => {
    expect(texts(sound)).toEqual([])
  })

  it('is told what is wrong, where, and what was expected', () => {
    const { polling: _left, ...rest } = sound.capabilities
    expect(texts({ ...sound, capabilities: rest })).toEqual([
      'fatal: capabilities.polling: nothing is not of the type object',
    ])
    expect(texts({ ...sound, capabilities: { ...sound.capabilities, idempotency: 'maybe' } })).toEqual([
      'fatal: capabilities.idempotency: "maybe" is not one of key, correlation, list, none',
    ])
    expect(texts(sound, [{ ...model, modes: { text: { n: 0 } } }])).toEqual([
      'fatal: models()[0].modes.text.n: 0 is not more than 0',
    ])
    expect(texts({ ...sound, environment: undefined })).toEqual([
      'fatal: provider.environment: nothing is not of the type object',
    ])
    expect(texts(sound, 'none')).toEqual(['fatal: models(): gave "none", not a list'])
  })

  it('may still be judged when it only claims too much', () => {
    expect(texts({ ...sound, capabilities: { ...sound.capabilities, teleports: true } })).toEqual([
      'capabilities.teleports: the interface has no such field',
    ])
  })
})
