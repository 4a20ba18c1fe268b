import type { PackageFolder } from './package-files.ts'

/** One way into a package: a subpath, the conditions that lead there in order, and the file. */
export interface Entry {
  /** Such as `.` or `./simulator`. */
  subpath: string
  conditions: readonly string[]
  /** As it is written, such as `./dist/index.js`. */
  target: string
}

/** Every entry of `exports`, in the order in which they are tried. */
export function entriesOf({ manifest }: PackageFolder): Entry[] {
  const { exports: exported } = manifest
  const isMap = isRecord(exported) && Object.keys(exported).every((key) => key.startsWith('.'))
  const subpaths = isMap ? Object.entries(exported) : [['.', exported] as const]
  return subpaths.flatMap(([subpath, value]) => flatten(value, []).map((entry) => ({ subpath, ...entry })))
}

/** The entries that lead to code, such as `./dist/index.js`, or to declarations. */
export function entriesTo(what: 'code' | 'types', folder: PackageFolder): Entry[] {
  const pattern = what === 'types' ? /\.d\.[mc]?ts$/ : /(?<!\.d)\.[mc]?[jt]s$/
  return entriesOf(folder).filter(({ target }) => pattern.test(target))
}

/** A target as a path in the package. */
export function pathOf({ target }: Entry): string {
  return target.replace(/^\.\//, '')
}

function flatten(value: unknown, conditions: readonly string[]): Omit<Entry, 'subpath'>[] {
  if (typeof value === 'string') return [{ conditions, target: value }]
  if (Array.isArray(value)) return value.flatMap((one: unknown) => flatten(one, conditions))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, [...conditions, name]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
