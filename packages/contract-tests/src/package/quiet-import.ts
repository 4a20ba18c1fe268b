import { execFile } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { importsFrom } from './imports.ts'
import { entriesTo, pathOf } from './package-exports.ts'
import type { PackageFolder } from './package-files.ts'

// Only for a loop that never yields: a busy machine takes its time to start a process.
const longestMs = 50_000
const mark = '\u001ereport\u001e'
// A package does not change while it is judged, and the same code does the same: one process answers for all that have it.
const answers = new Map<string, Promise<string[]>>()

/** What importing a file does besides giving its exports, one line each; found in a process of its own. Never rejects. */
export async function importFindings(path: string, folder: PackageFolder): Promise<string[]> {
  const key = codeOf(path, folder)
  const answer = answers.get(key) ?? importAlone(new URL(path, folder.folder).href)
  answers.set(key, answer)
  return (await answer).map((line) => `import of ${path} ${line}`)
}

/** All that decides what the import does: the code that is reached, how it is read, and where its packages are. */
function codeOf(path: string, folder: PackageFolder): string {
  const { type, imports } = folder.manifest
  const files = [...importsFrom([path], folder).reached].map((file) => [file, folder.read(file)])
  return JSON.stringify([path, packagesOf(folder), type, imports, files])
}

function packagesOf({ folder }: PackageFolder): string {
  try {
    return realpathSync(new URL('node_modules', folder))
  } catch {
    return folder.href
  }
}

/** The file behind each subpath, as this process would resolve it. */
export function entryFiles(folder: PackageFolder): Map<string, string> {
  const own = process.execArgv.flatMap((flag) => /^(?:--conditions|-C)=(.+)$/.exec(flag)?.[1] ?? [])
  const held = new Set(['node', 'import', 'module-sync', 'default', ...own])
  const found = new Map<string, string>()
  for (const entry of entriesTo('code', folder)) {
    if (found.has(entry.subpath) || !entry.conditions.every((name) => held.has(name))) continue
    found.set(entry.subpath, pathOf(entry))
  }
  return found
}

function importAlone(href: string): Promise<string[]> {
  const conditions = process.execArgv.filter((flag) => /^(--conditions|-C)=/.test(flag))
  const child = new URL(`./quiet-import-child.${/\w+$/.exec(import.meta.url)?.[0]}`, import.meta.url)
  // No key of this process can get there.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(PATH|SYSTEMROOT)$/i.test(name)))
  const call = [...conditions, '--no-warnings', fileURLToPath(child), href, mark]
  return new Promise((resolve) => {
    execFile(process.execPath, call, { env, timeout: longestMs }, (error, stdout, stderr) => {
      const [printed = '', report] = stdout.split(mark)
      const output = `${printed}${stderr}`.trim()
      if (error?.killed === true) return resolve([`does not end: after ${longestMs / 1000} s it still ran`])
      if (report === undefined) return resolve([`ends the process, with ${inspect(output.slice(0, 200))}`])
      const prints = output === '' ? [] : [`prints ${inspect(output.slice(0, 200))}`]
      resolve([...report.split('\n').filter((line) => line !== ''), ...prints])
    })
  })
}
