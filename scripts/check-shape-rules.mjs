// The rules of check-shape.mjs: each takes a package and the repository, and returns one line for each finding.
import { posix } from 'node:path'
import { roomRule } from './check-rooms.mjs'

const longestProvider = 200
// One table of data is not counted: it grows with the families that the vendor serves.
const tables = ['packages/provider-newapi/src/families.ts']

/** Every rule about a package. */
export const rules = [
  entries,
  names,
  manifest,
  exported,
  wired,
  documented,
  marked,
  imports,
  vendors,
  roomRule,
  budget,
  honestTests,
]

/** Whether a person wrote the file. */
export function isHandWritten(file) {
  return !posix.basename(file).startsWith('generated')
}

/** Only what every package has; tools keep their configuration at the root. */
function entries({ folder, name }, { list }) {
  const allowed = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'src', 'test', 'tsconfig.json']
  const made = ['dist', 'node_modules', '.turbo']
  const extra = name === '@reelay/contract-tests' ? ['broken', 'reference'] : []
  return list(folder)
    .filter((entry) => ![...allowed, ...made, ...extra].includes(entry))
    .map((entry) => `${folder}/${entry}: a package holds only ${allowed.join(', ')}: move or delete it`)
}

function names({ folder, name }) {
  const short = folder.split('/')[1]
  const isVague = /^(utils?|shared|types?|common|config(-.*)?)$/.test(short)
  return [
    ...(isVague
      ? [`${folder}: "${short}" says nothing: name the package after what it does, or copy the few lines`]
      : []),
    ...(name === `@reelay/${short}` ? [] : [`${folder}/package.json: name must be "@reelay/${short}"`]),
  ]
}

function manifest({ folder, json }) {
  const wrong = (field, hint) => `${folder}/package.json: ${field} ${hint}`
  return [
    ...(/^\d+\.\d+\.\d+/.test(json.version ?? '') ? [] : [wrong('version', 'must be a version such as 0.1.0')]),
    ...(json.description ? [] : [wrong('description', 'is missing: say in one sentence what the package does')]),
    ...(json.license === 'MIT' ? [] : [wrong('license', 'must be "MIT"')]),
    ...(json.type === 'module' ? [] : [wrong('type', 'must be "module"')]),
    ...(json.publishConfig?.access === 'public' ? [] : [wrong('publishConfig.access', 'must be "public"')]),
  ]
}

/** Sources for the workspace, types and code for everybody else: the first condition that fits wins, so order counts. */
function exported({ folder, json }, { has }) {
  const entry = Object.entries(json.exports ?? {}).filter(([path]) => path !== './package.json')
  if (entry.length === 0) return [`${folder}/package.json: exports is missing`]
  return entry.flatMap(([path, conditions]) => {
    const where = `${folder}/package.json: exports["${path}"]`
    if (Object.keys(conditions).join() !== '@reelay/source,types,default')
      return [`${where} must have "@reelay/source", "types", "default", in this order`]
    const source = conditions['@reelay/source']
    const built = source.replace('./src/', './dist/').replace(/\.ts$/, '')
    return [
      ...(has(`${folder}/${source}`) ? [] : [`${where} names ${source}, which does not exist`]),
      ...(conditions.types === `${built}.d.ts` ? [] : [`${where}.types must be ${built}.d.ts`]),
      ...(conditions.default === `${built}.js` ? [] : [`${where}.default must be ${built}.js`]),
    ]
  })
}

/** One core per application: plugins are its guests. */
function wired({ folder, name, json, isProvider }) {
  const dependencies = Object.keys(json.dependencies ?? {})
  const all = Object.keys({ ...json.dependencies, ...json.peerDependencies, ...json.devDependencies })
  const file = `${folder}/package.json`
  const found = []
  if (name === '@reelay/core' && dependencies.join() !== 'zod')
    found.push(`${file}: core depends on zod alone, not on: ${dependencies.join(', ') || 'nothing'}`)
  if (isProvider || ['@reelay/contract-tests', '@reelay/recorder'].includes(name)) {
    if (json.peerDependencies?.['@reelay/core'] !== 'workspace:^')
      found.push(`${file}: peerDependencies must name "@reelay/core": "workspace:^"`)
    if (dependencies.includes('@reelay/core')) found.push(`${file}: move "@reelay/core" from dependencies to peers`)
  }
  const others = all.filter((dependency) => dependency.startsWith('@reelay/provider-'))
  if (isProvider && others.length > 0) found.push(`${file}: a provider must not depend on ${others.join(', ')}`)
  return found
}

