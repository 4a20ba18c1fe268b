import { callsOf, makeJob, type Call } from '../calls.ts'
import type { Clause } from '../clause.ts'
import { echoSecret, headers, redirect } from '../mutators.ts'
import { firstSubject, subjects } from '../samples.ts'
import { openSpec, type Spec } from '../spec-check.ts'
import type { SceneOptions, Stage } from '../stage.ts'
import { clipReader, clipScene, completedJob, hasContent } from './clips.ts'
import { expectKeyInPlace, expectNoKey } from './leaks.ts'
import { looks } from './looks.ts'
import { failBeforeSending, sayKeyInAnswers } from './secrets-echo.ts'
import { keepAddressesSecret } from './secrets-addresses.ts'

/** Group D: who gets to see the key, and the addresses of clips. */
export const secretClauses: readonly Clause[] = [
  {
    id: 'SEC-01',
    title: 'The key is sent with every call, in the declared headers, to the vendor, and nowhere else',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'whoever has the key spends the money; bodies and addresses are logged by every machine on the way.',
    fix: 'write the key in headers() of the definition and nowhere else; make every call through http.',
    async run(stage) {
      const job = await makeJob(stage)
      for (const call of everyCall(stage)) {
        await stage.scene(free(call), async (scene) => {
          scene.equal(scene.provider.origin, scene.origin, 'the origin that the provider declares')
          await scene.accept(call.operation, () => call.run(scene, job))
          const declared = Object.entries(await scene.provider.contentHeaders())
          const isThere = declared.some(([, value]) => value.includes(scene.apiKey))
          scene.check(isThere, 'contentHeaders() must give the headers that carry the key')
          for (const { method, path, headers: sent } of scene.requests)
            for (const [name, value] of declared)
              scene.check(sent[name.toLowerCase()] === value, `${method} ${path} lacks the header ${name} with the key`)
          await expectKeyInPlace(scene, () => true)
        })
      }
      if (hasContent(stage) && stage.spec) await fetchWithKey(stage, openSpec(stage.spec))
    },
  },
  {
    id: 'SEC-02',
    title:
      'The key goes along with no redirect and to no address of a clip, unless content() says so of its own origin',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get', 'download'],
    why: 'a redirect or a result address can point to anybody, who then has the key.',
    fix: 'leave redirects and downloads to core; set needsKey in content() only where the vendor asks for the key.',
    async run(stage) {
      const job = await makeJob(stage)
      for (const call of everyCall(stage)) {
        for (const to of ['same', 'cross'] as const) {
          await stage.scene(free(call, [redirect(call.operation, to)]), async (scene) => {
            await scene.attempt(() => call.run(scene, job))
            await expectKeyInPlace(scene, (path) => path !== '/elsewhere')
          })
        }
      }
      await fetchEverywhere(stage)
    },
  },
  {
    id: 'SEC-03',
    title: 'The key is in no error, no job and no log, in no form, even when the vendor says it',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'errors are logged, jobs are stored, and both are sent on; a key in one of them is public.',
    fix: 'put into an error or a job only fields of the answer that are read one by one, log nothing, and let errors of http pass.',
    async run(stage) {
      const job = await makeJob(stage)
      for (const call of everyCall(stage)) {
        for (const code of [401, 500]) {
          const bend: SceneOptions['bend'] = ({ apiKey }) => [
            echoSecret(call.operation, apiKey, code),
            headers(call.operation, { 'www-authenticate': `Bearer realm="${apiKey}"`, 'x-echo': btoa(apiKey) }),
          ]
          await stage.scene({ ...free(call), bend, keySuffix }, async (scene) => {
            expectNoKey(scene, `${call.operation} with ${code}`, await scene.attempt(() => call.run(scene, job)))
          })
        }
      }
      await sayKeyInAnswers(stage, keySuffix)
      await failBeforeSending(stage, keySuffix)
    },
  },
  {
    id: 'SEC-04',
    title: 'The query of an address, which is what signs it, is in no error and no log',
    since: '1.0',
    level: 'required',
    subject: ['get', 'download'],
    why: 'whoever has a signed address has the clip, without any key.',
    fix: 'name no address in an error; log nothing.',
    run: keepAddressesSecret,
  },
  {
    id: 'SEC-05',
    title: 'A key that is given as a function is asked for at each call: after a change only the new one is sent',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'keys that expire are changed while jobs run; a provider that keeps the old one loses them all.',
    fix: 'hand apiKey on as it was given; keep no key and no header that was made from one.',
    async run(stage) {
      const { sample } = firstSubject(stage)
      await stage.scene({ ...looks(stage, []), isLoose: true }, async (scene) => {
        let key = `${scene.apiKey}-0`
        const { client, provider } = scene.again({ apiKey: () => key })
        const expectOnly = (what: string, sent: unknown, current: string): void => {
          const found = JSON.stringify(sent ?? null).match(/sk-canary-SEC-05-\w+-\d+/g) ?? []
          scene.equal([...new Set(found)], [current], `the keys of ${what}`)
        }
        const job = await scene.accept('create', () => client.create(sample))
        expectOnly('the create', scene.sent('create').at(-1)?.headers, key)
        for (const number of [1, 2]) {
          key = `${scene.apiKey}-${number}`
          await scene.accept('get', () => client.get(job))
          expectOnly(`look ${number}`, scene.sent('get').at(-1)?.headers, key)
          expectOnly('contentHeaders()', await provider.contentHeaders(), key)
        }
      })
    },
  },
]

