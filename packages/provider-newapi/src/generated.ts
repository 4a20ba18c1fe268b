// Generated from specs/newapi/openapi.yaml: do not edit, run `pnpm generate`.
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
         * @description Success is a body with a non-empty id or task_id, never the status alone: ali's own errors arrive with 200.
         *
         *     In classic servers the task is stored after this answer was written. For about 10 s getVideo may answer
         *     task_not_exist for a task that exists; if storing fails, the task is lost.
         */
        post: operations["createVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/video/generations/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
                 *     2026-02-22, the provider's own id before.
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * Get a task as it is now.
         * @description Three shapes answer with 200. The usual one wraps the stored task in data; for gemini and vertex data is
         *     another, smaller object; the documented one is flat, and only resellers answer it. Take data if the body has
         *     code and data, else the body. data may be null: the task runs on.
         *
         *     The result is data.result_url, but only when the status is SUCCESS and it looks like a URL: on failure it holds
         *     the error's text. It may point at this server's own content endpoint, then it needs the key, and its host may be
         *     wrong.
         */
        get: operations["getVideo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a task, in the shape of OpenAI's videos.
         * @description In classic servers the same handler as createVideo, with the same answer. With task plugins each provider has
         *     its own reading of the request here: Kling's takes the prompt, the length and the size, and drops images and
         *     metadata.
         */
        post: operations["createOpenaiVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
                 *     2026-02-22, the provider's own id before.
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * Get a task as it is now, in the shape of OpenAI's videos.
         * @description Each provider fills the answer in its own way. The Sora channel answers the provider's stored object with the id
         *     replaced, in its own words for the status; it may be the provider's error, without a status. Decide by status,
         *     not by the presence of error.
         */
        get: operations["getOpenaiVideo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{task_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
                 *     2026-02-22, the provider's own id before.
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * Download the bytes of a completed task.
         * @description The server fetches the bytes from the provider and passes them on, with the provider's headers. Classic: cut
         *     after 60 s, no ranges, Cache-Control: public, max-age=86400. Task plugins: GET and HEAD, Range and If-* are
         *     passed on, private caching. A variant parameter, which the documentation names, is read by no handler. Resellers
         *     may answer JSON with a URL.
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
    "/v1/videos/{task_id}/remix": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
                 *     2026-02-22, the provider's own id before.
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new video from a completed one and a new prompt.
         * @description For tasks of a Sora channel, which also answers this one; charged by the first one's length and size.
         */
        post: operations["remixVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plugin's key to create a task, such as "kling"; the task's id to get one. */
                key: string;
            };
            cookie?: never;
        };
        /**
         * Get a task of any kind as it is now.
         * @description Classic servers answer 404 with "Invalid URL (GET /v1/tasks/...)".
         */
        get: operations["getTask"];
        put?: never;
        /**
         * Create a task of any kind with a plugin.
         * @description The request is the plugin's own; that it has the page's fields for a video plugin is inferred.
         */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{key}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id. */
                key: components["parameters"]["TaskKey"];
            };
            cookie?: never;
        };
        /** List what a task has made. */
        get: operations["listArtifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{key}/artifacts/{artifact_key}/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id. */
                key: components["parameters"]["TaskKey"];
                /** @description The artifact's key. */
                artifact_key: string;
            };
            cookie?: never;
        };
        /**
         * Download the bytes of an artifact.
         * @description GET and HEAD; Range and If-* are passed on. The address that listArtifacts gives is signed and needs no key; it
         *     is to be taken as it is, query included.
         */
        get: operations["getArtifactContent"];
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
         * @description No field says what a video model takes, nor reliably which model is one: supported_endpoint_types holds
         *     "openai-video" for models of a Sora channel only. With the headers of Anthropic or Google the list has their
         *     shapes instead.
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
         * @description One request for all providers. Classic servers read model, prompt, mode, image, images, size, duration, seconds,
         *     input_reference and metadata, and ignore any other key; a Sora channel passes the whole body on.
         */
        CreateVideo: {
            model: components["schemas"]["ModelName"];
            /** @description Text prompt. A blank one is refused. */
            prompt: string;
            /**
             * @description Length of the video in seconds. The page says number; a fraction is dropped without a word, and the
             *     provider's default taken. 0 counts as not given. Read by kling (default 5), jimeng (10, or else 5), vidu
             *     (5), hailuo (6), gemini and vertex, ali (5); not by doubao, nor by sora if there are seconds.
             */
            duration?: number;
            /**
             * @description Length of the video in seconds, always text: classic servers answer 400 to a number. Read by sora and
             *     doubao, and by ali in place of a missing duration; gemini and vertex charge by it without sending it on.
             *     With task plugins a number is taken too, and it goes before duration. So send both with the same value, but
             *     only seconds for models whose name begins with "sora".
             */
            seconds?: string;
            /**
             * @description Only in the page's samples. kling: "1024x1024", "512x512" give 1:1, "1280x720", "1920x1080" 16:9,
             *     "720x1280", "1080x1920" 9:16, anything else 1:1. vidu: a resolution such as "1080p". hailuo: the resolution
             *     by the digits 1080, 768, 720 or 512 in it. gemini and vertex: by its longer side 4k, 1080p or 720p, and 9:16
             *     if it is higher than wide. ali: "1920*1080", with "*", for text to video, "720p" or "1080P" for image to
             *     video. sora: "720x1280" (the default), "1280x720", sora-2-pro also "1024x1792", "1792x1024". Ignored by
             *     jimeng and doubao.
             * @example 1920x1080
             * @example 1280x720
             * @example 1080p
             * @example 1920*1080
             */
            size?: string;
            /** @description Width of the video. The source ignores it. */
            width?: number;
            /** @description Height of the video. The source ignores it. */
            height?: number;
            /** @description Frames per second. The source ignores it. */
            fps?: number;
            /**
             * @description An image, by URL or in base64. Stands for images when that is empty. kling reads only this one; hailuo
             *     reads neither; gemini and vertex take a data URL or base64, and silently ignore a URL.
             */
            image?: string;
            /**
             * @description Images. doubao, jimeng: all of them. vidu: one is the first frame, two are the first and the last, more are
             *     references. ali: the first, for wan2.7-i2v also the last frame. gemini and vertex: the first.
             */
            images?: string[];
            /** @description An image, as text; an object is refused with 400. Read by ali, and by sora, which passes it on. */
            input_reference?: string;
            /**
             * @description kling's mode: "std" (the default) or "pro".
             * @example std
             * @example pro
             */
            mode?: string;
            /**
             * @description What one provider alone knows (such as negative_prompt, style, quality_level). Laid over the provider's own
             *     request, key by key, so keys and types are the provider's: an unknown key is dropped, a wrong type is 500
             *     build_request_failed. A model in it is dropped, for ali refused. The server takes the object as JSON text
             *     too.
             */
            metadata?: components["schemas"]["KlingMetadata"] | components["schemas"]["JimengMetadata"] | components["schemas"]["ViduMetadata"] | components["schemas"]["SeedanceMetadata"] | components["schemas"]["HailuoMetadata"] | components["schemas"]["VeoMetadata"] | components["schemas"]["WanMetadata"] | components["schemas"]["SoraMetadata"];
            /** @description Number of videos. The source ignores it. */
            n?: number;
            /** @description Format of the answer. The source ignores it. */
            response_format?: string;
            /** @description Random seed. The source ignores it; several providers read one in metadata. */
            seed?: number;
            /** @description Identifies the end user. The source ignores it. */
            user?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description The request as a form, for bytes. Not on the page. Send each text once: classic servers refuse a single part
         *     named images, and take texts of unknown names as metadata unless there is a part named metadata.
         */
        CreateVideoForm: {
            model: components["schemas"]["ModelName"];
            /** @description Text prompt. A blank one is refused. */
            prompt: string;
            /** @description Length of the video in seconds; stands for a missing duration. */
            seconds?: string;
            /** @description Length of the video in seconds. */
            duration?: number;
            /** @description As in JSON. */
            size?: string;
            /** @description As in JSON. */
            mode?: string;
            /** @description An image as text, by URL or in base64; never a file. */
            image?: string;
            /** @description The object, as JSON text. */
            metadata?: string;
            /**
             * @description An image, the only file that is read: by jimeng (up to 4.7 MB, else 500; several files are first and last
             *     frame), by gemini and vertex (up to 20 MB, silently ignored above), by sora, which passes it on. Ignored by
             *     the others. With task plugins a file of another name is refused, and this one too by providers that take
             *     none.
             */
            input_reference?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Model or style id. Which ones there are is up to the operator; these are the ones the source knows for its
         *     providers.
         * @example kling-v1
         */
        ModelName: string;
        /** @description What Kling's provider reads. The page's sample has a seed too, which is dropped. */
        KlingMetadata: {
            /** @description What to avoid. */
            negative_prompt?: string;
            /** @description The first frame, in place of the top-level image. */
            image?: string;
            /** @description The last frame. */
            image_tail?: string;
            /** @description "std" or "pro", in place of the top-level mode. */
            mode?: string;
            /** @description Length in seconds, as text, in place of the top-level duration. */
            duration?: string;
            /**
             * @description In place of what the top-level size gives.
             * @example 16:9
             * @example 9:16
             * @example 1:1
             */
            aspect_ratio?: string;
            /**
             * @description How closely the prompt is followed.
             * @default 0.5
             */
            cfg_scale?: number;
            /** @description An image of what must not move. */
            static_mask?: string;
            /** @description What moves, and along which way. */
            dynamic_masks?: components["schemas"]["KlingDynamicMask"][];
            camera_control?: components["schemas"]["KlingCameraControl"];
            /** @description Where the provider calls back, with its own body and task id. */
            callback_url?: string;
            /** @description A task id of the caller's own, for the provider. */
            external_task_id?: string;
        };
        KlingDynamicMask: {
            /** @description An image of what moves. */
            mask?: string;
            /** @description The points of the way. */
            trajectories?: {
                x: number;
                y: number;
            }[];
        };
        KlingCameraControl: {
            /** @description The kind of movement. */
            type?: string;
            config?: {
                horizontal?: number;
                vertical?: number;
                pan?: number;
                tilt?: number;
                roll?: number;
                zoom?: number;
            };
        };
        /** @description What Jimeng's provider reads. */
        JimengMetadata: {
            /** @description The provider's name of the model, in place of model. */
            req_key?: string;
            /** @description Images by URL. */
            image_urls?: string[];
            /** @description Images in base64. */
            binary_data_base64?: string[];
            /** @description Random seed. */
            seed?: number;
            /** @example 16:9 */
            aspect_ratio?: string;
            /** @description Number of frames, 24 a second and one more; 241 for a duration of 10, 121 for any other. */
            frames?: number;
        };
        /** @description What Vidu's provider reads. */
        ViduMetadata: {
            /** @description Images, in place of the top-level ones. */
            images?: string[];
            /** @description Length in seconds, in place of the top-level duration. */
            duration?: number;
            /** @description Random seed; 0 counts as not given. */
            seed?: number;
            /**
             * @description In place of the top-level size. Default "1080p".
             * @example 1080p
             */
            resolution?: string;
            /**
             * @description How much moves.
             * @default auto
             */
            movement_amplitude?: string;
            /**
             * @description Whether to add music.
             * @default false
             */
            bgm?: boolean;
            /** @description Text that the provider hands back. */
            payload?: string;
            /** @description Where the provider calls back, with its own body and task id. */
            callback_url?: string;
            /**
             * @description Forces the kind of task. Without images textGenerate; else by their number.
             * @enum {string}
             */
            action?: "textGenerate" | "generate" | "firstTailGenerate" | "referenceGenerate";
        };
        /** @description What the provider of doubao and Seedance reads. */
        SeedanceMetadata: {
            /** @description The parts of the request, in place of the top-level images. Texts are dropped for the prompt. */
            content?: components["schemas"]["SeedancePart"][];
            /** @example 16:9 */
            ratio?: string;
            /** @description With Seedance 2.0 it changes the price. */
            resolution?: string;
            /** @description Length in seconds; the top-level seconds go before it. */
            duration?: components["schemas"]["IntegerOrText"];
            /** @description Number of frames. */
            frames?: components["schemas"]["IntegerOrText"];
            /** @description Random seed. */
            seed?: components["schemas"]["IntegerOrText"];
            /** @description Whether the camera stands still. */
            camera_fixed?: components["schemas"]["BooleanOrText"];
            /** @description Whether to add a watermark. */
            watermark?: components["schemas"]["BooleanOrText"];
            /** @description Whether to make sound. */
            generate_audio?: components["schemas"]["BooleanOrText"];
            /** @description Whether the provider keeps the last frame. */
            return_last_frame?: components["schemas"]["BooleanOrText"];
            /** @description The provider's class of service. */
            service_tier?: string;
            /** @description Where the provider calls back, with its own body and task id. */
            callback_url?: string;
            /** @description Seconds after which the provider gives up. */
            execution_expires_after?: components["schemas"]["IntegerOrText"];
            /** @description Whether a draft is enough. */
            draft?: components["schemas"]["BooleanOrText"];
            /** @description The provider's priority. */
            priority?: components["schemas"]["IntegerOrText"];
            /** @description Identifies the end user to the provider. */
            safety_identifier?: string;
            /** @description Tools the model may use. */
            tools?: {
                type?: string;
            }[];
        };
        /** @description An image, a video or a sound. A video changes the price. */
        SeedancePart: {
            /** @description Which of the others it has. */
            type?: string;
            text?: string;
            image_url?: components["schemas"]["SeedanceMedia"];
            video_url?: components["schemas"]["SeedanceMedia"];
            audio_url?: components["schemas"]["SeedanceMedia"];
            /** @description What it is for. */
            role?: string;
        };
        SeedanceMedia: {
            url?: string;
        };
        /** @description An integer, or the same as text. */
        IntegerOrText: number | string;
        /** @description True or false, or the same as text. */
        BooleanOrText: boolean | ("true" | "false");
        /** @description What Hailuo's provider reads. The only way to give it an image. */
        HailuoMetadata: {
            /** @description Whether the provider improves the prompt. */
            prompt_optimizer?: boolean;
            /** @description Whether it does so quickly. MiniMax-Hailuo-02 and 2.3 only. */
            fast_pretreatment?: boolean;
            /** @description Length in seconds, in place of the top-level duration. Default 6; 10 with MiniMax-Hailuo-02 and 2.3 only. */
            duration?: number;
            /** @description In place of what the top-level size gives. Each model has its own. */
            resolution?: string;
            /** @description Where the provider calls back, with its own body and task id. */
            callback_url?: string;
            /** @description Whether to add a watermark. */
            aigc_watermark?: boolean;
            /** @description The first frame. */
            first_frame_image?: string;
            /** @description The last frame. */
            last_frame_image?: string;
            /** @description Who appears. */
            subject_reference?: {
                /** @description Only "character" so far. */
                type: string;
                /** @description Images; only one so far. */
                image: string[];
            }[];
        };
        /** @description What gemini and vertex read, for Veo. */
        VeoMetadata: {
            /** @description Length in seconds, in place of the top-level duration; 8 if there is neither. 4, 6 or 8 with task plugins. */
            durationSeconds?: number;
            /** @description In place of what the top-level size gives. */
            aspectRatio?: string;
            /** @description In place of what the top-level size gives; sent on in lower case. 4k changes the price. */
            resolution?: string;
            /** @description What to avoid. */
            negativePrompt?: string;
            /** @description Whether persons may appear. */
            personGeneration?: string;
            /** @description Where Google stores the result. */
            storageUri?: string;
            compressionQuality?: string;
            resizeMode?: string;
            /** @description Random seed. */
            seed?: number;
            /** @description Whether to make sound. */
            generateAudio?: boolean;
        };
        /**
         * @description What ali reads, for Wan. The documentation has these keys one level up (img_url, first_frame_url,
         *     last_frame_url, resolution, watermark, prompt_extend, audio, seed); the source drops them there.
         */
        WanMetadata: {
            input?: components["schemas"]["WanInput"];
            parameters?: {
                /** @description For image to video, in place of what the top-level size gives. */
                resolution?: string;
                /** @description For text to video, in place of the top-level size. */
                size?: string;
                /** @description Length in seconds, in place of the top-level duration. 3 to 10. */
                duration?: number;
                /**
                 * @description Whether the provider improves the prompt.
                 * @default true
                 */
                prompt_extend?: boolean;
                /**
                 * @description Whether to add a watermark.
                 * @default false
                 */
                watermark?: boolean;
                /** @description Whether to make sound, wan2.5. */
                audio?: boolean;
                /** @description Random seed; 0 counts as not given. */
                seed?: number;
            };
        };
        WanInput: {
            /** @description In place of the top-level prompt. */
            prompt?: string;
            /** @description The first frame, by URL or in base64. */
            img_url?: string;
            /** @description The first frame, where there is a last one. */
            first_frame_url?: string;
            /** @description The last frame. */
            last_frame_url?: string;
            /** @description A sound, wan2.5 and later. */
            audio_url?: string;
            /** @description What wan2.7-i2v takes in place of the four above, which the server turns into it. */
            media?: {
                type: string;
                url: string;
            }[];
            /** @description What to avoid. */
            negative_prompt?: string;
            /** @description An effect. */
            template?: string;
        };
        /** @description A Sora channel reads nothing here; it passes the whole body on, this included. */
        SoraMetadata: {
            [key: string]: unknown;
        };
        RemixVideo: {
            /** @description The new prompt. A blank one is refused. */
            prompt: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The plugin's own request; model and prompt are inferred. */
        CreateTask: {
            model?: components["schemas"]["ModelName"];
            prompt?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description NOT_START, SUBMITTED, QUEUED, then IN_PROGRESS, then SUCCESS or FAILURE. UNKNOWN is not an end. A task that ali
         *     cancelled is FAILURE.
         * @enum {string}
         */
        TaskStatus: "NOT_START" | "SUBMITTED" | "QUEUED" | "IN_PROGRESS" | "FAILURE" | "SUCCESS" | "UNKNOWN";
        /**
         * @description The server's own words in the shape of OpenAI's videos. unknown stands for NOT_START and whatever else has no
         *     word here; it is not an end.
         * @enum {string}
         */
        VideoStatus: "unknown" | "queued" | "in_progress" | "completed" | "failed";
        /**
         * @description The words for gemini and vertex in the page's own format.
         * @enum {string}
         */
        SimpleStatus: "succeeded" | "failed" | "queued" | "processing";
        /** @description The words of the documented flat shape, which differ from page to page of it. */
        FlatStatus: string;
        /** @description The task, wrapped. Without message when data is null. */
        TaskAnswer: {
            /** @constant */
            code: "success";
            message?: string;
            data: components["schemas"]["Task"] | components["schemas"]["RealtimeTask"] | null;
        };
        /** @description The task as it is stored. Times are unix seconds, 0 when there is none yet. */
        Task: {
            /** @description A row's number, not the task's id. */
            id: number;
            created_at?: number;
            updated_at?: number;
            /** @description The task's id. */
            task_id: string;
            /** @description The number of the provider's channel type as text, such as "50" for kling; a plugin's key. */
            platform?: string;
            user_id?: number;
            group?: string;
            channel_id?: number;
            /**
             * @description What was charged, in the operator's units, 500 000 to the US dollar by default. A refund sets it to 0; a
             *     failed task whose quota is still above 0 has kept it, such as one whose channel was removed while it ran.
             */
            quota?: number;
            /** @description The kind of task. */
            action?: string;
            status: components["schemas"]["TaskStatus"];
            /** @description Why it failed. On servers before 2026-02-22 the result's URL when it succeeded. */
            fail_reason?: string;
            /**
             * @description The result's URL; absent when there is none. When it is not stored it is fail_reason, so on failure it may
             *     be the error's text. For sora and gemini an address of this server's content endpoint, with the host that
             *     the operator has set, perhaps wrongly (http://localhost:3000).
             */
            result_url?: string;
            submit_time?: number;
            start_time?: number;
            finish_time?: number;
            /** @description Percent as text, such as "30%"; may be empty. */
            progress?: string;
            properties?: {
                input?: string;
                upstream_model_name?: string;
                origin_model_name?: string;
            } | null;
            /** @description Absent as a rule. */
            username?: string;
            /** @description The provider's last answer as it came, or null. */
            data?: unknown;
        };
        /** @description The task of a gemini or vertex channel, asked for anew. */
        RealtimeTask: {
            error?: null;
            /** @description "mp4", or the type the provider says. */
            format?: string;
            metadata?: null;
            status: components["schemas"]["SimpleStatus"];
            task_id: string;
            /** @description The result's URL, or on failure the error's text, like result_url of the other shape; may be empty. */
            url?: string;
        };
        /** @description The documented shape, which the source never answers; some resellers do. */
        FlatTask: {
            task_id: string;
            status: components["schemas"]["FlatStatus"];
            /** @description The result's URL, on success. */
            url?: string | null;
            /** @example mp4 */
            format?: string | null;
            /** @description What was really made. */
            metadata?: components["schemas"]["FlatMetadata"] | null;
            error?: components["schemas"]["FlatError"] | null;
        };
        FlatMetadata: {
            /** @description Length in seconds. */
            duration?: number;
            fps?: number;
            width?: number;
            height?: number;
            seed?: number;
        };
        FlatError: {
            /** @description An integer by the documentation. */
            code?: number | string | null;
            message?: string | null;
        };
        /** @description The answer of create before 2025-10-11, and of some resellers. */
        LegacyTask: {
            task_id: string;
            status?: components["schemas"]["FlatStatus"];
        };
        /**
         * @description The task in the shape of OpenAI's videos. Which fields are filled is up to the provider. The result is at
         *     metadata.url; if there is none, at getVideoContent.
         */
        Video: {
            /** @description The task's id. */
            id: string;
            /**
             * @deprecated
             * @description The same; from a Sora channel perhaps the provider's id. With task plugins not in getOpenaiVideo.
             */
            task_id?: string;
            /** @example video */
            object?: string;
            /** @description The model; empty text for kling, jimeng and vidu in getOpenaiVideo. */
            model?: string | null;
            /** @description One of the server's words; from a Sora channel the provider's, from resellers others. */
            status?: components["schemas"]["VideoStatus"] | string;
            /** @description Percent. */
            progress?: number | null;
            /** @description Unix seconds; milliseconds for kling. */
            created_at?: number | null;
            /** @description In the unit of created_at. Classic servers put the time of the last change here, ended or not. */
            completed_at?: number | null;
            /** @description Unix seconds; only from a Sora channel. */
            expires_at?: number | null;
            /** @description Length of the video, as text. */
            seconds?: string | null;
            size?: string | null;
            remixed_from_video_id?: string | null;
            /**
             * @description What went wrong. On running tasks of jimeng too. With task plugins a failure has the code
             *     video_generation_failed.
             */
            error?: components["schemas"]["VideoError"] | null;
            metadata?: components["schemas"]["VideoMetadata"] | null;
            /** @description The result's URL by the documentation, and with resellers. */
            url?: string | null;
            /** @description The result's URL with resellers. */
            video_url?: string | null;
            /** @description Never answered by the source itself. */
            quality?: string | null;
        };
        VideoError: {
            message?: string | null;
            /** @description The provider's code as text; may be empty. */
            code?: string | number | null;
        };
        VideoMetadata: {
            /**
             * @description The result's URL: doubao, jimeng, vidu, ali, kling and hailuo. Empty text while the task runs, for hailuo
             *     the error's text on failure. A data URL for vertex, tens of MB long. Absent for gemini and sora, and with
             *     task plugins.
             */
            url?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The address of the bytes in place of the bytes. */
        ContentLink: {
            url?: string | null;
            video_url?: string | null;
            metadata?: components["schemas"]["VideoMetadata"];
        };
        PluginTask: {
            task_id: string;
            platform?: string;
            status: components["schemas"]["TaskStatus"];
            /** @description Percent as text, such as "30%"; may be empty. */
            progress?: string;
            fail_reason?: string;
            /** @description Unix seconds. */
            created_at?: number;
            /** @description Unix seconds, 0 when it has not ended. */
            finished_at?: number;
        };
        ArtifactList: {
            task_id: string;
            artifacts: components["schemas"]["Artifact"][];
            /** @description The address of the bytes of a task that was not made by a plugin. */
            legacy_content_url?: string;
        };
        Artifact: {
            key: string;
            /** @enum {string} */
            type: "video" | "audio" | "image" | "file";
            mime_type?: string;
            /** @description Signed address of the bytes. */
            content_url: string;
        };
        ModelList: {
            /** @constant */
            success?: true;
            /** @example list */
            object?: string;
            data: components["schemas"]["Model"][];
        };
        /** @description An error with the status 200. */
        ModelListRefusal: {
            /** @constant */
            success: false;
            message: string;
        };
        Model: {
            /** @description The id to send as model. */
            id: string;
            /** @example model */
            object?: string;
            /** @description Unix seconds; 1626777600 for every model the source does not know. */
            created?: number;
            /** @description "custom" for every model the source does not know. */
            owned_by?: string;
            /** @description What the model can be asked through. */
            supported_endpoint_types?: string[] | null;
        };
        /** @description One of three shapes; a page in HTML is the fourth. */
        ErrorBody: components["schemas"]["TaskError"] | components["schemas"]["OpenaiError"] | components["schemas"]["DocumentedError"];
        /**
         * @description What the task endpoints answer. A code other than "success" is an error, whatever the status. The message may be
         *     the provider's JSON. Answered to a create, it says that there is no task and that nothing is charged, whatever
         *     the status: the server gives the quota back and stores nothing when it answers so. A panic
         *     (`type: new_api_panic`) and whatever is no JSON say nothing of that.
         */
        TaskError: {
            code: string | number;
            message: string | null;
            /** @description Null as a rule. */
            data: unknown;
        };
        /**
         * @description What answers before the task endpoints are reached (key, model, channel, limit), and for content, artifacts and
         *     unknown paths.
         */
        OpenaiError: {
            error: {
                /** @description May end in the request's id. */
                message?: string | null;
                type?: string | null;
                param?: string | null;
                /** @description Empty text as a rule. */
                code?: string | number | null;
            };
        };
        /** @description The page's shape, which the source never answers. */
        DocumentedError: {
            code: string | number | null;
            message: string;
            param?: string | null;
            type?: string | null;
        };
    };
    responses: {
        /** @description The task, queued; or an error of ali. */
        Created: {
            headers: {
                "X-Oneapi-Request-Id": components["headers"]["RequestId"];
                "X-New-Api-Other-Ratios": components["headers"]["OtherRatios"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Video"] | components["schemas"]["LegacyTask"] | components["schemas"]["TaskError"];
            };
        };
        /** @description The same codes as those of createVideo. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description task_not_exist: there is no such task, or none of this user, or it was created a moment ago. invalid_channel_id:
         *     its provider is gone.
         */
        UnknownTask: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The key is missing or not valid. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description Known but not allowed: the quota, the user, the key's group, model or address. Older servers refuse reading with
         *     a key that has a list of models.
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
         * @description "Invalid URL (METHOD /path)": no such endpoint on this server, which says nothing about a task. Outside /v1 an
         *     unknown path answers the dashboard's page with 200, or 301: the base URL is wrong. Of a task or an artifact only
         *     with task plugins.
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
        /** @description request_cancelled: the request ended before the provider answered. */
        RequestTimeout: {
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
        /** @description read_request_body_failed: the body is over the limit, 128 MB by default. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The provider has no room; its message is replaced by a Chinese sentence that says so. With task plugins also the
         *     server's own limit of requests.
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
         * @description The server or the provider failed. 501 not_implemented: this provider's tasks cannot be read in this shape. 502
         *     plugin_submit_response_failed, plugin_submit_response_invalid: the provider's answer could not be read, so the
         *     task may exist there. 503 model_not_found: no channel for the model.
         */
        ServerError: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description The provider's own status, whatever it is but 200, with the code fail_to_fetch_task and the provider's body as
         *     the message.
         */
        Upstream: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /**
         * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
         *     2026-02-22, the provider's own id before.
         */
        TaskId: string;
        /** @description The task's id. */
        TaskKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description The request's id, to quote to the operator; an error's message may repeat it. */
        RequestId: string;
        /** @description The multipliers of the price, as JSON text, such as {"seconds":8,"size":1}. */
        OtherRatios: string;
        /** @description Seconds to wait before the next attempt. */
        RetryAfter: string;
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
                "multipart/form-data": components["schemas"]["CreateVideoForm"];
            };
        };
        responses: {
            /** @description The task, queued; or an error of ali. */
            200: {
                headers: {
                    "X-Oneapi-Request-Id": components["headers"]["RequestId"];
                    "X-New-Api-Other-Ratios": components["headers"]["OtherRatios"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Video"] | components["schemas"]["LegacyTask"] | components["schemas"]["TaskError"];
                };
            };
            /** @description What the documentation says of success. The source answers 200; take any 2xx. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Video"];
                };
            };
            /**
             * @description Request parameters are wrong. invalid_request: a blank prompt or a field of the wrong type; invalid_seconds:
             *     a duration below 0 or above 3600; invalid_size: sora's size; task_failed: the provider refused; without a
             *     code but with error: there is no model.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not authorised. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /**
             * @description No permission. insufficient_user_quota, pre_consume_token_quota_failed: the quota of the user, or of the
             *     key, does not cover the request; access_denied: not from this address; without a code: the user, the group,
             *     the model or the channel.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            /**
             * @description Internal error. build_request_failed: a key of metadata has the wrong JSON type, or the size does not suit
             *     ali; do_request_failed: the provider could not be reached, which says nothing about whether it began;
             *     get_channel_failed: no channel; a number as text: jimeng's own code; task_insert_failed: not stored, and the
             *     quota given back.
             */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Upstream"];
        };
    };
    getVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
                 *     2026-02-22, the provider's own id before.
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    "X-Oneapi-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAnswer"] | components["schemas"]["FlatTask"] | components["schemas"]["TaskError"];
                };
            };
            400: components["responses"]["UnknownTask"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /**
             * @description The documentation's answer for a task that does not exist; the source answers 400 instead. The source
             *     answers 404 only where there is no such path.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    createOpenaiVideo: {
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
            200: components["responses"]["Created"];
            201: components["responses"]["Created"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Upstream"];
        };
    };
    getOpenaiVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
                 *     2026-02-22, the provider's own id before.
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    "X-Oneapi-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Video"] | components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["UnknownTask"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getVideoContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
                 *     2026-02-22, the provider's own id before.
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, as the provider types them; an MP4 as a rule. */
            200: {
                headers: {
                    "X-Oneapi-Request-Id": components["headers"]["RequestId"];
                    /** @description Size in bytes. */
                    "Content-Length"?: number;
                    /** @description The file's name. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": unknown;
                    "application/octet-stream": unknown;
                    "application/json": components["schemas"]["ContentLink"];
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
            /** @description Not changed, as asked with If-None-Match or If-Modified-Since. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The task is not completed: "Task is not completed yet, current status: IN_PROGRESS". */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description The result's address is blocked by the server, or the key is refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Task not found; or there is no such path. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            410: components["responses"]["Gone"];
            /** @description No such range. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The task, its channel or the request to the provider could not be set up. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The provider did not hand over the bytes. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The bytes cannot be had just now. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The provider was too slow. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remixVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id, as create answered it: task_id, or id if there is none. "task_" and 32 characters since
                 *     2026-02-22, the provider's own id before.
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemixVideo"];
            };
        };
        responses: {
            200: components["responses"]["Created"];
            /**
             * @description task_not_exist: there is no such task; channel_not_found, task_channel_disable: its channel is gone or off;
             *     invalid_request: a blank prompt.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Upstream"];
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plugin's key to create a task, such as "kling"; the task's id to get one. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginTask"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    createTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plugin's key to create a task, such as "kling"; the task's id to get one. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTask"];
            };
        };
        responses: {
            200: components["responses"]["Created"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
            default: components["responses"]["Upstream"];
        };
    };
    listArtifacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id. */
                key: components["parameters"]["TaskKey"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artifacts; none while the task runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArtifactList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getArtifactContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The task's id. */
                key: components["parameters"]["TaskKey"];
                /** @description The artifact's key. */
                artifact_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": unknown;
                    "application/octet-stream": unknown;
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
            /** @description Not changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description artifact_not_ready: the task has not succeeded. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            410: components["responses"]["Gone"];
            /** @description No such range. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
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
            /** @description All models; or a refusal, which has the same status. */
            200: {
                headers: {
                    "X-Oneapi-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"] | components["schemas"]["ModelListRefusal"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            "5XX": components["responses"]["ServerError"];
        };
    };
}
