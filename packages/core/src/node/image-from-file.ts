import { readFile } from 'node:fs/promises'
import { VideoError } from '../model/errors.ts'
import type { ImageRole } from '../model/image-role.ts'

/** An image of a request, read from a file. */
export interface FileImage {
  data: Uint8Array
  role: ImageRole
}

/**
 * Reads an image for `images`: `images: [await imageFromFile('./fox.png')]`. `role`: default `first_frame`.
 * Throws `invalid_request` where there is no such file.
 */
export async function imageFromFile(path: string | URL, role: ImageRole = 'first_frame'): Promise<FileImage> {
  try {
    return { data: await readFile(path), role }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code)
    const what = `imageFromFile: ${String(path)}: ${why}; allowed: the path of a PNG, JPEG, WebP or GIF file`
    throw new VideoError('invalid_request', what, { operation: 'create', cause })
  }
}
