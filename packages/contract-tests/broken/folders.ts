import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What becomes of a file: its new text, made from the old one (`''` when there is none), or `undefined` to remove it. */
export type Edits = Readonly<Record<string, (text: string) => string | undefined>>

/** A copy of a folder with some files changed; it is gone when the process ends. The copy finds the same packages. */
export function copyOf(folder: URL, edits: Edits): URL {
  const copy = mkdtempSync(join(tmpdir(), 'reelay-broken-'))
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
  cpSync(folder, copy, { recursive: true })
  symlinkSync(fileURLToPath(new URL('../node_modules', import.meta.url)), join(copy, 'node_modules'), 'junction')
  for (const [name, edit] of Object.entries(edits)) {
    const path = join(copy, name)
    const text = edit(textOf(path))
    mkdirSync(dirname(path), { recursive: true })
    if (text === undefined) rmSync(path)
    else writeFileSync(path, text)
  }
  return pathToFileURL(`${copy}/`)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
