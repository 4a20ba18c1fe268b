import { describe, expect, it } from 'vitest'
import { chaosAnswers, paddingBytes, playChaos, type ChaosName } from '../src/replay/chaos-answers.ts'
import { withChaos, type Chaos } from '../src/replay/chaos.ts'

const sound = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"job":"ö-1","is":"new"}'),
  onSilence: () => {},
}

const answering = (
  name: ChaosName,
  action: (chaos: Chaos) => Promise<void>,
  onSilence = sound.onSilence,
): Promise<void> =>
  withChaos((chaos) => {
    chaos.answer(async () => playChaos(name, { ...sound, onSilence }))
    return action(chaos)
  })

/** What a caller of fetch meets, by its code or its name. */
async function metBy(name: ChaosName): Promise<string> {
  let found = ''
  await answering(name, async ({ origin }) => {
    found = await fetch(origin).then(
      async (response) => response.text().catch(codeOf),
      (error: unknown) => codeOf(error),
    )
  })
  return found
}

function codeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined
  if (!(cause instanceof Error)) return String(error)
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.constructor.name
}

describe('on a socket', () => {
  it('an answer comes as it should be, whole or byte by byte', async () => {
    for (const name of ['whole', 'dribble'] as const) expect(await metBy(name)).toBe('{"job":"ö-1","is":"new"}')
  })

  it('every other answer is what a caller of fetch calls broken', async () => {
    expect(await metBy('reset before the answer')).toBe('ECONNRESET')
    expect(await metBy('end before the answer')).toBe('UND_ERR_SOCKET')
    const rest = ['end before the promised length', 'end before the last chunk', 'reset before the last chunk'] as const
    // What these are called depends on the version of Node.
    for (const name of [...rest, 'garbage', 'two lengths'] as const)
      expect(await metBy(name), name).toMatch(/^(UND_ERR_\w+|HPE_\w+|HTTPParserError|ECONNRESET)$/)
    expect(await metBy('a header of 70 kB')).toBe('UND_ERR_HEADERS_OVERFLOW')
    expect(await metBy('damaged gzip')).toBe('Z_DATA_ERROR')
  })

  it('silence lasts until the caller has had enough', async () => {
    const silent = Promise.withResolvers<void>()
    await answering(
      'half a header',
      async ({ origin }) => {
        const controller = new AbortController()
        const asked = fetch(origin, { signal: controller.signal })
        await silent.promise
        controller.abort(new Error('enough'))
        await expect(asked).rejects.toThrow('enough')
      },
      silent.resolve,
    )
  })

  it('a huge answer is sent no faster than it is taken', async () => {
    await answering('50 MB of JSON', async ({ origin, sentBytes }) => {
      const reader = (await fetch(origin)).body!.getReader()
      expect((await reader.read()).done).toBe(false)
      await reader.cancel()
      expect(sentBytes()).toBeLessThan(paddingBytes / 2)
    })
  })

  it('a huge answer is whole for whoever takes it all, packed or not', async () => {
    for (const name of ['50 MB of JSON', 'a gzip bomb'] as const)
      await answering(name, async ({ origin, sentBytes }) => {
        const read = Buffer.from(await (await fetch(origin)).arrayBuffer())
        const [start, end] = ['{"padding":"', '","job":"ö-1","is":"new"}'].map((text) => Buffer.from(text))
        expect(read.subarray(0, start!.length)).toEqual(start)
        expect(read.subarray(start!.length + paddingBytes)).toEqual(end)
        expect(sentBytes() > paddingBytes).toBe(name === '50 MB of JSON')
      })
  })
})

describe('such a server', () => {
  it('tells what it was asked', async () => {
    await withChaos(async ({ origin, answer }) => {
      const asked: unknown[] = []
      answer(async (request) => {
        asked.push([request.method, request.url, request.headers.get('x-one'), await request.text()])
        return playChaos('whole', sound)
      })
      await fetch(`${origin}/a%2Fb?c=d`, { method: 'POST', headers: { 'x-one': '1' }, body: 'text' })
      expect(asked).toEqual([['POST', `${origin}/a%2Fb?c=d`, '1', 'text']])
    })
  })

  it('is gone afterwards, with every connection', async () => {
    let left = ''
    let open: Promise<unknown> = Promise.resolve()
    await withChaos(async ({ origin, answer }) => {
      const isAsked = Promise.withResolvers<void>()
      left = origin
      answer(async () => {
        isAsked.resolve()
        return () => new Promise(() => {})
      })
      open = fetch(origin).catch(codeOf)
      await isAsked.promise
    })
    expect(await open).toBe('UND_ERR_SOCKET')
    expect(await fetch(left).catch(codeOf)).toBe('ECONNREFUSED')
  })

  it('breaks off when whoever decides fails', async () => {
    await withChaos(async ({ origin, answer }) => {
      answer(async () => Promise.reject(new Error('the sandbox is over')))
      expect(await fetch(origin).catch(codeOf)).toBe('UND_ERR_SOCKET')
    })
  })

  it('has a name for every answer that a message can show', () => {
    for (const name of Object.keys(chaosAnswers)) expect(name).toMatch(/^[\w ]+$/)
  })
})
