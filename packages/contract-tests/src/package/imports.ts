import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import type { PackageFolder } from './package-files.ts'

/** What the files of a package name as they stand, without being run. */
export interface ImportGraph {
  /** Every file that was reached, the first ones included. */
  reached: ReadonlySet<string>
  /** Names of other packages, each with the file that names it. */
  packages: ReadonlyMap<string, string>
  /** Paths that lead nowhere, as sentences. */
  broken: readonly string[]
}

/** Follows the imports of these files through the package. */
export function importsFrom(starts: readonly string[], folder: PackageFolder): ImportGraph {
  const reached = new Set<string>()
  const packages = new Map<string, string>()
  const broken: string[] = []
  const visit = (path: string): void => {
    const text = folder.read(path)
    if (reached.has(path) || text === undefined) return
    reached.add(path)
    for (const specifier of specifiersOf(text, path)) {
      if (!specifier.startsWith('.')) {
        const name = packageOf(specifier)
        if (name !== undefined && !packages.has(name)) packages.set(name, path)
        continue
      }
      const next = candidates(posix.join(posix.dirname(path), specifier), path).find(
        (one) => folder.read(one) !== undefined,
      )
      if (next === undefined) broken.push(`${path} imports ${specifier}, which is not there`)
      else if (folder.packs(next)) visit(next)
      else broken.push(`${path} imports ${specifier}, which would not be published: add it to "files"`)
    }
  }
  for (const start of starts) visit(start)
  return { reached, packages, broken }
}

/** A text without its comments; what is in quotes stays. */
export function withoutComments(text: string): string {
  const pattern = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[^]*?\*\/|\/\/[^\n]*/g
  return text.replaceAll(pattern, (_found, quoted: string | undefined) => quoted ?? ' ')
}

function specifiersOf(text: string, path: string): string[] {
  const code = withoutComments(text)
  // In a module, types are gone when it runs; in a declaration they are all there is.
  const isDeclaration = /\.d\.[mc]?ts$/.test(path)
  const patterns = [
    isDeclaration
      ? /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"\n]+)['"]/g
      : /\b(?:import|export)\b(?!\s*type\b)[^'"`;]*?\bfrom\s*['"]([^'"\n]+)['"]/g,
    /\bimport\s*['"]([^'"\n]+)['"]/g,
    /\b(?:import|require)\s*\(\s*['"]([^'"\n]+)['"]\s*\)/g,
  ]
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].flatMap(([, specifier]) => specifier ?? []))
}

/** The package behind a bare name; undefined for what Node.js brings, and for `#` names. */
function packageOf(specifier: string): string | undefined {
  if (isBuiltin(specifier) || /^(#|node:|data:|https?:)/.test(specifier)) return undefined
  return /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[0]
}

/** The files that a relative name can stand for: declarations and sources name the code that is made of them. */
function candidates(named: string, from: string): string[] {
  if (/\.d\.[mc]?ts$/.test(from)) return [named.replace(/\.([mc]?)[jt]s$/, '.d.$1ts'), named]
  return [named, named.replace(/\.([mc]?)js$/, '.$1ts')]
}
