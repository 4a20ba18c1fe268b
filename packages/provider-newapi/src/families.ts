import {
  base64,
  type Image,
  type ModeCapability,
  type ModelCapability,
  type ProviderRequest,
} from '@reelay/core/provider'
import type * as wire from './generated-options.ts'

type Images = NonNullable<ModeCapability['images']>

/** An image that is no URL. */
export type Bytes = Extract<Image, { data: Uint8Array }>

/** The part of a body that each upstream wants in a way of its own. */
export interface Written {
  size?: string | undefined
  image?: string | undefined
  images?: string[] | undefined
  input_reference?: string | undefined
  /** Bytes that have to travel as a file. */
  file?: Bytes | undefined
  metadata?: object | undefined
}

/** What an upstream takes, and where the gateway's adaptor for it looks. */
export interface Family {
  /** How the names of its models begin, in lower case. */
  prefixes: readonly string[]
  modes: ModelCapability['modes']
  write: (request: Omit<ProviderRequest, 'options'>) => Written
}

/** One family for each upstream; the keys are also those of its options. */
export const familyNames = ['kling', 'jimeng', 'vidu', 'seedance', 'hailuo', 'veo', 'wan', 'sora'] as const
/** One of `familyNames`. */
export type FamilyName = (typeof familyNames)[number]

// The gateway takes whole seconds up to an hour, and drops a fraction without a word.
const seconds = (usual?: number, min = 1, max = 3600): ModeCapability['duration'] => ({
  min,
  max,
  step: 1,
  ...(usual !== undefined && { default: usual }),
})
const frames = (max: 1 | 2, as: Images['as'] = ['url', 'data']): Images => ({
  min: 1,
  max,
  as,
  roles: max === 2 ? ['first_frame', 'last_frame'] : ['first_frame'],
})
const references = (max: number | null): Images => ({ min: 1, max, roles: ['reference'], as: ['url', 'data'] })
const modes = (modeOptions: ModeCapability, image: Images, reference?: Images): ModelCapability['modes'] => ({
  text: modeOptions,
  image: { ...modeOptions, images: image },
  ...(reference && { reference: { ...modeOptions, images: reference } }),
})

// Where only the page speaks, base64 is sent as the page says it; where an upstream is known to want a data URL, that.
const plain = (image: Image): string => ('url' in image ? image.url : base64(image.data))
const dataUrl = (image: Image): string =>
  'url' in image ? image.url : `data:${image.mediaType};base64,${base64(image.data)}`
const sorted = (images: readonly Image[], text: (image: Image) => string) => {
  const [first] = images.filter(({ role }) => role === 'first_frame').map(text)
  const [last] = images.filter(({ role }) => role === 'last_frame').map(text)
  return { first, last, others: images.filter(({ role }) => role === 'reference').map(text) }
}
/** In the order in which the adaptors take several for frames. */
const pictures = (images: readonly Image[], text: (image: Image) => string): Written => {
  const { first, last, others } = sorted(images, text)
  const all = [first, last, ...others].filter((one) => one !== undefined)
  return all.length > 1 ? { images: all } : { image: all[0] }
}

const ratioSizes = new Map<string | undefined, string>([
  ['16:9', '1920x1080'],
  ['9:16', '1080x1920'],
  ['1:1', '1024x1024'],
])
const wanSizes =
  `832x480 480x832 624x624 1280x720 720x1280 960x960 1088x832 832x1088 1920x1080 1080x1920 1440x1440 1632x1248
1248x1632`.split(/\s/)

