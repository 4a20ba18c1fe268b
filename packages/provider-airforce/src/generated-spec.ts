// Generated from specs/airforce/openapi.yaml: do not edit, run `pnpm generate`.
/** The OpenAPI document of the vendor, without its prose. */
export const spec: Record<string, unknown> = {
  "openapi": "3.1.1",
  "info": {
    "title": "Api.Airforce video",
    "version": "2026-11"
  },
  "servers": [
    {
      "url": "https://api.airforce"
    }
  ],
  "security": [
    {
      "bearerAuth": []
    }
  ],
  "tags": [
    {
      "name": "video"
    },
    {
      "name": "models"
    }
  ],
  "paths": {
    "/v1/video/generations": {
      "post": {
        "operationId": "createVideo",
        "tags": [
          "video"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateVideo"
              },
              "examples": {
                "textToVideo": {
                  "value": {
                    "model": "wan-2.6",
                    "prompt": "A red fox darting across snowy hills at dawn",
                    "duration_seconds": 8,
                    "aspect_ratio": "16:9",
                    "quality": "720p",
                    "sound": true
                  }
                },
                "imageToVideo": {
                  "value": {
                    "model": "kling-1",
                    "mode": "image",
                    "prompt": "Camera pulls back as the dragon takes off",
                    "duration_seconds": 5,
                    "aspect_ratio": "16:9",
                    "input_images": [
                      {
                        "url": "https://example.com/dragon.jpg"
                      }
                    ]
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The task, queued. The page states no status code; take any 2xx.",
            "headers": {
              "X-Request-ID": {
                "$ref": "#/components/headers/RequestId"
              },
              "X-Cost-Cents": {
                "$ref": "#/components/headers/CostCents"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Task"
                },
                "examples": {
                  "queued": {
                    "value": {
                      "task_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
                      "status": "queued",
                      "model": "wan-2.6",
                      "created": 1715000000,
                      "expires_at": 1715086400,
                      "progress": 0,
                      "cost_cents": 320
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
          "402": {
            "$ref": "#/components/responses/PaymentRequired"
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
    "/v1/video/tasks": {
      "get": {
        "operationId": "listVideos",
        "tags": [
          "video"
        ],
        "responses": {
          "200": {
            "description": "At most 100 tasks, newest first.",
            "headers": {
              "X-Request-ID": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TaskList"
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
    },
    "/v1/video/tasks/{task_id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/TaskId"
        }
      ],
      "get": {
        "operationId": "getVideo",
        "tags": [
          "video"
        ],
        "responses": {
          "200": {
            "description": "The task as it is now.",
            "headers": {
              "X-Request-ID": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Task"
                },
                "examples": {
                  "completed": {
                    "value": {
                      "task_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
                      "status": "completed",
                      "progress": 100,
                      "result_url": "https://.../video.mp4",
                      "model": "wan-2.6",
                      "duration_seconds": 8,
                      "expires_at": 1715086400,
                      "cost_cents": 320
                    }
                  }
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
      },
      "delete": {
        "operationId": "deleteVideo",
        "tags": [
          "video"
        ],
        "responses": {
          "200": {
            "description": "Always the same answer, whether or not the task existed.",
            "headers": {
              "X-Request-ID": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Deleted"
                },
                "examples": {
                  "deleted": {
                    "value": {
                      "deleted": true
                    }
                  }
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
    },
    "/v1/video/tasks/{task_id}/stream": {
      "parameters": [
        {
          "$ref": "#/components/parameters/TaskId"
        }
      ],
      "get": {
        "operationId": "streamVideo",
        "tags": [
          "video"
        ],
        "responses": {
          "200": {
            "description": "Events named \"state\", each with a task as JSON, then one named \"done\" with the text [DONE].",
            "headers": {
              "X-Request-ID": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "text/event-stream": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "progress": {
                    "value": "event: state\ndata: {\"task_id\":\"f47ac10b-...\",\"status\":\"processing\",\"progress\":12}\n\nevent: state\ndata: {\"task_id\":\"f47ac10b-...\",\"status\":\"processing\",\"progress\":58}\n\nevent: state\ndata: {\"task_id\":\"f47ac10b-...\",\"status\":\"completed\",\"progress\":100,\"result_url\":\"https://.../video.mp4\"}\n\nevent: done\ndata: [DONE]\n"
                  }
                },
                "x-events": {
                  "state": {
                    "$ref": "#/components/schemas/Task"
                  },
                  "done": {
                    "const": "[DONE]"
                  },
                  "error": {
                    "type": "object",
                    "required": [
                      "error"
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
        "security": [
          {},
          {
            "bearerAuth": []
          }
        ],
        "parameters": [
          {
            "name": "channels",
            "in": "query",
            "schema": {
              "type": "integer",
              "enum": [
                1
              ]
            }
          }
        ],
        "responses": {
          "200": {
            "description": "All models, of every kind.",
            "headers": {
              "X-Request-ID": {
                "$ref": "#/components/headers/RequestId"
              }
            },
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
  "components": {
    "securitySchemes": {
      "bearerAuth": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "sk-air-YOUR_API_KEY"
      }
    },
    "parameters": {
      "TaskId": {
        "name": "task_id",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string"
        }
      }
    },
    "headers": {
      "RequestId": {
        "schema": {
          "type": "string"
        }
      },
      "CostCents": {
        "schema": {
          "type": "number"
        }
      },
      "RetryAfter": {
        "schema": {
          "type": "number"
        }
      }
    },
    "responses": {
      "BadRequest": {
        "description": "Malformed request; the body names the offending field. unknown_model: no such model id (ids are case-sensitive).\nThe API's other code with this status, consent_stale, belongs to voice cloning.\n",
        "x-codes": [
          "unknown_model"
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
      "PaymentRequired": {
        "description": "insufficient_balance: the balance does not cover the request. Nothing was charged.",
        "x-codes": [
          "insufficient_balance"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "Forbidden": {
        "description": "Known but not allowed. free_tier_gated: the model is not in the caller's tier. email_verification_required: the\naccount's e-mail address is not confirmed.\n",
        "x-codes": [
          "free_tier_gated",
          "email_verification_required"
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
        "description": "The task does not exist, is past its 24 hours, or belongs to somebody else; or the path is wrong.\nmodel_not_found: there is no such model, or no longer.\n",
        "x-codes": [
          "model_not_found"
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
        "description": "A conflict with the state of the account. The vendor's SDK does not repeat such a call.",
        "x-codes": [],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "Unprocessable": {
        "description": "Well-formed, but its values do not fit together, or not the model.",
        "x-codes": [],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      },
      "TooManyRequests": {
        "description": "Too many requests, counted per key, or per address for free users; or (inferred) more than 4 concurrent video\ntasks. The body may hold retry_after in seconds. account_temporarily_locked: the account is locked for a while.\n",
        "x-codes": [
          "account_temporarily_locked"
        ],
        "headers": {
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
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
        "description": "The vendor or the model's provider failed. A create call answered so is not charged, and so has made no task: the\nvendor's own SDK sends it again by itself, \"since the server responded and a 4xx/5xx POST is not charged\", and a\ntask is charged when it is processed. That holds for a body of the vendor's; a page of whatever stands before it\nsays nothing.\n",
        "x-codes": [],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
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
            "type": "string"
          },
          "prompt": {
            "type": "string"
          },
          "mode": {
            "type": "string",
            "enum": [
              "text",
              "image",
              "reference"
            ],
            "default": "text"
          },
          "duration_seconds": {
            "type": "integer",
            "examples": [
              5,
              8,
              10
            ]
          },
          "aspect_ratio": {
            "type": "string",
            "examples": [
              "16:9",
              "9:16",
              "1:1",
              "4:3"
            ]
          },
          "quality": {
            "type": "string",
            "examples": [
              "480p",
              "720p",
              "1080p"
            ]
          },
          "input_images": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/InputImage"
            }
          },
          "seed": {},
          "sound": {}
        },
        "additionalProperties": true,
        "if": {
          "type": "object",
          "required": [
            "mode"
          ],
          "properties": {
            "mode": {
              "enum": [
                "image",
                "reference"
              ]
            }
          }
        },
        "then": {
          "type": "object",
          "required": [
            "input_images"
          ],
          "properties": {
            "input_images": {
              "type": "array",
              "minItems": 1
            }
          }
        }
      },
      "InputImage": {
        "anyOf": [
          {
            "type": "object",
            "required": [
              "url"
            ],
            "properties": {
              "url": {
                "type": "string"
              },
              "b64_json": {
                "type": "string"
              }
            }
          },
          {
            "type": "object",
            "required": [
              "b64_json"
            ],
            "properties": {
              "url": {
                "type": "string"
              },
              "b64_json": {
                "type": "string"
              }
            }
          }
        ]
      },
      "TaskStatus": {
        "type": "string",
        "enum": [
          "queued",
          "processing",
          "completed",
          "failed",
          "expired"
        ]
      },
      "Task": {
        "type": "object",
        "required": [
          "task_id",
          "status"
        ],
        "properties": {
          "task_id": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/TaskStatus"
          },
          "model": {
            "type": "string"
          },
          "created": {
            "type": "integer"
          },
          "expires_at": {
            "type": "integer"
          },
          "progress": {
            "type": "integer",
            "minimum": 0,
            "maximum": 100
          },
          "result_url": {
            "type": "string"
          },
          "error": {
            "type": [
              "string",
              "null"
            ]
          },
          "cost_cents": {
            "type": "number"
          },
          "duration_seconds": {
            "type": "integer"
          },
          "prompt": {
            "type": "string"
          },
          "mode": {
            "type": "string",
            "enum": [
              "text",
              "image",
              "reference"
            ]
          },
          "aspect_ratio": {
            "type": "string"
          },
          "quality": {
            "type": "string"
          },
          "input_image_url": {
            "type": "string"
          }
        }
      },
      "TaskList": {
        "type": "object",
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "maxItems": 100,
            "items": {
              "$ref": "#/components/schemas/Task"
            }
          }
        }
      },
      "Deleted": {
        "type": "object",
        "required": [
          "deleted"
        ],
        "properties": {
          "deleted": {
            "type": "boolean",
            "const": true
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
            "const": "list"
          },
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Model"
            }
          }
        }
      },
      "Model": {
        "type": "object",
        "required": [
          "id"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "output_modalities": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            }
          },
          "video_caps": {
            "oneOf": [
              {
                "$ref": "#/components/schemas/VideoCaps"
              },
              {
                "type": "null"
              }
            ]
          },
          "object": {
            "type": "string",
            "const": "model"
          },
          "created": {
            "type": "integer"
          },
          "owned_by": {
            "type": "string"
          },
          "media_type": {
            "type": [
              "string",
              "null"
            ]
          },
          "input_modalities": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            }
          },
          "supported_parameters": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            }
          },
          "tier": {
            "type": "string",
            "enum": [
              "free",
              "paid"
            ]
          },
          "min_tier": {
            "type": [
              "string",
              "null"
            ]
          },
          "status": {
            "type": "string"
          }
        },
        "additionalProperties": true
      },
      "VideoCaps": {
        "type": "object",
        "properties": {
          "aspect_ratios": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "qualities": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "min_duration_s": {
            "type": "integer"
          },
          "max_duration_s": {
            "type": "integer"
          },
          "modes": {
            "type": "array",
            "items": {
              "type": "string",
              "enum": [
                "text",
                "image",
                "reference"
              ]
            }
          },
          "price_per_second_cents": {
            "type": "integer"
          }
        }
      },
      "ErrorBody": {
        "oneOf": [
          {
            "type": "object",
            "required": [
              "error"
            ],
            "properties": {
              "error": {
                "type": "object",
                "required": [
                  "message"
                ],
                "properties": {
                  "message": {
                    "type": "string"
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
                      "null"
                    ]
                  }
                }
              },
              "retry_after": {
                "type": "number"
              }
            }
          },
          {
            "type": "object",
            "required": [
              "error"
            ],
            "properties": {
              "error": {
                "type": "string"
              },
              "message": {
                "type": "string"
              },
              "type": {
                "type": "string"
              },
              "code": {
                "type": "string"
              },
              "retry_after": {
                "type": "number"
              }
            }
          }
        ]
      }
    }
  }
}
