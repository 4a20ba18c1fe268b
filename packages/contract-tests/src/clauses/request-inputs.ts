import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Image, VideoRequestInput } from '@reelay/core'
import { keysOf, leaves } from '../fixtures/pointer.ts'
import { createRandom } from '@reelay/simulator/random'
import { modelOf, refuseField, wireOf, type Subject } from './cases/samples.ts'
import { change, declared, vendorOptions } from './cases/variations.ts'

/** Everything that the mode does not have. */
export async function refuseUndeclared(sandbox: Sandbox, { mode, sample, can: claimed }: Subject): Promise<void> {
  const models = await sandbox.accept('models', () => sandbox.provider.models())
  const model = modelOf(models, sample)
  const can = model?.modes[mode] ?? claimed
  const some = {
    duration: 5,
    aspectRatio: '16:9',
    resolution: '720p',
    fps: 24,
    seed: 7,
    negativePrompt: 'blur',
    audio: true,
    n: 2,
  }
  for (const vendorOption of vendorOptions) {
    if (declared(can, vendorOption) !== 'no' || (vendorOption === 'n' && can.n === 1)) continue
    await refuseField(
      sandbox,
      { field: vendorOption, code: 'unsupported' },
      change(sample, { [vendorOption]: some[vendorOption] }),
      some[vendorOption],
    )
  }
  if (!sandbox.provider.capabilities.operations.includes('webhook'))
    await refuseField(
      sandbox,
      { field: 'webhookUrl', code: 'unsupported' },
      { ...sample, webhookUrl: 'https://example.com/hook' },
      'a URL',
    )
  if (sandbox.provider.capabilities.idempotency !== 'key')
    await refuseField(
      sandbox,
      { field: 'idempotencyKey', code: 'unsupported' },
      { ...sample, idempotencyKey: 'k-1' },
      'k-1',
    )

  const image = { url: 'https://example.com/frame.png' }
  for (const [wanted, role] of [
    ['image', 'first_frame'],
    ['reference', 'reference'],
  ] as const) {
    const images = model?.modes[wanted]?.images
    const request = (one: object): VideoRequestInput => ({ ...sample, images: [{ role, ...one }] })
    if (!model?.modes[wanted])
      await refuseField(sandbox, { field: 'images', code: 'unsupported' }, request(image), role)
    else if (images && !images.as.includes('url'))
      await refuseField(sandbox, { field: 'images[0]', code: 'invalid_request' }, request(image), 'a URL')
    else if (images && !images.as.includes('data'))
      await refuseField(
        sandbox,
        { field: 'images[0]', code: 'invalid_request' },
        request({ data: picture(1) }),
        'bytes',
      )
  }
  const frames = model?.modes.image?.images
  if (frames && !frames.roles.includes('last_frame')) {
    const field = { field: 'images[0].role', code: 'invalid_request' as const, isListed: true }
    await refuseField(sandbox, field, { ...sample, images: [{ ...image, role: 'last_frame' }] }, 'last_frame')
  }
}

/** Sends an image in every form that the mode takes. */
export async function tryEveryForm(sandbox: Sandbox, { mode, sample, can }: Subject, seed: number): Promise<void> {
  const role: Image['role'] = can.images?.roles[0] ?? 'first_frame'
  const data = picture(seed)
  const encoded = Buffer.from(data).toString('base64')
  const send = (what: string, image: object): Promise<unknown[]> =>
    wireOf(sandbox, `create of samples.${mode} with ${what}`, {
      ...sample,
      images: [{ role, ...image }, ...rest(sample)],
    })
  if (can.images?.as.includes('url')) {
    const url = 'https://example.com/a%20frame.png?size=1&x=%2F'
    const wire = await send('an image URL', { url })
    sandbox.check(
      leaves(wire).some(([, value]) => value === url),
      'an image URL must arrive as it is, but is nowhere in what was sent',
    )
  }
  if (!can.images?.as.includes('data')) return
  const forms = {
    bytes: { data },
    base64: { data: encoded },
    'a data URL': { url: `data:image/png;base64,${encoded}` },
  }
  let first: unknown[] | undefined
  for (const [form, image] of Object.entries(forms)) {
    const before = sandbox.requests.length
    const wire = await send(`an image as ${form}`, image)
    const isWhole =
      leaves(wire).some(
        ([, value]) => typeof value === 'string' && (value === encoded || value.endsWith(`;base64,${encoded}`)),
      ) || sandbox.requests.slice(before).some(({ bytes }) => bytes.includes(Buffer.from(data)))
    sandbox.check(
      isWhole,
      `an image given as ${form} must arrive whole, but its ${data.byteLength} bytes are nowhere in what was sent`,
    )
    first ??= wire
    sandbox.equal(wire, first, `what is sent for an image given as ${form}`)
  }
}