/** The rules of each family. */
export const families: Readonly<Record<FamilyName, Family>> = {
  kling: {
    prefixes: ['kling'],
    modes: modes({ duration: seconds(5), aspectRatios: ['16:9', '9:16', '1:1'], negativePrompt: true }, frames(2)),
    write: ({ aspectRatio, negativePrompt, images }) => {
      const { first, last } = sorted(images, plain)
      const metadata: wire.KlingMetadata = { negative_prompt: negativePrompt, image_tail: last }
      return { size: ratioSizes.get(aspectRatio), image: first, metadata }
    },
  },
  jimeng: {
    prefixes: ['jimeng'],
    // Ten seconds are 241 frames; the adaptor makes 121 of any other number.
    modes: modes({ duration: { values: [5, 10], default: 5 }, aspectRatios: null, seed: true }, frames(2)),
    write: ({ aspectRatio, seed, images }) => {
      const metadata: wire.JimengMetadata = { aspect_ratio: aspectRatio, seed }
      return { ...pictures(images, plain), metadata }
    },
  },
  vidu: {
    prefixes: ['vidu'],
    modes: modes(
      { duration: seconds(5), resolutions: ['360p', '540p', '720p', '1080p'], seed: true },
      frames(2),
      references(null),
    ),
    write: ({ mode, resolution, seed, images }) => {
      // Without this, one or two references would be taken for frames.
      const action = mode === 'reference' ? 'referenceGenerate' : undefined
      const metadata: wire.ViduMetadata = { seed, action }
      return { size: resolution, ...pictures(images, dataUrl), metadata }
    },
  },
  seedance: {
    prefixes: ['doubao-seedance', 'seedance'],
    modes: modes(
      {
        duration: seconds(),
        aspectRatios: null,
        resolutions: ['480p', '720p', '1080p', '4k'],
        seed: true,
        audio: true,
      },
      frames(2),
      references(null),
    ),
    write: ({ aspectRatio, resolution, seed, audio, images }) => {
      const { first, last, others } = sorted(images, dataUrl)
      const part = (url: string, role: string): wire.SeedancePart => ({ type: 'image_url', image_url: { url }, role })
      const content = [
        ...(first !== undefined && last !== undefined ? [part(first, 'first_frame'), part(last, 'last_frame')] : []),
        ...others.map((url) => part(url, 'reference_image')),
      ]
      const isAlone = content.length === 0
      const metadata: wire.SeedanceMetadata = { ratio: aspectRatio, resolution, seed, generate_audio: audio }
      return { ...(isAlone && { image: first }), metadata: { ...metadata, ...(!isAlone && { content }) } }
    },
  },
  hailuo: {
    prefixes: ['minimax-hailuo', 'hailuo', 't2v-01', 'i2v-01', 's2v-01'],
    modes: modes(
      { duration: { values: [6, 10], default: 6 }, resolutions: ['512p', '720p', '768p', '1080p'] },
      frames(2),
      references(1),
    ),
    // The adaptor reads images in metadata only, and ignores any other without a word.
    write: ({ resolution, images }) => {
      const { first, last, others } = sorted(images, dataUrl)
      const metadata: wire.HailuoMetadata = { first_frame_image: first, last_frame_image: last }
      const subject = others.length > 0 ? { subject_reference: [{ type: 'character', image: others }] } : {}
      return { size: resolution, metadata: { ...metadata, ...subject } }
    },
  },
  veo: {
    prefixes: ['veo'],
    // A URL would be dropped without a word, and a video from words alone be made and charged.
    modes: modes(
      {
        duration: { values: [4, 6, 8], default: 8 },
        aspectRatios: ['16:9', '9:16'],
        resolutions: ['720p', '1080p', '4k'],
        seed: true,
        negativePrompt: true,
        audio: true,
      },
      frames(1, ['data']),
    ),
    write: ({ aspectRatio, resolution, seed, negativePrompt, audio, images: [image] }) => {
      const shape = { aspectRatio, resolution, negativePrompt }
      const metadata: wire.VeoMetadata = { ...shape, seed, generateAudio: audio }
      return { image: image && dataUrl(image), metadata }
    },
  },
  wan: {
    prefixes: ['wan'],
    modes: wanModes(),
    write: ({ resolution, seed, negativePrompt, audio, images }) => {
      const { first, last } = sorted(images, dataUrl)
      const pair = last === undefined ? {} : { first_frame_url: first, last_frame_url: last }
      const input = { negative_prompt: negativePrompt, ...pair }
      const metadata: wire.WanMetadata = { input, parameters: { seed, audio } }
      return { size: resolution?.replace('x', '*'), ...(last === undefined && { image: first }), metadata }
    },
  },
  sora: {
    prefixes: ['sora'],
    modes: modes({ duration: seconds(), resolutions: ['1280x720', '720x1280', '1792x1024', '1024x1792'] }, frames(1)),
    write: ({ resolution, images: [image] }) => ({
      size: resolution,
      ...(image && ('url' in image ? { input_reference: image.url } : { file: image })),
    }),
  },
}

/** For a model that no family claims: what the page promises, which the server may or may not keep. */
export const anyFamily: Omit<Family, 'prefixes'> = {
  modes: modes(
    { duration: seconds(), resolutions: null, fps: null, seed: null, n: null, negativePrompt: null },
    frames(1),
    references(null),
  ),
  write: ({ resolution, negativePrompt, images }) => ({
    size: resolution,
    ...pictures(images, plain),
    metadata: { negative_prompt: negativePrompt },
  }),
}

/** The family whose models begin as this one does. */
export function familyOf(model: string): FamilyName | undefined {
  const name = model.toLowerCase()
  return familyNames.find((family) => families[family].prefixes.some((prefix) => name.startsWith(prefix)))
}

/** For a name on no list: the server knows more than we do, and `create` holds the request against the family's rules. */
export const anything: ModelCapability['modes'] = everything()

/** From words a size in pixels is taken, from a frame a resolution. */
function wanModes(): ModelCapability['modes'] {
  const modeOptions: ModeCapability = { duration: seconds(5, 3, 10), seed: true, negativePrompt: true, audio: true }
  return {
    text: { ...modeOptions, resolutions: wanSizes },
    image: { ...modeOptions, resolutions: ['480p', '720p', '1080p'], images: frames(2) },
  }
}

function everything(): ModelCapability['modes'] {
  const shape = { aspectRatios: null, resolutions: null, fps: null, n: null }
  const modeOptions: ModeCapability = { duration: seconds(), ...shape, seed: null, negativePrompt: null, audio: null }
  return modes(modeOptions, frames(2), references(null))
}
