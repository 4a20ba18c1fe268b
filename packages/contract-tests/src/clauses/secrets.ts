import type { ClauseContext, ClauseDefinitions, SandboxOptions } from '../harness/clause.ts'
import { callsOf, makeJob, type Call } from './cases/calls.ts'
import { echoSecret, headers, redirect } from '../replay/mutators.ts'
import { firstSubject, subjects } from './cases/samples.ts'
import { openSpec, type Spec } from '@reelay/simulator/openapi'
import { videoReader, videoSandbox, completedJob, hasContent } from './videos.ts'
import { expectKeyInPlace, expectNoKey } from './leaks.ts'
import { polls } from './polls.ts'
import { failBeforeSending, sayKeyInAnswers } from './secrets-echo.ts'
import { keepAddressesSecret } from './secrets-addresses.ts'

/** Group D: who gets to see the key, and the addresses of videos. */
export const secretClauses: ClauseDefinitions = {
  'SEC-01': {
    title: 'The key is sent with every call, in the declared headers, to the vendor, and nowhere else',
    why: 'whoever has the key spends the money; bodies and addresses are logged by every machine on the way.',
    fix: 'write the key in headers() of the definition and nowhere else; make every call through http.',
    async run(context) {
      const job = await makeJob(context)
      for (const call of everyCall(context)) {
        await context.sandbox(free(call), async (sandbox) => {
          sandbox.equal(sandbox.provider.origin, sandbox.origin, 'the origin that the provider declares')
          await sandbox.accept(call.operation, () => call.run(sandbox, job))
          const declared = Object.entries(await sandbox.provider.contentHeaders())
          const isThere = declared.some(([, value]) => value.includes(sandbox.apiKey))
          sandbox.check(isThere, 'contentHeaders() must give the headers that carry the key')
          for (const { method, path, headers: sent } of sandbox.requests)
            for (const [name, value] of declared)
              sandbox.check(
                sent[name.toLowerCase()] === value,
                `${method} ${path} lacks the header ${name} with the key`,
              )
          await expectKeyInPlace(sandbox, () => true)
        })
      }
      if (hasContent(context) && context.spec) await fetchWithKey(context, openSpec(context.spec))
    },
  },
  'SEC-02': {
    title:
      'The key goes along with no redirect and to no address of a video, unless content() says so of its own origin',
    why: 'a redirect or a result address can point to anybody, who then has the key.',
    fix: 'leave redirects and downloads to core; set needsKey in content() only where the vendor asks for the key.',
    async run(context) {
      const job = await makeJob(context)
      for (const call of everyCall(context)) {
        for (const to of ['same', 'cross'] as const) {
          await context.sandbox(free(call, [redirect(call.operation, to)]), async (sandbox) => {
            await sandbox.attempt(() => call.run(sandbox, job))
            await expectKeyInPlace(sandbox, (path) => path !== '/elsewhere')
          })
        }
      }
      await fetchEverywhere(context)
    },
  },
  'SEC-03': {
    title: 'The key is in no error, no job and no log, in no form, even when the vendor says it',
    why: 'errors are logged, jobs are stored, and both are sent on; a key in one of them is public.',
    fix: 'put into an error or a job only fields of the answer that are read one by one, log nothing, and let errors of http pass.',
    async run(context) {
      const job = await makeJob(context)
      for (const call of everyCall(context)) {
        for (const code of [401, 500]) {
          const mutate: SandboxOptions['mutate'] = ({ apiKey }) => [
            echoSecret(call.operation, apiKey, code),
            headers(call.operation, { 'www-authenticate': `Bearer realm="${apiKey}"`, 'x-echo': btoa(apiKey) }),
          ]
          await context.sandbox({ ...free(call), mutate, keySuffix }, async (sandbox) => {
            expectNoKey(sandbox, `${call.operation} with ${code}`, await sandbox.attempt(() => call.run(sandbox, job)))
          })
        }
      }
      await sayKeyInAnswers(context, keySuffix)
      await failBeforeSending(context, keySuffix)
    },
  },
  'SEC-04': {
    title: 'The query of an address, which is what signs it, is in no error and no log',
    why: 'whoever has a signed address has the video, without any key.',
    fix: 'name no address in an error; log nothing.',
    run: keepAddressesSecret,
  },
  'SEC-05': {
    title: 'A key that is given as a function is asked for at each call: after a change only the new one is sent',
    why: 'keys that expire are changed while jobs run; a provider that keeps the old one loses them all.',
    fix: 'hand apiKey on as it was given; keep no key and no header that was made from one.',
    async run(context) {
      const { sample } = firstSubject(context)
      await context.sandbox({ ...polls(context, []), isLoose: true }, async (sandbox) => {
        let key = `${sandbox.apiKey}-0`
        const { client, provider } = sandbox.again({ apiKey: () => key })
        const expectOnly = (what: string, sent: unknown, current: string): void => {
          const found = JSON.stringify(sent ?? null).match(/sk-canary-SEC-05-\w+-\d+/g) ?? []
          sandbox.equal([...new Set(found)], [current], `the keys of ${what}`)
        }
        const job = await sandbox.accept('create', () => client.create(sample))
        expectOnly('the create', sandbox.sent('create').at(-1)?.headers, key)
        for (const number of [1, 2]) {
          key = `${sandbox.apiKey}-${number}`
          await sandbox.accept('get', () => client.get(job))
          expectOnly(`poll ${number}`, sandbox.sent('get').at(-1)?.headers, key)
          expectOnly('contentHeaders()', await provider.contentHeaders(), key)
        }
      })
    },
  },
}

