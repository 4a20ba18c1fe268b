import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { VideoError } from '@reelay/core'
import { loadConfig, loadSuite } from '../contract-suite.ts'
import type { Session } from '../session.ts'

/** Checks the fixtures of a configuration, or of a folder. Throws `invalid_request` when anything is wrong with them. */
export async function verify(path: string, { cwd, terminal }: Session): Promise<void> {
  const absolute = resolve(cwd, path)
  const isFolder = existsSync(absolute) && statSync(absolute).isDirectory()
  const folder = isFolder ? pathToFileURL(join(absolute, '/')) : (await loadConfig(path, cwd)).fixtures
  const { contract } = await loadSuite(isFolder ? join(absolute, 'fixtures') : absolute)
  const { fixtures, findings, problems } = contract.readFixtureSet(folder)
  // A fixture of a stranger must not steer the terminal.
  const found = [...problems, ...findings.map(({ text }) => text)].map((text) =>
    text.replaceAll(/[\0-\x1f\x7f-\x9f]/g, '\ufffd'),
  )
  terminal.data({
    fixtures: fixtures.map(({ id, scenario, provenance }) => ({ id, scenario, provenance: provenance.kind })),
    findings: found,
  })
  for (const finding of found) terminal.result(finding)
  if (found.length > 0) throw new VideoError('invalid_request', `${path}: ${found.length} found in the fixtures`)
  const kinds = (['recorded', 'documented', 'simulated'] as const).flatMap((kind) => {
    const count = fixtures.filter(({ provenance }) => provenance.kind === kind).length
    return count > 0 ? [`${count} ${kind}`] : []
  })
  terminal.result(`${fixtures.length} fixtures: ${kinds.join(', ')}; nothing found`)
}
