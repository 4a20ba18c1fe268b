import type { ErrorCode, ModelCapability, ModeCapability } from '@reelay/core'

const frame: ModeCapability['images'] = { min: 1, max: 1, roles: ['first_frame'], as: ['url'] }
const references: ModeCapability['images'] = { min: 1, max: null, roles: ['reference'], as: ['url'] }

const wan25: ModeCapability = {
  duration: { values: [5, 10] },
  resolutions: ['720p', '1080p'],
  seed: true,
  negativePrompt: true,
  // Three pages name three limits; a prompt that is too long fails the task.
  promptLength: null,
}

const open: ModeCapability = { duration: null, aspectRatios: null, resolutions: null, seed: null, negativePrompt: null }

/** `wan-2-5` as its page describes it; every other slug is passed on, unchecked. */
export const models: readonly ModelCapability[] = [
  {
    id: 'wan-2-5',
    price: null,
    // A clip from an image has the image's shape.
    modes: { text: { ...wan25, aspectRatios: ['16:9', '9:16', '1:1'] }, image: { ...wan25, images: frame } },
  },
  {
    id: '*',
    price: null,
    modes: { text: open, image: { ...open, images: frame }, reference: { ...open, images: references } },
  },
]

/** What the documented fail codes mean; it may also be an identifier of the model's own provider. */
export const failCodes: readonly [code: ErrorCode, words: readonly string[]][] = [
  ['moderated', ['CONTENT_VIOLATION', 'NSFW_DETECTED', 'SensitiveContentDetected']],
  ['invalid_request', ['PROMPT_TOO_LONG', 'INVALID_PROMPT', 'INVALID_LORA_URL']],
  ['invalid_request', ['INVALID_IMAGE_URL', 'IMAGE_TOO_LARGE', 'UNSUPPORTED_FORMAT', 'IMAGE_DOWNLOAD_FAILED']],
  // A create without credit says so in words alone, under the code 400.
  ['insufficient_credit', ['INSUFFICIENT_CREDITS', 'Insufficient credits', 'Insufficient balance']],
  ['unavailable', ['MODEL_UNAVAILABLE']],
  ['vendor_failure', ['PROCESSING_TIMEOUT', 'GENERATION_FAILED']],
]
