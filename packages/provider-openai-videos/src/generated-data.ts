// Generated from specs/openai-videos/openapi.yaml: do not edit, run `pnpm generate`.
import type { Capabilities } from '@reelay/core'
import type { Dialects } from './options.ts'
import type { Family } from './generated-options.ts'
import type { ErrorCodes } from '@reelay/core/provider'

/** What holds for every dialect; a server without a list cannot tell a repeated create from a new one. */
export const capabilities: Omit<Capabilities, 'operations'> = {
  "idempotency": "list",
  "concurrentJobs": null,
  "polling": {
    "firstMs": 10000,
    "intervalMs": 10000,
    "minimumMs": 5000
  },
  "resultLifetimeMs": null,
  "passThrough": false
}

/** The dialects that are known, by name; `any` is a server of which nothing is known, where everything is tried. */
export const dialects: Dialects = {
  "any": {
    "lacks": [],
    "derives": [
      "remixOf",
      "editOf",
      "extendOf"
    ],
    "body": "json",
    "length": "both",
    "size": "any",
    "image": "images",
    "hasMetadata": true,
    "bytesOnly": [],
    "fields": null,
    "models": [],
    "options": {
      "duration": {
        "min": 1,
        "max": 3600,
        "step": 1
      },
      "aspectRatios": null,
      "resolutions": null,
      "fps": null,
      "seed": null
    },
    "references": null
  },
  "aiid": {
    "lacks": [
      "list",
      "delete",
      "webhook"
    ],
    "derives": [],
    "body": "json",
    "length": "both",
    "size": "any",
    "image": "images",
    "hasMetadata": true,
    "bytesOnly": [],
    "fields": [
      "width",
      "height",
      "response_format",
      "user",
      "metadata",
      "mode",
      "content",
      "parameters",
      "input_reference",
      "imageAs"
    ],
    "models": [
      "sora-2",
      "sora-2-pro",
      "gemini-omni",
      "happyhorse-1.0",
      "happyhorse-1.0-i2v",
      "happyhorse-1.0-t2v",
      "happyhorse-1.0-r2v",
      "happyhorse-1.0-video-edit",
      "doubao-seedance-1-0-lite-i2v-250428",
      "doubao-seedance-1-0-lite-t2v-250428",
      "doubao-seedance-1-0-pro-250528",
      "doubao-seedance-1-0-pro-fast-251015",
      "doubao-seedance-1-5-pro-251215",
      "doubao-seedance-2-0-260128",
      "doubao-seedance-2-0-fast-260128",
      "veo3",
      "veo3-fast",
      "veo3-fast-frames",
      "veo3-frames",
      "veo3-pro",
      "veo3-pro-frames",
      "veo3.1",
      "veo3.1-4k",
      "veo3.1-components",
      "veo3.1-fast",
      "veo3.1-pro",
      "veo3.1-pro-4k",
      "kling-video",
      "grok-imagine-1.0-video",
      "grok-imagine-video-1.5-preview",
      "grok-video-3",
      "viduq3-turbo",
      "hailuo-video"
    ],
    "options": {
      "duration": {
        "min": 1,
        "max": 3600,
        "step": 1
      },
      "aspectRatios": null,
      "resolutions": null,
      "fps": null,
      "seed": null
    },
    "references": null
  },
  "newapi": {
    "lacks": [
      "list",
      "delete",
      "webhook"
    ],
    "derives": [
      "remixOf"
    ],
    "body": "json",
    "length": "both",
    "size": "any",
    "image": "images",
    "hasMetadata": true,
    "bytesOnly": [
      "veo"
    ],
    "fields": [
      "remixOf",
      "metadata",
      "mode",
      "input_reference",
      "imageAs"
    ],
    "models": [],
    "options": {
      "duration": {
        "min": 1,
        "max": 3600,
        "step": 1
      },
      "aspectRatios": null,
      "resolutions": null
    },
    "references": null
  },
  "openai": {
    "lacks": [],
    "derives": [
      "remixOf",
      "editOf",
      "extendOf"
    ],
    "body": "json",
    "length": "seconds",
    "size": "pixels",
    "image": "input_reference.image_url",
    "hasMetadata": false,
    "bytesOnly": [],
    "fields": [
      "remixOf",
      "editOf",
      "extendOf",
      "input_reference",
      "characters",
      "imageAs"
    ],
    "models": [
      "sora-2",
      "sora-2-pro"
    ],
    "options": {
      "duration": {
        "values": [
          4,
          8,
          12,
          16,
          20
        ],
        "default": 4
      },
      "aspectRatios": null,
      "resolutions": null
    },
    "references": 0,
    "deletes": "record_and_media"
  },
  "vllm-omni": {
    "lacks": [
      "webhook"
    ],
    "derives": [],
    "body": "form",
    "length": "seconds",
    "size": "pixels",
    "image": "image_reference",
    "hasMetadata": false,
    "bytesOnly": [],
    "fields": [
      "width",
      "height",
      "user",
      "num_frames",
      "num_inference_steps",
      "guidance_scale",
      "guidance_scale_2",
      "boundary_ratio",
      "flow_shift",
      "true_cfg_scale",
      "enable_frame_interpolation",
      "frame_interpolation_exp",
      "frame_interpolation_scale",
      "sound_duration",
      "frame_interpolation_model_path",
      "lora",
      "extra_params",
      "video_reference",
      "audio_reference"
    ],
    "models": [],
    "options": {
      "duration": {
        "min": 1,
        "max": 3600,
        "step": 1
      },
      "aspectRatios": null,
      "resolutions": null,
      "fps": null,
      "seed": true,
      "negativePrompt": true,
      "audio": true
    },
    "references": 0,
    "deletes": "record_and_media"
  },
  "sglang": {
    "lacks": [
      "webhook"
    ],
    "derives": [],
    "body": "json",
    "length": "seconds",
    "size": "pixels",
    "image": "input_reference",
    "hasMetadata": false,
    "bytesOnly": [],
    "fields": [
      "num_frames",
      "generator_device",
      "extra_body",
      "imageAs"
    ],
    "models": [],
    "options": {
      "duration": {
        "min": 1,
        "max": 3600,
        "step": 1
      },
      "aspectRatios": null,
      "resolutions": null,
      "fps": null,
      "seed": true
    },
    "references": 0,
    "deletes": "record"
  },
  "litellm": {
    "lacks": [
      "delete",
      "webhook"
    ],
    "derives": [
      "remixOf",
      "editOf",
      "extendOf"
    ],
    "body": "json",
    "length": "seconds",
    "size": "pixels",
    "image": "input_reference.image_url",
    "hasMetadata": false,
    "bytesOnly": [],
    "fields": [
      "remixOf",
      "editOf",
      "extendOf",
      "input_reference",
      "user",
      "parameters",
      "extra_body",
      "imageAs"
    ],
    "models": [],
    "options": {
      "duration": {
        "min": 1,
        "max": 3600,
        "step": 1
      },
      "aspectRatios": null,
      "resolutions": null
    },
    "references": 0,
    "deletes": "record_and_media"
  }
}

