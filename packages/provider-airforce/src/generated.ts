// Generated from specs/airforce/openapi.yaml: do not edit, run `pnpm generate`.
export interface paths {
    "/v1/video/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a task.
         * @description Submits a task and returns its task id. The cost is estimated from the duration and the model's price per second
         *     and settled when the task is processed. The vendor documents no idempotency key, so a create call whose response
         *     was lost may have made a task that is billed.
         */
        post: operations["createVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List recent tasks.
         * @description Returns at most your 100 most recent tasks, newest first. There are no query parameters: filter and paginate on
         *     the client's side. Useful for a dashboard that shows a history.
         */
        get: operations["listVideos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task_id that the create call returned. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * Poll a task's status.
         * @description Poll every 5 to 15 s; tasks usually finish within 30 s to 4 min. The same endpoint returns the result URL once
         *     the status becomes "completed". A task of another owner is answered like one that does not exist.
         */
        get: operations["getVideo"];
        put?: never;
        post?: never;
        /**
         * Remove a task from the history.
         * @description Removes the task record from your history. Idempotent: it always answers { "deleted": true }. It only removes
         *     the history record; it does not by itself delete stored media. Nothing says that it stops a running task.
         */
        delete: operations["deleteVideo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/tasks/{task_id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task_id that the create call returned. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * Follow a task's progress as server-sent events.
         * @description Spares the polling loop. Sends one event per progress change and closes when the task is in a final state. The
         *     payload has the same shape as that of the get endpoint; in the page's sample it holds only some of the fields.
         *     It carries progress only, never media. No event has an id, so a broken stream cannot be resumed.
         */
        get: operations["streamVideo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models and what each takes.
         * @description Every video model shows the metadata of its capabilities here. Video models are those whose output_modalities
         *     include "video". The key is optional; with one, the list holds what the caller's tier may use. Answers may be
         *     cached for 60 s.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description One request for all three modes. Any other key (for example seed or sound) is forwarded to the upstream provider
         *     as it is: it is not validated here, and whether it works depends on the model.
         */
        CreateVideo: {
            /** @description Video model id. Take one from the models endpoint whose output_modalities include "video". */
            model: string;
            /** @description Description of the scene. */
            prompt: string;
            /**
             * @description "text", "image" (animates a first frame), or "reference" (style transfer from one or more frames).
             * @default text
             * @enum {string}
             */
            mode?: "text" | "image" | "reference";
            /**
             * @description Length of the clip. The range depends on the model, typically 5, 8 or 10 s; must lie within the model's
             *     min_duration_s and max_duration_s. Defaults to the model's minimum.
             * @example 5
             * @example 8
             * @example 10
             */
            duration_seconds?: number;
            /**
             * @description "16:9", "9:16", "1:1" or "4:3"; must be in the model's list.
             * @example 16:9
             * @example 9:16
             * @example 1:1
             * @example 4:3
             */
            aspect_ratio?: string;
            /**
             * @description "480p", "720p" or "1080p"; must be in the model's list.
             * @example 480p
             * @example 720p
             * @example 1080p
             */
            quality?: string;
            /** @description Required for the modes "image" and "reference". */
            input_images?: components["schemas"]["InputImage"][];
            /** @description The page's example of a key that is passed on unchecked; no type is stated. */
            seed?: unknown;
            /** @description The page's example of a key that is passed on unchecked; no type is stated. */
            sound?: unknown;
        } & {
            [key: string]: unknown;
        };
        /** @description An image, by URL or inline. */
        InputImage: {
            /** @description Where the vendor fetches the image. */
            url: string;
            /** @description The image's bytes in base64. */
            b64_json?: string;
        } | {
            /** @description Where the vendor fetches the image. */
            url?: string;
            /** @description The image's bytes in base64. */
            b64_json: string;
        };
        /**
         * @description queued, then processing, then one of the final ones: completed (there is a result), failed (there is an error),
         *     expired (its 24 hours are over).
         * @enum {string}
         */
        TaskStatus: "queued" | "processing" | "completed" | "failed" | "expired";
        Task: {
            /** @description Persistent identifier of the task. Use it on every follow-up endpoint. */
            task_id: string;
            status: components["schemas"]["TaskStatus"];
            /** @description The requested model, echoed. */
            model?: string;
            /** @description Creation time, unix seconds; documented for the answer to a create alone. */
            created?: number;
            /** @description When the result is purged, unix seconds; exactly created + 86400. */
            expires_at?: number;
            /** @description 0 right after creation, 0 to 100 while processing. */
            progress?: number;
            /**
             * @description Download URL of the MP4 once the status is completed, set by the upstream provider. Pre-signed; valid until
             *     expires_at.
             */
            result_url?: string;
            /** @description What went wrong. Set (non-null) when the status is failed. */
            error?: string | null;
            /** @description Cost in US cents. An estimate at creation, settled when the job is processed. */
            cost_cents?: number;
            /** @description Length of the clip. */
            duration_seconds?: number;
            /** @description The request's prompt. */
            prompt?: string;
            /**
             * @description The request's mode.
             * @enum {string}
             */
            mode?: "text" | "image" | "reference";
            /** @description The request's aspect ratio. */
            aspect_ratio?: string;
            /** @description The request's quality. */
            quality?: string;
            /** @description The image the request brought. */
            input_image_url?: string;
        };
        TaskList: {
            /** @description Newest first. */
            data: components["schemas"]["Task"][];
        };
        Deleted: {
            /** @constant */
            deleted: true;
        };
        ModelList: {
            /** @constant */
            object?: "list";
            data: components["schemas"]["Model"][];
        };
        /** @description The entry is large and evolving; these are the keys that matter to video. */
        Model: {
            /** @description The id to send as model. */
            id: string;
            /** @description What the model makes; includes "video" for a video model. */
            output_modalities?: string[] | null;
            /** @description What a video model takes. */
            video_caps?: components["schemas"]["VideoCaps"] | null;
            /** @constant */
            object?: "model";
            /** @description Unix seconds. */
            created?: number;
            owned_by?: string;
            /** @description "video" for a video model. */
            media_type?: string | null;
            input_modalities?: string[] | null;
            supported_parameters?: string[] | null;
            /** @enum {string} */
            tier?: "free" | "paid";
            /** @description The lowest subscription tier that may use the model. */
            min_tier?: string | null;
            /** @description How healthy the model is at present. */
            status?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The values a video model takes. */
        VideoCaps: {
            /** @description Allowed values of aspect_ratio. */
            aspect_ratios?: string[];
            /** @description Allowed values of quality. */
            qualities?: string[];
            /** @description Smallest allowed duration_seconds, and its default. */
            min_duration_s?: number;
            /** @description Largest allowed duration_seconds. */
            max_duration_s?: number;
            /** @description The modes the model supports, a subset of these three. */
            modes?: ("text" | "image" | "reference")[];
            /** @description Price of one second in US cents. The cost is duration_seconds times this value. */
            price_per_second_cents?: number;
        };
        /** @description One of two shapes. */
        ErrorBody: {
            error: {
                message: string;
                /** @description Category, for example invalid_request_error. */
                type?: string | null;
                /** @description The offending parameter. */
                param?: string | null;
                /** @description Machine-readable code. */
                code?: string | null;
            };
            /** @description Seconds to wait, with status 429. */
            retry_after?: number;
        } | {
            error: string;
            message?: string;
            type?: string;
            code?: string;
            /** @description Seconds to wait, with status 429. */
            retry_after?: number;
        };
    };
    responses: {
        /**
         * @description Malformed request; the body names the offending field. unknown_model: no such model id (ids are case-sensitive).
         *     The API's other code with this status, consent_stale, belongs to voice cloning.
         */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The API key is missing or not valid. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description insufficient_balance: the balance does not cover the request. Nothing was charged. */
        PaymentRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description Known but not allowed. free_tier_gated: the model is not in the caller's tier. email_verification_required: the
         *     account's e-mail address is not confirmed.
         */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The task does not exist, is past its 24 hours, or belongs to somebody else; or the path is wrong.
         *     model_not_found: there is no such model, or no longer.
         */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description A conflict with the state of the account. The vendor's SDK does not repeat such a call. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Well-formed, but its values do not fit together, or not the model. */
        Unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description Too many requests, counted per key, or per address for free users; or (inferred) more than 4 concurrent video
         *     tasks. The body may hold retry_after in seconds. account_temporarily_locked: the account is locked for a while.
         */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The vendor or the model's provider failed. A create call answered so is not charged, and so has made no task: the
         *     vendor's own SDK sends it again by itself, "since the server responded and a 4xx/5xx POST is not charged", and a
         *     task is charged when it is processed. That holds for a body of the vendor's; a page of whatever stands before it
         *     says nothing.
         */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /** @description The task_id that the create call returned. */
        TaskId: string;
    };
    requestBodies: never;
    headers: {
        /** @description The request's id, to quote to the vendor's support. A client's own X-Request-ID is echoed. */
        RequestId: string;
        /**
         * @description Cost of the request in US cents, with 4 decimals. Present on completed calls that are billed; whether a create
         *     call is one is not said.
         */
        CostCents: number;
        /** @description Seconds to wait before the next attempt. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createVideo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVideo"];
            };
        };
        responses: {
            /** @description The task, queued. The page states no status code; take any 2xx. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["RequestId"];
                    "X-Cost-Cents": components["headers"]["CostCents"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listVideos: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 100 tasks, newest first. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task_id that the create call returned. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task as it is now. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    deleteVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task_id that the create call returned. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Always the same answer, whether or not the task existed. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    streamVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task_id that the create call returned. */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events named "state", each with a task as JSON, then one named "done" with the text [DONE]. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description 1 adds the variants of each model per channel. */
                channels?: 1;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All models, of every kind. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
}
