import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { GeneratedFile, Step } from './step.ts'

/** Runs the steps over the repository in `root`, writes the files that differ and returns their paths. */
export async function writeStale(root: URL, steps: readonly Step[]): Promise<string[]> {
  const stale = await staleFiles(root, steps)
  for (const { path, text } of stale) {
    const url = new URL(path, root)
    await mkdir(new URL('.', url), { recursive: true })
    await writeFile(url, text)
  }
  return stale.map(({ path }) => path)
}

/** Runs the steps over the repository in `root`, writes nothing and returns the paths of the files that differ. */
export async function findStale(root: URL, steps: readonly Step[]): Promise<string[]> {
  return (await staleFiles(root, steps)).map(({ path }) => path)
}

async function staleFiles(root: URL, steps: readonly Step[]): Promise<GeneratedFile[]> {
  const files = (await Promise.all(steps.map((step) => step(root)))).flat()
  const seen = new Set<string>()
  const stale: GeneratedFile[] = []
  for (const file of files) {
    if (seen.has(file.path)) throw new Error(`codegen: two steps make ${file.path}`)
    seen.add(file.path)
    const url = new URL(file.path, root)
    if (!existsSync(url) || (await readFile(url, 'utf8')) !== file.text) stale.push(file)
  }
  return stale
}