/** Each of these is written differently in JSON, in a URL or in base64. */
const keySuffix = '/+"\\%='

/** Every operation that asks the vendor; an upload is one of its own here. */
function everyCall(stage: Stage): Call[] {
  const stepped = subjects(stage).find(({ story }) =>
    stage.tape(story).exchanges.some(({ operation }) => operation === 'upload'),
  )
  if (!stepped) return [...callsOf(stage)]
  const { sample, story } = stepped
  return [...callsOf(stage), { operation: 'upload', story, run: ({ client }) => client.create(sample) }]
}

/** A scene with this operation, as often as it comes. */
function free({ operation, story }: Call, bend: SceneOptions['bend'] = []): SceneOptions {
  const only = operation === 'create' || operation === 'upload' ? (['upload', 'create'] as const) : [operation]
  return { tapes: story, only, bend, isLoose: true }
}

/** A clip at the vendor's own endpoint, where the specification asks for the key. */
async function fetchWithKey(stage: Stage, spec: Spec): Promise<void> {
  await stage.scene(clipScene(stage, []), async (scene) => {
    await clipReader(scene).read(await completedJob(scene, stage))
    const declared = Object.entries(await scene.provider.contentHeaders())
    for (const { method, url, path, headers: sent } of scene.sent('download')) {
      if (new URL(url).origin !== scene.origin || !spec.isSecured({ method, path })) continue
      for (const [name, value] of declared)
        scene.check(sent[name.toLowerCase()] === value, `${method} ${path} lacks the header ${name} with the key`)
    }
  })
}

/** Clips here, there, and behind a redirect to the other side. */
async function fetchEverywhere(stage: Stage): Promise<void> {
  const own = (origin: string): string => `${origin}/files/clip.mp4`
  const scenes = hasContent(stage)
    ? [clipScene(stage, []), clipScene(stage, [redirect('download', 'cross', 302)])]
    : [clipScene(stage, []), clipScene(stage, [], own), clipScene(stage, [redirect('download', 'cross', 302)], own)]
  for (const options of scenes) {
    await stage.scene(options, async (scene) => {
      const job = await completedJob(scene, stage)
      const reader = clipReader(scene)
      await scene.attempt(() => reader.read(job))
      scene.check(scene.sent('download').length > 0, 'the clip was never asked for')
      const clips = new Set(scene.sent('download').map(({ path }) => path))
      await expectKeyInPlace(scene, (path) => reader.isKeyAsked() || !clips.has(path))
    })
  }
}
