// Generated from specs/openai-videos/openapi.yaml: do not edit, run `pnpm generate`.
/** The OpenAPI document of the vendor, without its prose. */
export const spec: Record<string, unknown> = {
  "openapi": "3.1.1",
  "info": {
    "title": "OpenAI-compatible videos",
    "version": "2026-11"
  },
  "servers": [
    {
      "url": "https://api.aiid.edu.kg"
    }
  ],
  "security": [
    {
      "bearerAuth": []
    }
  ],
  "tags": [
    {
      "name": "videos"
    },
    {
      "name": "derived videos"
    },
    {
      "name": "characters"
    },
    {
      "name": "models"
    }
  ],
  "x-known-values": "Values somebody has met where the vendor gives no closed list.",
  "x-dialects": {
    "aiid": "The hosted service of the page. It answers like a fork of New API.",
    "newapi": "New API, self-hosted, both generations (classic and task plugins).",
    "openai": "The original of OpenAI.",
    "vllm-omni": "vLLM-Omni, self-hosted.",
    "sglang": "SGLang diffusion, self-hosted.",
    "litellm": "LiteLLM's proxy, self-hosted; it passes most fields of the provider behind it on.",
    "resellers": "Hosts that resell New API and add to its answers."
  },
  "paths": {
    "/v1/videos": {
      "post": {
        "operationId": "createVideo",
        "tags": [
          "videos"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateVideo"
              }
            },
            "multipart/form-data": {
              "schema": {
                "$ref": "#/components/schemas/CreateVideoForm"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The video, as a rule queued. With New API possibly an error instead.",
            "headers": {
              "x-request-id": {
                "$ref": "#/components/headers/RequestId"
              },
              "X-Oneapi-Request-Id": {
                "$ref": "#/components/headers/NewApiRequestId"
              },
              "X-New-Api-Other-Ratios": {
                "$ref": "#/components/headers/NewApiOtherRatios"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/Video"
                    },
                    {
                      "$ref": "#/components/schemas/LegacyVideo"
                    },
                    {
                      "$ref": "#/components/schemas/NewApiError"
                    }
                  ]
                },
                "examples": {
                  "queued": {
                    "value": {
                      "id": "video_abc123",
                      "object": "video",
                      "model": "sora-2",
                      "status": "queued",
                      "progress": 0,
                      "created_at": 1764347090922,
                      "seconds": "8"
                    }
                  },
                  "errorWithStatus200": {
                    "value": {
                      "code": "ali_api_error",
                      "message": "InvalidParameter: size is not supported",
                      "data": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "408": {
            "$ref": "#/components/responses/RequestTimeout"
          },
          "413": {
            "$ref": "#/components/responses/PayloadTooLarge"
          },
          "422": {
            "$ref": "#/components/responses/Unprocessable"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      },
      "get": {
        "operationId": "listVideos",
        "tags": [
          "videos"
        ],
        "x-dialects": [
          "openai",
          "vllm-omni",
          "sglang",
          "litellm"
        ],
        "parameters": [
          {
            "name": "after",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "limit",
            "in": "query",
            "schema": {
              "type": "integer",
              "minimum": 1
            }
          },
          {
            "name": "order",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "asc",
                "desc"
              ]
            }
          }
        ],
        "responses": {
          "200": {
            "description": "One page.",
            "headers": {
              "x-request-id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/VideoList"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Unprocessable"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/videos/{video_id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/VideoId"
        }
      ],
      "get": {
        "operationId": "getVideo",
        "tags": [
          "videos"
        ],
        "responses": {
          "200": {
            "description": "The video. With New API's Sora channel possibly the provider's stored answer, without a status.",
            "headers": {
              "x-request-id": {
                "$ref": "#/components/headers/RequestId"
              },
              "X-Oneapi-Request-Id": {
                "$ref": "#/components/headers/NewApiRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/Video"
                    },
                    {
                      "$ref": "#/components/schemas/WrappedVideo"
                    },
                    {
                      "$ref": "#/components/schemas/LegacyVideo"
                    }
                  ]
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Unprocessable"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      },
      "delete": {
        "operationId": "deleteVideo",
        "tags": [
          "videos"
        ],
        "x-dialects": [
          "openai",
          "vllm-omni",
          "sglang"
        ],
        "responses": {
          "200": {
            "description": "Deleted.",
            "headers": {
              "x-request-id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/DeletedVideo"
                    },
                    {
                      "$ref": "#/components/schemas/Video"
                    }
                  ]
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Unprocessable"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/videos/{video_id}/content": {
      "parameters": [
        {
          "$ref": "#/components/parameters/VideoId"
        }
      ],
      "get": {
        "operationId": "getVideoContent",
        "tags": [
          "videos"
        ],
        "parameters": [
          {
            "name": "variant",
            "in": "query",
            "x-dialects": [
              "openai"
            ],
            "schema": {
              "type": "string",
              "enum": [
                "video",
                "thumbnail",
                "spritesheet"
              ],
              "default": "video"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The bytes: MP4 for the video, WebP for the thumbnail, JPEG for the spritesheet.",
            "headers": {
              "x-request-id": {
                "$ref": "#/components/headers/RequestId"
              },
              "X-Oneapi-Request-Id": {
                "$ref": "#/components/headers/NewApiRequestId"
              }
            },
            "content": {
              "video/mp4": {},
              "image/webp": {},
              "image/jpeg": {},
              "application/octet-stream": {},
              "application/binary": {},
              "application/json": {
                "schema": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/ContentLink"
                    },
                    {
                      "$ref": "#/components/schemas/ErrorBody"
                    }
                  ]
                }
              }
            }
          },
          "206": {
            "description": "A range of the bytes.",
            "x-dialects": [
              "newapi"
            ],
            "content": {
              "video/mp4": {},
              "application/octet-stream": {}
            }
          },
          "302": {
            "description": "The bytes are elsewhere. OpenAI's guide follows redirects; which status it uses is not said.",
            "x-dialects": [
              "openai"
            ],
            "headers": {
              "Location": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "304": {
            "description": "Not changed, as asked with If-None-Match or If-Modified-Since.",
            "x-dialects": [
              "newapi"
            ]
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "410": {
            "$ref": "#/components/responses/Gone"
          },
          "416": {
            "$ref": "#/components/responses/RangeNotSatisfiable"
          },
          "422": {
            "$ref": "#/components/responses/Unprocessable"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/videos/{video_id}/remix": {
      "parameters": [
        {
          "$ref": "#/components/parameters/VideoId"
        }
      ],
      "post": {
        "operationId": "remixVideo",
        "tags": [
          "derived videos"
        ],
        "x-dialects": [
          "openai",
          "newapi",
          "litellm"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/RemixVideo"
              }
            },
            "multipart/form-data": {
              "schema": {
                "$ref": "#/components/schemas/RemixVideo"
              }
            }
          }
        },
        "responses": {
          "200": {
            "$ref": "#/components/responses/DerivedVideo"
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/videos/edits": {
      "post": {
        "operationId": "editVideo",
        "tags": [
          "derived videos"
        ],
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/EditVideo"
              }
            },
            "multipart/form-data": {
              "schema": {
                "$ref": "#/components/schemas/EditVideoForm"
              }
            }
          }
        },
        "responses": {
          "200": {
            "$ref": "#/components/responses/DerivedVideo"
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/PayloadTooLarge"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/videos/extensions": {
      "post": {
        "operationId": "extendVideo",
        "tags": [
          "derived videos"
        ],
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ExtendVideo"
              }
            },
            "multipart/form-data": {
              "schema": {
                "$ref": "#/components/schemas/ExtendVideoForm"
              }
            }
          }
        },
        "responses": {
          "200": {
            "$ref": "#/components/responses/DerivedVideo"
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/PayloadTooLarge"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/videos/sync": {
      "post": {
        "operationId": "createVideoNow",
        "tags": [
          "videos"
        ],
        "x-dialects": [
          "vllm-omni"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "multipart/form-data": {
              "schema": {
                "$ref": "#/components/schemas/CreateVideoForm"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The MP4.",
            "content": {
              "video/mp4": {}
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "413": {
            "$ref": "#/components/responses/PayloadTooLarge"
          },
          "422": {
            "$ref": "#/components/responses/Unprocessable"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/videos/characters": {
      "post": {
        "operationId": "createCharacter",
        "tags": [
          "characters"
        ],
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "multipart/form-data": {
              "schema": {
                "$ref": "#/components/schemas/CreateCharacterForm"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The character.",
            "headers": {
              "x-request-id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Character"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/PayloadTooLarge"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/videos/characters/{character_id}": {
      "get": {
        "operationId": "getCharacter",
        "tags": [
          "characters"
        ],
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "parameters": [
          {
            "name": "character_id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The character.",
            "headers": {
              "x-request-id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Character"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/models": {
      "get": {
        "operationId": "listModels",
        "tags": [
          "models"
        ],
        "x-dialects": [
          "aiid",
          "newapi",
          "openai"
        ],
        "responses": {
          "200": {
            "description": "All models.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ModelList"
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    }
  },
  "webhooks": {
    "video.completed": {
      "post": {
        "tags": [
          "videos"
        ],
        "x-dialects": [
          "openai"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          },
          {
            "$ref": "#/components/parameters/WebhookTimestamp"
          },
          {
            "$ref": "#/components/parameters/WebhookSignature"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/VideoCompletedEvent"
              },
              "examples": {
                "completed": {
                  "value": {
                    "id": "evt_abc123",
                    "object": "event",
                    "created_at": 1758941485,
                    "type": "video.completed",
                    "data": {
                      "id": "video_abc123"
                    }
                  }
                }
              }
            }
          }
        },
        "responses": {
          "2XX": {
            "description": "Received. Anything else is delivered again."
          }
        }
      }
    },
    "video.failed": {
      "post": {
        "tags": [
          "videos"
        ],
        "x-dialects": [
          "openai"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          },
          {
            "$ref": "#/components/parameters/WebhookTimestamp"
          },
          {
            "$ref": "#/components/parameters/WebhookSignature"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/VideoFailedEvent"
              }
            }
          }
        },
        "responses": {
          "2XX": {
            "description": "Received. Anything else is delivered again."
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "bearerAuth": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "sk-xxxxxx"
      }
    },
    "parameters": {
      "VideoId": {
        "name": "video_id",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string"
        }
      },
      "WebhookId": {
        "name": "webhook-id",
        "in": "header",
        "required": true,
        "schema": {
          "type": "string"
        }
      },
      "WebhookTimestamp": {
        "name": "webhook-timestamp",
        "in": "header",
        "required": true,
        "schema": {
          "type": "string"
        }
      },
      "WebhookSignature": {
        "name": "webhook-signature",
        "in": "header",
        "required": true,
        "schema": {
          "type": "string"
        }
      }
    },
    "headers": {
      "RequestId": {
        "x-dialects": [
          "openai"
        ],
        "schema": {
          "type": "string"
        }
      },
      "NewApiRequestId": {
        "x-dialects": [
          "newapi"
        ],
        "schema": {
          "type": "string"
        }
      },
      "NewApiOtherRatios": {
        "x-dialects": [
          "newapi"
        ],
        "schema": {
          "type": "string",
          "contentMediaType": "application/json"
        }
      },
      "RetryAfter": {
        "x-dialects": [
          "newapi",
          "openai"
        ],
        "schema": {
          "type": "string"
        }
      },
      "RetryAfterMs": {
        "x-dialects": [
          "openai"
        ],
        "schema": {
          "type": "number"
        }
      },
      "ShouldRetry": {
        "x-dialects": [
          "openai"
        ],
        "schema": {
          "type": "string",
          "enum": [
            "true",
            "false"
          ]
        }
      }
    },
    "responses": {
      "DerivedVideo": {
        "description": "The new video.",
        "headers": {
          "x-request-id": {
            "$ref": "#/components/headers/RequestId"
          },
          "X-Oneapi-Request-Id": {
            "$ref": "#/components/headers/NewApiRequestId"
          }
        },
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Video"
            }
          }
        }
      },
      "BadRequest": {
        "description": "Malformed or refused. New API: invalid_request (blank prompt, wrong JSON type), missing_model, invalid_seconds,\ninvalid_size, invalid_json, invalid_multipart_form, task_not_exist (unknown id), and the getVideoContent of a\nvideo that is not completed. SGLang: no prompt, or no file in a form.\n",
        "x-codes": [
          "invalid_request",
          "invalid_json",
          "missing_model",
          "invalid_seconds",
          "invalid_size",
          "invalid_multipart_form",
          "task_not_exist",
          "model_price_error",
          "model_mapping_failed",
          "task_failed",
          "invalid_api_platform",
          "plugin_request_invalid",
          "plugin_usage_invalid"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "Unauthorized": {
        "description": "The API key is missing or not valid.",
        "x-codes": [],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "Forbidden": {
        "description": "Known but not allowed. New API: the quota does not cover the request, the key may not use the model, its group\nor from this address; for getVideoContent, the result's address is blocked.\n",
        "x-codes": [
          "insufficient_user_quota",
          "pre_consume_token_quota_failed",
          "access_denied"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "NotFound": {
        "description": "No such video; or, with SGLang and getVideoContent, not completed yet. With New API and the message \"Invalid URL\n(METHOD /path)\" there is no such endpoint, which says nothing about the video. A page in HTML means a wrong base\nURL.\n",
        "x-codes": [],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          },
          "text/html": {
            "schema": {
              "type": "string"
            }
          }
        }
      },
      "RequestTimeout": {
        "description": "request_cancelled: the request ended before the provider behind New API answered.",
        "x-codes": [
          "request_cancelled"
        ],
        "x-dialects": [
          "newapi"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "Conflict": {
        "description": "The video is in no state for this, such as deleting one that runs. No code is known.",
        "x-codes": [],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "Gone": {
        "description": "artifact_gone: the bytes are no longer to be had.",
        "x-codes": [
          "artifact_gone"
        ],
        "x-dialects": [
          "newapi"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "PayloadTooLarge": {
        "description": "The body is too large: over 128 MB by default with New API, over 512 MiB for an upload with vLLM-Omni.\n",
        "x-codes": [
          "read_request_body_failed"
        ],
        "x-dialects": [
          "newapi",
          "vllm-omni"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "RangeNotSatisfiable": {
        "description": "No such range.",
        "x-dialects": [
          "newapi"
        ]
      },
      "Unprocessable": {
        "description": "FastAPI's answer to a field of the wrong type or out of its bounds.",
        "x-codes": [],
        "x-dialects": [
          "vllm-omni",
          "sglang",
          "litellm"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "TooManyRequests": {
        "description": "Too many requests, or the provider behind a gateway has no room. New API replaces the message by a Chinese\nsentence that says the latter.\n",
        "x-codes": [],
        "headers": {
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          },
          "retry-after-ms": {
            "$ref": "#/components/headers/RetryAfterMs"
          },
          "x-should-retry": {
            "$ref": "#/components/headers/ShouldRetry"
          }
        },
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "ServerError": {
        "description": "The server or the provider behind it failed. New API repeats the provider's own status with the code\nfail_to_fetch_task and its body as the message; 501 not_implemented: a video of this provider cannot be read\nhere; 503: no channel for the model. aiid's gateway answers 520 to 524 in HTML when the server behind it is slow\nor away, and then nothing is known of a create call.\n",
        "x-codes": [
          "fail_to_fetch_task",
          "do_request_failed",
          "build_request_failed",
          "invalid_response",
          "read_response_body_failed",
          "unmarshal_response_failed",
          "unmarshal_response_body_failed",
          "get_channel_failed",
          "get_task_failed",
          "convert_to_openai_video_failed",
          "not_implemented",
          "model_not_found",
          "task_insert_failed",
          "plugin_submit_response_failed",
          "plugin_submit_response_invalid",
          "artifact_plugin_unavailable"
        ],
        "headers": {
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          },
          "retry-after-ms": {
            "$ref": "#/components/headers/RetryAfterMs"
          },
          "x-should-retry": {
            "$ref": "#/components/headers/ShouldRetry"
          }
        },
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          },
          "text/html": {
            "schema": {
              "type": "string"
            }
          }
        }
      }
    },
    "schemas": {
      "CreateVideo": {
        "type": "object",
        "required": [
          "model",
          "prompt"
        ],
        "properties": {
          "model": {
            "$ref": "#/components/schemas/Model"
          },
          "prompt": {
            "type": "string",
            "minLength": 1
          },
          "seconds": {
            "type": "string",
            "pattern": "^[1-9][0-9]*$",
            "examples": [
              "4",
              "8",
              "12"
            ]
          },
          "duration": {
            "type": "integer",
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "size": {
            "type": "string",
            "examples": [
              "720x1280",
              "1280x720",
              "1024x1792",
              "1792x1024"
            ]
          },
          "image": {
            "type": "string",
            "x-dialects": [
              "aiid",
              "newapi",
              "litellm"
            ]
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "input_reference": {
            "anyOf": [
              {
                "type": "string",
                "x-dialects": [
                  "aiid",
                  "newapi",
                  "sglang"
                ]
              },
              {
                "$ref": "#/components/schemas/ImageReference"
              }
            ]
          },
          "metadata": {
            "type": "object",
            "additionalProperties": true,
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "mode": {
            "type": "string",
            "examples": [
              "t2v",
              "r2v",
              "edit"
            ],
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "content": {
            "type": "array",
            "items": {
              "type": "object",
              "additionalProperties": true
            },
            "x-dialects": [
              "aiid"
            ]
          },
          "parameters": {
            "type": "object",
            "additionalProperties": true,
            "x-dialects": [
              "aiid",
              "litellm"
            ]
          },
          "width": {
            "type": "integer",
            "minimum": 1,
            "examples": [
              512
            ],
            "x-dialects": [
              "aiid"
            ]
          },
          "height": {
            "type": "integer",
            "minimum": 1,
            "examples": [
              512
            ],
            "x-dialects": [
              "aiid"
            ]
          },
          "fps": {
            "type": "integer",
            "examples": [
              30
            ],
            "x-dialects": [
              "aiid",
              "sglang"
            ]
          },
          "num_frames": {
            "type": "integer",
            "minimum": 1,
            "x-dialects": [
              "sglang"
            ]
          },
          "seed": {
            "type": "integer",
            "examples": [
              20231234
            ],
            "x-dialects": [
              "aiid",
              "sglang"
            ]
          },
          "generator_device": {
            "type": "string",
            "x-dialects": [
              "sglang"
            ]
          },
          "n": {
            "type": "integer",
            "examples": [
              1
            ],
            "x-dialects": [
              "aiid"
            ]
          },
          "response_format": {
            "type": "string",
            "examples": [
              "url"
            ],
            "x-dialects": [
              "aiid"
            ]
          },
          "user": {
            "type": "string",
            "examples": [
              "user-1234"
            ],
            "x-dialects": [
              "aiid",
              "litellm"
            ]
          },
          "characters": {
            "type": "array",
            "maxItems": 2,
            "items": {
              "type": "object",
              "required": [
                "id"
              ],
              "properties": {
                "id": {
                  "type": "string"
                }
              }
            },
            "x-dialects": [
              "openai"
            ]
          },
          "extra_body": {
            "type": "object",
            "additionalProperties": true,
            "x-dialects": [
              "sglang",
              "litellm"
            ]
          }
        },
        "additionalProperties": true
      },
      "CreateVideoForm": {
        "type": "object",
        "required": [
          "model",
          "prompt"
        ],
        "allOf": [
          {
            "$ref": "#/components/schemas/VllmOmniOptions"
          }
        ],
        "properties": {
          "model": {
            "$ref": "#/components/schemas/Model"
          },
          "prompt": {
            "type": "string",
            "minLength": 1
          },
          "image": {
            "type": "string",
            "contentMediaType": "application/octet-stream",
            "x-dialects": [
              "aiid"
            ]
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "input_reference": {
            "type": "string",
            "contentMediaType": "application/octet-stream"
          },
          "duration": {
            "type": "integer",
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "seconds": {
            "type": "string"
          },
          "size": {
            "type": "string"
          },
          "width": {
            "type": "integer",
            "minimum": 1,
            "examples": [
              512
            ],
            "x-dialects": [
              "aiid",
              "vllm-omni"
            ]
          },
          "height": {
            "type": "integer",
            "minimum": 1,
            "examples": [
              512
            ],
            "x-dialects": [
              "aiid",
              "vllm-omni"
            ]
          },
          "fps": {
            "type": "integer",
            "examples": [
              30
            ],
            "x-dialects": [
              "aiid",
              "vllm-omni",
              "sglang"
            ]
          },
          "seed": {
            "type": "integer",
            "examples": [
              20231234
            ],
            "x-dialects": [
              "aiid",
              "vllm-omni"
            ]
          },
          "n": {
            "type": "integer",
            "examples": [
              1
            ],
            "x-dialects": [
              "aiid"
            ]
          },
          "response_format": {
            "type": "string",
            "examples": [
              "url"
            ],
            "x-dialects": [
              "aiid"
            ]
          },
          "user": {
            "type": "string",
            "examples": [
              "user-1234"
            ],
            "x-dialects": [
              "aiid",
              "vllm-omni",
              "litellm"
            ]
          },
          "metadata": {
            "$ref": "#/components/schemas/JsonText",
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "mode": {
            "type": "string",
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "content": {
            "$ref": "#/components/schemas/JsonText",
            "x-dialects": [
              "aiid"
            ]
          },
          "parameters": {
            "$ref": "#/components/schemas/JsonText",
            "x-dialects": [
              "aiid"
            ]
          },
          "extra_body": {
            "$ref": "#/components/schemas/JsonText",
            "x-dialects": [
              "sglang"
            ]
          },
          "num_frames": {
            "type": "integer",
            "minimum": 1,
            "x-dialects": [
              "vllm-omni",
              "sglang"
            ]
          },
          "control_reference": {
            "type": "string",
            "contentMediaType": "application/octet-stream",
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "control_type": {
            "type": "string",
            "examples": [
              "edge",
              "blur",
              "depth",
              "seg",
              "wsm"
            ],
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "source_video": {
            "type": "string",
            "contentMediaType": "application/octet-stream",
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "source_audio": {
            "type": "string",
            "contentMediaType": "application/octet-stream",
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "video_noise_mask": {
            "type": "string",
            "contentMediaType": "application/json",
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "audio_noise_mask": {
            "type": "string",
            "contentMediaType": "application/json",
            "x-dialects": [
              "vllm-omni"
            ]
          }
        },
        "additionalProperties": true
      },
      "VllmOmniOptions": {
        "type": "object",
        "x-dialects": [
          "vllm-omni"
        ],
        "properties": {
          "negative_prompt": {
            "type": "string"
          },
          "num_inference_steps": {
            "type": "integer",
            "minimum": 1,
            "maximum": 200
          },
          "guidance_scale": {
            "type": "number",
            "minimum": 0,
            "maximum": 20
          },
          "guidance_scale_2": {
            "type": "number",
            "minimum": 0,
            "maximum": 20
          },
          "boundary_ratio": {
            "type": "number",
            "minimum": 0,
            "maximum": 1
          },
          "flow_shift": {
            "type": "number"
          },
          "true_cfg_scale": {
            "type": "number",
            "minimum": 0,
            "maximum": 20
          },
          "generate_sound": {
            "type": "boolean",
            "default": false
          },
          "sound_duration": {
            "type": "number",
            "exclusiveMinimum": 0
          },
          "enable_frame_interpolation": {
            "type": "boolean",
            "default": false
          },
          "frame_interpolation_exp": {
            "type": "integer",
            "minimum": 1,
            "default": 1
          },
          "frame_interpolation_scale": {
            "type": "number",
            "exclusiveMinimum": 0,
            "default": 1
          },
          "frame_interpolation_model_path": {
            "type": "string"
          },
          "lora": {
            "$ref": "#/components/schemas/JsonObject"
          },
          "extra_params": {
            "$ref": "#/components/schemas/JsonObject"
          },
          "image_reference": {
            "$ref": "#/components/schemas/JsonObject"
          },
          "video_reference": {
            "$ref": "#/components/schemas/JsonObject"
          },
          "audio_reference": {
            "$ref": "#/components/schemas/JsonObject"
          }
        }
      },
      "JsonText": {
        "type": "string",
        "contentMediaType": "application/json"
      },
      "JsonObject": {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {
          "type": "object",
          "additionalProperties": true
        }
      },
      "Model": {
        "type": "string",
        "examples": [
          "sora-2"
        ],
        "x-known-values": [
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
        ]
      },
      "ImageReference": {
        "type": "object",
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "properties": {
          "file_id": {
            "type": "string"
          },
          "image_url": {
            "type": "string",
            "maxLength": 20971520
          }
        },
        "additionalProperties": false,
        "minProperties": 1
      },
      "RemixVideo": {
        "type": "object",
        "x-dialects": [
          "openai",
          "newapi",
          "litellm"
        ],
        "required": [
          "prompt"
        ],
        "properties": {
          "prompt": {
            "type": "string",
            "minLength": 1
          }
        }
      },
      "VideoReference": {
        "type": "object",
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": "string"
          }
        }
      },
      "EditVideo": {
        "type": "object",
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "required": [
          "prompt",
          "video"
        ],
        "properties": {
          "prompt": {
            "type": "string",
            "minLength": 1
          },
          "video": {
            "$ref": "#/components/schemas/VideoReference"
          }
        }
      },
      "EditVideoForm": {
        "type": "object",
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "required": [
          "prompt",
          "video"
        ],
        "properties": {
          "prompt": {
            "type": "string",
            "minLength": 1
          },
          "video": {
            "type": "string",
            "contentMediaType": "application/octet-stream"
          },
          "model": {
            "type": "string",
            "x-dialects": [
              "openai"
            ]
          }
        }
      },
      "ExtendVideo": {
        "type": "object",
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "required": [
          "prompt",
          "seconds",
          "video"
        ],
        "properties": {
          "prompt": {
            "type": "string",
            "minLength": 1
          },
          "seconds": {
            "$ref": "#/components/schemas/ExtensionSeconds"
          },
          "video": {
            "$ref": "#/components/schemas/VideoReference"
          }
        }
      },
      "ExtendVideoForm": {
        "type": "object",
        "x-dialects": [
          "openai"
        ],
        "required": [
          "prompt",
          "seconds",
          "video"
        ],
        "properties": {
          "prompt": {
            "type": "string",
            "minLength": 1
          },
          "seconds": {
            "$ref": "#/components/schemas/ExtensionSeconds"
          },
          "video": {
            "type": "string",
            "contentMediaType": "application/octet-stream"
          }
        }
      },
      "ExtensionSeconds": {
        "type": "string",
        "pattern": "^[1-9][0-9]*$",
        "examples": [
          "4",
          "8",
          "12",
          "16",
          "20"
        ]
      },
      "CreateCharacterForm": {
        "type": "object",
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "required": [
          "name",
          "video"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "video": {
            "type": "string",
            "contentMediaType": "application/octet-stream"
          },
          "target_model_names": {
            "type": "string",
            "x-dialects": [
              "litellm"
            ]
          }
        }
      },
      "Character": {
        "type": "object",
        "x-dialects": [
          "openai",
          "litellm"
        ],
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": [
              "string",
              "null"
            ]
          },
          "created_at": {
            "type": [
              "number",
              "null"
            ]
          },
          "name": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "OpenaiStatus": {
        "type": "string",
        "x-dialects": [
          "aiid",
          "openai",
          "vllm-omni"
        ],
        "enum": [
          "queued",
          "in_progress",
          "completed",
          "failed"
        ]
      },
      "NewApiStatus": {
        "type": "string",
        "x-dialects": [
          "aiid",
          "newapi"
        ],
        "enum": [
          "unknown",
          "queued",
          "in_progress",
          "completed",
          "failed"
        ]
      },
      "VideoStatus": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/OpenaiStatus"
          },
          {
            "$ref": "#/components/schemas/NewApiStatus"
          },
          {
            "type": "string",
            "x-known-values": [
              "queued",
              "pending",
              "submitted",
              "created",
              "queueing",
              "in_progress",
              "processing",
              "running",
              "unknown",
              "completed",
              "succeeded",
              "success",
              "done",
              "failed",
              "error",
              "cancelled",
              "canceled",
              "expired",
              "deleted"
            ]
          }
        ]
      },
      "Video": {
        "type": "object",
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": "string",
            "minLength": 1
          },
          "object": {
            "type": "string",
            "examples": [
              "video"
            ]
          },
          "model": {
            "type": [
              "string",
              "null"
            ]
          },
          "status": {
            "$ref": "#/components/schemas/VideoStatus"
          },
          "progress": {
            "type": [
              "number",
              "null"
            ]
          },
          "created_at": {
            "type": [
              "integer",
              "null"
            ]
          },
          "task_id": {
            "type": [
              "string",
              "null"
            ],
            "deprecated": true,
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          },
          "completed_at": {
            "type": [
              "integer",
              "null"
            ]
          },
          "expires_at": {
            "type": [
              "integer",
              "null"
            ]
          },
          "seconds": {
            "type": [
              "string",
              "number",
              "null"
            ]
          },
          "size": {
            "type": [
              "string",
              "null"
            ]
          },
          "remixed_from_video_id": {
            "type": [
              "string",
              "null"
            ]
          },
          "error": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/VideoError"
              },
              {
                "type": "string"
              },
              {
                "type": "null"
              }
            ]
          },
          "metadata": {
            "x-dialects": [
              "aiid",
              "newapi"
            ],
            "anyOf": [
              {
                "$ref": "#/components/schemas/VideoMetadata"
              },
              {
                "type": "null"
              }
            ]
          },
          "prompt": {
            "type": [
              "string",
              "null"
            ],
            "x-dialects": [
              "openai",
              "vllm-omni"
            ]
          },
          "quality": {
            "type": [
              "string",
              "null"
            ],
            "x-dialects": [
              "openai",
              "vllm-omni",
              "sglang"
            ]
          },
          "usage": {
            "type": [
              "object",
              "null"
            ],
            "properties": {
              "duration_seconds": {
                "type": "number"
              }
            },
            "additionalProperties": true,
            "x-dialects": [
              "litellm"
            ]
          },
          "media_type": {
            "type": "string",
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "file_name": {
            "type": [
              "string",
              "null"
            ],
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "inference_time_s": {
            "type": [
              "number",
              "null"
            ],
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "stage_durations": {
            "type": [
              "object",
              "null"
            ],
            "additionalProperties": {
              "type": "number"
            },
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "peak_memory_mb": {
            "type": [
              "number",
              "null"
            ],
            "x-dialects": [
              "vllm-omni"
            ]
          },
          "video_url": {
            "$ref": "#/components/schemas/ResultUrl"
          },
          "url": {
            "$ref": "#/components/schemas/ResultUrl"
          },
          "result_url": {
            "$ref": "#/components/schemas/ResultUrl"
          },
          "output": {
            "$ref": "#/components/schemas/ResultHolder"
          },
          "content": {
            "$ref": "#/components/schemas/ResultHolder"
          },
          "created": {
            "type": [
              "integer",
              "null"
            ],
            "x-dialects": [
              "resellers"
            ]
          }
        }
      },
      "LegacyVideo": {
        "type": "object",
        "x-dialects": [
          "newapi",
          "resellers"
        ],
        "required": [
          "task_id"
        ],
        "properties": {
          "task_id": {
            "type": "string",
            "minLength": 1
          },
          "status": {
            "$ref": "#/components/schemas/VideoStatus"
          },
          "video_url": {
            "$ref": "#/components/schemas/ResultUrl"
          },
          "url": {
            "$ref": "#/components/schemas/ResultUrl"
          }
        }
      },
      "WrappedVideo": {
        "type": "object",
        "x-dialects": [
          "aiid",
          "resellers"
        ],
        "required": [
          "data"
        ],
        "properties": {
          "code": {
            "type": [
              "string",
              "number",
              "null"
            ]
          },
          "message": {
            "type": [
              "string",
              "null"
            ]
          },
          "data": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/Video"
              },
              {
                "$ref": "#/components/schemas/LegacyVideo"
              },
              {
                "type": "null"
              }
            ]
          }
        }
      },
      "VideoError": {
        "type": "object",
        "properties": {
          "code": {
            "type": [
              "string",
              "integer",
              "null"
            ]
          },
          "message": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "VideoMetadata": {
        "type": "object",
        "properties": {
          "url": {
            "type": [
              "string",
              "null"
            ],
            "x-dialects": [
              "aiid",
              "newapi"
            ]
          }
        },
        "additionalProperties": true
      },
      "ResultUrl": {
        "type": [
          "string",
          "null"
        ],
        "x-dialects": [
          "aiid",
          "resellers"
        ]
      },
      "ResultHolder": {
        "type": [
          "object",
          "null"
        ],
        "x-dialects": [
          "aiid",
          "resellers"
        ],
        "properties": {
          "video_url": {
            "$ref": "#/components/schemas/ResultUrl"
          }
        }
      },
      "ContentLink": {
        "type": "object",
        "x-dialects": [
          "resellers"
        ],
        "properties": {
          "url": {
            "$ref": "#/components/schemas/ResultUrl"
          },
          "video_url": {
            "$ref": "#/components/schemas/ResultUrl"
          },
          "metadata": {
            "$ref": "#/components/schemas/VideoMetadata"
          }
        }
      },
      "VideoList": {
        "type": "object",
        "x-dialects": [
          "openai",
          "vllm-omni",
          "sglang",
          "litellm"
        ],
        "required": [
          "data"
        ],
        "properties": {
          "object": {
            "type": "string",
            "examples": [
              "list"
            ]
          },
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Video"
            }
          },
          "first_id": {
            "type": [
              "string",
              "null"
            ],
            "x-dialects": [
              "openai",
              "vllm-omni",
              "litellm"
            ]
          },
          "last_id": {
            "type": [
              "string",
              "null"
            ],
            "x-dialects": [
              "openai",
              "vllm-omni",
              "litellm"
            ]
          },
          "has_more": {
            "type": [
              "boolean",
              "null"
            ],
            "x-dialects": [
              "openai",
              "vllm-omni",
              "litellm"
            ]
          }
        }
      },
      "DeletedVideo": {
        "type": "object",
        "x-dialects": [
          "openai",
          "vllm-omni"
        ],
        "required": [
          "id",
          "deleted"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "deleted": {
            "type": "boolean"
          },
          "object": {
            "type": "string",
            "examples": [
              "video.deleted"
            ]
          }
        }
      },
      "ModelList": {
        "type": "object",
        "required": [
          "data"
        ],
        "properties": {
          "object": {
            "type": "string",
            "examples": [
              "list"
            ]
          },
          "success": {
            "type": "boolean",
            "x-dialects": [
              "newapi"
            ]
          },
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ModelEntry"
            }
          }
        }
      },
      "ModelEntry": {
        "type": "object",
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "object": {
            "type": "string",
            "examples": [
              "model"
            ]
          },
          "created": {
            "type": "integer"
          },
          "owned_by": {
            "type": "string"
          },
          "supported_endpoint_types": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            },
            "x-dialects": [
              "newapi"
            ]
          }
        }
      },
      "VideoCompletedEvent": {
        "type": "object",
        "x-dialects": [
          "openai"
        ],
        "required": [
          "id",
          "type",
          "data"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "object": {
            "type": "string",
            "examples": [
              "event"
            ]
          },
          "created_at": {
            "type": "integer"
          },
          "type": {
            "type": "string",
            "const": "video.completed"
          },
          "data": {
            "$ref": "#/components/schemas/VideoEventData"
          }
        }
      },
      "VideoFailedEvent": {
        "type": "object",
        "x-dialects": [
          "openai"
        ],
        "required": [
          "id",
          "type",
          "data"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "object": {
            "type": "string",
            "examples": [
              "event"
            ]
          },
          "created_at": {
            "type": "integer"
          },
          "type": {
            "type": "string",
            "const": "video.failed"
          },
          "data": {
            "$ref": "#/components/schemas/VideoEventData"
          }
        }
      },
      "VideoEventData": {
        "type": "object",
        "x-dialects": [
          "openai"
        ],
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": "string"
          }
        }
      },
      "ErrorBody": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/OpenaiError"
          },
          {
            "$ref": "#/components/schemas/NewApiError"
          },
          {
            "$ref": "#/components/schemas/FastApiError"
          }
        ]
      },
      "OpenaiError": {
        "type": "object",
        "x-dialects": [
          "aiid",
          "newapi",
          "openai",
          "vllm-omni",
          "litellm"
        ],
        "required": [
          "error"
        ],
        "properties": {
          "error": {
            "type": "object",
            "properties": {
              "message": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "type": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "param": {
                "type": [
                  "string",
                  "null"
                ]
              },
              "code": {
                "type": [
                  "string",
                  "integer",
                  "null"
                ]
              }
            },
            "additionalProperties": true
          }
        }
      },
      "NewApiError": {
        "type": "object",
        "x-dialects": [
          "aiid",
          "newapi",
          "resellers"
        ],
        "required": [
          "code",
          "message"
        ],
        "properties": {
          "code": {
            "type": [
              "string",
              "integer",
              "null"
            ]
          },
          "message": {
            "type": [
              "string",
              "null"
            ]
          },
          "data": {},
          "param": {
            "type": [
              "string",
              "null"
            ]
          },
          "type": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "FastApiError": {
        "type": "object",
        "x-dialects": [
          "vllm-omni",
          "sglang",
          "litellm"
        ],
        "required": [
          "detail"
        ],
        "properties": {
          "detail": {
            "anyOf": [
              {
                "type": "string"
              },
              {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "loc": {
                      "type": "array",
                      "items": {
                        "type": [
                          "string",
                          "integer"
                        ]
                      }
                    },
                    "msg": {
                      "type": "string"
                    },
                    "type": {
                      "type": "string"
                    }
                  },
                  "additionalProperties": true
                }
              },
              {
                "type": "object",
                "additionalProperties": true
              }
            ]
          }
        }
      }
    }
  }
}
