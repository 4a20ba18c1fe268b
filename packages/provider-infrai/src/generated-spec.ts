// Generated from specs/infrai/openapi.yaml: do not edit, run `pnpm generate`.
/** The OpenAPI document of the vendor, without its prose. */
export const spec: Record<string, unknown> = {
  "openapi": "3.1.1",
  "info": {
    "title": "infrai video",
    "version": "2026-11"
  },
  "servers": [
    {
      "url": "https://api.infrai.cc"
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
      "name": "capabilities"
    }
  ],
  "x-known-values": "Values somebody has met where the vendor gives no closed list.",
  "paths": {
    "/v1/video/generate": {
      "post": {
        "operationId": "generateVideo",
        "tags": [
          "video"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/GenerateVideo"
              },
              "examples": {
                "timelapse": {
                  "value": {
                    "prompt": "a timelapse of a city skyline at dusk",
                    "prefer": "balanced",
                    "resolution": "1080p",
                    "duration_seconds": 5,
                    "aspect_ratio": "16:9"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The job. The page states no status code; take any 2xx.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "X-Infrai-Cost-Usd": {
                "$ref": "#/components/headers/CostUsd"
              },
              "X-Infrai-Vendor": {
                "$ref": "#/components/headers/Vendor"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/VideoJobEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/VideoJob"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "job_id": "vj_1",
                        "state": "queued"
                      },
                      "error": null,
                      "metadata": {
                        "cost_usd": 0.12,
                        "latency_ms": 340,
                        "vendor": "acme",
                        "cache_hit": false,
                        "request_id": "01900000-0000-7000-8000-000000000000"
                      }
                    }
                  },
                  "bare": {
                    "value": {
                      "job_id": "vj_1",
                      "state": "queued"
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
          "409": {
            "$ref": "#/components/responses/Conflict"
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
    "/v1/video/status/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/JobId"
        }
      ],
      "get": {
        "operationId": "getVideoStatus",
        "tags": [
          "video"
        ],
        "responses": {
          "200": {
            "description": "The job.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/VideoJobEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/VideoJob"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "job_id": "vj_1",
                        "state": "completed",
                        "video_url": "https://example.com/vj_1.mp4",
                        "thumbnail_url": "https://example.com/vj_1.jpg"
                      },
                      "error": null,
                      "metadata": {
                        "request_id": "01900000-0000-7000-8000-000000000001"
                      }
                    }
                  },
                  "bare": {
                    "value": {
                      "job_id": "vj_1",
                      "state": "failed",
                      "error": "the model refused the prompt"
                    }
                  }
                }
              }
            }
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/video/cancel/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/JobId"
        }
      ],
      "post": {
        "operationId": "cancelVideo",
        "tags": [
          "video"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CancelVideo"
              },
              "examples": {
                "byId": {
                  "value": {
                    "job_id": "..."
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Whether it was cancelled.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/DoneEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/Done"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "ok": true
                      },
                      "error": null,
                      "metadata": {}
                    }
                  },
                  "bare": {
                    "value": {
                      "ok": true
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/video/get/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/JobId"
        }
      ],
      "get": {
        "operationId": "getVideo",
        "tags": [
          "video"
        ],
        "responses": {
          "200": {
            "description": "The job with its details.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/VideoJobDetailEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/VideoJobDetail"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "job_id": "vj_1",
                        "state": "completed",
                        "video_url": "https://example.com/vj_1.mp4",
                        "duration_seconds": 5,
                        "resolution": "1080p",
                        "vendor": "acme",
                        "model": "acme-video"
                      },
                      "error": null,
                      "metadata": {}
                    }
                  },
                  "bare": {
                    "value": {
                      "job_id": "vj_1",
                      "state": "completed",
                      "video_url": "https://example.com/vj_1.mp4",
                      "duration_seconds": 5,
                      "resolution": "1080p",
                      "vendor": "acme",
                      "model": "acme-video"
                    }
                  }
                }
              }
            }
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/video/list": {
      "get": {
        "operationId": "listVideos",
        "tags": [
          "video"
        ],
        "parameters": [
          {
            "name": "cursor",
            "in": "query",
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "limit",
            "in": "query",
            "schema": {
              "type": "number"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "One page of jobs.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/VideoJobPageEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/VideoJobPage"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "items": [
                          {
                            "job_id": "vj_1",
                            "state": "completed"
                          }
                        ],
                        "next_cursor": "c_2"
                      },
                      "error": null,
                      "metadata": {}
                    }
                  },
                  "bare": {
                    "value": {
                      "items": []
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/video/delete/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/JobId"
        }
      ],
      "delete": {
        "operationId": "deleteVideo",
        "tags": [
          "video"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "responses": {
          "200": {
            "description": "Whether it was deleted.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/DoneEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/Done"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "ok": true
                      },
                      "error": null,
                      "metadata": {}
                    }
                  },
                  "bare": {
                    "value": {
                      "ok": true
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/video/delete_all": {
      "post": {
        "operationId": "deleteAllVideos",
        "tags": [
          "video"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/DeleteAllVideos"
              },
              "examples": {
                "empty": {
                  "value": {}
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "How many jobs were deleted.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/DeletedCountEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/DeletedCount"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "deleted": 3
                      },
                      "error": null,
                      "metadata": {}
                    }
                  },
                  "bare": {
                    "value": {
                      "deleted": 3
                    }
                  }
                }
              }
            }
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/video/download_url/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/JobId"
        }
      ],
      "get": {
        "operationId": "getDownloadUrl",
        "tags": [
          "video"
        ],
        "responses": {
          "200": {
            "description": "The link and its end.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/DownloadUrlEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/DownloadUrl"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "url": "https://example.com/vj_1.mp4?s=1",
                        "expires_at": "2026-01-01T00:00:00Z"
                      },
                      "error": null,
                      "metadata": {}
                    }
                  },
                  "bare": {
                    "value": {
                      "url": "https://example.com/vj_1.mp4?s=1",
                      "expires_at": "2026-01-01T00:00:00Z"
                    }
                  }
                }
              }
            }
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/video/set_retention/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/JobId"
        }
      ],
      "post": {
        "operationId": "setRetention",
        "tags": [
          "video"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/SetRetention"
              },
              "examples": {
                "month": {
                  "value": {
                    "job_id": "vj_1",
                    "days": 30
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The window that now holds.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/RetentionEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/Retention"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "job_id": "vj_1",
                        "retention_days": 30,
                        "expires_at": "2026-01-31T00:00:00Z"
                      },
                      "error": null,
                      "metadata": {}
                    }
                  },
                  "bare": {
                    "value": {
                      "job_id": "vj_1",
                      "retention_days": 30,
                      "expires_at": "2026-01-31T00:00:00Z"
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
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "5XX": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/v1/video/capabilities": {
      "get": {
        "operationId": "getCapabilities",
        "tags": [
          "capabilities"
        ],
        "responses": {
          "200": {
            "description": "What each vendor behind the gateway can do.",
            "headers": {
              "X-Infrai-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/VideoCapabilitiesEnvelope"
                    },
                    {
                      "$ref": "#/components/schemas/VideoCapabilities"
                    }
                  ]
                },
                "examples": {
                  "wrapped": {
                    "value": {
                      "ok": true,
                      "data": {
                        "vendors": [
                          {
                            "vendor": "acme",
                            "models": [
                              "acme-video"
                            ],
                            "resolutions": [
                              "720p",
                              "1080p"
                            ],
                            "max_duration_seconds": 10,
                            "supports_extend": false,
                            "supports_upscale": true
                          }
                        ]
                      },
                      "error": null,
                      "metadata": {}
                    }
                  },
                  "bare": {
                    "value": {
                      "vendors": []
                    }
                  }
                }
              }
            }
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
        "bearerFormat": "ifr_pk_proj_..."
      }
    },
    "parameters": {
      "JobId": {
        "name": "id",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string"
        }
      },
      "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
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
      "CostUsd": {
        "schema": {
          "type": "number"
        }
      },
      "Vendor": {
        "schema": {
          "type": "string"
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
        "description": "Malformed request, or a value out of range.",
        "x-codes": [
          "IDEMPOTENCY_KEY_REQUIRED"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Failure"
            }
          }
        }
      },
      "Unauthorized": {
        "description": "The key is missing or not valid.",
        "x-codes": [
          "UNAUTHORIZED"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Failure"
            }
          }
        }
      },
      "PaymentRequired": {
        "description": "INSUFFICIENT_CREDIT: the account's credit does not cover the call. POST /v1/account/topup and open the returned\ncheckout_url. The page gives this answer for every call.\n",
        "x-codes": [
          "INSUFFICIENT_CREDIT",
          "WALLET_CAP_EXCEEDED",
          "PRO_REQUIRED",
          "KYC_REQUIRED",
          "TOPUP_2FA_REQUIRED",
          "BYOK_TRIAL_EXPIRED"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Failure"
            },
            "examples": {
              "credit": {
                "value": {
                  "ok": false,
                  "data": null,
                  "error": {
                    "code": "INSUFFICIENT_CREDIT",
                    "hint": "POST /v1/account/topup and open the returned checkout_url.",
                    "retryable": false
                  },
                  "metadata": {}
                }
              }
            }
          }
        }
      },
      "Forbidden": {
        "description": "The key may not do this.",
        "x-codes": [
          "SCOPE_INSUFFICIENT",
          "KEY_REVOKED",
          "MODULE_NOT_AVAILABLE_IN_REGION"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Failure"
            }
          }
        }
      },
      "NotFound": {
        "description": "There is no such job, or no longer, or it belongs to somebody else; or the path is wrong.",
        "x-codes": [],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Failure"
            }
          }
        }
      },
      "Conflict": {
        "description": "An idempotency key was used with other parameters before (IDEMPOTENCY_CONFLICT), which says that an earlier call\nwith it has arrived; or the job's state does not allow it, which is a guess.\n",
        "x-codes": [
          "IDEMPOTENCY_CONFLICT"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Failure"
            }
          }
        }
      },
      "TooManyRequests": {
        "description": "Too many requests; wait as Retry-After says. The rate is not documented.",
        "x-codes": [
          "RATE_LIMIT_USER",
          "RATE_LIMIT_IP",
          "VENDOR_QUOTA_EXCEEDED"
        ],
        "headers": {
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          }
        },
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Failure"
            }
          }
        }
      },
      "ServerError": {
        "description": "The gateway or the vendor behind it failed.",
        "x-codes": [
          "VENDOR_DOWN",
          "VENDOR_TIMEOUT",
          "MAINTENANCE",
          "UNKNOWN_ERROR"
        ],
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Failure"
            }
          }
        }
      }
    },
    "schemas": {
      "Aspect": {
        "type": "string",
        "enum": [
          "16:9",
          "9:16",
          "1:1"
        ]
      },
      "Resolution": {
        "type": "string",
        "enum": [
          "720p",
          "1080p",
          "4k"
        ]
      },
      "Prefer": {
        "type": "string",
        "enum": [
          "balanced",
          "cheapest",
          "smartest"
        ]
      },
      "GenerateVideo": {
        "type": "object",
        "required": [
          "prompt"
        ],
        "properties": {
          "prompt": {
            "type": "string"
          },
          "reference_image_url": {
            "type": "string"
          },
          "duration_seconds": {
            "type": "number"
          },
          "aspect": {
            "$ref": "#/components/schemas/Aspect"
          },
          "aspect_ratio": {
            "$ref": "#/components/schemas/Aspect"
          },
          "resolution": {
            "$ref": "#/components/schemas/Resolution"
          },
          "prefer": {
            "$ref": "#/components/schemas/Prefer"
          },
          "idempotency_key": {
            "type": "string"
          },
          "model": {
            "type": "string"
          },
          "vendor": {
            "type": "string"
          }
        }
      },
      "CancelVideo": {
        "type": "object",
        "properties": {
          "job_id": {
            "type": "string"
          }
        }
      },
      "DeleteAllVideos": {
        "type": "object"
      },
      "SetRetention": {
        "type": "object",
        "required": [
          "days"
        ],
        "properties": {
          "job_id": {
            "type": "string"
          },
          "days": {
            "type": "integer",
            "minimum": 1,
            "maximum": 90
          },
          "idempotency_key": {
            "type": "string"
          }
        }
      },
      "VideoState": {
        "type": "string",
        "x-known-values": [
          "queued",
          "pending",
          "processing",
          "running",
          "in_progress",
          "completed",
          "succeeded",
          "failed",
          "error",
          "cancelled",
          "canceled"
        ]
      },
      "VideoJob": {
        "type": "object",
        "required": [
          "job_id",
          "state"
        ],
        "properties": {
          "job_id": {
            "type": "string"
          },
          "state": {
            "$ref": "#/components/schemas/VideoState"
          },
          "video_url": {
            "type": "string"
          },
          "thumbnail_url": {
            "type": "string"
          },
          "error": {
            "$ref": "#/components/schemas/JobError"
          }
        }
      },
      "VideoJobDetail": {
        "allOf": [
          {
            "$ref": "#/components/schemas/VideoJob"
          },
          {
            "type": "object",
            "properties": {
              "duration_seconds": {
                "type": "number"
              },
              "resolution": {
                "type": "string"
              },
              "vendor": {
                "type": "string"
              },
              "model": {
                "type": "string"
              }
            }
          }
        ]
      },
      "JobError": {
        "oneOf": [
          {
            "type": "string"
          },
          {
            "$ref": "#/components/schemas/ErrorDetail"
          },
          {
            "type": "null"
          }
        ]
      },
      "VideoJobPage": {
        "type": "object",
        "required": [
          "items"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/VideoJob"
            }
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "Done": {
        "type": "object",
        "required": [
          "ok"
        ],
        "properties": {
          "ok": {
            "type": "boolean"
          }
        },
        "not": {
          "type": "object",
          "required": [
            "data"
          ],
          "properties": {
            "data": {}
          }
        }
      },
      "DeletedCount": {
        "type": "object",
        "required": [
          "deleted"
        ],
        "properties": {
          "deleted": {
            "type": "number"
          }
        }
      },
      "DownloadUrl": {
        "type": "object",
        "required": [
          "url",
          "expires_at"
        ],
        "properties": {
          "url": {
            "type": "string"
          },
          "expires_at": {
            "type": "string"
          }
        }
      },
      "Retention": {
        "type": "object",
        "required": [
          "job_id",
          "retention_days",
          "expires_at"
        ],
        "properties": {
          "job_id": {
            "type": "string"
          },
          "retention_days": {
            "type": "number"
          },
          "expires_at": {
            "type": "string"
          }
        }
      },
      "VideoCapabilities": {
        "type": "object",
        "required": [
          "vendors"
        ],
        "properties": {
          "vendors": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/VendorCapability"
            }
          }
        }
      },
      "VendorCapability": {
        "type": "object",
        "required": [
          "vendor"
        ],
        "properties": {
          "vendor": {
            "type": "string"
          },
          "models": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "resolutions": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "max_duration_seconds": {
            "type": "number"
          },
          "supports_extend": {
            "type": "boolean"
          },
          "supports_upscale": {
            "type": "boolean"
          }
        }
      },
      "Envelope": {
        "type": "object",
        "required": [
          "ok",
          "data"
        ],
        "properties": {
          "ok": {
            "type": "boolean",
            "const": true
          },
          "data": {},
          "error": {
            "type": "null"
          },
          "metadata": {
            "$ref": "#/components/schemas/Metadata"
          }
        }
      },
      "VideoJobEnvelope": {
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
                "$ref": "#/components/schemas/VideoJob"
              }
            }
          }
        ]
      },
      "VideoJobDetailEnvelope": {
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
                "$ref": "#/components/schemas/VideoJobDetail"
              }
            }
          }
        ]
      },
      "VideoJobPageEnvelope": {
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
                "$ref": "#/components/schemas/VideoJobPage"
              }
            }
          }
        ]
      },
      "DoneEnvelope": {
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
                "$ref": "#/components/schemas/Done"
              }
            }
          }
        ]
      },
      "DeletedCountEnvelope": {
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
                "$ref": "#/components/schemas/DeletedCount"
              }
            }
          }
        ]
      },
      "DownloadUrlEnvelope": {
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
                "$ref": "#/components/schemas/DownloadUrl"
              }
            }
          }
        ]
      },
      "RetentionEnvelope": {
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
                "$ref": "#/components/schemas/Retention"
              }
            }
          }
        ]
      },
      "VideoCapabilitiesEnvelope": {
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
                "$ref": "#/components/schemas/VideoCapabilities"
              }
            }
          }
        ]
      },
      "Failure": {
        "type": "object",
        "required": [
          "ok",
          "error"
        ],
        "properties": {
          "ok": {
            "type": "boolean",
            "const": false
          },
          "data": {
            "type": "null"
          },
          "error": {
            "$ref": "#/components/schemas/ErrorDetail"
          },
          "metadata": {
            "$ref": "#/components/schemas/Metadata"
          }
        }
      },
      "ErrorDetail": {
        "type": "object",
        "required": [
          "code"
        ],
        "properties": {
          "code": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "hint": {
            "type": "string"
          },
          "retryable": {
            "type": "boolean"
          }
        }
      },
      "Metadata": {
        "type": "object",
        "properties": {
          "cost_usd": {
            "type": "number"
          },
          "latency_ms": {
            "type": "number"
          },
          "vendor": {
            "type": "string"
          },
          "cache_hit": {
            "type": "boolean"
          },
          "request_id": {
            "type": "string"
          }
        }
      }
    }
  }
}
