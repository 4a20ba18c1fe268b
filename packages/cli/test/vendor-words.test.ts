import { describe, expect, it } from 'vitest'
import { airforce } from '@reelay/provider-airforce'
import { VideoError, type VideoProvider } from '@reelay/core'
import { reelay } from './command.ts'
import type { ProviderPackage } from '../src/main.ts'

const evil = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u0000\u202e\nsaved  /etc/passwd'
const named = (change: (provider: VideoProvider) => Partial<VideoProvider>): ProviderPackage => ({
  name: '@reelay/provider-airforce',
  load: async () => ({
    airforce: (settings: object) => {
      const provider = airforce(settings)
      return { ...provider, ...change(provider) }
    },
  }),
  loadSimulator: async () => ({}),
})
const job = { id: 'a-1', status: 'failed' as const, model: `wan${evil}`, vendorStatus: evil, error: { message: evil } }

describe("a vendor's words do not steer the terminal", () => {
  const providers = [
    named(() => ({
      models: async () => [{ id: `wan${evil}`, price: null, modes: { text: { resolutions: [evil] } } }],
      get: async () => job,
      list: async () => ({ jobs: [job] }),
      balance: async () => {
        throw new VideoError('unavailable', `broken ${evil}`)
      },
    })),
  ]
  it.each([
    ['models'],
    ['list'],
    ['get', 'airforce:a-1'],
    ['watch', 'airforce:a-1'],
    ['balance'],
    ['plan', 'x', '--model', 'y'],
  ])('%s %s', async (...argv) => {
    for (const more of [[], ['--json']]) {
      const { stdout, stderr } = await reelay([...argv, ...more], { providers, isTerminal: false })
      expect(stdout + stderr).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/)
      expect(stdout + stderr).not.toMatch(/^saved/m)
      expect((stdout + stderr).length).toBeGreaterThan(20)
    }
    const coloured = await reelay(argv, { providers, env: { FORCE_COLOR: '1' } })
    expect(coloured.stdout + coloured.stderr).not.toMatch(/\u001b(?!\[(?:1|2|22|31|32|36|39)m)|[\x07\x9b]/)
  })
})

describe('a create that was stopped or lost', () => {
  const providers = [
    named(({ capabilities }) => ({
      capabilities: { ...capabilities, operations: ['models', 'create', 'get'] },
      models: async () => [{ id: 'wan-2.6', price: null, modes: { text: {} } }],
      create: async () => {
        throw new VideoError('submission_unknown', 'the connection was lost; the job may exist', {
          provider: 'airforce',
        })
      },
    })),
  ]

  it('is not looked for where the vendor has no list', async () => {
    const argv = ['generate', 'a boat', '--model', 'wan-2.6', '-o', 'x.mp4']
    {
      const { stderr } = await reelay(argv, { providers })
      expect(stderr).toContain('may exist')
      expect(stderr).not.toContain('reelay list')
      expect(stderr).toContain('airforce lists no jobs: look for it in the records of your account there')
    }
  })
})
