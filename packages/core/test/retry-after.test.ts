import { expect, it } from 'vitest'
import { retryAfterMs } from '../src/http/classify-failure.ts'

it.each([
  [undefined, null, undefined],
  [undefined, '7', 7000],
  [undefined, '0.5', 500],
  [undefined, 'Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  [undefined, 'soon', undefined],
  [undefined, '-1', undefined],
  [undefined, '1e303', undefined],
  [undefined, '9'.repeat(300), 3_600_000],
  [3000, null, 3000],
  [3000, '7', 7000],
  [9000, '7', 9000],
  [1e303, null, 3_600_000],
  [-5000, null, undefined],
  [Number.NaN, null, undefined],
  [Number.NaN, '7', 7000],
  [Infinity, null, undefined],
])('a pause of %s in the body and %j in the header is %s', (stated, header, pauseMs) => {
  const headers = new Headers(header === null ? {} : { 'retry-after': header })
  expect(retryAfterMs(stated, headers, Date.UTC(2026, 0, 1))).toBe(pauseMs)
})
