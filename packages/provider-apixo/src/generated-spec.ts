// Generated from specs/apixo/openapi.yaml: do not edit, run `pnpm generate`.
/** The OpenAPI document of the vendor, without its prose. */
export const spec: Record<string, unknown> = {
  "openapi": "3.1.1",
  "info": {
    "title": "apixo video",
    "version": "2026-11"
  },
  "servers": [
    {
      "url": "https://api.apixo.ai"
    }
  ],
  "security": [
    {
      "bearerAuth": []
    }
  ],
  "tags": [
    {
      "name": "task"
    },
    {
      "name": "account"
    }
  ],
  "x-known-values": "Values somebody has met where the vendor gives no closed list.",
  "paths": {
    "/api/v1/generateTask/{model}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Model"
        }
      ],
      "post": {
        "operationId": "generateTask",
        "tags": [
          "task"
        ],
        "x-models": {
          "wan-2-5": {
            "$ref": "#/components/schemas/Wan25Input"
          }
        },
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/GenerateTask"
              },
              "examples": {
                "skeleton": {
                  "value": {
                    "request_type": "async",
                    "callback_url": "https://...",
                    "provider": "auto",
                    "input": {
                      "mode": "text-to-video",
                      "prompt": "...",
                      "resolution": "1080p",
                      "duration": 10,
                      "aspect_ratio": "16:9",
                      "image_urls": [
                        "..."
                      ],
                      "negative_prompt": "...",
                      "seed": 12345,
                      "enable_prompt_expansion": true
                    }
                  }
                },
                "textToVideo": {
                  "value": {
                    "request_type": "async",
                    "provider": "value",
                    "input": {
                      "mode": "text-to-video",
                      "prompt": "a serene mountain landscape with moving clouds and gentle breeze",
                      "resolution": "1080p",
                      "duration": 10,
                      "aspect_ratio": "16:9",
                      "negative_prompt": "low quality, blurry",
                      "enable_prompt_expansion": true
                    }
                  }
                },
                "imageToVideo": {
                  "value": {
                    "request_type": "callback",
                    "callback_url": "https://your-server.com/callback",
                    "provider": "official",
                    "input": {
                      "mode": "image-to-video",
                      "prompt": "make this picture into a smooth cinematic shot with camera slowly zooming in",
                      "resolution": "720p",
                      "duration": 5,
                      "image_urls": [
                        "https://example.com/ref.jpg"
                      ],
                      "enable_prompt_expansion": false,
                      "seed": 42
                    }
                  }
                }
              }
            }
          }
        },
        "callbacks": {
          "taskEnded": {
            "{$request.body#/callback_url}": {
              "$ref": "#/webhooks/taskEnded"
            }
          }
        },
        "responses": {
          "200": {
            "description": "The task's id, or a refusal. The page states no HTTP status for either.",
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/TaskHandleEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/Refusal"
                    }
                  ]
                },
                "examples": {
                  "created": {
                    "value": {
                      "code": 200,
                      "message": "success",
                      "data": {
                        "taskId": "task_12345678"
                      }
                    }
                  },
                  "refused": {
                    "value": {
                      "code": 400,
                      "message": "Insufficient credits",
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "500": {
            "$ref": "#/components/responses/InternalError"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/statusTask/{model}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Model"
        }
      ],
      "get": {
        "operationId": "getTaskStatus",
        "tags": [
          "task"
        ],
        "parameters": [
          {
            "name": "taskId",
            "in": "query",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The task, failed or not, or a refusal. The page states no HTTP status for either.",
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/TaskEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/Refusal"
                    }
                  ]
                },
                "examples": {
                  "success": {
                    "value": {
                      "code": 200,
                      "message": "success",
                      "data": {
                        "taskId": "task_12345678",
                        "state": "success",
                        "resultJson": "{\"resultUrls\":[\"https://r2.apixo.ai/video.mp4\"]}",
                        "createTime": 1767965610929,
                        "completeTime": 1767965652317,
                        "costTime": 41388
                      }
                    }
                  },
                  "failed": {
                    "value": {
                      "code": 200,
                      "message": "success",
                      "data": {
                        "taskId": "task_12345678",
                        "state": "failed",
                        "failCode": "CONTENT_VIOLATION",
                        "failMsg": "Content does not meet safety guidelines"
                      }
                    }
                  },
                  "pending": {
                    "value": {
                      "code": 200,
                      "message": "success",
                      "data": {
                        "taskId": "task_12345678",
                        "state": "pending",
                        "createTime": 1767965610929
                      }
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "500": {
            "$ref": "#/components/responses/InternalError"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/api/v1/apikeys/current-balance": {
      "get": {
        "operationId": "getBalance",
        "tags": [
          "account"
        ],
        "responses": {
          "200": {
            "description": "The balance, or a refusal.",
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/BalanceEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/Refusal"
                    }
                  ]
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
          "500": {
            "$ref": "#/components/responses/InternalError"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    }
  },
  "webhooks": {
    "taskEnded": {
      "post": {
        "tags": [
          "task"
        ],
        "security": [],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/TaskEnvelope"
              },
              "examples": {
                "success": {
                  "value": {
                    "code": 200,
                    "message": "success",
                    "data": {
                      "taskId": "task_12345678",
                      "state": "success",
                      "resultJson": "{\"resultUrls\":[\"https://r2.apixo.ai/video.mp4\"]}",
                      "createTime": 1767965610929,
                      "completeTime": 1767965652317,
                      "costTime": 41388
                    }
                  }
                },
                "failed": {
                  "value": {
                    "code": 200,
                    "message": "success",
                    "data": {
                      "taskId": "task_12345678",
                      "state": "failed",
                      "failCode": "CONTENT_VIOLATION",
                      "failMsg": "Content does not meet safety guidelines"
                    }
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Taken. It has to come within 30 s; otherwise the vendor tries again, up to 3 times, with growing delays.\n"
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
        "bearerFormat": "YOUR_API_KEY"
      }
    },
    "parameters": {
      "Model": {
        "name": "model",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "examples": [
            "wan-2-5"
          ],
          "x-known-values": [
            "wan-2-5",
            "wan-2-5-video",
            "veo-3-1",
            "seedance-2-0"
          ]
        }
      }
    },
    "responses": {
      "BadRequest": {
        "description": "Invalid parameters or request error. Too little credit is answered so as well, by the message \"Insufficient\ncredits\" and no code of its own.\n",
        "x-codes": [
          400
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Refusal"
            },
            "examples": {
              "missing": {
                "value": {
                  "code": 400,
                  "message": "Invalid request",
                  "data": {
                    "error": "Missing required field: input.prompt"
                  }
                }
              }
            }
          }
        }
      },
      "Unauthorized": {
        "description": "Invalid or missing API key.",
        "x-codes": [
          401
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Refusal"
            },
            "examples": {
              "key": {
                "value": {
                  "code": 401,
                  "message": "Invalid or missing API key"
                }
              }
            }
          }
        }
      },
      "Forbidden": {
        "description": "Refused. A key may be limited to certain IP addresses.",
        "x-codes": [
          403
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Refusal"
            }
          }
        }
      },
      "NotFound": {
        "description": "Not found.",
        "x-codes": [
          404
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Refusal"
            }
          }
        }
      },
      "TooManyRequests": {
        "description": "Rate limit exceeded: more than 10000 requests a minute, or more than 1000 concurrent tasks. Wait and retry; no\nheader that says for how long is documented.\n",
        "x-codes": [
          429
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Refusal"
            }
          }
        }
      },
      "InternalError": {
        "description": "The vendor failed.",
        "x-codes": [
          500
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Refusal"
            }
          }
        }
      },
      "Unavailable": {
        "description": "Not available at present.",
        "x-codes": [
          503
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Refusal"
            }
          }
        }
      }
    },
    "schemas": {
      "RequestType": {
        "type": "string",
        "enum": [
          "async",
          "callback"
        ],
        "default": "async"
      },
      "ProviderRouting": {
        "type": "string",
        "enum": [
          "auto",
          "value",
          "official"
        ],
        "default": "auto"
      },
      "GenerateTask": {
        "type": "object",
        "required": [
          "input"
        ],
        "properties": {
          "request_type": {
            "$ref": "#/components/schemas/RequestType"
          },
          "callback_url": {
            "type": "string"
          },
          "provider": {
            "$ref": "#/components/schemas/ProviderRouting"
          },
          "input": {
            "$ref": "#/components/schemas/TaskInput"
          }
        },
        "if": {
          "type": "object",
          "required": [
            "request_type"
          ],
          "properties": {
            "request_type": {
              "const": "callback"
            }
          }
        },
        "then": {
          "type": "object",
          "required": [
            "callback_url"
          ],
          "properties": {
            "callback_url": {
              "type": "string"
            }
          }
        }
      },
      "TaskInput": {
        "type": "object",
        "properties": {
          "mode": {
            "type": "string",
            "examples": [
              "text-to-video",
              "image-to-video"
            ]
          },
          "prompt": {
            "type": "string"
          },
          "resolution": {
            "type": "string",
            "examples": [
              "720p",
              "1080p"
            ]
          },
          "duration": {
            "type": "number",
            "examples": [
              5,
              10
            ]
          },
          "aspect_ratio": {
            "type": "string",
            "examples": [
              "16:9",
              "9:16",
              "1:1"
            ]
          },
          "image_urls": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "negative_prompt": {
            "type": "string",
            "examples": [
              "low quality, blurry, shaky, distorted"
            ]
          },
          "seed": {
            "type": "integer"
          },
          "enable_prompt_expansion": {
            "type": "boolean",
            "default": true
          }
        }
      },
      "Wan25Input": {
        "examples": [
          {
            "mode": "text-to-video",
            "prompt": "...",
            "resolution": "1080p",
            "duration": 10,
            "aspect_ratio": "16:9",
            "image_urls": [
              "..."
            ],
            "negative_prompt": "...",
            "seed": 12345,
            "enable_prompt_expansion": true
          },
          {
            "mode": "text-to-video",
            "prompt": "a serene mountain landscape with moving clouds and gentle breeze",
            "resolution": "1080p",
            "duration": 10,
            "aspect_ratio": "16:9",
            "negative_prompt": "low quality, blurry",
            "enable_prompt_expansion": true
          },
          {
            "mode": "image-to-video",
            "prompt": "make this picture into a smooth cinematic shot with camera slowly zooming in",
            "resolution": "720p",
            "duration": 5,
            "image_urls": [
              "https://example.com/ref.jpg"
            ],
            "enable_prompt_expansion": false,
            "seed": 42
          }
        ],
        "allOf": [
          {
            "$ref": "#/components/schemas/TaskInput"
          },
          {
            "type": "object",
            "required": [
              "mode",
              "prompt"
            ],
            "properties": {
              "mode": {
                "type": "string",
                "enum": [
                  "text-to-video",
                  "image-to-video"
                ]
              },
              "prompt": {
                "type": "string",
                "minLength": 1
              },
              "resolution": {
                "type": "string",
                "enum": [
                  "720p",
                  "1080p"
                ]
              },
              "duration": {
                "type": "integer",
                "enum": [
                  5,
                  10
                ]
              },
              "aspect_ratio": {
                "type": "string",
                "enum": [
                  "16:9",
                  "9:16",
                  "1:1"
                ],
                "default": "16:9"
              }
            }
          }
        ],
        "if": {
          "type": "object",
          "required": [
            "mode"
          ],
          "properties": {
            "mode": {
              "const": "image-to-video"
            }
          }
        },
        "then": {
          "type": "object",
          "required": [
            "image_urls"
          ],
          "properties": {
            "image_urls": {
              "type": "array",
              "minItems": 1,
              "maxItems": 1
            }
          }
        }
      },
      "Envelope": {
        "type": "object",
        "required": [
          "code",
          "message",
          "data"
        ],
        "properties": {
          "code": {
            "type": "integer",
            "const": 200
          },
          "message": {
            "type": "string",
            "examples": [
              "success"
            ]
          },
          "data": {}
        }
      },
      "TaskHandleEnvelope": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Envelope"
          },
          {
            "type": "object",
            "required": [
              "data"
            ],
            "properties": {
              "data": {
                "$ref": "#/components/schemas/TaskHandle"
              }
            }
          }
        ]
      },
      "TaskEnvelope": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Envelope"
          },
          {
            "type": "object",
            "required": [
              "data"
            ],
            "properties": {
              "data": {
                "$ref": "#/components/schemas/Task"
              }
            }
          }
        ]
      },
      "BalanceEnvelope": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Envelope"
          },
          {
            "type": "object",
            "required": [
              "data"
            ],
            "properties": {
              "data": {
                "type": "number"
              }
            }
          }
        ]
      },
      "TaskHandle": {
        "type": "object",
        "required": [
          "taskId"
        ],
        "properties": {
          "taskId": {
            "type": "string"
          }
        }
      },
      "TaskState": {
        "type": "string",
        "enum": [
          "pending",
          "processing",
          "success",
          "failed"
        ]
      },
      "Task": {
        "type": "object",
        "required": [
          "taskId",
          "state"
        ],
        "properties": {
          "taskId": {
            "type": "string"
          },
          "state": {
            "$ref": "#/components/schemas/TaskState"
          },
          "resultJson": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {
              "$ref": "#/components/schemas/TaskResult"
            }
          },
          "failCode": {
            "$ref": "#/components/schemas/FailCode"
          },
          "failMsg": {
            "type": "string"
          },
          "createTime": {
            "type": "integer"
          },
          "completeTime": {
            "type": "integer"
          },
          "costTime": {
            "type": "integer"
          }
        }
      },
      "TaskResult": {
        "type": "object",
        "required": [
          "resultUrls"
        ],
        "properties": {
          "resultUrls": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        },
        "examples": [
          {
            "resultUrls": [
              "https://r2.apixo.ai/video.mp4"
            ]
          }
        ]
      },
      "FailCode": {
        "type": "string",
        "x-known-values": [
          "CONTENT_VIOLATION",
          "INVALID_IMAGE_URL",
          "NSFW_DETECTED",
          "PROMPT_TOO_LONG",
          "INVALID_PROMPT",
          "IMAGE_TOO_LARGE",
          "UNSUPPORTED_FORMAT",
          "IMAGE_DOWNLOAD_FAILED",
          "PROCESSING_TIMEOUT",
          "MODEL_UNAVAILABLE",
          "GENERATION_FAILED",
          "INSUFFICIENT_CREDITS",
          "INVALID_LORA_URL",
          "SensitiveContentDetected"
        ]
      },
      "Refusal": {
        "type": "object",
        "required": [
          "code",
          "message"
        ],
        "properties": {
          "code": {
            "type": "integer",
            "not": {
              "const": 200
            },
            "x-known-values": [
              400,
              401,
              403,
              404,
              429,
              500,
              503
            ]
          },
          "message": {
            "type": "string"
          },
          "data": {
            "type": [
              "object",
              "null"
            ],
            "properties": {
              "error": {
                "type": "string"
              }
            }
          }
        }
      }
    }
  }
}
