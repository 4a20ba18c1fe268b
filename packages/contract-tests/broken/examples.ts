import type { ContractConfig } from '../src/config/config.ts'
import { miswriting } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'
import { copyOf } from './folders.ts'
import { lanternContract } from './references.ts'

const ink = { model: 'lantern-2', prompt: 'A boat', providerOptions: { lantern: { style: 'ink' } } }

/** Lantern with one example more: a create in ink. */
function withExample(gives: object): () => Partial<ContractConfig> {
  const examples = [
    { name: 'ink', request: ink, gives: { ...gives, provider: 'lantern', id: 'video_01', outputs: [] } },
  ]
  return () => ({ examples, fixtures: copyOf(lanternContract.fixtures, { 'ink.fixture.jsonc': () => inkFixture }) })
}

const inkFixture = JSON.stringify({
  fixture: 1,
  id: 'lantern.ink',
  scenario: 'example.ink',
  provenance: {
    kind: 'simulated',
    reason: 'What a broken provider gets wrong.',
    why_not_real: 'There is no such vendor: nothing can be recorded or quoted.',
  },
  clock_start: '2026-03-01T10:00:00Z',
  interactions: [
    {
      op: 'create',
      request: { method: 'POST', path: '/v1/videos', json: { model: 'lantern-2', text: 'A boat', style: 'ink' } },
      response: { status: 202, json: { video: { id: 'video_01', state: 'waiting', model: 'lantern-2' } } },
    },
  ],
})

/** Bugs in what no sample shows. */
export const brokenExamples: readonly BrokenProvider[] = [
  {
    name: 'forgets-a-branch: what no sample asks for is sent under another name',
    of: 'lantern',
    breaks: ['REQ-08'],
    createProvider: miswriting(
      'lantern',
      () =>
        ({ style, ...body }) =>
          style === 'ink' ? { ...body, poll: style } : { ...body, style },
    ),
    config: withExample({}),
  },
  {
    name: 'misreads-a-branch: the job of an example is not the one that it says',
    of: 'lantern',
    breaks: ['REQ-08'],
    createProvider: lanternContract.createProvider,
    config: withExample({ status: 'in_progress' }),
  },
  {
    name: 'claims-a-branch: what an example says of the settings is not so',
    of: 'lantern',
    breaks: ['REQ-08'],
    createProvider: lanternContract.createProvider,
    config: { examples: [{ name: 'alone', capabilities: { concurrentJobs: 1 } }] },
  },
]
