// Generated from specs/apixo/openapi.yaml: do not edit, run `pnpm generate`.
import type { ModelCapability } from '@reelay/core'
import type { ErrorCode } from '@reelay/core'

/** `wan-2-5` as its page describes it; every other slug is passed on, unchecked. */
export const models: readonly ModelCapability[] = [
  {
    "id": "wan-2-5",
    "price": null,
    "modes": {
      "text": {
        "duration": {
          "values": [
            5,
            10
          ]
        },
        "resolutions": [
          "720p",
          "1080p"
        ],
        "seed": true,
        "negativePrompt": true,
        "promptLength": null,
        "aspectRatios": [
          "16:9",
          "9:16",
          "1:1"
        ]
      },
      "image": {
        "duration": {
          "values": [
            5,
            10
          ]
        },
        "resolutions": [
          "720p",
          "1080p"
        ],
        "seed": true,
        "negativePrompt": true,
        "promptLength": null,
        "images": {
          "min": 1,
          "max": 1,
          "roles": [
            "first_frame"
          ],
          "as": [
            "url"
          ]
        }
      }
    }
  },
  {
    "id": "*",
    "price": null,
    "modes": {
      "text": {
        "duration": null,
        "aspectRatios": null,
        "resolutions": null,
        "seed": null,
        "negativePrompt": null
      },
      "image": {
        "duration": null,
        "aspectRatios": null,
        "resolutions": null,
        "seed": null,
        "negativePrompt": null,
        "images": {
          "min": 1,
          "max": 1,
          "roles": [
            "first_frame"
          ],
          "as": [
            "url"
          ]
        }
      },
      "reference": {
        "duration": null,
        "aspectRatios": null,
        "resolutions": null,
        "seed": null,
        "negativePrompt": null,
        "images": {
          "min": 1,
          "max": null,
          "roles": [
            "reference"
          ],
          "as": [
            "url"
          ]
        }
      }
    }
  }
]

/** What the documented fail codes mean; a code may also be an identifier of the model's own provider. */
export const failCodes: Readonly<Partial<Record<ErrorCode, string[]>>> = {
  "moderated": [
    "CONTENT_VIOLATION",
    "NSFW_DETECTED",
    "SensitiveContentDetected"
  ],
  "invalid_request": [
    "PROMPT_TOO_LONG",
    "INVALID_PROMPT",
    "INVALID_LORA_URL",
    "INVALID_IMAGE_URL",
    "IMAGE_TOO_LARGE",
    "UNSUPPORTED_FORMAT",
    "IMAGE_DOWNLOAD_FAILED"
  ],
  "insufficient_credit": [
    "INSUFFICIENT_CREDITS",
    "Insufficient credits",
    "Insufficient balance"
  ],
  "unavailable": [
    "MODEL_UNAVAILABLE"
  ],
  "vendor_failure": [
    "PROCESSING_TIMEOUT",
    "GENERATION_FAILED"
  ]
}
