// Says why the packages must not be published yet, and then ends with 1. The release workflow runs it before anything else.
// Usage: node scripts/check-release.mjs [--root DIR]
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** Stands for the owner of the repository until its address is known. */
const placeholder = '__OWNER__'

if (import.meta.main ?? process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { root: { type: 'string' } } })
  const findings = releaseFindings(values.root ?? dirname(dirname(fileURLToPath(import.meta.url))))
  for (const finding of findings) console.log(finding)
  process.exitCode = findings.length > 0 ? 1 : 0
}

/** One line for each manifest without a true address, and for each changeset that no version has taken in. */
export function releaseFindings(root) {
  const read = (file) => readFileSync(join(root, file), 'utf8')
  const manifests = [
    'package.json',
    ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`),
  ]
  const pending = readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md')
  return [
    ...manifests.flatMap((file) => {
      const url = String(Object(JSON.parse(read(file)).repository).url)
      return url.startsWith('git+https://') && !url.includes(placeholder)
        ? []
        : [`${file}: repository.url: ${url} given, allowed: the address of the repository`]
    }),
    ...pending.map((name) => `.changeset/${name}: is in no version yet: run \`pnpm changeset version\`, and merge it`),
  ]
}