/** Options that would replace what a field of the request has put into an object of the body. */
export async function refuseInside(
  sandbox: Sandbox,
  { mode, sample: { providerOptions: _options, ...sample } }: Subject,
): Promise<void> {
  const what = `create of samples.${mode} without its options`
  await wireOf(sandbox, what, sample)
  const asked = new Set(leaves(sample).map(([, value]) => String(value)))
  for (const [pointer, value] of leaves(sandbox.sent('create').at(-1)?.json)) {
    const [key = '', ...rest] = keysOf(pointer)
    // A list has no keys.
    const isInside = rest.length > 0 && !rest.some((name) => /^\d+$/.test(name))
    if (!isInside || typeof value === 'boolean' || !asked.has(String(value))) continue
    const other = typeof value === 'number' ? value + 1 : 'overridden'
    const inside = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), other)
    const options = { [sandbox.provider.id]: { [key]: inside } }
    const before = sandbox.requests.length
    const blamed = `providerOptions.${sandbox.provider.id}.${key}`
    const overriding = `create with the option ${key} that overrides ${pointer}`
    const { issues } = await sandbox.refuse(overriding, 'invalid_request', () =>
      sandbox.client.create({ ...sample, providerOptions: options }),
    )
    const sent = sandbox.requests.slice(before).filter(({ operation }) => operation !== 'models')
    sandbox.equal(sent.length, 0, `${overriding}: number of requests that were sent`)
    const isBlamed = issues?.some(({ field }) => field === blamed || field.startsWith(`${blamed}.`)) ?? false
    sandbox.check(isBlamed, `${overriding}: must blame ${blamed}`)
  }
}

/** The sample with everything in it that a careless provider could change: nested options and bytes. */
export function owned(sample: VideoRequestInput, provider: string, context: ClauseContext): VideoRequestInput {
  const { passThrough } = context.claims.capabilities
  const options = sample.providerOptions?.[provider] ?? (passThrough ? { x_contract: { list: [1, 2] } } : {})
  const hasData = sample.images?.some((image) => image.data !== undefined) ?? false
  const takesData = modelOf(context.claims.models, sample)?.modes.image?.images?.as.includes('data') ?? false
  const images = sample.images?.map((image, index) =>
    index === 0 && takesData && !hasData
      ? { ...(image.role && { role: image.role }), data: picture(context.seed) }
      : { ...image },
  )
  return {
    ...sample,
    ...(images && { images }),
    providerOptions: { ...sample.providerOptions, [provider]: structuredClone(options) },
  }
}

/** The images of a sample after the first, so that a mode that needs several still gets them. */
function rest({ images = [] }: VideoRequestInput): NonNullable<VideoRequestInput['images']> {
  return images.slice(1)
}

const pictures = new Map<number, Uint8Array<ArrayBuffer>>()

/** A picture of 40 kB by its first bytes, with every byte value in it; a copy, so that nobody changes what others get. */
export function picture(seed: number): Uint8Array<ArrayBuffer> {
  const data = pictures.get(seed) ?? drawn(seed)
  pictures.set(seed, data)
  return data.slice()
}

function drawn(seed: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(seed)
  const data = Uint8Array.from({ length: 40_000 }, (_, index) => (index < 512 ? index : Math.floor(random() * 256)))
  data.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return data
}
