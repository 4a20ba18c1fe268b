import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const loader = fileURLToPath(new URL('../fresh-loader.ts', import.meta.url))

// In a process of its own: the test runner has a loader too.
it('code that runs on loading runs again at each call, except what is generated or lies elsewhere', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'reelay-loader-')))
  try {
    const count = (name: string): string => `globalThis.${name} = (globalThis.${name} ?? 0) + 1\n`
    await writeFile(join(folder, 'config.mjs'), `import './provider.mjs'\nimport 'node:fs'\n${count('config')}`)
    await writeFile(join(folder, 'provider.mjs'), `import './generated.mjs'\n${count('provider')}`)
    await writeFile(join(folder, 'generated.mjs'), count('generated'))
    const script = join(folder, 'script.mjs')
    await writeFile(
      script,
      `import { createFreshLoader } from ${JSON.stringify(loader.replaceAll('\\', '/').replace(/^(?=\w:)/, 'file:///'))}
       const load = createFreshLoader(${JSON.stringify(folder)})
       for (let turn = 0; turn < 3; turn++) await load(${JSON.stringify(join(folder, 'config.mjs'))})
       console.log(JSON.stringify([globalThis.config, globalThis.provider, globalThis.generated]))`,
    )
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script])
    expect(JSON.parse(stdout)).toEqual([3, 3, 1])
  } finally {
    await rm(folder, { recursive: true })
  }
})
