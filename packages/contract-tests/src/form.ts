import { createHash } from 'node:crypto'

/** One part of a multipart body, without what is drawn anew for each request: a text, or a file as its hash. */
export type Part = { name: string; value: string } | FilePart

/** A part that is a file. */
export interface FilePart {
  name: string
  filename: string
  /** Its media type. */
  type: string
  /** How many bytes it has. */
  bytes: number
  sha256: string
}

/** The parts of a body in their order; undefined when it is no form. */
export async function partsOf(bytes: Uint8Array, contentType = ''): Promise<Part[] | undefined> {
  if (!/^multipart\/form-data\b/i.test(contentType)) return undefined
  try {
    const form = await new Response(Uint8Array.from(bytes), { headers: { 'content-type': contentType } }).formData()
    return await Promise.all([...form].map(([name, value]) => partOf(name, value)))
  } catch {
    return undefined
  }
}

async function partOf(name: string, value: string | File): Promise<Part> {
  if (typeof value === 'string') return { name, value }
  const bytes = new Uint8Array(await value.arrayBuffer())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name, filename: value.name, type: value.type, bytes: bytes.length, sha256 }
}
