import { readdir } from 'node:fs/promises'

/** A provider whose code is broken, and how the contract judges it; paths are from the repository's root. */
export interface Target {
  name: string
  /** What the code and its contract need: all of it goes into the sandbox. */
  folder: string
  /** Globs of the code that is broken; with `!` what is not. */
  mutate: readonly string[]
  /** Module that exports the configuration of the contract. */
  contract: string
  exportName: string
}

const contractTests = 'packages/contract-tests'
const references: readonly Target[] = ['lantern', 'candle'].map((name) => ({
  name,
  folder: contractTests,
  mutate: [`${contractTests}/reference/${name}{,-wire}.ts`],
  contract: `${contractTests}/broken/references.ts`,
  exportName: `${name}Contract`,
}))

/** The reference providers, then every provider package in alphabetical order. */
export async function readTargets(root: URL): Promise<Target[]> {
  const found = (await readdir(new URL('packages/', root))).filter((name) => name.startsWith('provider-')).sort()
  return [...references, ...found.map(providerTarget)]
}

/** What is generated is right or wrong in its spec, and a simulator is no part of what an application runs. */
function providerTarget(directory: string): Target {
  const folder = `packages/${directory}`
  return {
    name: directory.replace('provider-', ''),
    folder,
    mutate: [`${folder}/src/*.ts`, `!${folder}/src/generated*.ts`, `!${folder}/src/simulator.ts`],
    contract: `${folder}/test/contract.config.ts`,
    exportName: 'default',
  }
}
