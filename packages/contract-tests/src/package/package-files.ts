import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A package as it lies on the disk. */
export interface PackageFolder {
  /** Ends with a slash. */
  folder: URL
  /** Its package.json. */
  manifest: Readonly<Record<string, unknown>>
  /** Paths of all files that npm would pack, such as `dist/index.js`; sorted. */
  files: readonly string[]
  /** Whether npm would pack a file of this path, if it were there. */
  packs(path: string): boolean
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined
}

/** What is wrong with where a package is said to be; nothing when it can be read. */
export function packageFindings(packageJson: URL): string[] {
  try {
    readManifest(packageJson)
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** Reads a package. Throws an Error that says what is wrong with package.json. */
export function readPackage(packageJson: URL): PackageFolder {
  const folder = new URL('./', packageJson)
  const manifest = readManifest(packageJson)
  const listed = Array.isArray(manifest['files'])
    ? manifest['files'].filter((one) => typeof one === 'string')
    : undefined
  const packs = (path: string): boolean => isAlways(path) || (!isNever(path) && isListed(path, listed))
  return {
    folder,
    manifest,
    packs,
    files: filesIn(folder).filter(packs).sort(),
    read(path) {
      try {
        return readFileSync(new URL(path, folder), 'utf8')
      } catch {
        return undefined
      }
    },
  }
}

function readManifest(packageJson: URL): Record<string, unknown> {
  let text: string
  try {
    text = readFileSync(packageJson, 'utf8')
  } catch {
    throw new Error(`package: there is no file ${fileURLToPath(packageJson)}`)
  }
  try {
    const manifest: unknown = JSON.parse(text)
    if (typeof manifest === 'object' && manifest !== null) return { ...manifest }
  } catch {
    // Said below.
  }
  throw new Error(`package: ${fileURLToPath(packageJson)} holds no JSON object`)
}

function filesIn(folder: URL, below = ''): string[] {
  return readdirSync(new URL(below, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = below + entry.name
    if (!entry.isDirectory()) return [path]
    return ['node_modules', '.git'].includes(entry.name) ? [] : filesIn(folder, `${path}/`)
  })
}

/** What npm packs whatever is listed. */
function isAlways(path: string): boolean {
  return /^(package\.json|(readme|licen[cs]e)(\.[^/]*)?)$/i.test(path)
}

/** What npm leaves out whatever is listed. */
function isNever(path: string): boolean {
  return /(^|\/)(\.git|\.npmrc|\.DS_Store|node_modules|\.[^/]*\.swp|package-lock\.json|pnpm-lock\.yaml|yarn\.lock)(\/|$)/.test(
    path,
  )
}

/** As npm reads `files`: the last pattern that fits decides, and a folder stands for all that is in it. */
function isListed(path: string, listed: readonly string[] | undefined): boolean {
  if (!listed) return true
  return listed.reduce((isIn, pattern) => {
    const isExcluded = pattern.startsWith('!')
    return matches(path, isExcluded ? pattern.slice(1) : pattern) ? !isExcluded : isIn
  }, false)
}

function matches(path: string, pattern: string): boolean {
  const plain = pattern.replace(/^(\.?\/)+/, '').replace(/\/$/, '')
  if (plain === '' || plain === '.') return true
  const source = plain.replaceAll(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\]/g, (found) => {
    if (found === '**/') return '(?:.*/)?'
    if (found === '**') return '.*'
    if (found === '*') return '[^/]*'
    if (found === '?') return '[^/]'
    if (found.startsWith('{')) return `(?:${found.slice(1, -1).split(',').map(escape).join('|')})`
    return escape(found)
  })
  return new RegExp(`^${source}(?:/.*)?$`).test(path)
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
