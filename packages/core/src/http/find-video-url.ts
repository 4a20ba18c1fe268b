import { isText } from './classify-failure.ts'

const names = ['url', 'video_url', 'result_url', 'download_url']

/** The first address of a video in any of the usual answers, alone or inside `data`; bytes in a data URL are none. */
export function findVideoUrl(answer: unknown, isWanted: (link: string) => boolean = () => true): string | undefined {
  const data = fieldOf(answer, 'data')
  const job = typeof data === 'object' && data !== null ? data : answer
  for (const place of [fieldOf(job, 'metadata'), job, fieldOf(job, 'output'), fieldOf(job, 'content')]) {
    for (const name of names) {
      const link = fieldOf(place, name)
      if (isText(link) && !/^data:/i.test(link) && isWanted(link)) return link
    }
  }
  return undefined
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
