import * as z from 'zod/mini'

/** What an image is for. Apart from `image.ts`, whose reader an application needs only with its first call. */
export const ImageRole = z.enum(['first_frame', 'last_frame', 'reference'])
export type ImageRole = z.output<typeof ImageRole>
