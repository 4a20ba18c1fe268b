import { fields, isText } from './failure.ts'

const names = ['url', 'video_url', 'result_url', 'download_url']

/** The first address of a clip in any of the usual answers, alone or inside `data`; bytes in a data URL are none. */
export function linkIn(answer: unknown, isWanted: (link: string) => boolean = () => true): string | undefined {
  const inner = fields(answer)['data']
  const { metadata, output, content, ...own } = fields(typeof inner === 'object' && inner !== null ? inner : answer)
  const places = [metadata, own, output, content].map(fields)
  const links = places.flatMap((place) => names.map((name) => place[name])).filter(isText)
  return links.find((link) => !/^data:/i.test(link) && isWanted(link))
}
