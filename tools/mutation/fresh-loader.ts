import { registerHooks } from 'node:module'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Makes a function that imports a file anew at each call, with everything in the folder that it imports in turn. What
 * is outside of the folder, and what is generated, is loaded once.
 */
export function createFreshLoader(folder: string): (path: string) => Promise<Record<string, never>> {
  const inside = `${pathToFileURL(folder).href}/`
  let loads = 0
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const isFresh = found.url.startsWith(inside) && !basename(found.url).startsWith('generated')
      return isFresh ? { ...found, url: `${found.url.replace(/\?.*/, '')}?load=${loads}` } : found
    },
  })
  return (path) => {
    loads += 1
    return import(pathToFileURL(path).href)
  }
}
