import { isAddress } from '../model/values.ts'

const names = ['url', 'video_url', 'result_url', 'download_url', 'unsigned_urls', 'video_urls']
const places = ['output', 'content', 'detail', 'result', 'video', 'data']

/** The first address of a video in any of the usual answers, alone, in a list or inside `data`; bytes in a data URL are none. */
export function findVideoUrl(answer: unknown, isWanted: (link: string) => boolean = () => true): string | undefined {
  const data = fieldOf(answer, 'data')
  const jobs = [answer, Array.isArray(data) ? undefined : data]
  for (const job of jobs) {
    for (const place of [fieldOf(job, 'metadata'), job, ...places.map((name) => firstOf(fieldOf(job, name)))]) {
      // A place may be the address itself, such as `output: ["https://..."]`.
      const own = job === place ? [] : [place]
      const links = [...own, ...names.map((name) => firstOf(fieldOf(place, name)))]
      const link = links.find((one) => isAddress(one) && isWanted(one))
      if (isAddress(link)) return link
    }
  }
  return undefined
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