/** Which keys of `metadata` the providers behind New API read, and how they take bytes, by the beginning of a model's name. */
export const families: readonly Family[] = [
  {
    "prefix": "sora",
    "length": "seconds",
    "metadata": {}
  },
  {
    "prefix": "kling",
    "imageAs": "base64",
    "metadata": {
      "aspectRatio": "aspect_ratio",
      "negativePrompt": "negative_prompt"
    }
  },
  {
    "prefix": "jimeng",
    "metadata": {
      "aspectRatio": "aspect_ratio",
      "seed": "seed"
    }
  },
  {
    "prefix": "vidu",
    "imageAs": "data_url",
    "metadata": {
      "resolution": "resolution",
      "seed": "seed"
    }
  },
  {
    "prefix": "doubao-seedance",
    "imageAs": "data_url",
    "metadata": {
      "aspectRatio": "ratio",
      "resolution": "resolution",
      "seed": "seed",
      "audio": "generate_audio"
    }
  },
  {
    "prefix": "hailuo",
    "imageAs": "data_url",
    "metadata": {
      "image": "first_frame_image"
    }
  },
  {
    "prefix": "veo",
    "metadata": {
      "aspectRatio": "aspectRatio",
      "resolution": "resolution",
      "negativePrompt": "negativePrompt",
      "seed": "seed",
      "audio": "generateAudio"
    }
  }
]

/** Codes that say more than the HTTP status they come with. */
export const errorCodes: ErrorCodes = {
  "insufficient_user_quota": "insufficient_credit",
  "pre_consume_token_quota_failed": "insufficient_credit",
  "insufficient_quota": "insufficient_credit",
  "billing_hard_limit_reached": "insufficient_credit",
  "rate_limit_exceeded": "rate_limited",
  "moderation_blocked": "moderated",
  "content_policy_violation": "moderated",
  "task_not_exist": {
    "code": "not_found",
    "status": 404
  },
  "model_not_found": {
    "code": "not_found",
    "status": 404
  },
  "build_request_failed": {
    "code": "invalid_request",
    "status": 400
  },
  "ali_api_error": "invalid_request"
}
