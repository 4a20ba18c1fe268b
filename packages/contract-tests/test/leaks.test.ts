import { VideoError } from '@reelay/core'
import { describe, expect, it } from 'vitest'
import { formOfKey, textOfError } from '../src/clauses/leaks.ts'

const key = 'sk-canary-TRY-01-0123456/+"\\%='

describe('a key is found', () => {
  it('in every form in which it may come back', () => {
    expect(formOfKey(`a ${key} b`, key)).toBe('as it is')
    expect(formOfKey(JSON.stringify({ key }), key)).toBe('as JSON writes it')
    expect(formOfKey(`?key=${encodeURIComponent(key)}&x`, key)).toBe('as a URL writes it')
    expect(formOfKey(btoa(key), key)).toBe('in base64')
    expect(formOfKey(key.slice(0, 26), key)).toBe('in part')
    expect(formOfKey('sk-canary-TRY-02-0123456', key)).toBeUndefined()
  })

  it('wherever an error may hold it', () => {
    const inner = Object.assign(new Error('x'), { detail: { deep: { deeper: { deepest: key } } } })
    for (const error of [
      new Error(key),
      new Error('x', { cause: new Error('y', { cause: new TypeError(key) }) }),
      Object.assign(new Error('x'), { stack: key }),
      inner,
      new VideoError('network', 'x', { requestId: key }),
      new VideoError('network', 'x', { cause: inner }),
      { toJSON: () => key },
      key,
    ])
      expect(formOfKey(textOfError(error), key), textOfError(error)).toBeDefined()
    expect(formOfKey(textOfError(new VideoError('network', 'x')), key)).toBeUndefined()
  })
})
