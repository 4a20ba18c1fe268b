// Generated from specs/infrai/openapi.yaml: do not edit, run `pnpm generate`.
export interface paths {
    "/v1/video/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate a video from a text or image prompt asynchronously (idempotent).
         * @description Starts a job. With an idempotency key, an identical retry returns the same result, so a call whose answer was
         *     lost may be repeated. For how long a key is remembered, and what the same key with another body does, is not
         *     documented.
         */
        post: operations["generateVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/status/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        /**
         * Query a video generation job's status and output URL.
         * @description To be polled. No interval is documented.
         */
        get: operations["getVideoStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/cancel/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an in-progress video generation job.
         * @description Cancels a running job. The page lists no parameter but id; its example sends the id in the body too. What a job
         *     that has ended answers, and whether a cancelled job is charged, is not documented.
         */
        post: operations["cancelVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/get/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        /** Retrieve a video job's full details (status, video URL, duration, resolution, provider, model). */
        get: operations["getVideo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the current account's video generation jobs with pagination.
         * @description The order is not documented. The last page has no next_cursor.
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
    "/v1/video/delete/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a video job and its artifacts (idempotent write).
         * @description Removes the job and what it made. The page lists idempotency_key as a parameter but not its place, and its
         *     example sends no body; here it is the header alone, because many servers and proxies drop the body of a DELETE.
         */
        delete: operations["deleteVideo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/delete_all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bulk-delete all video jobs and their artifacts for the current account.
         * @description Takes no parameter. Repeating it after a lost answer would also delete the jobs that were made meanwhile.
         */
        post: operations["deleteAllVideos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/download_url/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        /**
         * Issue a time-limited, expiring download URL for a video job's output.
         * @description Each call issues a temporary link, and says until when it holds. Fetch the link without the key.
         */
        get: operations["getDownloadUrl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/set_retention/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a video job's retention window in days, up to a 90-day maximum.
         * @description For one job. The page's sample sends "days": 0, which its own table rules out; it is kept as a sample only.
         */
        post: operations["setRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query each video provider's supported models, resolutions, max duration, and extend/upscale capabilities.
         * @description There is no endpoint that extends or upscales, so those two flags inform only.
         */
        get: operations["getCapabilities"];
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
         * @description Aspect ratio.
         * @enum {string}
         */
        Aspect: "16:9" | "9:16" | "1:1";
        /**
         * @description Output resolution; which of them are offered depends on the vendor.
         * @enum {string}
         */
        Resolution: "720p" | "1080p" | "4k";
        /**
         * @description The axis to optimise: "balanced" (best value for money), "cheapest" or "smartest".
         * @enum {string}
         */
        Prefer: "balanced" | "cheapest" | "smartest";
        GenerateVideo: {
            /** @description Description of the video. */
            prompt: string;
            /** @description URL of a reference image. */
            reference_image_url?: string;
            /** @description Length of the clip in seconds; at most the vendor's max_duration_seconds. */
            duration_seconds?: number;
            /** @description Aspect ratio, by the name of the page's parameter table. Every sample says aspect_ratio instead. */
            aspect?: components["schemas"]["Aspect"];
            /** @description Aspect ratio, by the name of the page's samples. The parameter table says aspect instead. */
            aspect_ratio?: components["schemas"]["Aspect"];
            resolution?: components["schemas"]["Resolution"];
            prefer?: components["schemas"]["Prefer"];
            /** @description Deduplication key; an identical retry returns the same result. */
            idempotency_key?: string;
            /** @description The model to use, one of a vendor's models. Not on the video page. */
            model?: string;
            /** @description The vendor to route to. Not on the video page. */
            vendor?: string;
        };
        CancelVideo: {
            /** @description The id of the path once more, as the page's sample sends it. */
            job_id?: string;
        };
        /** @description Empty. */
        DeleteAllVideos: Record<string, never>;
        SetRetention: {
            /** @description The id of the path once more, as the page's sample sends it. */
            job_id?: string;
            /** @description The retention window in days; a positive integer, 90 is a hard limit. */
            days: number;
            /** @description Deduplication key; an identical retry returns the same result. */
            idempotency_key?: string;
        };
        /**
         * @description Where the job stands. No page lists the words; those below are from the vendor's sample pages and from other
         *     people's code. A word that is not among them says neither that the job has ended nor that it has not.
         */
        VideoState: string;
        /** @description Holds no time, no progress and no cost. */
        VideoJob: {
            /** @description Identifier of the job. Use it as id on every other endpoint. */
            job_id: string;
            state: components["schemas"]["VideoState"];
            /** @description Where the clip is. Whether fetching it needs the key is not documented; see download_url. */
            video_url?: string;
            /** @description Where a still of the clip is. */
            thumbnail_url?: string;
            error?: components["schemas"]["JobError"];
        };
        /**
         * @description The page writes the four fields without the "?" of optional ones; optional here, for a job that is not yet
         *     routed can hardly have them.
         */
        VideoJobDetail: components["schemas"]["VideoJob"] & {
            /** @description Length of the clip in seconds. */
            duration_seconds?: number;
            /** @description Resolution of the clip. */
            resolution?: string;
            /** @description The vendor that makes the clip. */
            vendor?: string;
            /** @description The model that makes the clip. */
            model?: string;
        };
        /** @description What went wrong. The page gives no type. */
        JobError: string | components["schemas"]["ErrorDetail"] | null;
        VideoJobPage: {
            items: components["schemas"]["VideoJob"][];
            /** @description Where the next page begins; absent (inferred also null or empty) on the last one. */
            next_cursor?: string | null;
        };
        Done: {
            ok: boolean;
        };
        DeletedCount: {
            /** @description How many jobs were deleted. */
            deleted: number;
        };
        DownloadUrl: {
            /** @description Temporary link to the clip. */
            url: string;
            /** @description When the link ends. The format is not documented; presumably ISO 8601. */
            expires_at: string;
        };
        Retention: {
            job_id: string;
            /** @description The retention window in days. */
            retention_days: number;
            /** @description When the window ends. The format is not documented; presumably ISO 8601. */
            expires_at: string;
        };
        VideoCapabilities: {
            vendors: components["schemas"]["VendorCapability"][];
        };
        /** @description The page names the fields without their types; those here are read off the names. */
        VendorCapability: {
            vendor: string;
            models?: string[];
            resolutions?: string[];
            /** @description Longest clip in seconds. */
            max_duration_seconds?: number;
            supports_extend?: boolean;
            supports_upscale?: boolean;
        };
        /** @description What wraps every successful answer. */
        Envelope: {
            /** @constant */
            ok: true;
            /** @description What the page's "returns" line names. */
            data: unknown;
            error?: null;
            metadata?: components["schemas"]["Metadata"];
        };
        VideoJobEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["VideoJob"];
        };
        VideoJobDetailEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["VideoJobDetail"];
        };
        VideoJobPageEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["VideoJobPage"];
        };
        DoneEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["Done"];
        };
        DeletedCountEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["DeletedCount"];
        };
        DownloadUrlEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["DownloadUrl"];
        };
        RetentionEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["Retention"];
        };
        VideoCapabilitiesEnvelope: components["schemas"]["Envelope"] & {
            data: components["schemas"]["VideoCapabilities"];
        };
        /** @description What wraps every refusal. */
        Failure: {
            /** @constant */
            ok: false;
            data?: null;
            error: components["schemas"]["ErrorDetail"];
            metadata?: components["schemas"]["Metadata"];
        };
        ErrorDetail: {
            /**
             * @description Machine-readable code, never removed and never used for something else. The page on errors lists the common
             *     ones, those of `x-codes`; UNKNOWN_ERROR stands for one that the vendor has no word for.
             */
            code: string;
            message?: string;
            /** @description What to do about it. */
            hint?: string;
            /** @description Whether the same call may succeed later. */
            retryable?: boolean;
        };
        Metadata: {
            /** @description Cost of this call in US dollars. */
            cost_usd?: number;
            /** @description How long the call took, in milliseconds. */
            latency_ms?: number;
            /** @description The vendor that the call was routed to. */
            vendor?: string;
            /** @description Whether the answer came from a cache. */
            cache_hit?: boolean;
            /** @description The request's id, a UUIDv7. */
            request_id?: string;
        };
    };
    responses: {
        /** @description Malformed request, or a value out of range. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The key is missing or not valid. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * @description INSUFFICIENT_CREDIT: the account's credit does not cover the call. POST /v1/account/topup and open the returned
         *     checkout_url. The page gives this answer for every call.
         */
        PaymentRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The key may not do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description There is no such job, or no longer, or it belongs to somebody else; or the path is wrong. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /**
         * @description An idempotency key was used with other parameters before (IDEMPOTENCY_CONFLICT), which says that an earlier call
         *     with it has arrived; or the job's state does not allow it, which is a guess.
         */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Too many requests; wait as Retry-After says. The rate is not documented. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The gateway or the vendor behind it failed. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
    };
    parameters: {
        /** @description The job_id that generate returned. */
        JobId: string;
        /**
         * @description Deduplication key of a write; an identical retry returns the same result. Where the body has idempotency_key,
         *     send the same value in both.
         */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description The request's id. */
        RequestId: string;
        /** @description Cost of the call in US dollars, on AI calls. The same as metadata.cost_usd of the envelope. */
        CostUsd: number;
        /** @description The vendor that the call was routed to, on AI calls. The same as metadata.vendor of the envelope. */
        Vendor: string;
        /** @description Seconds to wait before the next attempt. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    generateVideo: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Deduplication key of a write; an identical retry returns the same result. Where the body has idempotency_key,
                 *     send the same value in both.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateVideo"];
            };
        };
        responses: {
            /** @description The job. The page states no status code; take any 2xx. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    "X-Infrai-Cost-Usd": components["headers"]["CostUsd"];
                    "X-Infrai-Vendor": components["headers"]["Vendor"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoJobEnvelope"] | components["schemas"]["VideoJob"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getVideoStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoJobEnvelope"] | components["schemas"]["VideoJob"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    cancelVideo: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Deduplication key of a write; an identical retry returns the same result. Where the body has idempotency_key,
                 *     send the same value in both.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelVideo"];
            };
        };
        responses: {
            /** @description Whether it was cancelled. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneEnvelope"] | components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job with its details. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoJobDetailEnvelope"] | components["schemas"]["VideoJobDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listVideos: {
        parameters: {
            query?: {
                /** @description Where the page begins, taken from the previous page's next_cursor. */
                cursor?: string;
                /** @description The most jobs on one page. Neither a default nor a maximum is documented. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of jobs. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoJobPageEnvelope"] | components["schemas"]["VideoJobPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    deleteVideo: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Deduplication key of a write; an identical retry returns the same result. Where the body has idempotency_key,
                 *     send the same value in both.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether it was deleted. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneEnvelope"] | components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    deleteAllVideos: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Deduplication key of a write; an identical retry returns the same result. Where the body has idempotency_key,
                 *     send the same value in both.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DeleteAllVideos"];
            };
        };
        responses: {
            /** @description How many jobs were deleted. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedCountEnvelope"] | components["schemas"]["DeletedCount"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getDownloadUrl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link and its end. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadUrlEnvelope"] | components["schemas"]["DownloadUrl"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    setRetention: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Deduplication key of a write; an identical retry returns the same result. Where the body has idempotency_key,
                 *     send the same value in both.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The job_id that generate returned. */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRetention"];
            };
        };
        responses: {
            /** @description The window that now holds. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionEnvelope"] | components["schemas"]["Retention"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What each vendor behind the gateway can do. */
            200: {
                headers: {
                    "X-Infrai-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoCapabilitiesEnvelope"] | components["schemas"]["VideoCapabilities"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
}
