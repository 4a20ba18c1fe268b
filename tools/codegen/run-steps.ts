import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { GeneratedFile, Step } from './step.ts'

/** Runs the steps over the repository in `root`, writes the files that differ and returns their paths. A step sees what those before it wrote. */
export async function writeStale(root: URL, steps: readonly Step[]): Promise<string[]> {
  const written: string[] = []
  for await (const { path, text } of staleFiles(root, steps)) {
    const url = new URL(path, root)
    await mkdir(new URL('.', url), { recursive: true })
    await writeFile(url, text)
    written.push(path)
  }
  return written
}

/** Runs the steps over the repository in `root`, writes nothing and returns the paths of the files that differ. */
export async function findStale(root: URL, steps: readonly Step[]): Promise<string[]> {
  const stale: string[] = []
  for await (const { path } of staleFiles(root, steps)) stale.push(path)
  return stale
}

async function* staleFiles(root: URL, steps: readonly Step[]): AsyncGenerator<GeneratedFile> {
  const seen = new Set<string>()
  for (const step of steps) {
    for (const file of await step(root)) {
      if (seen.has(file.path)) throw new Error(`codegen: two steps make ${file.path}`)
      seen.add(file.path)
      const url = new URL(file.path, root)
      if (!existsSync(url) || (await readFile(url, 'utf8')) !== file.text) yield file
    }
  }
}
