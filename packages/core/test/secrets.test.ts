import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { acme, clientOf, errorOf, key, request, vendor } from './acme.ts'

const long = 'sk-Live_51H8xQ2eZvKYlo2C0aBcDeF'
const route = 'POST /v1/jobs'
const each = (text: string, write: (code: number) => string): string =>
  Array.from(text, (character) => write(character.charCodeAt(0))).join('')
const hex = (code: number): string => code.toString(16).padStart(2, '0')

const escapings: Record<string, string> = {
  'in \\u escapes': each(long, (code) => `\\u00${hex(code)}`),
  'in \\u escapes, escaped again': each(long, (code) => `\\\\\\\\u00${hex(code)}`),
  'in \\x escapes': each(long, (code) => `\\x${hex(code)}`),
  'in decimal entities': each(long, (code) => `&#${code};`),
  'in hexadecimal entities': each(long, (code) => `&#x${hex(code).toUpperCase()};`),
  'in entities, escaped again': each(long, (code) => `&amp;#${code};`),
  'percent-encoded': each(long, (code) => `%${hex(code)}`),
  'percent-encoded twice': each(long, (code) => `%25${hex(code).toUpperCase()}`),
  'in upper case': long.toUpperCase(),
  'in lower case': long.toLowerCase(),
  'in hex': each(long, hex),
  'in upper-case hex': each(long, hex).toUpperCase(),
  'in base64': btoa(`Bearer ${long}`),
  'cut to three quarters': long.slice(0, 23),
  'without its beginning': long.slice(8),
  'cut, in base64': btoa(long).slice(0, 30),
  'cut, in hex': each(long.slice(0, 23), hex),
  'half in entities': long.slice(0, 12) + each(long.slice(12), (code) => `&#${code};`),
}

/** What is left of the key: its longest run that stands in the text, in this writing or in another. */
function leftOf(shown: string, written: string): number {
  let longest = 0
  for (const form of [written, long])
    for (let from = 0; from < form.length; from++)
      while (
        shown.toLowerCase().includes(form.slice(from, from + longest + 1).toLowerCase()) &&
        from + longest < form.length
      )
        longest++
  return longest
}

describe('a key that a vendor echoes is not shown', () => {
  const clientWith = (answer: Response): ReturnType<typeof clientOf> =>
    clientOf(vendor({ [route]: answer, 'GET /v1/jobs/j1': answer }).fetch, { apiKey: long })
  const shownOf = (error: Error): string => inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)

  it.each(Object.entries(escapings))('%s', async (_, form) => {
    const answers = [
      Response.json({ error: { message: `the key ${form} is bad` } }, { status: 401 }),
      Response.json({ id: 'j1', state: { is: form } }),
      new Response(`{"id":"j1","state":["${form.replaceAll('\\', '\\\\')}"]}`),
      new Response(`{"id":"j1","state":["${form.startsWith('\\u') ? form : ''}"]}`),
    ]
    for (const answer of answers) {
      const shown = shownOf(await errorOf(clientWith(answer).get({ provider: 'acme', id: 'j1', model: 'one' })))
      // What remains is short of what the words around it have by chance.
      expect(leftOf(shown, form), shown).toBeLessThan(form.length / 2)
      expect(leftOf(shown, long), shown).toBeLessThan(6)
    }
  })

  it('nor by a function that fails to give it', async () => {
    const apiKey = (): string => {
      throw Object.assign(new TypeError(`no vault for ${long}`), { code: 'EVAULT' })
    }
    const error = await errorOf(clientOf(vendor({}).fetch, { apiKey }).create(request))
    expect(error).toMatchObject({ code: 'authentication', message: expect.stringContaining('apiKey failed: EVAULT') })
    expect(shownOf(error)).not.toContain('sk-')
  })
})

describe('a URL in the words of a vendor is shown without what opens it', () => {
  it.each([
    ['https://user:hunter22@host.test/a', 'https://host.test/a'],
    ['//cdn.test/x?sig=hunter22', '//cdn.test/x?[redacted]'],
    ['https:\\/\\/cdn.test\\/x?sig=hunter22', 'https:\\/\\/cdn.test\\/x?[redacted]'],
    ['//user:hunter22@host.test/a', '//host.test/a'],
    ['https:\\/\\/user:hunter22@host.test/a', 'https:\\/\\/host.test/a'],
    ['https%3A%2F%2Fcdn.test%2Fx%3Fsig%3Dhunter22', 'https%3A%2F%2Fcdn.test%2Fx?[redacted]'],
    ['cdn.test/x?X-Amz-Signature=hunter22&a=b', 'cdn.test/x?[redacted]'],
    ["https://cdn.test/x?a='b'&amp;sig=hunter22", "https://cdn.test/x?[redacted]'b'?[redacted]"],
    ['s3://bucket/a?sig=hunter22', 's3://bucket/a?[redacted]'],
    ['https://a.test,https://user:hunter22@b.test', 'https://a.test,https://b.test'],
  ])('%s', async (written, expected) => {
    const said = vendor({ [route]: Response.json({ error: { message: `see ${written} now` } }, { status: 400 }) })
    const error = await errorOf(clientOf(said.fetch).create(request))
    expect(error.message).toContain(`see ${expected} now`)
    const odd = vendor({ 'GET /v1/jobs/j1': { id: 'j1', state: { is: written } } })
    const other = await errorOf(clientOf(odd.fetch).get({ provider: 'acme', id: 'j1', model: 'one' }))
    expect(other.message).not.toContain('hunter22')
    const failed = vendor({ 'GET /v1/jobs/j1': { id: 'j1', state: 'broken', why: written } })
    expect(
      JSON.stringify(await acme({ apiKey: key, fetch: failed.fetch }).get({ provider: 'acme', id: 'j1' })),
    ).not.toContain('hunter22')
  })
})
