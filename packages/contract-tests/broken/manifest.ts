import { VideoError } from '@reelay/core'
import { clauses } from '../src/clauses/index.ts'
import { candleDefinition } from '../reference/candle.ts'
import { lanternDefinition } from '../reference/lantern.ts'
import { defining, replacing, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'
import { copyOf } from './folders.ts'

const everyClause = clauses.map(({ id }) => id)

/** Bugs that group A has to find. */
export const brokenManifests: readonly BrokenProvider[] = [
  {
    name: 'unknown-capability: claims what the interface does not have',
    of: 'candle',
    breaks: ['MAN-01'],
    createProvider: replacing('candle', ({ capabilities }) => ({
      capabilities: Object.assign({ teleports: true }, capabilities),
    })),
  },
  {
    name: 'moody-manifest: the limit is another one for each instance',
    of: 'candle',
    breaks: ['MAN-01'],
    createProvider: (() => {
      let made = 0
      return replacing('candle', ({ capabilities }) => ({ capabilities: { ...capabilities, concurrentJobs: ++made } }))
    })(),
  },
  {
    name: 'broken-manifest: says nothing about polling, so nothing can be asked of it',
    of: 'candle',
    breaks: everyClause,
    createProvider: replacing('candle', ({ capabilities: { polling: _left, ...rest } }) =>
      Object.assign({}, { capabilities: Object.assign(Object.create(null), rest) }),
    ),
  },
  {
    name: 'lists-less: a model that the vendor has is left out',
    of: 'candle',
    breaks: ['MAN-01'],
    createProvider: defining(candleDefinition),
    config: {
      claims: [
        { id: 'candle', price: null, modes: { text: { duration: { values: [4, 6] } } } },
        { id: 'taper', price: null, modes: {} },
      ],
    },
  },
  {
    name: 'misprices: a model costs a tenth of what the vendor asks',
    of: 'lantern',
    breaks: ['MAN-01'],
    createProvider: defining({
      ...lanternDefinition,
      models: lanternModels().map((model) => ({ ...model, price: { amount: 0.005, currency: 'USD', per: 'second' } })),
    }),
    config: { claims: lanternModels() },
  },
  {
    name: 'forgets-a-mode: takes references, and does not say so',
    of: 'lantern',
    breaks: ['MAN-02', 'FIX-01'],
    createProvider: defining({
      ...lanternDefinition,
      models: lanternModels().map(({ modes: { reference: _left, ...modes }, ...model }) => ({ ...model, modes })),
    }),
  },
  {
    name: 'hidden-balance: has it, and does not say so',
    of: 'lantern',
    breaks: ['MAN-02', 'FIX-01'],
    createProvider: replacing('lantern', ({ capabilities }) => ({
      capabilities: { ...capabilities, operations: capabilities.operations.filter((name) => name !== 'balance') },
    })),
  },
  {
    name: 'deletes-nothing: says what a delete removes, and has no delete',
    of: 'candle',
    breaks: ['MAN-02'],
    createProvider: defining({
      ...candleDefinition,
      capabilities: { ...Object(candleDefinition.capabilities), deletes: 'record' },
    }),
  },
  {
    name: 'shouting-variables: nobody can set what it names',
    of: 'candle',
    breaks: ['MAN-03'],
    createProvider: defining({ ...candleDefinition, environment: { apiKey: 'candle-key', baseUrl: 'candle-url' } }),
  },
  {
    name: 'manifest-mismatch: the package has the name of another provider',
    of: 'lantern',
    breaks: ['MAN-03'],
    createProvider: (environment) => sound('lantern', environment),
    config: () => {
      const rename = (text: string): string => text.replace('provider-lantern', 'provider-lamp')
      const copy = copyOf(new URL('../test/package/', import.meta.url), { 'package.json': rename })
      return { package: new URL('package.json', copy) }
    },
  },
  {
    name: 'declares-another-ratio: for a model that no sample uses',
    of: 'lantern',
    breaks: ['MAN-04'],
    createProvider: defining({
      ...lanternDefinition,
      models: [
        ...lanternModels(),
        { id: 'lantern-pro', price: null, modes: { text: { aspectRatios: ['16:9', '21:9'], resolutions: ['720p'] } } },
      ],
    }),
  },
  {
    name: 'from-the-future: of another version of the interface',
    of: 'candle',
    breaks: everyClause,
    createProvider: replacing('candle', ({ specVersion }) => ({ specVersion: specVersion + 1 })),
  },
  {
    name: 'throws-when-made',
    of: 'candle',
    breaks: everyClause,
    createProvider: () => {
      throw new TypeError('candles are out')
    },
  },
  {
    name: 'fetch-in-constructor',
    of: 'candle',
    breaks: everyClause,
    createProvider: (environment) => {
      void environment.fetch(`${environment.baseUrl}/hello`).catch(() => {})
      return sound('candle', environment)
    },
  },
  {
    name: 'reads-the-environment: a variable that it does not name',
    of: 'candle',
    breaks: ['MAN-06'],
    createProvider: (environment) => {
      void process.env['CANDLE_DEBUG']
      return sound('candle', environment)
    },
  },
  {
    name: 'asks-for-the-key-at-once',
    of: 'candle',
    breaks: ['MAN-06'],
    createProvider: (environment) => {
      const { apiKey } = environment
      if (typeof apiKey === 'function') apiKey()
      return sound('candle', environment)
    },
  },
  {
    name: 'nameless-setting: there is no key, but which one, and where does it go?',
    of: 'candle',
    breaks: ['MAN-06'],
    createProvider: replacing('candle', ({ get }) => ({
      get: (job, call) =>
        get(job, call).catch((error: unknown) => {
          if (!(error instanceof VideoError) || !error.message.includes('no key')) throw error
          throw new VideoError('authentication', 'candle: get: a credential is missing')
        }),
    })),
  },
]

function lanternModels(): Exclude<typeof lanternDefinition.models, (...given: never[]) => unknown> {
  const { models } = lanternDefinition
  if (typeof models === 'function') throw new Error('the models of lantern are data')
  return models
}
