// Generated from specs/newapi/openapi.yaml: do not edit, run `pnpm generate`.
/** The OpenAPI document of the vendor, without its prose. */
export const spec: Record<string, unknown> = {
  "openapi": "3.1.1",
  "info": {
    "title": "New API video",
    "version": "2026-11"
  },
  "externalDocs": {
    "url": "https://github.com/QuantumNous/new-api-docs"
  },
  "servers": [
    {
      "url": "https://{host}",
      "variables": {
        "host": {
          "default": "newapi.example"
        }
      }
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
      "name": "openai"
    },
    {
      "name": "tasks"
    },
    {
      "name": "models"
    }
  ],
  "x-known-values": "Values somebody has met where the vendor gives no closed list.",
  "x-dialects": {
    "classic": "Every server up to August 2026 at least, and a later one whose task plugins are switched off.",
    "plugins": "A server whose providers are task plugins.",
    "resellers": "Hosts that resell New API, often in an older version, and change its answers."
  },
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
                "kling": {
                  "value": {
                    "model": "kling-v1",
                    "prompt": "一个穿着宇航服的宇航员在月球上行走, 高品质, 电影级",
                    "size": "1920x1080",
                    "image": "https://h2.inkwai.com/bs2/upload-ylab-stunt/se/ai_portal_queue_mmu_image_upscale_aiweb/3214b798-e1b4-4b00-b7af-72b5b0417420_raw_image_0.jpg",
                    "duration": 5,
                    "metadata": {
                      "seed": 20231234,
                      "negative_prompt": "模糊",
                      "image_tail": "https://h1.inkwai.com/bs2/upload-ylab-stunt/1fa0ac67d8ce6cd55b50d68b967b3a59.png"
                    }
                  }
                },
                "jimeng": {
                  "value": {
                    "model": "jimeng_vgfm_t2v_l20",
                    "prompt": "一个穿着宇航服的宇航员在月球上行走",
                    "image": "https://h2.inkwai.com/bs2/upload-ylab-stunt/se/ai_portal_queue_mmu_image_upscale_aiweb/3214b798-e1b4-4b00-b7af-72b5b0417420_raw_image_0.jpg",
                    "metadata": {
                      "req_key": "jimeng_vgfm_i2v_l20",
                      "image_urls": [
                        "https://h2.inkwai.com/bs2/upload-ylab-stunt/se/ai_portal_queue_mmu_image_upscale_aiweb/3214b798-e1b4-4b00-b7af-72b5b0417420_raw_image_0.jpg"
                      ],
                      "aspect_ratio": "16:9"
                    }
                  }
                },
                "vidu": {
                  "value": {
                    "model": "viduq1",
                    "prompt": "一个穿着宇航服的宇航员在月球上行走, 高品质, 电影级",
                    "size": "1920x1080",
                    "image": "https://prod-ss-images.s3.cn-northwest-1.amazonaws.com.cn/vidu-maas/template/image2video.png",
                    "duration": 5,
                    "metadata": {
                      "duration": 5,
                      "seed": 0,
                      "resolution": "1080p",
                      "movement_amplitude": "auto",
                      "bgm": false,
                      "payload": "",
                      "callback_url": "https://your-callback-url.com/webhook"
                    }
                  }
                }
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
            "description": "The task, queued; or an error of ali.",
            "headers": {
              "X-Oneapi-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "X-New-Api-Other-Ratios": {
                "$ref": "#/components/headers/OtherRatios"
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
                      "$ref": "#/components/schemas/LegacyTask"
                    },
                    {
                      "$ref": "#/components/schemas/TaskError"
                    }
                  ]
                },
                "examples": {
                  "queued": {
                    "value": {
                      "id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                      "task_id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                      "object": "video",
                      "model": "kling-v1",
                      "status": "queued",
                      "progress": 0,
                      "created_at": 1764347090
                    }
                  },
                  "plugin": {
                    "value": {
                      "id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                      "task_id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                      "status": "queued",
                      "model": "kling-v1",
                      "created_at": 1764347090
                    }
                  },
                  "legacy": {
                    "value": {
                      "task_id": "abcd1234efgh",
                      "status": "queued"
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
          "201": {
            "description": "What the documentation says of success. The source answers 200; take any 2xx.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Video"
                },
                "examples": {
                  "processing": {
                    "value": {
                      "id": "video_123",
                      "object": "video",
                      "model": "kling-v1",
                      "created_at": 1640995200,
                      "task_id": "abcd1234efgh",
                      "status": "processing"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "description": "Request parameters are wrong. invalid_request: a blank prompt or a field of the wrong type; invalid_seconds:\na duration below 0 or above 3600; invalid_size: sora's size; task_failed: the provider refused; without a\ncode but with error: there is no model.\n",
            "x-codes": [
              "invalid_request",
              "invalid_json",
              "missing_model",
              "invalid_seconds",
              "invalid_size",
              "invalid_multipart_form",
              "model_price_error",
              "model_mapping_failed",
              "task_failed",
              "invalid_api_platform",
              "read_request_body_failed",
              "plugin_request_invalid",
              "plugin_usage_invalid"
            ],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                },
                "examples": {
                  "documented": {
                    "value": {
                      "code": null,
                      "message": "string",
                      "param": "string",
                      "type": "string"
                    }
                  },
                  "blankPrompt": {
                    "value": {
                      "code": "invalid_request",
                      "message": "prompt is required",
                      "data": null
                    }
                  }
                }
              }
            }
          },
          "401": {
            "description": "Not authorised.",
            "x-codes": [],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                },
                "examples": {
                  "documented": {
                    "value": {
                      "code": null,
                      "message": "string",
                      "param": "string",
                      "type": "string"
                    }
                  },
                  "invalidKey": {
                    "value": {
                      "error": {
                        "message": "Invalid token (request id: 20261121044500123456789AbCdEfGh)",
                        "type": "new_api_error",
                        "code": ""
                      }
                    }
                  }
                }
              }
            }
          },
          "403": {
            "description": "No permission. insufficient_user_quota, pre_consume_token_quota_failed: the quota of the user, or of the\nkey, does not cover the request; access_denied: not from this address; without a code: the user, the group,\nthe model or the channel.\n",
            "x-codes": [
              "insufficient_user_quota",
              "pre_consume_token_quota_failed",
              "access_denied"
            ],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                },
                "examples": {
                  "documented": {
                    "value": {
                      "code": null,
                      "message": "string",
                      "param": "string",
                      "type": "string"
                    }
                  },
                  "noQuota": {
                    "value": {
                      "code": "insufficient_user_quota",
                      "message": "quota is not enough",
                      "data": null
                    }
                  }
                }
              }
            }
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "500": {
            "description": "Internal error. build_request_failed: a key of metadata has the wrong JSON type, or the size does not suit\nali; do_request_failed: the provider could not be reached, which says nothing about whether it began;\nget_channel_failed: no channel; a number as text: jimeng's own code; task_insert_failed: not stored, and the\nquota given back.\n",
            "x-codes": [
              "build_request_failed",
              "do_request_failed",
              "read_response_body_failed",
              "unmarshal_response_failed",
              "unmarshal_response_body_failed",
              "invalid_response",
              "get_channel_failed",
              "setup_locked_channel_failed",
              "gen_relay_info_failed",
              "task_insert_failed"
            ],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                },
                "examples": {
                  "documented": {
                    "value": {
                      "code": null,
                      "message": "string",
                      "param": "string",
                      "type": "string"
                    }
                  },
                  "wrongMetadata": {
                    "value": {
                      "code": "build_request_failed",
                      "message": "unmarshal metadata failed",
                      "data": null
                    }
                  }
                }
              }
            }
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          },
          "default": {
            "$ref": "#/components/responses/Upstream"
          }
        }
      }
    },
    "/v1/video/generations/{task_id}": {
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
            "description": "The task.",
            "headers": {
              "X-Oneapi-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/TaskAnswer"
                    },
                    {
                      "$ref": "#/components/schemas/FlatTask"
                    },
                    {
                      "$ref": "#/components/schemas/TaskError"
                    }
                  ]
                },
                "examples": {
                  "flat": {
                    "value": {
                      "error": null,
                      "format": "mp4",
                      "metadata": {
                        "duration": 5,
                        "fps": 30,
                        "height": 512,
                        "seed": 20231234,
                        "width": 512
                      },
                      "status": "succeeded",
                      "task_id": "abcd1234efgh",
                      "url": "https://example.com/video.mp4"
                    }
                  },
                  "running": {
                    "value": {
                      "code": "success",
                      "message": "",
                      "data": {
                        "id": 42,
                        "created_at": 1764347090,
                        "updated_at": 1764347105,
                        "task_id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                        "platform": "50",
                        "user_id": 1,
                        "group": "default",
                        "channel_id": 7,
                        "quota": 250000,
                        "action": "generate",
                        "status": "IN_PROGRESS",
                        "fail_reason": "",
                        "submit_time": 1764347090,
                        "start_time": 1764347105,
                        "finish_time": 0,
                        "progress": "30%",
                        "properties": {
                          "input": "",
                          "upstream_model_name": "kling-v1",
                          "origin_model_name": "kling-v1"
                        },
                        "data": null
                      }
                    }
                  },
                  "success": {
                    "value": {
                      "code": "success",
                      "message": "",
                      "data": {
                        "id": 42,
                        "created_at": 1764347090,
                        "updated_at": 1764347150,
                        "task_id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                        "platform": "50",
                        "user_id": 1,
                        "group": "default",
                        "channel_id": 7,
                        "quota": 250000,
                        "action": "generate",
                        "status": "SUCCESS",
                        "fail_reason": "",
                        "result_url": "https://cdn.example.com/v.mp4",
                        "submit_time": 1764347090,
                        "start_time": 1764347105,
                        "finish_time": 1764347150,
                        "progress": "100%",
                        "properties": {
                          "input": "",
                          "upstream_model_name": "kling-v1",
                          "origin_model_name": "kling-v1"
                        },
                        "data": {}
                      }
                    }
                  },
                  "failureWithText": {
                    "value": {
                      "code": "success",
                      "message": "",
                      "data": {
                        "id": 42,
                        "created_at": 1764347090,
                        "updated_at": 1764347150,
                        "task_id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                        "platform": "50",
                        "user_id": 1,
                        "group": "default",
                        "channel_id": 7,
                        "quota": 0,
                        "action": "generate",
                        "status": "FAILURE",
                        "fail_reason": "Failure to pass the risk control system",
                        "result_url": "Failure to pass the risk control system",
                        "submit_time": 1764347090,
                        "start_time": 1764347105,
                        "finish_time": 1764347150,
                        "progress": "100%",
                        "properties": {
                          "input": ""
                        },
                        "data": {}
                      }
                    }
                  },
                  "successOfOldServer": {
                    "value": {
                      "code": "success",
                      "message": "",
                      "data": {
                        "id": 42,
                        "created_at": 1764347090,
                        "updated_at": 1764347150,
                        "task_id": "763120986201346098",
                        "platform": "50",
                        "user_id": 1,
                        "group": "default",
                        "channel_id": 7,
                        "quota": 250000,
                        "action": "generate",
                        "status": "SUCCESS",
                        "fail_reason": "https://cdn.example.com/v.mp4",
                        "submit_time": 1764347090,
                        "start_time": 1764347105,
                        "finish_time": 1764347150,
                        "progress": "100%",
                        "properties": {
                          "input": ""
                        },
                        "data": {}
                      }
                    }
                  },
                  "gemini": {
                    "value": {
                      "code": "success",
                      "message": "",
                      "data": {
                        "error": null,
                        "format": "mp4",
                        "metadata": null,
                        "status": "succeeded",
                        "task_id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                        "url": "https://newapi.example/v1/videos/task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe/content"
                      }
                    }
                  },
                  "nothing": {
                    "value": {
                      "code": "success",
                      "data": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnknownTask"
          },
          "401": {
            "$ref": "#/components/responses/Unauthorized"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "description": "The documentation's answer for a task that does not exist; the source answers 400 instead. The source\nanswers 404 only where there is no such path.\n",
            "x-codes": [],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                },
                "examples": {
                  "documented": {
                    "value": {
                      "code": null,
                      "message": "Task not found",
                      "param": "task_id",
                      "type": "invalid_request_error"
                    }
                  }
                }
              }
            }
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
    "/v1/videos": {
      "post": {
        "operationId": "createOpenaiVideo",
        "tags": [
          "openai"
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
            "$ref": "#/components/responses/Created"
          },
          "201": {
            "$ref": "#/components/responses/Created"
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          },
          "default": {
            "$ref": "#/components/responses/Upstream"
          }
        }
      }
    },
    "/v1/videos/{task_id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/TaskId"
        }
      ],
      "get": {
        "operationId": "getOpenaiVideo",
        "tags": [
          "openai"
        ],
        "responses": {
          "200": {
            "description": "The task.",
            "headers": {
              "X-Oneapi-Request-Id": {
                "$ref": "#/components/headers/RequestId"
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
                      "$ref": "#/components/schemas/TaskAnswer"
                    }
                  ]
                },
                "examples": {
                  "documented": {
                    "value": {
                      "id": "video_123",
                      "object": "video",
                      "model": "sora-2",
                      "created_at": 1640995200,
                      "status": "succeeded",
                      "progress": 100,
                      "expires_at": 1641081600,
                      "size": "1920x1080",
                      "seconds": "5",
                      "quality": "standard",
                      "url": "https://example.com/video.mp4"
                    }
                  },
                  "kling": {
                    "value": {
                      "id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                      "object": "video",
                      "model": "",
                      "status": "completed",
                      "progress": 100,
                      "created_at": 1764347090922,
                      "completed_at": 1764347150318,
                      "seconds": "5",
                      "metadata": {
                        "url": "https://cdn.example.com/v.mp4"
                      }
                    }
                  },
                  "notStarted": {
                    "value": {
                      "id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                      "object": "video",
                      "model": "MiniMax-Hailuo-02",
                      "status": "unknown",
                      "progress": 0,
                      "created_at": 1764347090,
                      "metadata": {
                        "url": ""
                      }
                    }
                  },
                  "soraError": {
                    "value": {
                      "error": {
                        "message": "The server had an error.",
                        "type": "server_error",
                        "code": null
                      },
                      "id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnknownTask"
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
    "/v1/videos/{task_id}/content": {
      "parameters": [
        {
          "$ref": "#/components/parameters/TaskId"
        }
      ],
      "get": {
        "operationId": "getVideoContent",
        "tags": [
          "openai"
        ],
        "responses": {
          "200": {
            "description": "The bytes, as the provider types them; an MP4 as a rule.",
            "headers": {
              "X-Oneapi-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Content-Length": {
                "schema": {
                  "type": "integer"
                }
              },
              "Content-Disposition": {
                "schema": {
                  "type": "string"
                }
              }
            },
            "content": {
              "video/mp4": {},
              "application/octet-stream": {},
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ContentLink"
                }
              }
            }
          },
          "206": {
            "description": "A range of the bytes.",
            "x-dialects": [
              "plugins"
            ],
            "content": {
              "video/mp4": {},
              "application/octet-stream": {}
            }
          },
          "304": {
            "description": "Not changed, as asked with If-None-Match or If-Modified-Since.",
            "x-dialects": [
              "plugins"
            ]
          },
          "400": {
            "description": "The task is not completed: \"Task is not completed yet, current status: IN_PROGRESS\".",
            "x-codes": [],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                },
                "examples": {
                  "running": {
                    "value": {
                      "error": {
                        "message": "Task is not completed yet, current status: IN_PROGRESS",
                        "type": "invalid_request_error"
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
            "description": "The result's address is blocked by the server, or the key is refused.",
            "x-codes": [],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                }
              }
            }
          },
          "404": {
            "description": "Task not found; or there is no such path.",
            "x-codes": [],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                },
                "examples": {
                  "documented": {
                    "value": {
                      "error": {
                        "message": "string",
                        "type": "invalid_request_error"
                      }
                    }
                  }
                }
              }
            }
          },
          "410": {
            "$ref": "#/components/responses/Gone"
          },
          "416": {
            "description": "No such range.",
            "x-dialects": [
              "plugins"
            ]
          },
          "500": {
            "description": "The task, its channel or the request to the provider could not be set up.",
            "x-codes": [],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                }
              }
            }
          },
          "502": {
            "description": "The provider did not hand over the bytes.",
            "x-codes": [],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                }
              }
            }
          },
          "503": {
            "description": "The bytes cannot be had just now.",
            "x-codes": [
              "artifact_plugin_unavailable"
            ],
            "x-dialects": [
              "plugins"
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
          "504": {
            "description": "The provider was too slow.",
            "x-codes": [],
            "x-dialects": [
              "plugins"
            ],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                }
              }
            }
          }
        }
      }
    },
    "/v1/videos/{task_id}/remix": {
      "parameters": [
        {
          "$ref": "#/components/parameters/TaskId"
        }
      ],
      "post": {
        "operationId": "remixVideo",
        "tags": [
          "openai"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/RemixVideo"
              }
            }
          }
        },
        "responses": {
          "200": {
            "$ref": "#/components/responses/Created"
          },
          "400": {
            "description": "task_not_exist: there is no such task; channel_not_found, task_channel_disable: its channel is gone or off;\ninvalid_request: a blank prompt.\n",
            "x-codes": [
              "task_not_exist",
              "channel_not_found",
              "task_channel_disable",
              "invalid_request"
            ],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
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
          },
          "default": {
            "$ref": "#/components/responses/Upstream"
          }
        }
      }
    },
    "/v1/tasks/{key}": {
      "parameters": [
        {
          "name": "key",
          "in": "path",
          "required": true,
          "x-dialects": [
            "plugins"
          ],
          "schema": {
            "type": "string"
          }
        }
      ],
      "post": {
        "operationId": "createTask",
        "tags": [
          "tasks"
        ],
        "x-dialects": [
          "plugins"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateTask"
              }
            }
          }
        },
        "responses": {
          "200": {
            "$ref": "#/components/responses/Created"
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          },
          "default": {
            "$ref": "#/components/responses/Upstream"
          }
        }
      },
      "get": {
        "operationId": "getTask",
        "tags": [
          "tasks"
        ],
        "x-dialects": [
          "plugins"
        ],
        "responses": {
          "200": {
            "description": "The task.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PluginTask"
                },
                "examples": {
                  "running": {
                    "value": {
                      "task_id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                      "platform": "kling",
                      "status": "IN_PROGRESS",
                      "progress": "30%",
                      "fail_reason": "",
                      "created_at": 1764347090,
                      "finished_at": 0
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
    "/v1/tasks/{key}/artifacts": {
      "parameters": [
        {
          "$ref": "#/components/parameters/TaskKey"
        }
      ],
      "get": {
        "operationId": "listArtifacts",
        "tags": [
          "tasks"
        ],
        "x-dialects": [
          "plugins"
        ],
        "responses": {
          "200": {
            "description": "The artifacts; none while the task runs.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ArtifactList"
                },
                "examples": {
                  "video": {
                    "value": {
                      "task_id": "task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe",
                      "artifacts": [
                        {
                          "key": "video",
                          "type": "video",
                          "mime_type": "video/mp4",
                          "content_url": "https://newapi.example/v1/tasks/task_Zk3vQ9LmT7xR2bWnY8sHcD4fJ6gP1aUe/artifacts/video/content?signature=00"
                        }
                      ]
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
          "503": {
            "$ref": "#/components/responses/ServerError"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/tasks/{key}/artifacts/{artifact_key}/content": {
      "parameters": [
        {
          "$ref": "#/components/parameters/TaskKey"
        },
        {
          "name": "artifact_key",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$"
          }
        }
      ],
      "get": {
        "operationId": "getArtifactContent",
        "tags": [
          "tasks"
        ],
        "x-dialects": [
          "plugins"
        ],
        "security": [
          {},
          {
            "bearerAuth": []
          }
        ],
        "responses": {
          "200": {
            "description": "The bytes.",
            "content": {
              "video/mp4": {},
              "application/octet-stream": {}
            }
          },
          "206": {
            "description": "A range of the bytes.",
            "content": {
              "video/mp4": {},
              "application/octet-stream": {}
            }
          },
          "304": {
            "description": "Not changed."
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
            "description": "artifact_not_ready: the task has not succeeded.",
            "x-codes": [
              "artifact_not_ready"
            ],
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorBody"
                }
              }
            }
          },
          "410": {
            "$ref": "#/components/responses/Gone"
          },
          "416": {
            "description": "No such range."
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
        "responses": {
          "200": {
            "description": "All models; or a refusal, which has the same status.",
            "headers": {
              "X-Oneapi-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/ModelList"
                    },
                    {
                      "$ref": "#/components/schemas/ModelListRefusal"
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
        "bearerFormat": "sk-xxxx"
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
      },
      "TaskKey": {
        "name": "key",
        "in": "path",
        "required": true,
        "x-dialects": [
          "plugins"
        ],
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
      "OtherRatios": {
        "schema": {
          "type": "string",
          "contentMediaType": "application/json"
        }
      },
      "RetryAfter": {
        "schema": {
          "type": "string"
        }
      }
    },
    "responses": {
      "Created": {
        "description": "The task, queued; or an error of ali.",
        "headers": {
          "X-Oneapi-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "X-New-Api-Other-Ratios": {
            "$ref": "#/components/headers/OtherRatios"
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
                  "$ref": "#/components/schemas/LegacyTask"
                },
                {
                  "$ref": "#/components/schemas/TaskError"
                }
              ]
            }
          }
        }
      },
      "BadRequest": {
        "description": "The same codes as those of createVideo.",
        "x-codes": [
          "invalid_request",
          "invalid_json",
          "missing_model",
          "invalid_seconds",
          "invalid_size",
          "invalid_multipart_form",
          "model_price_error",
          "model_mapping_failed",
          "task_failed",
          "invalid_api_platform",
          "read_request_body_failed",
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
      "UnknownTask": {
        "description": "task_not_exist: there is no such task, or none of this user, or it was created a moment ago. invalid_channel_id:\nits provider is gone.\n",
        "x-codes": [
          "task_not_exist",
          "invalid_channel_id"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            },
            "examples": {
              "unknown": {
                "value": {
                  "code": "task_not_exist",
                  "message": "task_not_exist",
                  "data": null
                }
              }
            }
          }
        }
      },
      "Unauthorized": {
        "description": "The key is missing or not valid.",
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
        "description": "Known but not allowed: the quota, the user, the key's group, model or address. Older servers refuse reading with\na key that has a list of models.\n",
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
        "description": "\"Invalid URL (METHOD /path)\": no such endpoint on this server, which says nothing about a task. Outside /v1 an\nunknown path answers the dashboard's page with 200, or 301: the base URL is wrong. Of a task or an artifact only\nwith task plugins.\n",
        "x-codes": [
          "artifact_not_found"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            },
            "examples": {
              "invalidUrl": {
                "value": {
                  "error": {
                    "message": "Invalid URL (DELETE /v1/videos/x)",
                    "type": "invalid_request_error",
                    "param": "",
                    "code": ""
                  }
                }
              }
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
        "description": "request_cancelled: the request ended before the provider answered.",
        "x-codes": [
          "request_cancelled"
        ],
        "x-dialects": [
          "plugins"
        ],
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
          "plugins"
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
        "description": "read_request_body_failed: the body is over the limit, 128 MB by default.",
        "x-codes": [
          "read_request_body_failed"
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
        "description": "The provider has no room; its message is replaced by a Chinese sentence that says so. With task plugins also the\nserver's own limit of requests.\n",
        "x-codes": [
          "fail_to_fetch_task"
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
            },
            "examples": {
              "saturated": {
                "value": {
                  "code": "fail_to_fetch_task",
                  "message": "当前分组上游负载已饱和，请稍后再试",
                  "data": null
                }
              }
            }
          }
        }
      },
      "ServerError": {
        "description": "The server or the provider failed. 501 not_implemented: this provider's tasks cannot be read in this shape. 502\nplugin_submit_response_failed, plugin_submit_response_invalid: the provider's answer could not be read, so the\ntask may exist there. 503 model_not_found: no channel for the model.\n",
        "x-codes": [
          "build_request_failed",
          "do_request_failed",
          "read_response_body_failed",
          "unmarshal_response_failed",
          "unmarshal_response_body_failed",
          "invalid_response",
          "get_channel_failed",
          "get_task_failed",
          "get_origin_task_failed",
          "convert_to_openai_video_failed",
          "marshal_response_failed",
          "copy_response_body_failed",
          "gen_relay_info_failed",
          "fail_to_fetch_task",
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
      "Upstream": {
        "description": "The provider's own status, whatever it is but 200, with the code fail_to_fetch_task and the provider's body as\nthe message.\n",
        "x-codes": [
          "fail_to_fetch_task"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            },
            "examples": {
              "refused": {
                "value": {
                  "code": "fail_to_fetch_task",
                  "message": "{\"code\":1201,\"message\":\"duration value is invalid\"}",
                  "data": null
                }
              }
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
            "$ref": "#/components/schemas/ModelName"
          },
          "prompt": {
            "type": "string",
            "minLength": 1
          },
          "duration": {
            "type": "integer",
            "minimum": 0,
            "maximum": 3600
          },
          "seconds": {
            "type": "string",
            "pattern": "^[1-9][0-9]*$"
          },
          "size": {
            "type": "string",
            "examples": [
              "1920x1080",
              "1280x720",
              "1080p",
              "1920*1080"
            ]
          },
          "width": {
            "type": "integer"
          },
          "height": {
            "type": "integer"
          },
          "fps": {
            "type": "integer"
          },
          "image": {
            "type": "string"
          },
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "input_reference": {
            "type": "string"
          },
          "mode": {
            "type": "string",
            "examples": [
              "std",
              "pro"
            ]
          },
          "metadata": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/KlingMetadata"
              },
              {
                "$ref": "#/components/schemas/JimengMetadata"
              },
              {
                "$ref": "#/components/schemas/ViduMetadata"
              },
              {
                "$ref": "#/components/schemas/SeedanceMetadata"
              },
              {
                "$ref": "#/components/schemas/HailuoMetadata"
              },
              {
                "$ref": "#/components/schemas/VeoMetadata"
              },
              {
                "$ref": "#/components/schemas/WanMetadata"
              },
              {
                "$ref": "#/components/schemas/SoraMetadata"
              }
            ]
          },
          "n": {
            "type": "integer"
          },
          "response_format": {
            "type": "string"
          },
          "seed": {
            "type": "integer"
          },
          "user": {
            "type": "string"
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
        "properties": {
          "model": {
            "$ref": "#/components/schemas/ModelName"
          },
          "prompt": {
            "type": "string",
            "minLength": 1
          },
          "seconds": {
            "type": "string",
            "pattern": "^[1-9][0-9]*$"
          },
          "duration": {
            "type": "integer",
            "minimum": 0,
            "maximum": 3600
          },
          "size": {
            "type": "string"
          },
          "mode": {
            "type": "string"
          },
          "image": {
            "type": "string"
          },
          "metadata": {
            "type": "string",
            "contentMediaType": "application/json"
          },
          "input_reference": {
            "type": "string",
            "contentMediaType": "application/octet-stream"
          }
        },
        "additionalProperties": true
      },
      "ModelName": {
        "type": "string",
        "examples": [
          "kling-v1"
        ],
        "x-known-values": [
          "kling-v1",
          "kling-v1-6",
          "kling-v2-master",
          "jimeng_vgfm_t2v_l20",
          "jimeng_vgfm_i2v_l20",
          "viduq1",
          "viduq2",
          "vidu2.0",
          "vidu1.5",
          "doubao-seedance-1-0-pro-250528",
          "doubao-seedance-1-0-lite-t2v",
          "doubao-seedance-1-0-lite-i2v",
          "doubao-seedance-1-5-pro-251215",
          "doubao-seedance-2-0-260128",
          "doubao-seedance-2-0-fast-260128",
          "MiniMax-Hailuo-2.3",
          "MiniMax-Hailuo-2.3-Fast",
          "MiniMax-Hailuo-02",
          "T2V-01-Director",
          "T2V-01",
          "I2V-01-Director",
          "I2V-01-live",
          "I2V-01",
          "S2V-01",
          "veo-3.0-generate-001",
          "veo-3.0-fast-generate-001",
          "veo-3.1-generate-preview",
          "veo-3.1-fast-generate-preview",
          "wan2.7-i2v",
          "wan2.7-t2v",
          "wan2.5-i2v-preview",
          "wan2.5-t2v-preview",
          "wan2.2-i2v-flash",
          "wan2.2-i2v-plus",
          "wan2.2-kf2v-flash",
          "wanx2.1-i2v-plus",
          "wanx2.1-i2v-turbo",
          "sora-2",
          "sora-2-pro"
        ]
      },
      "KlingMetadata": {
        "type": "object",
        "properties": {
          "negative_prompt": {
            "type": "string"
          },
          "image": {
            "type": "string"
          },
          "image_tail": {
            "type": "string"
          },
          "mode": {
            "type": "string"
          },
          "duration": {
            "type": "string"
          },
          "aspect_ratio": {
            "type": "string",
            "examples": [
              "16:9",
              "9:16",
              "1:1"
            ]
          },
          "cfg_scale": {
            "type": "number",
            "default": 0.5
          },
          "static_mask": {
            "type": "string"
          },
          "dynamic_masks": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/KlingDynamicMask"
            }
          },
          "camera_control": {
            "$ref": "#/components/schemas/KlingCameraControl"
          },
          "callback_url": {
            "type": "string"
          },
          "external_task_id": {
            "type": "string"
          }
        }
      },
      "KlingDynamicMask": {
        "type": "object",
        "properties": {
          "mask": {
            "type": "string"
          },
          "trajectories": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "x",
                "y"
              ],
              "properties": {
                "x": {
                  "type": "integer"
                },
                "y": {
                  "type": "integer"
                }
              }
            }
          }
        }
      },
      "KlingCameraControl": {
        "type": "object",
        "properties": {
          "type": {
            "type": "string"
          },
          "config": {
            "type": "object",
            "properties": {
              "horizontal": {
                "type": "number"
              },
              "vertical": {
                "type": "number"
              },
              "pan": {
                "type": "number"
              },
              "tilt": {
                "type": "number"
              },
              "roll": {
                "type": "number"
              },
              "zoom": {
                "type": "number"
              }
            }
          }
        }
      },
      "JimengMetadata": {
        "type": "object",
        "properties": {
          "req_key": {
            "type": "string"
          },
          "image_urls": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "binary_data_base64": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "seed": {
            "type": "integer"
          },
          "aspect_ratio": {
            "type": "string",
            "examples": [
              "16:9"
            ]
          },
          "frames": {
            "type": "integer"
          }
        }
      },
      "ViduMetadata": {
        "type": "object",
        "properties": {
          "images": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "duration": {
            "type": "integer"
          },
          "seed": {
            "type": "integer"
          },
          "resolution": {
            "type": "string",
            "examples": [
              "1080p"
            ]
          },
          "movement_amplitude": {
            "type": "string",
            "default": "auto"
          },
          "bgm": {
            "type": "boolean",
            "default": false
          },
          "payload": {
            "type": "string"
          },
          "callback_url": {
            "type": "string"
          },
          "action": {
            "type": "string",
            "enum": [
              "textGenerate",
              "generate",
              "firstTailGenerate",
              "referenceGenerate"
            ]
          }
        }
      },
      "SeedanceMetadata": {
        "type": "object",
        "properties": {
          "content": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SeedancePart"
            }
          },
          "ratio": {
            "type": "string",
            "examples": [
              "16:9"
            ]
          },
          "resolution": {
            "type": "string",
            "x-known-values": [
              "480p",
              "720p",
              "1080p",
              "4k"
            ]
          },
          "duration": {
            "$ref": "#/components/schemas/IntegerOrText"
          },
          "frames": {
            "$ref": "#/components/schemas/IntegerOrText"
          },
          "seed": {
            "$ref": "#/components/schemas/IntegerOrText"
          },
          "camera_fixed": {
            "$ref": "#/components/schemas/BooleanOrText"
          },
          "watermark": {
            "$ref": "#/components/schemas/BooleanOrText"
          },
          "generate_audio": {
            "$ref": "#/components/schemas/BooleanOrText"
          },
          "return_last_frame": {
            "$ref": "#/components/schemas/BooleanOrText"
          },
          "service_tier": {
            "type": "string"
          },
          "callback_url": {
            "type": "string"
          },
          "execution_expires_after": {
            "$ref": "#/components/schemas/IntegerOrText"
          },
          "draft": {
            "$ref": "#/components/schemas/BooleanOrText"
          },
          "priority": {
            "$ref": "#/components/schemas/IntegerOrText"
          },
          "safety_identifier": {
            "type": "string"
          },
          "tools": {
            "type": "array",
            "items": {
              "type": "object",
              "properties": {
                "type": {
                  "type": "string"
                }
              }
            }
          }
        }
      },
      "SeedancePart": {
        "type": "object",
        "properties": {
          "type": {
            "type": "string",
            "x-known-values": [
              "text",
              "image_url",
              "video_url",
              "audio_url"
            ]
          },
          "text": {
            "type": "string"
          },
          "image_url": {
            "$ref": "#/components/schemas/SeedanceMedia"
          },
          "video_url": {
            "$ref": "#/components/schemas/SeedanceMedia"
          },
          "audio_url": {
            "$ref": "#/components/schemas/SeedanceMedia"
          },
          "role": {
            "type": "string"
          }
        }
      },
      "SeedanceMedia": {
        "type": "object",
        "properties": {
          "url": {
            "type": "string"
          }
        }
      },
      "IntegerOrText": {
        "anyOf": [
          {
            "type": "integer"
          },
          {
            "type": "string",
            "pattern": "^-?[0-9]+$"
          }
        ]
      },
      "BooleanOrText": {
        "anyOf": [
          {
            "type": "boolean"
          },
          {
            "type": "string",
            "enum": [
              "true",
              "false"
            ]
          }
        ]
      },
      "HailuoMetadata": {
        "type": "object",
        "properties": {
          "prompt_optimizer": {
            "type": "boolean"
          },
          "fast_pretreatment": {
            "type": "boolean"
          },
          "duration": {
            "type": "integer"
          },
          "resolution": {
            "type": "string",
            "x-known-values": [
              "512P",
              "720P",
              "768P",
              "1080P"
            ]
          },
          "callback_url": {
            "type": "string"
          },
          "aigc_watermark": {
            "type": "boolean"
          },
          "first_frame_image": {
            "type": "string"
          },
          "last_frame_image": {
            "type": "string"
          },
          "subject_reference": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "type",
                "image"
              ],
              "properties": {
                "type": {
                  "type": "string",
                  "x-known-values": [
                    "character"
                  ]
                },
                "image": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                }
              }
            }
          }
        }
      },
      "VeoMetadata": {
        "type": "object",
        "properties": {
          "durationSeconds": {
            "type": "integer"
          },
          "aspectRatio": {
            "type": "string",
            "x-known-values": [
              "16:9",
              "9:16"
            ]
          },
          "resolution": {
            "type": "string",
            "x-known-values": [
              "720p",
              "1080p",
              "4k"
            ]
          },
          "negativePrompt": {
            "type": "string"
          },
          "personGeneration": {
            "type": "string"
          },
          "storageUri": {
            "type": "string"
          },
          "compressionQuality": {
            "type": "string"
          },
          "resizeMode": {
            "type": "string"
          },
          "seed": {
            "type": "integer"
          },
          "generateAudio": {
            "type": "boolean"
          }
        }
      },
      "WanMetadata": {
        "type": "object",
        "properties": {
          "input": {
            "$ref": "#/components/schemas/WanInput"
          },
          "parameters": {
            "type": "object",
            "properties": {
              "resolution": {
                "type": "string",
                "x-known-values": [
                  "480P",
                  "720P",
                  "1080P"
                ]
              },
              "size": {
                "type": "string",
                "x-known-values": [
                  "832*480",
                  "480*832",
                  "624*624",
                  "1280*720",
                  "720*1280",
                  "960*960",
                  "1088*832",
                  "832*1088",
                  "1920*1080",
                  "1080*1920",
                  "1440*1440",
                  "1632*1248",
                  "1248*1632"
                ]
              },
              "duration": {
                "type": "integer"
              },
              "prompt_extend": {
                "type": "boolean",
                "default": true
              },
              "watermark": {
                "type": "boolean",
                "default": false
              },
              "audio": {
                "type": "boolean"
              },
              "seed": {
                "type": "integer"
              }
            }
          }
        }
      },
      "WanInput": {
        "type": "object",
        "properties": {
          "prompt": {
            "type": "string"
          },
          "img_url": {
            "type": "string"
          },
          "first_frame_url": {
            "type": "string"
          },
          "last_frame_url": {
            "type": "string"
          },
          "audio_url": {
            "type": "string"
          },
          "media": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "type",
                "url"
              ],
              "properties": {
                "type": {
                  "type": "string",
                  "x-known-values": [
                    "first_frame",
                    "last_frame",
                    "driving_audio"
                  ]
                },
                "url": {
                  "type": "string"
                }
              }
            }
          },
          "negative_prompt": {
            "type": "string"
          },
          "template": {
            "type": "string"
          }
        }
      },
      "SoraMetadata": {
        "type": "object",
        "additionalProperties": true
      },
      "RemixVideo": {
        "type": "object",
        "required": [
          "prompt"
        ],
        "properties": {
          "prompt": {
            "type": "string",
            "minLength": 1
          }
        },
        "additionalProperties": true
      },
      "CreateTask": {
        "type": "object",
        "x-dialects": [
          "plugins"
        ],
        "properties": {
          "model": {
            "$ref": "#/components/schemas/ModelName"
          },
          "prompt": {
            "type": "string"
          }
        },
        "additionalProperties": true
      },
      "TaskStatus": {
        "type": "string",
        "enum": [
          "NOT_START",
          "SUBMITTED",
          "QUEUED",
          "IN_PROGRESS",
          "FAILURE",
          "SUCCESS",
          "UNKNOWN"
        ]
      },
      "VideoStatus": {
        "type": "string",
        "enum": [
          "unknown",
          "queued",
          "in_progress",
          "completed",
          "failed"
        ]
      },
      "SimpleStatus": {
        "type": "string",
        "enum": [
          "succeeded",
          "failed",
          "queued",
          "processing"
        ]
      },
      "FlatStatus": {
        "type": "string",
        "x-known-values": [
          "queued",
          "processing",
          "in_progress",
          "succeeded",
          "completed",
          "failed"
        ]
      },
      "TaskAnswer": {
        "type": "object",
        "required": [
          "code",
          "data"
        ],
        "properties": {
          "code": {
            "type": "string",
            "const": "success"
          },
          "message": {
            "type": "string"
          },
          "data": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/Task"
              },
              {
                "$ref": "#/components/schemas/RealtimeTask"
              },
              {
                "type": "null"
              }
            ]
          }
        }
      },
      "Task": {
        "type": "object",
        "required": [
          "id",
          "task_id",
          "status"
        ],
        "properties": {
          "id": {
            "type": "integer"
          },
          "created_at": {
            "type": "integer"
          },
          "updated_at": {
            "type": "integer"
          },
          "task_id": {
            "type": "string"
          },
          "platform": {
            "type": "string"
          },
          "user_id": {
            "type": "integer"
          },
          "group": {
            "type": "string"
          },
          "channel_id": {
            "type": "integer"
          },
          "quota": {
            "type": "integer"
          },
          "action": {
            "type": "string",
            "x-known-values": [
              "generate",
              "textGenerate",
              "firstTailGenerate",
              "referenceGenerate",
              "remixGenerate"
            ]
          },
          "status": {
            "$ref": "#/components/schemas/TaskStatus"
          },
          "fail_reason": {
            "type": "string"
          },
          "result_url": {
            "type": "string"
          },
          "submit_time": {
            "type": "integer"
          },
          "start_time": {
            "type": "integer"
          },
          "finish_time": {
            "type": "integer"
          },
          "progress": {
            "type": "string"
          },
          "properties": {
            "type": [
              "object",
              "null"
            ],
            "properties": {
              "input": {
                "type": "string"
              },
              "upstream_model_name": {
                "type": "string"
              },
              "origin_model_name": {
                "type": "string"
              }
            }
          },
          "username": {
            "type": "string"
          },
          "data": {}
        }
      },
      "RealtimeTask": {
        "type": "object",
        "required": [
          "task_id",
          "status"
        ],
        "properties": {
          "error": {
            "type": "null"
          },
          "format": {
            "type": "string"
          },
          "metadata": {
            "type": "null"
          },
          "status": {
            "$ref": "#/components/schemas/SimpleStatus"
          },
          "task_id": {
            "type": "string"
          },
          "url": {
            "type": "string"
          }
        }
      },
      "FlatTask": {
        "type": "object",
        "x-dialects": [
          "resellers"
        ],
        "required": [
          "task_id",
          "status"
        ],
        "properties": {
          "task_id": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/FlatStatus"
          },
          "url": {
            "type": [
              "string",
              "null"
            ]
          },
          "format": {
            "type": [
              "string",
              "null"
            ],
            "examples": [
              "mp4"
            ]
          },
          "metadata": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/FlatMetadata"
              },
              {
                "type": "null"
              }
            ]
          },
          "error": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/FlatError"
              },
              {
                "type": "null"
              }
            ]
          }
        }
      },
      "FlatMetadata": {
        "type": "object",
        "properties": {
          "duration": {
            "type": "number"
          },
          "fps": {
            "type": "integer"
          },
          "width": {
            "type": "integer"
          },
          "height": {
            "type": "integer"
          },
          "seed": {
            "type": "integer"
          }
        }
      },
      "FlatError": {
        "type": "object",
        "properties": {
          "code": {
            "type": [
              "integer",
              "string",
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
      "LegacyTask": {
        "type": "object",
        "x-dialects": [
          "classic",
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
            "$ref": "#/components/schemas/FlatStatus"
          }
        }
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
          "task_id": {
            "type": "string",
            "deprecated": true
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
            "anyOf": [
              {
                "$ref": "#/components/schemas/VideoStatus"
              },
              {
                "type": "string",
                "x-known-values": [
                  "pending",
                  "processing",
                  "succeeded",
                  "success",
                  "cancelled"
                ]
              }
            ]
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
                "type": "null"
              }
            ]
          },
          "metadata": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/VideoMetadata"
              },
              {
                "type": "null"
              }
            ]
          },
          "url": {
            "type": [
              "string",
              "null"
            ],
            "x-dialects": [
              "resellers"
            ]
          },
          "video_url": {
            "type": [
              "string",
              "null"
            ],
            "x-dialects": [
              "resellers"
            ]
          },
          "quality": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "VideoError": {
        "type": "object",
        "properties": {
          "message": {
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
              "classic",
              "resellers"
            ]
          }
        },
        "additionalProperties": true
      },
      "ContentLink": {
        "type": "object",
        "x-dialects": [
          "resellers"
        ],
        "properties": {
          "url": {
            "type": [
              "string",
              "null"
            ]
          },
          "video_url": {
            "type": [
              "string",
              "null"
            ]
          },
          "metadata": {
            "$ref": "#/components/schemas/VideoMetadata"
          }
        }
      },
      "PluginTask": {
        "type": "object",
        "x-dialects": [
          "plugins"
        ],
        "required": [
          "task_id",
          "status"
        ],
        "properties": {
          "task_id": {
            "type": "string"
          },
          "platform": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/TaskStatus"
          },
          "progress": {
            "type": "string"
          },
          "fail_reason": {
            "type": "string"
          },
          "created_at": {
            "type": "integer"
          },
          "finished_at": {
            "type": "integer"
          }
        }
      },
      "ArtifactList": {
        "type": "object",
        "x-dialects": [
          "plugins"
        ],
        "required": [
          "task_id",
          "artifacts"
        ],
        "properties": {
          "task_id": {
            "type": "string"
          },
          "artifacts": {
            "type": "array",
            "maxItems": 64,
            "items": {
              "$ref": "#/components/schemas/Artifact"
            }
          },
          "legacy_content_url": {
            "type": "string"
          }
        }
      },
      "Artifact": {
        "type": "object",
        "x-dialects": [
          "plugins"
        ],
        "required": [
          "key",
          "type",
          "content_url"
        ],
        "properties": {
          "key": {
            "type": "string"
          },
          "type": {
            "type": "string",
            "enum": [
              "video",
              "audio",
              "image",
              "file"
            ]
          },
          "mime_type": {
            "type": "string"
          },
          "content_url": {
            "type": "string"
          }
        }
      },
      "ModelList": {
        "type": "object",
        "required": [
          "data"
        ],
        "properties": {
          "success": {
            "type": "boolean",
            "const": true
          },
          "object": {
            "type": "string",
            "examples": [
              "list"
            ]
          },
          "data": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Model"
            }
          }
        }
      },
      "ModelListRefusal": {
        "type": "object",
        "required": [
          "success",
          "message"
        ],
        "properties": {
          "success": {
            "type": "boolean",
            "const": false
          },
          "message": {
            "type": "string"
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
              "type": "string",
              "x-known-values": [
                "openai",
                "openai-response",
                "openai-response-compact",
                "openai-alpha-search",
                "anthropic",
                "gemini",
                "jina-rerank",
                "image-generation",
                "embeddings",
                "openai-video"
              ]
            }
          }
        }
      },
      "ErrorBody": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/TaskError"
          },
          {
            "$ref": "#/components/schemas/OpenaiError"
          },
          {
            "$ref": "#/components/schemas/DocumentedError"
          }
        ]
      },
      "TaskError": {
        "type": "object",
        "required": [
          "code",
          "message",
          "data"
        ],
        "properties": {
          "code": {
            "type": [
              "string",
              "integer"
            ],
            "not": {
              "const": "success"
            }
          },
          "message": {
            "type": [
              "string",
              "null"
            ]
          },
          "data": {}
        }
      },
      "OpenaiError": {
        "type": "object",
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
                ],
                "x-known-values": [
                  "new_api_error",
                  "invalid_request_error",
                  "server_error",
                  "plugin_route_error"
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
            }
          }
        }
      },
      "DocumentedError": {
        "type": "object",
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
            "type": "string"
          },
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
      }
    }
  }
}
