import { readdirSync, readFileSync, statSync } from 'node:fs'

const skipped = new Set(['node_modules', 'dist', '.git', '.turbo', '.toolchain', 'reelay-demo'])

/** Paths, from the folder, of every Markdown page below it that a person or a generator of the repository wrote. */
export function pagesBelow(folder: URL, at = ''): string[] {
  return readdirSync(new URL(at, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : pagesBelow(folder, `${at}${entry.name}/`)
    return entry.name.endsWith('.md') ? [`${at}${entry.name}`] : []
  })
}

/**
 * One line for each link of a page into the repository that leads nowhere: page, line, target. A page that npm shows
 * names the files of the repository by their address at GitHub.
 */
export function brokenLinks(root: URL, page: string): string[] {
  return linksIn(readFileSync(new URL(page, root), 'utf8'))
    .map((link) => ({ ...link, path: /^https:\/\/github\.com\/[^/]+\/[^/]+\/\w+\/HEAD\/(.+)/.exec(link.target)?.[1] }))
    .filter(({ target, path }) =>
      path === undefined
        ? !/^([a-z][a-z\d+.-]*:|\/\/)/i.test(target) && !leadsSomewhere(root, page, target)
        : !leadsSomewhere(root, '', path),
    )
    .map(({ target, line }) => `${page}:${line}: ${target}`)
}

/**
 * A page's blocks of TypeScript as programs; every line keeps its number. A block that makes a client of its own begins a
 * program, and those after it go on with it.
 */
export function programsOf(page: string): string[] {
  const blocks = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(({ index, 1: code = '' }) => ({
    code,
    before: page.slice(0, index).split('\n').length,
  }))
  const programs: string[] = []
  for (const { code, before } of blocks) {
    if (programs.length === 0 || /^import \{.*\bcreateClient\b.*\} from '@reelay\/core'$/m.test(code)) programs.push('')
    const program = programs.pop() ?? ''
    programs.push(program + '\n'.repeat(before - (program.split('\n').length - 1)) + code)
  }
  return programs
}

/** The lines of a page's blocks of shell commands, without comments. */
export function commandsIn(page: string): string[] {
  return [...page.matchAll(/^```sh\n([^]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter((line) => line !== '')
}

function leadsSomewhere(root: URL, page: string, target: string): boolean {
  const [path = '', heading] = target.split('#')
  // Where the repository lies is the reader's affair: a link must not leave it, nor begin at its root.
  if (path.startsWith('/')) return false
  const url = path === '' ? new URL(page, root) : new URL(path, new URL(page, root))
  if (!url.href.startsWith(root.href) || !isThere(root, url.href.slice(root.href.length))) return false
  if (heading === undefined) return true
  return statSync(url).isFile() && headingsIn(readFileSync(url, 'utf8')).includes(heading)
}

// Asked name by name, since some file systems take a name in the wrong case.
function isThere(root: URL, path: string): boolean {
  let folder = root
  return path.split('/').every((part) => {
    if (part === '') return true
    if (!statSync(folder).isDirectory() || !readdirSync(folder).includes(decodeURIComponent(part))) return false
    folder = new URL(`${part}/`, folder)
    return true
  })
}

function linksIn(page: string): { target: string; line: number }[] {
  const text = withoutCode(page)
  const kinds = [/\]\(\s*<?([^)\s>]+)/g, /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm, /\b(?:href|src)="([^"]+)"/g]
  return kinds.flatMap((kind) =>
    [...text.matchAll(kind)].map((match) => ({
      target: match[1] ?? '',
      line: text.slice(0, match.index).split('\n').length,
    })),
  )
}

// As GitHub makes them: lower case, no punctuation, a number behind the second of a name.
function headingsIn(page: string): string[] {
  const seen = new Map<string, number>()
  const text = page.replaceAll(/^```[^]*?^```/gm, '')
  return [...text.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, title = '']) => {
    const plain = title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const name = plain.replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-')
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return count === 0 ? name : `${name}-${count}`
  })
}

// Line ends stay, so that every line keeps its number.
function withoutCode(page: string): string {
  return page.replaceAll(/^```[^]*?^```|<!--[^]*?-->|`[^`\n]+`/gm, (code) => code.replaceAll(/[^\n]/g, ''))
}