/** A title, then one sentence; no badge, and no image but a picture of our own. */
function documented({ folder }, { has, read }) {
  const file = `${folder}/README.md`
  if (!has(file)) return [`${file}: is missing: a title, one sentence, one example that runs`]
  const text = read(file)
  const [title, sentence = ''] = text.trim().split(/\n\s*\n/)
  return [
    ...(/^# \S.*$/.test(title) ? [] : [`${file}: must begin with one "# Title" line and an empty line`]),
    ...(/^(?!#|```|\||<|!|[-*] )[^]*\.$/.test(sentence) && !/[.!?]\s+[A-Z]/.test(sentence)
      ? []
      : [`${file}: the title must be followed by one sentence, ending with a full stop`]),
    ...(/!\[[^\]]*\]\((?!(?:(?:\.\.\/)*|https:\/\/github\.com\/[^)\s]+\/raw\/HEAD\/)docs\/images\/)|<img|shields\.io/.test(
      text,
    )
      ? [`${file}: no badges, and no images but those of docs/images: delete them`]
      : []),
  ]
}

function marked({ files }, { read }) {
  return files
    .filter((file) => !isHandWritten(file) && !/^\/\/ Generated from .+: do not edit/.test(read(file)))
    .map((file) => `${file}: line 1 must say "// Generated from ...: do not edit": run \`pnpm generate\``)
}

function imports({ folder, name, isProvider, files, tests }, { read }) {
  const isOther = (target, prefix, self) => target.startsWith(prefix) && !`${target}/`.startsWith(`${self}/`)
  const found = []
  for (const file of [...files, ...tests]) {
    for (const [, specifier] of read(file).matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
      if (specifier === 'zod' && files.includes(file))
        found.push(`${file}: import * as z from 'zod/mini': 'zod' costs every application 19 kB more`)
      const path = posix.join(posix.dirname(file), specifier)
      const target = specifier.startsWith('.') ? path : specifier
      if (isProvider && (isOther(target, '@reelay/provider-', name) || isOther(target, 'packages/provider-', folder)))
        found.push(`${file}: a provider must not import ${specifier}: copy the few lines`)
    }
  }
  return found
}

/** Core is the same whichever vendors there are. */
function vendors({ name, files }, { packages, list, read }) {
  const providers = packages.filter((one) => one.isProvider).map((one) => one.name.replace('@reelay/provider-', ''))
  const ids = [...new Set([...providers, ...list('specs')])]
  if (name !== '@reelay/core' || ids.length === 0) return []
  // "openai-videos" is also "openaiVideos", and its vendor is "openai".
  const words = ids.flatMap((id) => [id.replaceAll('-', '[-_ ]?'), ...(/^[^-]{4,}(?=-)/.exec(id) ?? [])])
  const pattern = new RegExp(words.join('|'), 'i')
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .map((line, index) => ({ place: `${file}:${index + 1}`, word: pattern.exec(line)?.[0] }))
      .filter(({ word }) => word !== undefined)
      .map(({ place, word }) => `${place}: core must not know "${word}": make it a member of the interface`),
  )
}

function budget({ folder, isProvider, files }, { lines }) {
  const free = new Set([`${folder}/src/simulator.ts`, ...tables])
  const written = files.filter((file) => isHandWritten(file) && !free.has(file))
  const total = written.reduce((sum, file) => sum + lines(file), 0)
  if (!isProvider || total <= longestProvider) return []
  return [`${folder}/src: ${total} hand-written lines, allowed ${longestProvider}: leave more to core`]
}

function honestTests({ tests }, { read }) {
  return tests.flatMap((file) => {
    const word = /\.(only|skip)\(/.exec(read(file))?.[1]
    return word ? [`${file}: .${word}( hides tests: remove it`] : []
  })
}
