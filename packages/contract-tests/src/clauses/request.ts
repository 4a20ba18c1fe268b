import type { ClauseDefinitions, Sandbox } from '../harness/clause.ts'
import type { VideoRequestInput } from '@reelay/core'
import { difference, leaves, type Leaf } from '../fixtures/pointer.ts'
import { anyCreate, firstSubject, modelOf, refuseField, subjects, wireOf } from './cases/samples.ts'
import { change, declared, vendorOptions, outside } from './cases/variations.ts'
import { judgeExamples } from './examples.ts'
import { compareReadings } from './request-options.ts'
import { owned, refuseInside, refuseUndeclared, tryEveryForm } from './request-inputs.ts'
import { tryEveryValue } from './request-values.ts'

/** Group B: what a request may hold, and how it reaches the wire. */
export const requestClauses: ClauseDefinitions = {
  'REQ-01': {
    title: 'A value that the model does not take is refused before any request, naming the field and what is allowed',
    why: 'a wrong value that gets through is paid for, or fails minutes later with a vendor sentence that nobody can act on.',
    fix: 'return from models() exactly what the vendor takes, every time it is asked; core refuses the rest.',
    async run(context) {
      for (const { mode, sample, can: claimed } of subjects(context)) {
        await context.sandbox({}, async (sandbox) => {
          const models = await sandbox.accept('models', () => sandbox.provider.models())
          const can = modelOf(models, sample)?.modes[mode] ?? claimed
          const isClosed = !models.some(({ id }) => id === '*')
          for (const { changes, field, isListed } of outside(can, sample, isClosed))
            await refuseField(
              sandbox,
              { field, code: 'invalid_request', isListed },
              change(sample, changes),
              changes[field],
            )
        })
      }
    },
  },
  'REQ-02': {
    title:
      'Every declared value, alone and with every other one, reaches the wire at its place, neither dropped nor changed',
    why: 'a video of the wrong length or shape is billed like the right one, and nobody notices before watching it.',
    fix: 'map each field of the request to the vendor field that the fixture has; 0, false and "" are values; declare only what the vendor takes.',
    async run(context) {
      for (const subject of subjects(context)) {
        const { mode, sample, can, scenario } = subject
        const samples = Object.values(context.samples)
        const missing = vendorOptions.find(
          (vendorOption) =>
            declared(can, vendorOption) === 'yes' && samples.every((one) => one?.[vendorOption] === undefined),
        )
        if (missing) context.noFixture(`no sample uses ${missing}, which the model of samples.${mode} declares`)
        await context.sandbox(
          { fixtures: scenario, only: ['upload', 'create'], bodies: 'fixtureValues' },
          async (sandbox) => {
            await sandbox.accept(`create of samples.${mode}`, () => sandbox.client.create(sample))
          },
        )
        await context.sandbox(anyCreate(subject), (sandbox) => tryEveryValue(sandbox, subject))
      }
    },
  },
  'REQ-03': {
    title: 'An option, a kind of image or a mode that the model does not declare is refused before anything is sent',
    why: 'an input that is silently left out gives a video that has nothing to do with it, at full price.',
    fix: 'leave out of models() what the vendor does not have, and answer the same whenever models() is asked.',
    async run(context) {
      for (const subject of subjects(context))
        await context.sandbox({}, (sandbox) => refuseUndeclared(sandbox, subject))
    },
  },
  'REQ-04': {
    title: 'A prompt arrives byte for byte; one that is too long or no Unicode is refused',
    why: 'prompts are the work of the user; a trimmed or normalised one gives another video.',
    fix: 'pass request.prompt on as it is: no trim, no normalize, no escaping of your own.',
    async run(context) {
      const subject = firstSubject(context)
      const { sample, can } = subject
      await context.sandbox(anyCreate(subject), async (sandbox) => {
        const place = placeOf(await wireOf(sandbox, 'create of the sample', sample), sample.prompt)
        const [pointer, template] = place ?? sandbox.fail('the prompt of the sample is nowhere in what was sent')
        for (const prompt of prompts(can.promptLength ?? undefined)) {
          const what = `create with the prompt ${JSON.stringify(prompt.slice(0, 40))}`
          const wire = await wireOf(sandbox, what, { ...sample, prompt })
          const found = leaves(wire).find(([at]) => at === pointer)?.[1]
          sandbox.equal(
            found,
            String(template).replace(sample.prompt, () => prompt),
            `${what}: the prompt on the wire`,
          )
        }
        await refuseField(
          sandbox,
          { field: 'prompt', code: 'invalid_request' },
          { ...sample, prompt: 'half \ud83d' },
          'half a character',
        )
      })
    },
  },
  'REQ-05': {
    title: 'Vendor options are checked, and can override neither a field of the request nor a header',
    why: 'an option that overrides a checked field undoes the check and the price; one that nobody knows is a typo that is paid for.',
    fix: 'give options a strict schema, or set passThrough and hand unknown keys to `extra`; never spread options over the body.',
    async run(context) {
      const subject = firstSubject(context)
      const { passThrough } = context.claims.capabilities
      const { providerOptions: _options, ...sample } = subject.sample
      await context.sandbox(anyCreate(subject), async (sandbox) => {
        const { id } = sandbox.provider
        const withOption = (key: string, value: unknown): VideoRequestInput => ({
          ...sample,
          providerOptions: { [id]: { [key]: value } },
        })
        const refused = (key: string): Promise<void> =>
          refuseField(
            sandbox,
            { field: `providerOptions.${id}.${key}`, code: 'invalid_request' },
            withOption(key, 'overridden'),
            'overridden',
          )
        await wireOf(sandbox, 'create of the sample', sample)
        const plain = sandbox.sent('create').at(-1)
        for (const key of Object.keys(plain?.json ?? {})) await refused(key)
        for (const key of ['x_contract_unknown', 'headers', 'authorization']) {
          if (!passThrough) {
            await refused(key)
            continue
          }
          const wire = await wireOf(sandbox, `create with the option ${key}`, withOption(key, 'passed on'))
          sandbox.check(
            leaves(wire).some(([, value]) => value === 'passed on'),
            `passThrough is declared, but the option ${key} is dropped`,
          )
          sandbox.equal(headersOf(sandbox), headersOf(sandbox, plain), `headers with the option ${key}`)
        }
      })
      for (const one of subjects(context))
        await context.sandbox(anyCreate(one), (sandbox) => refuseInside(sandbox, one))
    },
  },
  'REQ-06': {
    title: 'A request is not changed by sending it, and the same request sends the same bytes',
    why: 'requests are kept, logged and sent again; one that changes under its owner cannot be.',
    fix: 'build a new body for each call from the request alone; keep no state between calls.',
    async run(context) {
      for (const subject of subjects(context)) {
        await context.sandbox(anyCreate(subject), async (sandbox) => {
          const request = owned(subject.sample, sandbox.provider.id, context)
          const before = structuredClone(request)
          const first = await wireOf(sandbox, 'create of the sample', request)
          sandbox.equal(request, before, 'the request after it was sent')
          const count = sandbox.requests.length
          await wireOf(sandbox, 'create of something else', { ...subject.sample, prompt: 'something else in between' })
          const again = await wireOf(sandbox, 'create of the same again', request)
          const found = difference(first, again)
          const calls = sandbox.requests.length - count
          sandbox.check(
            found === undefined,
            `the same request sent other bytes: ${found?.pointer} was ${String(found?.left)}, then ${String(found?.right)} (${calls} calls)`,
          )
        })
      }
    },
  },
  'REQ-07': {
    title:
      'Images work in every declared form: a URL arrives as it is, bytes arrive whole, whichever way they were given',
    why: 'an image that arrives damaged, or is left out, is only noticed in the video that was paid for.',
    fix: 'handle `{ url }` and `{ data, mediaType }`; encode bytes with base64() of @reelay/core.',
    async run(context) {
      for (const subject of subjects(context)) {
        if (subject.can.images)
          await context.sandbox(anyCreate(subject), (sandbox) => tryEveryForm(sandbox, subject, context.seed))
      }
    },
  },
  'REQ-08': {
    title: 'Each example of the configuration sends exactly what is on its fixture, and gives exactly what it says',
    why: 'where a vendor has families, dialects or answers of several forms, the samples run one of each.',
    fix: 'write the branch that is named as the fixture has it; where the fixture is wrong, correct it, with its source.',
    run: judgeExamples,
  },
  'REQ-09': {
    title: 'Vendor options are read by their schema once, so that what it changes is changed once',
    why: 'a schema that makes milliseconds of seconds, read twice, makes 5,000,000 of 5, and one that makes a list of a text refuses its own list.',
    fix: 'let create() and preview() take what options() has given as it is, as defineProvider does.',
    run: compareReadings,
  },
}

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

function headersOf(sandbox: Sandbox, request = sandbox.sent('create').at(-1)): Record<string, string> {
  const { 'content-length': _length, ...headers } = { ...request?.headers }
  return headers
}
