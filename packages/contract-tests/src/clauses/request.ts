import type { VideoRequestInput } from '@reelay/core'
import type { Clause } from '../clause.ts'
import { difference, leaves, type Leaf } from '../pointer.ts'
import { anyCreate, firstSubject, modelOf, refuseField, subjects, wireOf } from '../samples.ts'
import type { Scene } from '../scene.ts'
import { change, declared, knobs, outside } from '../variations.ts'
import { judgeExamples } from './examples.ts'
import { owned, refuseInside, refuseUndeclared, tryEveryForm } from './request-inputs.ts'
import { tryEveryValue } from './request-values.ts'

/** Group B: what a request may hold, and how it reaches the wire. */
export const requestClauses: readonly Clause[] = [
  {
    id: 'REQ-01',
    title: 'A value that the model does not take is refused before any request, naming the field and what is allowed',
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'a wrong value that gets through is paid for, or fails minutes later with a vendor sentence that nobody can act on.',
    fix: 'return from models() exactly what the vendor takes, every time it is asked; core refuses the rest.',
    async run(stage) {
      for (const { mode, sample, can: claimed } of subjects(stage)) {
        await stage.scene({}, async (scene) => {
          const models = await scene.accept('models', () => scene.provider.models())
          const can = modelOf(models, sample)?.modes[mode] ?? claimed
          const isClosed = !models.some(({ id }) => id === '*')
          for (const { changes, field, isListed } of outside(can, sample, isClosed))
            await refuseField(
              scene,
              { field, code: 'invalid_request', isListed },
              change(sample, changes),
              changes[field],
            )
        })
      }
    },
  },
  {
    id: 'REQ-02',
    title:
      'Every declared value, alone and with every other one, reaches the wire at its place, neither dropped nor changed',
    since: '1.0',
    level: 'required',
    subject: ['create'],
    why: 'a clip of the wrong length or shape is billed like the right one, and nobody notices before watching it.',
    fix: 'map each field of the request to the vendor field that the tape has; 0, false and "" are values; declare only what the vendor takes.',
    async run(stage) {
      for (const subject of subjects(stage)) {
        const { mode, sample, can, story } = subject
        const samples = Object.values(stage.samples)
        const missing = knobs.find(
          (knob) => declared(can, knob) === 'yes' && samples.every((one) => one[knob] === undefined),
        )
        if (missing) stage.noTape(`no sample uses ${missing}, which the model of samples.${mode} declares`)
        await stage.scene({ tapes: story, only: ['upload', 'create'], bodies: 'taped' }, async (scene) => {
          await scene.accept(`create of samples.${mode}`, () => scene.client.create(sample))
        })
        await stage.scene(anyCreate(subject), (scene) => tryEveryValue(scene, subject))
      }
    },
  },
  {
    id: 'REQ-03',
    title: 'A knob, a kind of image or a mode that the model does not declare is refused before anything is sent',
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'an input that is silently left out gives a clip that has nothing to do with it, at full price.',
    fix: 'leave out of models() what the vendor does not have, and answer the same whenever models() is asked.',
    async run(stage) {
      for (const subject of subjects(stage)) await stage.scene({}, (scene) => refuseUndeclared(scene, subject))
    },
  },
  {
    id: 'REQ-04',
    title: 'A prompt arrives byte for byte; one that is too long or no Unicode is refused',
    since: '1.0',
    level: 'required',
    subject: ['create'],
    why: 'prompts are the work of the user; a trimmed or normalised one gives another clip.',
    fix: 'pass request.prompt on as it is: no trim, no normalize, no escaping of your own.',
    async run(stage) {
      const subject = firstSubject(stage)
      const { sample, can } = subject
      await stage.scene(anyCreate(subject), async (scene) => {
        const place = placeOf(await wireOf(scene, 'create of the sample', sample), sample.prompt)
        const [pointer, template] = place ?? scene.fail('the prompt of the sample is nowhere in what was sent')
        for (const prompt of prompts(can.promptLength ?? undefined)) {
          const what = `create with the prompt ${JSON.stringify(prompt.slice(0, 40))}`
          const wire = await wireOf(scene, what, { ...sample, prompt })
          const found = leaves(wire).find(([at]) => at === pointer)?.[1]
          scene.equal(
            found,
            String(template).replace(sample.prompt, () => prompt),
            `${what}: the prompt on the wire`,
          )
        }
        await refuseField(
          scene,
          { field: 'prompt', code: 'invalid_request' },
          { ...sample, prompt: 'half \ud83d' },
          'half a character',
        )
      })
    },
  },
  {
    id: 'REQ-05',
    title: 'Vendor options are checked, and can override neither a field of the request nor a header',
    since: '1.0',
    level: 'required',
    subject: ['create'],
    why: 'an option that overrides a checked field undoes the check and the price; one that nobody knows is a typo that is paid for.',
    fix: 'give options a strict schema, or set passThrough and hand unknown keys to `extra`; never spread options over the body.',
    async run(stage) {
      const subject = firstSubject(stage)
      const { passThrough } = stage.claims.capabilities
      const { providerOptions: _options, ...sample } = subject.sample
      await stage.scene(anyCreate(subject), async (scene) => {
        const { id } = scene.provider
        const withOption = (key: string, value: unknown): VideoRequestInput => ({
          ...sample,
          providerOptions: { [id]: { [key]: value } },
        })
        const refused = (key: string): Promise<void> =>
          refuseField(
            scene,
            { field: `providerOptions.${id}.${key}`, code: 'invalid_request' },
            withOption(key, 'overridden'),
            'overridden',
          )
        await wireOf(scene, 'create of the sample', sample)
        const plain = scene.sent('create').at(-1)
        for (const key of Object.keys(plain?.json ?? {})) await refused(key)
        for (const key of ['x_contract_unknown', 'headers', 'authorization']) {
          if (!passThrough) {
            await refused(key)
            continue
          }
          const wire = await wireOf(scene, `create with the option ${key}`, withOption(key, 'passed on'))
          scene.check(
            leaves(wire).some(([, value]) => value === 'passed on'),
            `passThrough is declared, but the option ${key} is dropped`,
          )
          scene.equal(headersOf(scene), headersOf(scene, plain), `headers with the option ${key}`)
        }
      })
      for (const one of subjects(stage)) await stage.scene(anyCreate(one), (scene) => refuseInside(scene, one))
    },
  },
  {
    id: 'REQ-06',
    title: 'A request is not changed by sending it, and the same request sends the same bytes',
    since: '1.0',
    level: 'required',
    subject: ['create'],
    why: 'requests are kept, logged and sent again; one that changes under its owner cannot be.',
    fix: 'build a new body for each call from the request alone; keep no state between calls.',
    async run(stage) {
      for (const subject of subjects(stage)) {
        await stage.scene(anyCreate(subject), async (scene) => {
          const request = owned(subject.sample, scene.provider.id, stage)
          const before = structuredClone(request)
          const first = await wireOf(scene, 'create of the sample', request)
          scene.equal(request, before, 'the request after it was sent')
          const count = scene.requests.length
          await wireOf(scene, 'create of something else', { ...subject.sample, prompt: 'something else in between' })
          const again = await wireOf(scene, 'create of the same again', request)
          const found = difference(first, again)
          const calls = scene.requests.length - count
          scene.check(
            found === undefined,
            `the same request sent other bytes: ${found?.pointer} was ${String(found?.left)}, then ${String(found?.right)} (${calls} calls)`,
          )
        })
      }
    },
  },
  {
    id: 'REQ-07',
    title:
      'Images work in every declared form: a URL arrives as it is, bytes arrive whole, whichever way they were given',
    since: '1.0',
    level: 'required',
    gate: {
      name: 'providers that take images',
      isOpen: ({ models }) => models.some(({ modes }) => modes.image?.images ?? modes.reference?.images),
    },
    subject: ['create'],
    why: 'an image that arrives damaged, or is left out, is only noticed in the clip that was paid for.',
    fix: 'handle `{ url }` and `{ data, mediaType }`; encode bytes with base64() of @reelay/core.',
    async run(stage) {
      for (const subject of subjects(stage)) {
        if (subject.can.images)
          await stage.scene(anyCreate(subject), (scene) => tryEveryForm(scene, subject, stage.seed))
      }
    },
  },
  {
    id: 'REQ-08',
    title: 'Each example of the configuration sends exactly what is on its tape, and gives exactly what it says',
    since: '1.0',
    level: 'required',
    gate: {
      name: 'providers whose configuration gives `examples`',
      isOpen: (_claims, { examples = [] }) => examples.length > 0,
    },
    subject: ['create'],
    why: 'where a vendor has families, dialects or answers of several forms, the samples run one of each.',
    fix: 'write the branch that is named as the tape has it; where the tape is wrong, correct it, with its source.',
    run: judgeExamples,
  },
]

function prompts(longest = Infinity): string[] {
  const all = [
    '  leading and trailing space \n',
    'line\r\nbreaks\tand\u2028more',
    'family 👨‍👩‍👧‍👦 flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 𝒳',
    'שלום \u200fעולם\u200e مرحبا',
    'combining e\u0301 is not \u00e9',
    'a\u0000b\u0007c\u007f',
    `"quotes" \\back\\slash\\ \${x} %41 &amp; <b>`,
    'long '.repeat(2_000).trim(),
  ]
  const fitting = all.filter(({ length }) => length <= longest)
  return longest === Infinity ? fitting : [...fitting, 'ä'.repeat(longest)]
}

/** Where a text stands on the wire, alone or within another one. */
function placeOf(wire: unknown[], text: string): Leaf | undefined {
  const found = leaves(wire)
  return (
    found.find(([, value]) => value === text) ??
    found.find(([, value]) => typeof value === 'string' && value.includes(text))
  )
}

function headersOf(scene: Scene, request = scene.sent('create').at(-1)): Record<string, string> {
  const { 'content-length': _length, ...headers } = { ...request?.headers }
  return headers
}
