// A vendor that names a video in several places is believed in each: where the first link leads nowhere, the second may.
import { describe, expect, it } from 'vitest'
import { CommonJob, commonStatusWords, readCommonJob, statusMap } from '../src/provider.ts'

const statusOf = statusMap(commonStatusWords)
const read = (answer: object, isWanted?: (link: string) => boolean) =>
  readCommonJob(CommonJob.parse({ id: 'j1', status: 'completed', ...answer }), {
    statusOf,
    ...(isWanted && { isWanted }),
  }).outputs
const [one, two] = ['https://cdn.test/1.mp4', 'https://mirror.test/1.mp4']

describe('the links of a job', () => {
  it('are the first one and the others, each once', () => {
    expect(read({ metadata: { url: one }, video_url: two, url: one })).toEqual([{ url: one, fallbackUrls: [two] }])
  })

  it('are one where there is no other that is wanted', () => {
    expect(read({ video_url: one })).toEqual([{ url: one }])
    expect(read({ video_url: one, url: two }, (link) => link !== two)).toEqual([{ url: one }])
    expect(read({ video_url: one, url: 'data:video/mp4;base64,AAAA' })).toEqual([{ url: one }])
    expect(read({})).toEqual([{}])
  })
})
