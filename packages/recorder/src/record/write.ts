import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { parse } from 'jsonc-parser'
import { leaves, valuesAt } from '@reelay/contract-tests/fixtures'
import type { WrittenFixture } from '@reelay/contract-tests/fixtures'
import { parseFixture } from '@reelay/contract-tests/fixtures'
import { cutToFirstFrame } from './video.ts'
import { findIn, findInBytes, type Found, type Secret } from './search.ts'
import type { Transcript } from './transcribe.ts'

/** A file that a fixture has beside it. */
export interface SideFile {
  name: string
  bytes: Buffer
}

/** Where a fixture goes, and what must not be in it. */
export interface Target {
  folder: URL
  /** Of the fixture, such as `text.fixture.jsonc`. */
  file: string
  secrets: readonly Secret[]
}

/** Most bytes of a file beside a fixture. */
const mostFileBytes = 64 << 10

/** The exchanges with the files that they name. A video that is too long is cut to its first frame, which is said in `edited`. */
export function withFiles(
  transcripts: readonly Transcript[],
  fixtureName: string,
): {
  interactions: WrittenFixture['interactions']
  files: SideFile[]
  edited: { pointer: string; reason: string }[]
  findings: string[]
} {
  const files: SideFile[] = []
  const edited: { pointer: string; reason: string }[] = []
  const findings: string[] = []
  const interactions = transcripts.map(({ exchange, file }, index) => {
    if (!file) return exchange
    const pointer = `/interactions/${index}/response/file`
    const isLong = file.bytes.length > mostFileBytes
    const bytes = isLong ? cutToFirstFrame(file.bytes) : file.bytes
    if (!bytes || bytes.length > mostFileBytes) {
      const cut = bytes ? `, and its first frame alone ${bytes.length}` : ', and it is no MP4 that can be cut'
      findings.push(`${pointer}: has ${file.bytes.length} bytes${cut}; a fixture takes at most ${mostFileBytes}`)
      return exchange
    }
    if (isLong) edited.push({ pointer, reason: `the video of ${file.bytes.length} bytes is cut to its first frame` })
    const name = `${fixtureName}-${files.length + 1}.${extensionOf(file.type)}`
    files.push({ name, bytes })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { ...exchange, response: { ...exchange.response, file: { name, sha256 } } }
  })
  return { interactions, files, edited, findings }
}

/** Writes a fixture and its files under other names, checks what was written, and only then gives them theirs. With any finding nothing is left. */
export function writeFixture(
  fixture: WrittenFixture,
  files: readonly SideFile[],
  { folder, file, secrets }: Target,
): string[] {
  mkdirSync(folder, { recursive: true })
  const draft = new URL(`.recording-${randomBytes(6).toString('hex')}/`, folder)
  try {
    mkdirSync(draft)
    writeFileSync(new URL(file, draft), `${JSON.stringify(fixture, null, 2)}\n`)
    for (const { name, bytes } of files) writeFileSync(new URL(name, draft), bytes)
    const findings = check(draft, file, secrets)
    if (findings.length > 0) return findings
    // The fixture last: without it the files are only files.
    for (const { name } of files) renameSync(new URL(name, draft), new URL(name, folder))
    renameSync(new URL(file, draft), new URL(file, folder))
    return []
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Everything that is wrong with what stands in a folder: what `reelay contract verify` finds, and every secret that is known. */
function check(folder: URL, file: string, secrets: readonly Secret[]): string[] {
  const text = readFileSync(new URL(file, folder), 'utf8')
  const read = parseFixture(text, file, (name) => {
    const place = new URL(name, folder)
    return existsSync(place) ? readFileSync(place) : undefined
  })
  const found = [...read.findings.map((one) => one.text), ...secretsIn(text, file, secrets)]
  for (const name of readdirSync(folder)) {
    const inside = name === file ? undefined : findInBytes(readFileSync(new URL(name, folder)), secrets)
    if (inside) found.push(`${name}: holds ${sentence(inside)}`)
  }
  return found
}

function secretsIn(text: string, file: string, secrets: readonly Secret[]): string[] {
  const json: unknown = parse(text)
  const found = leaves(json).flatMap(([pointer, value]) => {
    // The stamp names one request as it was, so that the vendor can find it.
    if (pointer === stampedRequest) return []
    const inside = findIn(String(value), secrets)
    return inside ? [`${file}#${findIn(pointer, secrets) ? '' : pointer}: holds ${sentence(inside)}`] : []
  })
  if (found.length > 0) return found
  const [stamped] = valuesAt(json, stampedRequest)
  const inside = findIn(stamped === undefined ? text : text.replace(JSON.stringify(stamped), ''), secrets)
  return inside ? [`${file}: holds ${sentence(inside)}`] : []
}

const stampedRequest = '/provenance/recorder/request_id'

function sentence({ name, forms }: Found): string {
  return `${name}${forms.map((form) => `, in ${form}`).join('')}`
}

function extensionOf(type: string): string {
  const known: Readonly<Record<string, string>> = {
    'video/mp4': 'mp4',
    'video/webm': 'webm',
    'video/quicktime': 'mov',
    'image/png': 'png',
    'image/jpeg': 'jpg',
    'image/webp': 'webp',
  }
  return known[type.split(';')[0]?.trim().toLowerCase() ?? ''] ?? 'bin'
}
