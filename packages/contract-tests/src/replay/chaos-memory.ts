import { paddingBytes, type ChaosName } from './chaos-answers.ts'
import { bytesOf, typedHeaders } from './reply.ts'
import type { Exchange } from '../fixtures/fixture.ts'

type Response = Exchange['response']

/** What fetch says of each trouble on a socket before it has an answer; nothing where it is the parser that gives up. */
const before: { [Name in ChaosName]?: string } = {
  'reset before the answer': 'ECONNRESET',
  'end before the answer': 'UND_ERR_SOCKET',
  garbage: '',
  'two lengths': '',
  'a header of 70 kB': 'UND_ERR_HEADERS_OVERFLOW',
  'half a header': 'HANG',
}

/** And in the middle of one: after how much of the body. */
const within: { [Name in ChaosName]?: { code: string; part: number } } = {
  'end before the promised length': { code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', part: 1 },
  'end before the last chunk': { code: '', part: 1 },
  'reset before the last chunk': { code: '', part: 1 },
  'damaged gzip': { code: 'Z_DATA_ERROR', part: 0 },
}

/** An answer as it looks from above fetch when a socket answers like that: for trying the suite itself without any socket. */
export function imitated(response: Response): Response {
  const { chaos, ...rest } = response
  const early = chaos && before[chaos]
  const late = chaos && within[chaos]
  const bytes = bytesOf(response.body)
  if (early !== undefined) return { ...rest, trouble: { code: early } }
  if (late) return { ...rest, trouble: { code: late.code, afterBytes: bytes.length * late.part } }
  if (chaos === 'dribble')
    return pieced(
      rest,
      [...bytes].map((byte) => Uint8Array.of(byte)),
    )
  if (chaos === '50 MB of JSON' || chaos === 'a gzip bomb')
    return pieced(rest, [Buffer.from('{"padding":"'), ...padding, Buffer.from(`",${bytes.toString().trim().slice(1)}`)])
  return rest
}

const megabyte = Buffer.alloc(1 << 20, 'a')
const padding = Array.from({ length: paddingBytes >> 20 }, () => megabyte)

function pieced(response: Response, pieces: readonly Uint8Array[]): Response {
  return { ...response, headers: typedHeaders(response), body: { kind: 'events', events: [], pieces } }
}
