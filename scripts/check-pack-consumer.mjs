// An application that installs the packed packages: does it compile, does it run, how large is it?
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { findNodes } from './check-pack-nodes.mjs'
import { mapTwoAtATime, root, run } from './check-process.mjs'

// Bytes, minified and gzipped, of what is there at the start and of all pieces; raised only in a commit of its own that says why.
const budget = { start: 16_200, call: 48_500, all: 53_500 }
const compilers = [
  { name: 'TypeScript 5.9', path: join(root, 'tools', 'codegen', 'node_modules', 'typescript', 'bin', 'tsc') },
  { name: 'TypeScript 7.0', path: join(root, 'node_modules', 'typescript', 'bin', 'tsc') },
]
const resolutions = [
  { name: 'nodenext', flags: ['--module', 'nodenext'] },
  { name: 'bundler', flags: ['--module', 'esnext', '--moduleResolution', 'bundler'] },
]

/** Writes the application and installs the tarballs; without hoisting, a package finds only what its manifest names. */
export async function installConsumer(folder, packed) {
  mkdirSync(folder)
  cpSync(join(root, 'scripts', 'consumer'), folder, { recursive: true })
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]))
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies: tarballs }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(
    join(folder, 'pnpm-workspace.yaml'),
    JSON.stringify({ packages: ['.'], hoist: false, overrides: tarballs }),
  )
  const { code, output } = await run('pnpm', ['install', '--prefer-offline', '--prod'], folder)
  return code === 0 ? [] : [`the packed packages do not install:\n${output.trim()}`]
}

/** Compiles with every compiler and resolution, without skipping the declarations of the packages; runs the result. */
export async function checkConsumer(folder) {
  const compilations = compilers.flatMap((compiler) => resolutions.map((resolution) => ({ compiler, resolution })))
  const compiled = await mapTwoAtATime(compilations, async ({ compiler, resolution }) => {
    const output = `out-${compilers.indexOf(compiler)}-${resolution.name}`
    const result = await compile(folder, compiler, [...resolution.flags, '--outDir', output])
    return result.code === 0 ? [] : [`consumer.ts, ${compiler.name}, ${resolution.name}:\n${result.output.trim()}`]
  })
  if (compiled.some((findings) => findings.length > 0)) return compiled.flat()
  return await runOnEveryNode(folder, `out-${compilers.length - 1}-nodenext/consumer.js`)
}

/** Bundles what an application with one provider needs, and measures what it starts with, with what its first call brings, and with what few calls do. */
export async function checkBundle(folder) {
  const target = join(folder, 'bundle')
  let pieces
  try {
    const bundle = await rolldown({ input: join(folder, 'application.ts'), platform: 'browser', logLevel: 'silent' })
    const { output } = await bundle.write({ dir: target, format: 'esm', minify: true })
    pieces = output
  } catch (error) {
    return [`application.ts does not bundle:\n${error.message}`]
  }
  const start = pieces.find(({ isEntry }) => isEntry)
  const engine = pieces.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/engine.js'))
  if (!engine) return ['application.ts bundles into no piece for the first call']
  const loadedWith = (...entries) => {
    const loaded = new Set(entries.map(({ fileName }) => fileName))
    // A set that grows meanwhile is walked to its end.
    for (const name of loaded)
      for (const next of pieces.find(({ fileName }) => fileName === name)?.imports ?? []) loaded.add(next)
    return pieces.filter(({ fileName }) => loaded.has(fileName))
  }
  const bytesOf = (chosen) =>
    chosen.reduce((sum, { fileName }) => sum + gzipSync(readFileSync(join(target, fileName)), { level: 9 }).length, 0)
  const call = loadedWith(start, engine)
  const bytes = { start: bytesOf(loadedWith(start)), call: bytesOf(call), all: bytesOf(pieces) }
  const startMs = await importTime([join(target, start.fileName)])
  const callMs = await importTime(call.map(({ fileName }) => join(target, fileName)))
  const size = (name) => `${(bytes[name] / 1000).toFixed(1)} kB of ${budget[name] / 1000}`
  console.log(
    `note: core + one provider, minified and gzipped: ${size('start')} at the start, ${size('call')} with what the first call brings, ${size('all')} in all; importing takes ${startMs} and ${callMs} ms of CPU`,
  )
  return Object.keys(budget)
    .filter((name) => bytes[name] > budget[name])
    .map((name) => `the bundle of application.ts (${name}) is ${bytes[name]} bytes gzipped, allowed ${budget[name]}`)
}

function compile(folder, { path }, flags) {
  // Every declaration is checked except those of TypeScript itself.
  const checked = ['--skipLibCheck', 'false', '--skipDefaultLibCheck']
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noEmitOnError', ...checked]
  return run(process.execPath, [path, 'consumer.ts', '--target', 'es2022', ...strict, ...flags], folder)
}

async function runOnEveryNode(folder, file) {
  const findings = []
  const versions = []
  for (const { line, path, version, reason } of await findNodes()) {
    if (path === undefined) {
      console.log(`skipped: the packed packages did not run on Node.js ${line}: ${reason}`)
      continue
    }
    const { code, output } = await run(path, [file], folder)
    if (code === 0) versions.push(version)
    else findings.push(`consumer.js fails on Node.js ${version}:\n${output.trim()}`)
  }
  console.log(`note: the packed packages ran on Node.js ${versions.join(', ') || 'no version'}`)
  return findings
}

/** The median of nine runs, each in a process of its own. */
async function importTime(files) {
  const imports = files.map((file) => `await import(${JSON.stringify(file)});`).join(' ')
  const code = `const start = process.cpuUsage(); ${imports} const { user, system } = process.cpuUsage(start);
    console.log((user + system) / 1000)`
  const runs = []
  for (let count = 0; count < 9; count++) {
    const { output } = await run(process.execPath, ['--input-type=module', '--eval', code.replace('\n', ' ')])
    runs.push(Number(output))
  }
  return runs.toSorted((left, right) => left - right)[4].toFixed(1)
}
