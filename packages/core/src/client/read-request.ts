import { loadRare } from '../load.ts'
import { parseRequest, type VideoRequest, type VideoRequestInput } from '../model/request.ts'

/** Checks a request; what stands where an image belongs is read, or refused with advice, by code that few calls need. */
export async function readRequest(input: VideoRequestInput): Promise<VideoRequest> {
  try {
    return parseRequest(input)
  } catch (error) {
    const { readImages } = await loadRare()
    return readImages(input, error)
  }
}