/** Each of these is written differently in JSON, in a URL or in base64. */
const keySuffix = '/+"\\%='

/** Every operation that asks the vendor; an upload is one of its own here. */
function everyCall(context: ClauseContext): Call[] {
  const stepped = subjects(context).find(({ scenario }) =>
    context.fixture(scenario).exchanges.some(({ operation }) => operation === 'upload'),
  )
  if (!stepped) return [...callsOf(context)]
  const { sample, scenario } = stepped
  return [...callsOf(context), { operation: 'upload', scenario, run: ({ client }) => client.create(sample) }]
}

/** A sandbox with this operation, as often as it comes. */
function free({ operation, scenario }: Call, mutate: SandboxOptions['mutate'] = []): SandboxOptions {
  const only = operation === 'create' || operation === 'upload' ? (['upload', 'create'] as const) : [operation]
  return { fixtures: scenario, only, mutate, isLoose: true }
}

/** A video at the vendor's own endpoint, where the specification asks for the key. */
async function fetchWithKey(context: ClauseContext, spec: Spec): Promise<void> {
  await context.sandbox(videoSandbox(context, []), async (sandbox) => {
    await videoReader(sandbox).read(await completedJob(sandbox, context))
    const declared = Object.entries(await sandbox.provider.contentHeaders())
    for (const { method, url, path, headers: sent } of sandbox.sent('download')) {
      if (new URL(url).origin !== sandbox.origin || !spec.isSecured({ method, path })) continue
      for (const [name, value] of declared)
        sandbox.check(sent[name.toLowerCase()] === value, `${method} ${path} lacks the header ${name} with the key`)
    }
  })
}

/** Videos here, there, and behind a redirect to the other side. */
async function fetchEverywhere(context: ClauseContext): Promise<void> {
  const own = (origin: string): string => `${origin}/files/video.mp4`
  const sandboxes = hasContent(context)
    ? [videoSandbox(context, []), videoSandbox(context, [redirect('download', 'cross', 302)])]
    : [
        videoSandbox(context, []),
        videoSandbox(context, [], own),
        videoSandbox(context, [redirect('download', 'cross', 302)], own),
      ]
  for (const options of sandboxes) {
    // What fails is tried again.
    await context.sandbox({ ...options, isLoose: true }, async (sandbox) => {
      const job = await completedJob(sandbox, context)
      const reader = videoReader(sandbox)
      await sandbox.attempt(() => reader.read(job))
      sandbox.check(sandbox.sent('download').length > 0, 'the video was never asked for')
      const videos = new Set(sandbox.sent('download').map(({ path }) => path))
      await expectKeyInPlace(sandbox, (path) => reader.isKeyAsked() || !videos.has(path))
    })
  }
}
