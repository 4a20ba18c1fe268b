import { readFile } from 'node:fs/promises'

/** Where the repository lives: said once, as `repository` in the package.json at the root. */
export interface Repository {
  /** What git clones. */
  url: string
  /** The page that a browser shows, without a slash at its end. */
  page: string
}

/** Stands for the owner's name until the repository has an address; no account of GitHub can have this name. */
export const ownerPlaceholder = '__OWNER__'

/** Reads the address of the repository in `root`; throws when it is not one of GitHub. */
export async function readRepository(root: URL): Promise<Repository> {
  const { repository } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  const url = String(Object(repository).url)
  const page = /^git\+(https:\/\/github\.com\/[\w.-]+\/[\w.-]+)\.git$/.exec(url)?.[1]
  if (page === undefined)
    throw new Error(`package.json: repository.url: ${url} given, allowed: git+https://github.com/OWNER/NAME.git`)
  return { url, page }
}
