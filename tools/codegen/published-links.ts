import { posix } from 'node:path'
import type { Repository } from './repository.ts'

/** A link of ours: HEAD is whatever branch the repository shows first, which no vendor's page is linked by. */
const ours = /https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/((?:blob|tree|raw)\/HEAD\/|security\/advisories\/new)/g

/**
 * A page as npm shows it, away from the repository: a link to another file becomes an address, and an address of ours
 * follows the repository when it moves. `folder` is the page's own, from the repository's root.
 */
export function publishedLinks(
  page: string,
  { folder, repository }: { folder: string; repository: Repository },
): string {
  const parts = page.split(/(^```[^]*?^```$|`[^`\n]+`(?!\]))/gm)
  return parts.map((part, index) => (index % 2 === 1 ? part : linked(part, { folder, repository }))).join('')
}

/** A text in which each address of ours leads to where the repository is now. */
export function movedLinks(text: string, repository: Repository): string {
  return text.replaceAll(ours, `${repository.page}/$1`)
}

function linked(text: string, { folder, repository }: { folder: string; repository: Repository }): string {
  return movedLinks(text, repository).replaceAll(
    /(!?)(\[[^\]]*\])\((\.{1,2}\/[^)\s]*)\)/g,
    (_link, bang: string, name: string, target: string) => {
      const path = posix.join(folder, target)
      const view = bang === '!' ? 'raw' : isFile(path) ? 'blob' : 'tree'
      return `${bang}${name}(${repository.page}/${view}/HEAD/${path})`
    },
  )
}

function isFile(path: string): boolean {
  return posix.extname(path.split('#')[0] ?? '') !== '' || posix.basename(path) === 'LICENSE'
}
