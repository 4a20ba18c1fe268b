// Generated from specs/openai-videos/openapi.yaml: do not edit, run `pnpm generate`.
export interface paths {
    "/v1/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List videos.
         * @description Goes on at after = last_id while has_more is true; a server that says nothing of has_more is asked until a page
         *     comes back empty.
         */
        get: operations["listVideos"];
        put?: never;
        /**
         * Create a video.
         * @description The page documents multipart/form-data only. New API, OpenAI, SGLang and LiteLLM take JSON too; vLLM-Omni takes
         *     the form alone. Send JSON unless there is a file to upload, or the server is vLLM-Omni.
         *
         *     A form that every dialect takes has model, prompt, seconds, size, metadata (as JSON text) and at most one file,
         *     input_reference.
         *
         *     Success is a body with a non-empty id (or task_id), not the status alone: New API may answer 200 with an error.
         */
        post: operations["createVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{video_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that createVideo returned, never its task_id: with New API that may be the id of the provider behind it.
                 *     aiid calls the parameter task_id.
                 */
                video_id: components["parameters"]["VideoId"];
            };
            cookie?: never;
        };
        /**
         * Get a video as it is now.
         * @description The answer has the same shape as that of createVideo. Decide by status, not by the presence of error: New API
         *     shows an error on running videos of jimeng. completed_at counts only when the status is completed: New API puts
         *     the time of the last change there. A word that is not among the known ones is not an end.
         *
         *     New API answers 400 task_not_exist for an unknown id, and also for a moment after creation, before the row is
         *     stored.
         */
        get: operations["getVideo"];
        put?: never;
        post?: never;
        /**
         * Delete a video and its stored assets.
         * @description OpenAI deletes completed and failed videos only. vLLM-Omni also aborts a running one, as well as it can. SGLang
         *     drops the record of a running one, which runs on.
         */
        delete: operations["deleteVideo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{video_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that createVideo returned, never its task_id: with New API that may be the id of the provider behind it.
                 *     aiid calls the parameter task_id.
                 */
                video_id: components["parameters"]["VideoId"];
            };
            cookie?: never;
        };
        /**
         * Download the bytes of a completed video.
         * @description Needs the key. May redirect to another origin, where the key must not go. Look at the content type before the
         *     bytes: a reseller of New API may answer JSON with a URL instead, and that may also be an error.
         *
         *     New API, classic: the whole transfer is cut after 60 s, no ranges. New API with task plugins: GET and HEAD,
         *     Range and If-* are honoured. aiid's page says nothing of this endpoint; its base has it (inferred).
         */
        get: operations["getVideoContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{video_id}/remix": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that createVideo returned, never its task_id: with New API that may be the id of the provider behind it.
                 *     aiid calls the parameter task_id.
                 */
                video_id: components["parameters"]["VideoId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new video from a completed one and a new prompt.
         * @description OpenAI replaced this by editVideo. New API offers it for its Sora channel alone.
         */
        post: operations["remixVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new video by editing a generated or an uploaded one. */
        post: operations["editVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new video that goes on where a completed one ends.
         * @description At most 20 s each time, at most 6 times, at most 120 s in total. The answer's seconds are those of the stitched
         *     whole.
         */
        post: operations["extendVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate a video and wait for its bytes in the same call.
         * @description Answers when the video is ready, so a lost connection loses it. There is no record to poll. vLLM-Omni means it
         *     for benchmarks and small scripts.
         */
        post: operations["createVideoNow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/characters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a character from an uploaded video, for use in later prompts. */
        post: operations["createCharacter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/characters/{character_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a character. */
        get: operations["getCharacter"];
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
         * List the models the key may use, of every kind.
         * @description No field says what a video model takes. With New API supported_endpoint_types holds "openai-video" for models of
         *     a Sora channel; for other video models it may hold anything. That aiid has it too is inferred.
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
export interface webhooks {
    "video.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A video was completed.
         * @description Set up once per project, in OpenAI's dashboard; no field of a request asks for it. Holds the id alone, so get
         *     the video afterwards. A delivery is repeated with growing pauses for up to 72 h: the same webhook-id is the same
         *     event.
         *
         *     Signed as in Standard Webhooks: HMAC-SHA256 over "{webhook-id}.{webhook-timestamp}.{body}", the body as it came,
         *     with the secret's bytes (base64 after the prefix "whsec_", else its UTF-8). It is valid when any of the
         *     signatures matches, compared in constant time, and the timestamp is at most 300 s away, either way.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description Identifies the event; the same in every repetition. */
                    "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When it was sent, unix seconds. */
                    "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description One or more signatures, each "v1," and base64, separated by spaces. */
                    "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VideoCompletedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is delivered again. */
                "2XX": {
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
    "video.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A video failed.
         * @description Delivered and signed like video.completed.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description Identifies the event; the same in every repetition. */
                    "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When it was sent, unix seconds. */
                    "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description One or more signatures, each "v1," and base64, separated by spaces. */
                    "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VideoFailedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is delivered again. */
                "2XX": {
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
         * @description The request as JSON. Which fields work depends on the server and, behind a gateway, on the model's provider;
         *     what a server does not know it ignores, and New API's Sora channel and LiteLLM pass it on.
         */
        CreateVideo: {
            model: components["schemas"]["Model"];
            /** @description What to show. New API refuses a blank one. */
            prompt: string;
            /**
             * @description Length of the clip, always text: classic New API answers 400 to a number. OpenAI: "4" (the default), "8",
             *     "12", by its guide also "16" and "20". SGLang's default is 4. doubao/seedance behind New API read this one.
             * @example 4
             * @example 8
             * @example 12
             */
            seconds?: string;
            /**
             * @description Length of the clip. kling, vidu, jimeng, hailuo and veo behind New API read this one, so send both with the
             *     same value, but for models whose name begins with "sora" only seconds. New API refuses less than 0 and more
             *     than 3600, and drops a fraction without a word.
             */
            duration?: number;
            /**
             * @description Width and height, such as "1280x720". OpenAI: "720x1280" (the default), "1280x720", "1024x1792",
             *     "1792x1024", by its guide for sora-2-pro also "1080x1920" and "1920x1080". Behind New API its meaning is the
             *     provider's.
             * @example 720x1280
             * @example 1280x720
             * @example 1024x1792
             * @example 1792x1024
             */
            size?: string;
            /** @description An image by URL, as a data URL or in base64. kling behind New API reads this one only. */
            image?: string;
            /** @description Images by URL, as data URLs or in base64. Vidu, Seedance and Veo use it. */
            images?: string[];
            /**
             * @description A reference image. New API takes text only (an object is refused with 400), OpenAI the object only, SGLang a
             *     path or URL.
             */
            input_reference?: string | components["schemas"]["ImageReference"];
            /**
             * @description Container of the fields that only one model's provider knows; many are read from here. New API takes the
             *     object as JSON text too.
             */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description gemini-omni: "t2v", "r2v", "edit". kling: "std" or "pro".
             * @example t2v
             * @example r2v
             * @example edit
             */
            mode?: string;
            /**
             * @description Not described on the page. Probably the parts of a Seedance request, each with its type: text, image_url,
             *     video_url or audio_url (inferred).
             */
            content?: {
                [key: string]: unknown;
            }[];
            /** @description Not described on the page. LiteLLM hands it to the provider. */
            parameters?: {
                [key: string]: unknown;
            };
            /**
             * @description Width in pixels. New API ignores it, but for its Sora channel, which passes it on.
             * @example 512
             */
            width?: number;
            /**
             * @description Height in pixels. Ignored like width.
             * @example 512
             */
            height?: number;
            /**
             * @description Frames per second. Ignored like width by New API.
             * @example 30
             */
            fps?: number;
            /** @description Number of frames; without it seconds times fps. */
            num_frames?: number;
            /**
             * @description Random seed. Ignored like width by New API.
             * @example 20231234
             */
            seed?: number;
            /** @description Where the random numbers are drawn. */
            generator_device?: string;
            /**
             * @description Number of videos to generate. Ignored like width by New API; no dialect answers more than one.
             * @example 1
             */
            n?: number;
            /**
             * @description Response format. Ignored like width by New API.
             * @example url
             */
            response_format?: string;
            /**
             * @description Identifies the end user. Ignored like width by New API.
             * @example user-1234
             */
            user?: string;
            /** @description Characters that appear in the video. */
            characters?: {
                id: string;
            }[];
            /** @description Merged into the request by the server. */
            extra_body?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * @description The request as a form, as the page documents it. Send each field once; objects and lists of objects as JSON
         *     text. In classic New API text parts it does not know become metadata, unless there is a part named metadata.
         */
        CreateVideoForm: ({
            /** @description The model. vLLM-Omni and SGLang serve only one and do without. */
            model: components["schemas"]["Model"];
            /** @description The one place for the prompt. Required with most models. */
            prompt: string;
            /**
             * @description A file: the entry for a single image; some compatibility modes map it to images. New API hands no file of
             *     this name on, so send input_reference.
             */
            image?: string;
            /**
             * @description Several images, each a part of this name. Used by Vidu, Seedance, Veo and others. Classic New API refuses a
             *     single part with 400.
             */
            images?: string[];
            /**
             * @description The reference image in Sora's and Veo's way: a file, or (aiid) a compatible object. The page types it as
             *     text. Classic New API: up to 4.7 MB for jimeng, up to 20 MB for Veo, which silently ignores a larger one;
             *     passed on to Sora; ignored by the others. New API with task plugins takes no file of another name, and not
             *     for every provider. vLLM-Omni takes a video too. SGLang refused forms without it in older versions.
             */
            input_reference?: string;
            /**
             * @description The one place for the length; some models also take seconds, which New API puts in its place if it is
             *     missing.
             */
            duration?: number;
            /** @description Sora's entry for the length; duration stands in for it at run time. */
            seconds?: string;
            /** @description The one place for the size; mapped to resolution, aspect_ratio and so on. */
            size?: string;
            /**
             * @description Video width.
             * @example 512
             */
            width?: number;
            /**
             * @description Video height.
             * @example 512
             */
            height?: number;
            /**
             * @description Video frame rate.
             * @example 30
             */
            fps?: number;
            /**
             * @description Random seed.
             * @example 20231234
             */
            seed?: number;
            /**
             * @description Number of videos to generate.
             * @example 1
             */
            n?: number;
            /**
             * @description Response format.
             * @example url
             */
            response_format?: string;
            /**
             * @description User identifier.
             * @example user-1234
             */
            user?: string;
            /** @description Container of dynamic extension fields; many that only one model knows are read from here. */
            metadata?: components["schemas"]["JsonText"];
            /** @description Mode of generation. gemini-omni takes t2v, r2v, edit. */
            mode?: string;
            /** @description A list of objects, not described; the page's sample sends an object. */
            content?: components["schemas"]["JsonText"];
            /** @description An object, not described. */
            parameters?: components["schemas"]["JsonText"];
            /** @description An object with fps or num_frames. */
            extra_body?: components["schemas"]["JsonText"];
            /** @description Number of frames; without it seconds times fps. */
            num_frames?: number;
            /** @description A control image or video, up to 512 MiB, for models that declare it. */
            control_reference?: string;
            /**
             * @description What control_reference is; Cosmos3 knows edge, blur, depth, seg and wsm.
             * @example edge
             * @example blur
             * @example depth
             * @example seg
             * @example wsm
             */
            control_type?: string;
            /** @description The video to edit (.mp4 or .mov, up to 512 MiB), MiniMax H3 only. */
            source_video?: string;
            /** @description The sound to edit (.wav or .mp3, up to 512 MiB), MiniMax H3 only. */
            source_audio?: string;
            /** @description A file of JSON, up to 8 MiB; 0 keeps and 1 makes anew, MiniMax H3 only. */
            video_noise_mask?: string;
            /** @description A file of JSON, up to 8 MiB; 0 keeps and 1 makes anew, MiniMax H3 only. */
            audio_noise_mask?: string;
        } & {
            [key: string]: unknown;
        }) & components["schemas"]["VllmOmniOptions"];
        /** @description What vLLM-Omni alone takes, beside its files. */
        VllmOmniOptions: {
            /** @description What to avoid. */
            negative_prompt?: string;
            /** @description Number of diffusion steps; the model has a default. */
            num_inference_steps?: number;
            /** @description Guidance of the low-noise stage; the model has a default. */
            guidance_scale?: number;
            /** @description Guidance of the high-noise stage. */
            guidance_scale_2?: number;
            /** @description Where the high-noise stage ends. */
            boundary_ratio?: number;
            /** @description The scheduler's flow shift. */
            flow_shift?: number;
            /** @description True guidance, where the model knows it. */
            true_cfg_scale?: number;
            /**
             * @description Whether the model makes sound too, where it can.
             * @default false
             */
            generate_sound?: boolean;
            /** @description Length of the sound in seconds; without it that of the video. */
            sound_duration?: number;
            /**
             * @description Whether frames are put between the generated ones.
             * @default false
             */
            enable_frame_interpolation?: boolean;
            /**
             * @description 1 doubles the frames, 2 doubles them twice, and so on.
             * @default 1
             */
            frame_interpolation_exp?: number;
            /**
             * @description Scale of the interpolation; 0.5 saves memory.
             * @default 1
             */
            frame_interpolation_scale?: number;
            /** @description The interpolation's model, a local folder or a repository. */
            frame_interpolation_model_path?: string;
            /** @description A LoRA adapter for this request: an object with its name, path, scale and int_id. */
            lora?: components["schemas"]["JsonObject"];
            /** @description An object of parameters that only the model knows. */
            extra_params?: components["schemas"]["JsonObject"];
            /**
             * @description {"image_url": "..."} with a URL or data URL. Not together with input_reference or video_reference.
             *     {"file_id": "..."} is declared but not done.
             */
            image_reference?: components["schemas"]["JsonObject"];
            /** @description {"video_url": "..."} with a URL or data URL. Not together with input_reference or image_reference. */
            video_reference?: components["schemas"]["JsonObject"];
            /** @description {"audio_url": "..."} with a URL or data URL, for speech to video. */
            audio_reference?: components["schemas"]["JsonObject"];
        };
        /** @description An object or a list, written as JSON text, as the page's sample sends one. */
        JsonText: string;
        /** @description An object, which a form carries as JSON text. */
        JsonObject: string;
        /**
         * @description Public name of the model. The page lists these as the only ones; other dialects have others, and the list
         *     changes. gemini-omni may be called through /v1/videos.
         * @example sora-2
         */
        Model: string;
        /** @description An image, either by the id of an uploaded file or by URL. */
        ImageReference: {
            /** @description The id of an uploaded file. */
            file_id?: string;
            /** @description A full URL, or a data URL in base64. */
            image_url?: string;
        };
        RemixVideo: {
            /** @description The new prompt. */
            prompt: string;
        };
        /** @description A completed video, by its id. */
        VideoReference: {
            id: string;
        };
        EditVideo: {
            /** @description What to change. */
            prompt: string;
            video: components["schemas"]["VideoReference"];
        };
        EditVideoForm: {
            /** @description What to change. */
            prompt: string;
            /** @description The video to edit, a file. */
            video: string;
            /** @description The model, needed with an uploaded video. */
            model?: string;
        };
        ExtendVideo: {
            /** @description How it goes on. */
            prompt: string;
            seconds: components["schemas"]["ExtensionSeconds"];
            video: components["schemas"]["VideoReference"];
        };
        ExtendVideoForm: {
            /** @description How it goes on. */
            prompt: string;
            seconds: components["schemas"]["ExtensionSeconds"];
            /** @description The video to extend, a file. */
            video: string;
        };
        /**
         * @description Length of the new part. OpenAI takes "4", "8", "12", "16" and "20", LiteLLM what its provider takes.
         * @example 4
         * @example 8
         * @example 12
         * @example 16
         * @example 20
         */
        ExtensionSeconds: string;
        CreateCharacterForm: {
            /** @description The character's name. */
            name: string;
            /** @description The video that shows it, a file. */
            video: string;
            /** @description The model it is for. */
            target_model_names?: string;
        };
        Character: {
            id: string | null;
            /** @description Unix seconds. */
            created_at?: number | null;
            name?: string | null;
        };
        /**
         * @description OpenAI's words, which vLLM-Omni uses too, and the page but for its slips: queued, then in_progress, then
         *     completed or failed.
         * @enum {string}
         */
        OpenaiStatus: "queued" | "in_progress" | "completed" | "failed";
        /**
         * @description New API's own words: OpenAI's, and unknown for whatever its table does not hold, such as NOT_START. unknown is
         *     not an end. Its Sora channel shows the provider's words instead.
         * @enum {string}
         */
        NewApiStatus: "unknown" | "queued" | "in_progress" | "completed" | "failed";
        /**
         * @description A word of the dialect, or of whoever is behind it; no list is complete. One that is not known is not an end.
         *     Compare without case.
         */
        VideoStatus: components["schemas"]["OpenaiStatus"] | components["schemas"]["NewApiStatus"] | string;
        /**
         * @description The page requires id, object, model, status, progress and created_at; other dialects, and New API's Sora
         *     channel, leave out all but the id. Without a status a new video is queued, a known one runs on unless error is
         *     an object that says something.
         *
         *     The result is at the first of these that holds a URL: metadata.url, video_url, url, result_url,
         *     output.video_url, content.video_url, the same inside data; else at getVideoContent. A URL may be of any host,
         *     which must not get the key.
         */
        Video: {
            /**
             * @description The video's id, for every further call: "video_..." with OpenAI and LiteLLM, "video_gen_..." with vLLM-Omni,
             *     "task_..." with New API.
             */
            id: string;
            /**
             * @description "video"; resellers write "video.generation" too.
             * @example video
             */
            object?: string;
            /** @description The model. Empty text for kling, jimeng and vidu behind New API. */
            model?: string | null;
            status?: components["schemas"]["VideoStatus"];
            /** @description Percent. An integer in all dialects but OpenAI's, which says number. */
            progress?: number | null;
            /**
             * @description When it was created, unix seconds. Milliseconds in the page's sample and for kling behind New API: 1e11 and
             *     more are milliseconds.
             */
            created_at?: number | null;
            /**
             * @deprecated
             * @description Compatible with an older interface, to be dropped. May be the id of the provider behind New API.
             */
            task_id?: string | null;
            /** @description When it was completed, in the unit of created_at. With New API the last change, even while it runs. */
            completed_at?: number | null;
            /** @description When the assets are deleted, unix seconds. New API never sets it. */
            expires_at?: number | null;
            /** @description Length of the clip, text in all dialects that are known; for an extension that of the whole. */
            seconds?: string | number | null;
            /** @description Width and height, such as "720x1280". */
            size?: string | null;
            /** @description The video it was made from. */
            remixed_from_video_id?: string | null;
            /** @description Why it failed. May be there although the video is still running (jimeng behind New API). */
            error?: components["schemas"]["VideoError"] | string | null;
            /** @description Whatever the server adds. */
            metadata?: components["schemas"]["VideoMetadata"] | null;
            /** @description The request's prompt. */
            prompt?: string | null;
            /** @description "standard" with OpenAI (in samples only) and SGLang, "default" with vLLM-Omni. */
            quality?: string | null;
            /** @description What was used; LiteLLM's own field, which may hold duration_seconds. */
            usage?: ({
                duration_seconds?: number;
            } & {
                [key: string]: unknown;
            }) | null;
            /** @description "video/mp4". */
            media_type?: string;
            /** @description The file's name on the server. */
            file_name?: string | null;
            /** @description How long it took, in seconds. */
            inference_time_s?: number | null;
            /** @description How long each stage took, in seconds. */
            stage_durations?: {
                [key: string]: number;
            } | null;
            /** @description The most memory it took, in MB. */
            peak_memory_mb?: number | null;
            video_url?: components["schemas"]["ResultUrl"];
            url?: components["schemas"]["ResultUrl"];
            result_url?: components["schemas"]["ResultUrl"];
            output?: components["schemas"]["ResultHolder"];
            content?: components["schemas"]["ResultHolder"];
            /** @description In place of created_at. */
            created?: number | null;
        };
        /** @description What older New API servers and some resellers answer, without an id; task_id is the video's id then. */
        LegacyVideo: {
            task_id: string;
            status?: components["schemas"]["VideoStatus"];
            video_url?: components["schemas"]["ResultUrl"];
            url?: components["schemas"]["ResultUrl"];
        };
        /** @description A video inside data; New API's other endpoint wraps so, and third-party clients read data.id. */
        WrappedVideo: {
            /** @description "success", when it is one. */
            code?: string | number | null;
            message?: string | null;
            data: components["schemas"]["Video"] | components["schemas"]["LegacyVideo"] | null;
        };
        /** @description Why a video failed. SGLang gives no code, New API an empty one at times, vLLM-Omni text or a number. */
        VideoError: {
            code?: string | number | null;
            message?: string | null;
        };
        VideoMetadata: {
            /**
             * @description Where the result is: doubao, jimeng, vidu, ali, kling and hailuo behind classic New API. May be empty while
             *     it runs, and for hailuo the reason of a failure. A data URL for Vertex, tens of MB long. Absent for gemini
             *     and sora, and with task plugins: use getVideoContent.
             */
            url?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Where the result is. The page lists video_url and url among the words of status by mistake. */
        ResultUrl: string | null;
        /** @description Holds the result's URL. */
        ResultHolder: {
            video_url?: components["schemas"]["ResultUrl"];
        } | null;
        /** @description The address of the bytes in place of the bytes. */
        ContentLink: {
            url?: components["schemas"]["ResultUrl"];
            video_url?: components["schemas"]["ResultUrl"];
            metadata?: components["schemas"]["VideoMetadata"];
        };
        VideoList: {
            /** @example list */
            object?: string;
            data: components["schemas"]["Video"][];
            first_id?: string | null;
            /** @description Where the next page begins, as after. */
            last_id?: string | null;
            /** @description Whether there is another page. SGLang does not say. */
            has_more?: boolean | null;
        };
        /** @description SGLang answers the video instead, with the status "deleted". */
        DeletedVideo: {
            id: string;
            deleted: boolean;
            /** @example video.deleted */
            object?: string;
        };
        ModelList: {
            /** @example list */
            object?: string;
            success?: boolean;
            data: components["schemas"]["ModelEntry"][];
        };
        ModelEntry: {
            id: string;
            /** @example model */
            object?: string;
            /** @description Unix seconds; with New API a constant. */
            created?: number;
            owned_by?: string;
            /** @description Holds "openai-video" for a model of a Sora channel. */
            supported_endpoint_types?: string[] | null;
        };
        VideoCompletedEvent: {
            /** @description The event's id. */
            id: string;
            /** @example event */
            object?: string;
            /** @description Unix seconds. */
            created_at?: number;
            /** @constant */
            type: "video.completed";
            data: components["schemas"]["VideoEventData"];
        };
        /** @description No sample of it is known; inferred to have the shape of the other. */
        VideoFailedEvent: {
            /** @description The event's id. */
            id: string;
            /** @example event */
            object?: string;
            /** @description Unix seconds. */
            created_at?: number;
            /** @constant */
            type: "video.failed";
            data: components["schemas"]["VideoEventData"];
        };
        VideoEventData: {
            /** @description The video's id. */
            id: string;
        };
        /** @description One of three shapes. */
        ErrorBody: components["schemas"]["OpenaiError"] | components["schemas"]["NewApiError"] | components["schemas"]["FastApiError"];
        /**
         * @description The shape of OpenAI and LiteLLM, of aiid (which documents code and message), and of New API where it does not
         *     reach the task: key, model, channel, content.
         */
        OpenaiError: {
            error: {
                /** @description With New API it ends in the request's id. */
                message?: string | null;
                /** @description Category, for example invalid_request_error, or new_api_error. */
                type?: string | null;
                /** @description The offending parameter. */
                param?: string | null;
                /** @description Machine-readable code; empty text as a rule with New API. */
                code?: string | number | null;
            } & {
                [key: string]: unknown;
            };
        };
        /**
         * @description The shape of New API's task endpoints. A code other than "success" is an error, whatever the status: 200 occurs.
         *     The message may be the JSON of the provider behind it.
         */
        NewApiError: {
            code: string | number | null;
            message: string | null;
            /** @description Null as a rule. */
            data?: unknown;
            param?: string | null;
            type?: string | null;
        };
        /** @description The shape of servers made with FastAPI. */
        FastApiError: {
            detail: string | ({
                /** @description The way to the field. */
                loc?: (string | number)[];
                msg?: string;
                type?: string;
            } & {
                [key: string]: unknown;
            })[] | {
                [key: string]: unknown;
            };
        };
    };
    responses: {
        /** @description The new video. */
        DerivedVideo: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "X-Oneapi-Request-Id": components["headers"]["NewApiRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Video"];
            };
        };
        /**
         * @description Malformed or refused. New API: invalid_request (blank prompt, wrong JSON type), missing_model, invalid_seconds,
         *     invalid_size, invalid_json, invalid_multipart_form, task_not_exist (unknown id), and the getVideoContent of a
         *     video that is not completed. SGLang: no prompt, or no file in a form.
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
        /**
         * @description Known but not allowed. New API: the quota does not cover the request, the key may not use the model, its group
         *     or from this address; for getVideoContent, the result's address is blocked.
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
         * @description No such video; or, with SGLang and getVideoContent, not completed yet. With New API and the message "Invalid URL
         *     (METHOD /path)" there is no such endpoint, which says nothing about the video. A page in HTML means a wrong base
         *     URL.
         */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
                "text/html": string;
            };
        };
        /** @description request_cancelled: the request ended before the provider behind New API answered. */
        RequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The video is in no state for this, such as deleting one that runs. No code is known. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description artifact_gone: the bytes are no longer to be had. */
        Gone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The body is too large: over 128 MB by default with New API, over 512 MiB for an upload with vLLM-Omni. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description No such range. */
        RangeNotSatisfiable: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description FastAPI's answer to a field of the wrong type or out of its bounds. */
        Unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description Too many requests, or the provider behind a gateway has no room. New API replaces the message by a Chinese
         *     sentence that says the latter.
         */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "retry-after-ms": components["headers"]["RetryAfterMs"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The server or the provider behind it failed. New API repeats the provider's own status with the code
         *     fail_to_fetch_task and its body as the message; 501 not_implemented: a video of this provider cannot be read
         *     here; 503: no channel for the model. aiid's gateway answers 520 to 524 in HTML when the server behind it is slow
         *     or away, and then nothing is known of a create call.
         */
        ServerError: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "retry-after-ms": components["headers"]["RetryAfterMs"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
                "text/html": string;
            };
        };
    };
    parameters: {
        /**
         * @description The id that createVideo returned, never its task_id: with New API that may be the id of the provider behind it.
         *     aiid calls the parameter task_id.
         */
        VideoId: string;
        /** @description Identifies the event; the same in every repetition. */
        WebhookId: string;
        /** @description When it was sent, unix seconds. */
        WebhookTimestamp: string;
        /** @description One or more signatures, each "v1," and base64, separated by spaces. */
        WebhookSignature: string;
    };
    requestBodies: never;
    headers: {
        /** @description The request's id, to quote to the vendor's support. */
        RequestId: string;
        /** @description The request's id with New API; an error's message may repeat it. */
        NewApiRequestId: string;
        /** @description The multipliers of the price, as JSON text, such as {"seconds":8,"size":1}. */
        NewApiOtherRatios: string;
        /** @description Seconds to wait before the next attempt, or a date. */
        RetryAfter: string;
        /** @description Milliseconds to wait before the next attempt; goes before Retry-After. */
        RetryAfterMs: number;
        /** @description "true" or "false": whether OpenAI's SDK repeats the call, whatever the status. */
        ShouldRetry: "true" | "false";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listVideos: {
        parameters: {
            query?: {
                /** @description The id of the last video of the page before. */
                after?: string;
                /** @description How many videos a page may hold. SGLang takes 1 to 100. */
                limit?: number;
                /** @description By time of creation; SGLang falls back to "desc". */
                order?: "asc" | "desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
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
                "multipart/form-data": components["schemas"]["CreateVideoForm"];
            };
        };
        responses: {
            /** @description The video, as a rule queued. With New API possibly an error instead. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "X-Oneapi-Request-Id": components["headers"]["NewApiRequestId"];
                    "X-New-Api-Other-Ratios": components["headers"]["NewApiOtherRatios"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Video"] | components["schemas"]["LegacyVideo"] | components["schemas"]["NewApiError"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that createVideo returned, never its task_id: with New API that may be the id of the provider behind it.
                 *     aiid calls the parameter task_id.
                 */
                video_id: components["parameters"]["VideoId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The video. With New API's Sora channel possibly the provider's stored answer, without a status. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "X-Oneapi-Request-Id": components["headers"]["NewApiRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Video"] | components["schemas"]["WrappedVideo"] | components["schemas"]["LegacyVideo"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    deleteVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that createVideo returned, never its task_id: with New API that may be the id of the provider behind it.
                 *     aiid calls the parameter task_id.
                 */
                video_id: components["parameters"]["VideoId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedVideo"] | components["schemas"]["Video"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getVideoContent: {
        parameters: {
            query?: {
                /** @description Which asset. Only OpenAI makes others than the video. */
                variant?: "video" | "thumbnail" | "spritesheet";
            };
            header?: never;
            path: {
                /**
                 * @description The id that createVideo returned, never its task_id: with New API that may be the id of the provider behind it.
                 *     aiid calls the parameter task_id.
                 */
                video_id: components["parameters"]["VideoId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes: MP4 for the video, WebP for the thumbnail, JPEG for the spritesheet. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "X-Oneapi-Request-Id": components["headers"]["NewApiRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": unknown;
                    "image/webp": unknown;
                    "image/jpeg": unknown;
                    "application/octet-stream": unknown;
                    "application/binary": unknown;
                    "application/json": components["schemas"]["ContentLink"] | components["schemas"]["ErrorBody"];
                };
            };
            /** @description A range of the bytes. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": unknown;
                    "application/octet-stream": unknown;
                };
            };
            /** @description The bytes are elsewhere. OpenAI's guide follows redirects; which status it uses is not said. */
            302: {
                headers: {
                    /** @description Where the bytes are. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not changed, as asked with If-None-Match or If-Modified-Since. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["Gone"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    remixVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id that createVideo returned, never its task_id: with New API that may be the id of the provider behind it.
                 *     aiid calls the parameter task_id.
                 */
                video_id: components["parameters"]["VideoId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemixVideo"];
                "multipart/form-data": components["schemas"]["RemixVideo"];
            };
        };
        responses: {
            200: components["responses"]["DerivedVideo"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    editVideo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditVideo"];
                "multipart/form-data": components["schemas"]["EditVideoForm"];
            };
        };
        responses: {
            200: components["responses"]["DerivedVideo"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    extendVideo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendVideo"];
                "multipart/form-data": components["schemas"]["ExtendVideoForm"];
            };
        };
        responses: {
            200: components["responses"]["DerivedVideo"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    createVideoNow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CreateVideoForm"];
            };
        };
        responses: {
            /** @description The MP4. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            413: components["responses"]["PayloadTooLarge"];
            422: components["responses"]["Unprocessable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    createCharacter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CreateCharacterForm"];
            };
        };
        responses: {
            /** @description The character. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Character"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getCharacter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that createCharacter returned. */
                character_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The character. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Character"];
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
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
}
