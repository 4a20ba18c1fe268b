// Generated from specs/apixo/openapi.yaml: do not edit, run `pnpm generate`.
export interface paths {
    "/api/v1/generateTask/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The model's slug. The page is that of wan-2-5; the other slugs below are on other pages of the documentation.
                 *     The status call needs the slug that the create call had.
                 */
                model: components["parameters"]["Model"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a generation task.
         * @description Returns a task id on success, for status queries.
         */
        post: operations["generateTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statusTask/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The model's slug. The page is that of wan-2-5; the other slugs below are on other pages of the documentation.
                 *     The status call needs the slug that the create call had.
                 */
                model: components["parameters"]["Model"];
            };
            cookie?: never;
        };
        /**
         * Query a task's state and result.
         * @description Wait 50 s after the create call, then poll every 5 s. What happens with the id of another model's task is not
         *     documented.
         */
        get: operations["getTaskStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/apikeys/current-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the balance of the key's account.
         * @description Not on the wan-2-5 page.
         */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    taskEnded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The vendor calls back when a task has ended.
         * @description Sent to callback_url of a task whose request_type is "callback", once it is "success" or "failed" and not
         *     before. The body is what the status endpoint answers at that time. It is not signed and carries no secret: treat
         *     it as a hint, and ask the status endpoint for the truth. It does not name the model, which that question needs:
         *     put the model into the query of callback_url. The same task may be told several times.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TaskEnvelope"];
                };
            };
            responses: {
                /** @description Taken. It has to come within 30 s; otherwise the vendor tries again, up to 3 times, with growing delays. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description "async" to poll, "callback" to be called back.
         * @default async
         * @enum {string}
         */
        RequestType: "async" | "callback";
        /**
         * @description The routing strategy.
         * @default auto
         * @enum {string}
         */
        ProviderRouting: "auto" | "value" | "official";
        GenerateTask: {
            request_type?: components["schemas"]["RequestType"];
            /** @description Where the vendor calls back; a public https URL (webhooks page). Required when request_type is "callback". */
            callback_url?: string;
            provider?: components["schemas"]["ProviderRouting"];
            input: components["schemas"]["TaskInput"];
        };
        /**
         * @description What the model is to make. The keys are those of wan-2-5, whose values Wan25Input restricts. Another model takes
         *     values and keys of its own, which are not checked here: video_urls and audio_urls (seedance-2-0), generationType
         *     (veo-3-1), sound, or the mode "fast".
         */
        TaskInput: {
            /**
             * @description "text-to-video" generates from text, "image-to-video" from an image.
             * @example text-to-video
             * @example image-to-video
             */
            mode?: string;
            /**
             * @description The scene and what happens in it, what moves, and how the camera moves; with an image, the animation that is
             *     wanted. Concrete descriptions work better than abstract ones. No limit on this page: 800 characters on a
             *     newer one, 1500 for the model wan-2-5-video.
             */
            prompt?: string;
            /**
             * @description "720p" is generated fast, "1080p" is HD.
             * @example 720p
             * @example 1080p
             */
            resolution?: string;
            /**
             * @description Length of the clip in seconds.
             * @example 5
             * @example 10
             */
            duration?: number;
            /**
             * @description "16:9" is landscape and the default, "9:16" portrait, "1:1" square. For text-to-video only (newer page).
             * @example 16:9
             * @example 9:16
             * @example 1:1
             */
            aspect_ratio?: string;
            /**
             * @description The image that becomes the first frame. JPG, PNG or WebP, at most 10 MB each, by URL; bytes inside the
             *     request are not offered. Required for image-to-video, and then exactly one (newer page).
             */
            image_urls?: string[];
            /**
             * @description What to avoid: blur, low quality, jitter and the like.
             * @example low quality, blurry, shaky, distorted
             */
            negative_prompt?: string;
            /** @description The same seed, prompt and parameters reproduce an identical result. */
            seed?: number;
            /**
             * @description true lets the vendor optimise the prompt and add details, which is good for short ones; false takes it
             *     strictly as it is.
             * @default true
             */
            enable_prompt_expansion?: boolean;
        };
        /**
         * @description The input of the model wan-2-5.
         * @example {
         *       "mode": "text-to-video",
         *       "prompt": "...",
         *       "resolution": "1080p",
         *       "duration": 10,
         *       "aspect_ratio": "16:9",
         *       "image_urls": [
         *         "..."
         *       ],
         *       "negative_prompt": "...",
         *       "seed": 12345,
         *       "enable_prompt_expansion": true
         *     }
         * @example {
         *       "mode": "text-to-video",
         *       "prompt": "a serene mountain landscape with moving clouds and gentle breeze",
         *       "resolution": "1080p",
         *       "duration": 10,
         *       "aspect_ratio": "16:9",
         *       "negative_prompt": "low quality, blurry",
         *       "enable_prompt_expansion": true
         *     }
         * @example {
         *       "mode": "image-to-video",
         *       "prompt": "make this picture into a smooth cinematic shot with camera slowly zooming in",
         *       "resolution": "720p",
         *       "duration": 5,
         *       "image_urls": [
         *         "https://example.com/ref.jpg"
         *       ],
         *       "enable_prompt_expansion": false,
         *       "seed": 42
         *     }
         */
        Wan25Input: components["schemas"]["TaskInput"] & {
            /** @enum {string} */
            mode: "text-to-video" | "image-to-video";
            prompt: string;
            /** @enum {string} */
            resolution?: "720p" | "1080p";
            /** @enum {integer} */
            duration?: 5 | 10;
            /**
             * @default 16:9
             * @enum {string}
             */
            aspect_ratio?: "16:9" | "9:16" | "1:1";
        };
        /** @description What wraps every successful answer. */
        Envelope: {
            /**
             * @description 200 for success, whatever the HTTP status.
             * @constant
             */
            code: 200;
            /** @example success */
            message: string;
            /** @description What was asked for. */
            data: unknown;
        };
        TaskHandleEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["TaskHandle"];
        };
        TaskEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["Task"];
        };
        BalanceEnvelope: components["schemas"]["Envelope"] & {
            /** @description The balance in US dollars. */
            data: number;
        };
        TaskHandle: {
            /** @description Unique task identifier. */
            taskId: string;
        };
        /**
         * @description pending, then processing, then success (there is a result) or failed (there is a failCode). The page closes the
         *     list; one third-party client also handles "processing_r2", while the result is being stored.
         * @enum {string}
         */
        TaskState: "pending" | "processing" | "success" | "failed";
        Task: {
            /** @description Unique task identifier. */
            taskId: string;
            state: components["schemas"]["TaskState"];
            /** @description A JSON text inside the JSON, to be parsed once more. Only with success. */
            resultJson?: string;
            failCode?: components["schemas"]["FailCode"];
            /** @description What went wrong, in words. Only when failed. */
            failMsg?: string;
            /** @description When the task was created, unix milliseconds. */
            createTime?: number;
            /** @description When the task ended, unix milliseconds. */
            completeTime?: number;
            /** @description How long the task took, in milliseconds. Not a price. */
            costTime?: number;
        };
        /**
         * @description What resultJson holds.
         * @example {
         *       "resultUrls": [
         *         "https://r2.apixo.ai/video.mp4"
         *       ]
         *     }
         */
        TaskResult: {
            /** @description Where the clips are; to be fetched without the key. */
            resultUrls: string[];
        };
        /**
         * @description Why the task failed. Only when failed. CONTENT_VIOLATION: the content violates safety guidelines.
         *     INVALID_IMAGE_URL: the image URL cannot be accessed. These two are on the page, the others on the errors page,
         *     which marks PROCESSING_TIMEOUT as worth another try. It may also be an identifier of the model's own provider,
         *     such as SensitiveContentDetected.
         */
        FailCode: string;
        /** @description Why nothing was done. */
        Refusal: {
            /** @description The HTTP status that the answer stands for (response format page); the one it comes with may be 200. */
            code: number;
            /** @description What is wrong, in words. */
            message: string;
            /** @description null on this page; absent, or an object with an error, on others. */
            data?: {
                /** @description What is wrong with which field. */
                error?: string;
            } | null;
        };
    };
    responses: {
        /**
         * @description Invalid parameters or request error. Too little credit is answered so as well, by the message "Insufficient
         *     credits" and no code of its own.
         */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Invalid or missing API key. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Refused. A key may be limited to certain IP addresses. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Not found. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /**
         * @description Rate limit exceeded: more than 10000 requests a minute, or more than 1000 concurrent tasks. Wait and retry; no
         *     header that says for how long is documented.
         */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The vendor failed. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Not available at present. */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
    };
    parameters: {
        /**
         * @description The model's slug. The page is that of wan-2-5; the other slugs below are on other pages of the documentation.
         *     The status call needs the slug that the create call had.
         */
        Model: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    generateTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The model's slug. The page is that of wan-2-5; the other slugs below are on other pages of the documentation.
                 *     The status call needs the slug that the create call had.
                 */
                model: components["parameters"]["Model"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateTask"];
            };
        };
        responses: {
            /** @description The task's id, or a refusal. The page states no HTTP status for either. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskHandleEnvelope"] | components["schemas"]["Refusal"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTaskStatus: {
        parameters: {
            query: {
                /** @description The taskId that the create call returned. */
                taskId: string;
            };
            header?: never;
            path: {
                /**
                 * @description The model's slug. The page is that of wan-2-5; the other slugs below are on other pages of the documentation.
                 *     The status call needs the slug that the create call had.
                 */
                model: components["parameters"]["Model"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task, failed or not, or a refusal. The page states no HTTP status for either. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskEnvelope"] | components["schemas"]["Refusal"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance, or a refusal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceEnvelope"] | components["schemas"]["Refusal"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
