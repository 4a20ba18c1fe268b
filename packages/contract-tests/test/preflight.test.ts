import { describe, expect, it } from 'vitest'
import { preflight, twoNocks } from '../src/run/preflight.ts'

describe('preflight refuses', () => {
  const here = new URL(import.meta.url)

  it('surroundings in which a request would really go out', () => {
    expect(preflight(here, {}, [])).toEqual([])
    expect(preflight(here, { NOCK_OFF: 'true' }, [])).toEqual([
      'NOCK_OFF is set: requests would really go out; unset it',
    ])
    expect(preflight(here, { NOCK_BACK_MODE: 'record' }, [])[0]).toContain('NOCK_BACK_MODE')
    expect(preflight(here, { https_proxy: 'http://127.0.0.1:9' }, ['--use-env-proxy'])[0]).toContain('HTTPS_PROXY')
    expect(preflight(here, { HTTP_PROXY: 'http://127.0.0.1:9', NODE_USE_ENV_PROXY: '1' }, [])[0]).toContain(
      'HTTP_PROXY',
    )
  })

  it('two copies of nock', () => {
    const locate = (from: string): string | undefined =>
      ({ suite: '/a/nock.js', same: '/a/nock.js', other: '/b/nock.js' })[from]
    expect(twoNocks('suite', 'same', locate)).toEqual([])
    expect(twoNocks('suite', 'none', locate)).toEqual([])
    expect(twoNocks('suite', 'other', locate)[0]).toContain('two copies of nock, /a/nock.js and /b/nock.js')
  })
})
