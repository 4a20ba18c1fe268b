// A registry on this machine, for what nobody has published yet; what it does not have it fetches from the one that npm
// is configured with.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const verdaccio = '6.10.4'
// It asks for node-fetch by a tag that not every mirror has.
const overrides = { 'node-fetch': '2.6.7' }
const patienceMs = 180_000

/** Starts one with its files in a folder: `{ environment, close }`, where `environment` makes npm use it and nothing else. */
export async function openRegistry(folder) {
  mkdirSync(folder)
  const upstream = (await must(runIn(folder, 'npm config get registry --loglevel=error'))).trim()
  const manifest = { name: 'registry', private: true, dependencies: { verdaccio }, overrides }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  await must(runIn(folder, 'npm install --no-audit --no-fund --loglevel=error'))
  const port = await freePort()
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(configuration(folder, upstream)))
  const program = join(folder, 'node_modules', 'verdaccio', 'bin', 'verdaccio')
  const parameters = [program, '--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`]
  const child = spawn(process.execPath, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const close = () => child.kill()
  try {
    await answering(child, `http://127.0.0.1:${port}/-/ping`)
  } catch (error) {
    close()
    throw error
  }
  return { environment: environmentFor(folder, port), close }
}

function configuration(folder, upstream) {
  const everyone = { access: '$all', publish: '$all' }
  return {
    storage: join(folder, 'storage'),
    uplinks: { upstream: { url: upstream, maxage: '60m', timeout: '60s' } },
    packages: { '@reelay/*': everyone, '**': { ...everyone, proxy: 'upstream' } },
    max_body_size: '100mb',
    web: { enable: false },
    log: { type: 'stdout', level: 'error' },
  }
}

/** Settings of npm for a machine that has never used it: nobody's cache, and nobody's configuration. */
function environmentFor(folder, port) {
  const file = join(folder, 'npmrc')
  writeFileSync(file, `registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:_authToken=anybody\n`)
  return {
    npm_config_userconfig: file,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: join(folder, 'cache'),
    npm_config_yes: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  }
}

async function answering(child, url) {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const end = performance.now() + patienceMs
  while (performance.now() < end) {
    if (child.exitCode !== null) break
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`the registry does not answer:\n${said}`)
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Runs a line as the shell of a stranger, who has nothing of this workspace: `{ code, output }`. */
export function runIn(folder, line, environment = {}) {
  const env = { ...process.env, NO_COLOR: '1', ...environment }
  const child = spawn(line, { cwd: folder, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** What a command printed; throws that when it failed. */
export async function must(running) {
  const { code, output } = await running
  if (code !== 0) throw new Error(output)
  return output
}
