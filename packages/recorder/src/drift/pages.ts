import { parse } from 'jsonc-parser'
import * as z from 'zod/mini'
import type { FixtureSet } from '@reelay/contract-tests/fixtures'
import { WrittenFixture } from '@reelay/contract-tests/fixtures'
import { readPage, type Line } from './ask.ts'
import { found } from './finding.ts'
import { note, noteAsked, type DriftLog } from './outcome.ts'

/** What a fixture quotes of a page. */
interface Quoted {
  fixture: string
  source: string
  /** As the fixture has it; of the quotes, in order. */
  sha256: string
  quotes: readonly string[]
}

/** Whether the pages that fixtures quote still hold the quotes, word for word but for white space; asks without a key. */
export async function checkPages(fixtureSet: FixtureSet, line: Omit<Line, 'baseUrl'>, log: DriftLog): Promise<void> {
  const quoted = quotesOf(fixtureSet)
  if (quoted.length === 0) note(log, 0, 'documentation', 'skipped', 'no fixture quotes a page')
  for (const source of new Set(quoted.map((one) => one.source))) {
    const place = source.replace(/[?#].*/s, '')
    if (!/^https?:/.test(source) || !URL.canParse(source)) {
      note(log, 0, place, 'unchecked', 'no address: let provenance.source of the fixtures be the URL of the page')
      continue
    }
    const asked = await readPage(source, line)
    const { status, text } = asked.kind === 'answer' ? asked.value : { status: 0, text: '' }
    const isGone = status === 404 || status === 410
    if (status >= 400 && !isGone) {
      note(log, 0, place, 'unchecked', `answers ${status}`)
      continue
    }
    if (!noteAsked(log, 0, place, asked)) continue
    const shown = squeezed(isGone ? '' : textOf(text))
    for (const { fixture, sha256, quotes } of quoted.filter((one) => one.source === source)) {
      if (quotes.every((quote) => shown.includes(squeezed(quote)))) continue
      const was = `quotes with the SHA-256 ${sha256.slice(0, 12)}`
      const is = isGone ? String(status) : 'not on the page'
      log.findings.push(found('page-changed', { place, pointer: `/${fixture}` }, { was, is }))
    }
  }
}

function quotesOf({ texts }: FixtureSet): Quoted[] {
  return [...texts.values()].flatMap((text): Quoted[] => {
    const { data } = z.safeParse(WrittenFixture, parse(text, [], { allowTrailingComma: true }))
    if (data?.provenance.kind !== 'documented') return []
    const { source, quote_sha256: sha256 } = data.provenance
    const quotes = data.interactions.flatMap(({ request, response }) =>
      [request.quote, response.quote].flatMap((lines) => lines?.join('\n') ?? []),
    )
    return [{ fixture: data.id, source, sha256, quotes }]
  })
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' }

/** What a reader sees of a page; Markdown and plain text stay as they are. */
function textOf(page: string): string {
  const isHtml = /<(!doctype html|html|body)\b/i.test(page)
  const bare = isHtml ? page.replaceAll(/<[^<>]*>/g, '') : page
  return bare.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return entities[String(name)] ?? (code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole)
  })
}

// Pages break and indent lines as they like.
function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
