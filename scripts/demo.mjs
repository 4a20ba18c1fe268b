// Shows Reelay at work: a simulated vendor on a loopback port, and the real command against it. No key, no cost.
// Usage: node scripts/demo.mjs    (after `turbo run build`; videos go to ./reelay-demo)
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import { filmsSideBySide } from './demo-films.mjs'

const packages = join(dirname(dirname(fileURLToPath(import.meta.url))), 'packages')
const main = join(packages, 'cli', 'dist', 'main.js')
const folder = 'reelay-demo'
const image = join(folder, 'dragon.png')
const videos = [
  {
    path: join(folder, 'fox.mp4'),
    prompt: 'A red fox darting across snowy hills at dawn',
    options: '--model wan-2.6 --duration 8 --resolution 720p',
    expected: { seconds: 8, ratio: 16 / 9 },
  },
  {
    path: join(folder, 'dragon.mp4'),
    prompt: 'The dragon takes off',
    options: `--model kling-1 --image ${image} --duration 5 --aspect-ratio 9:16`,
    expected: { seconds: 5, ratio: 9 / 16 },
  },
]
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
let simulator

try {
  process.exitCode = (await demonstrate()) ? 0 : 1
} catch (error) {
  console.error(`demo: ${error.message}`)
  process.exitCode = 1
} finally {
  simulator?.kill()
}

async function demonstrate() {
  module.enableCompileCache?.()
  mkdirSync(folder, { recursive: true })
  writeFileSync(image, makePng(320, 180))
  const load = (path) => import(pathToFileURL(path).href)
  // Core is what the command loads longest; meanwhile the simulator starts.
  const warmUp = load(join(packages, 'core', 'dist', 'index.js'))
  const [{ url, environment }, { run }] = await Promise.all([startSimulator(), load(main), warmUp])
  console.log(`A simulator plays the vendor on ${url}, so nothing below needs a key or costs money.`)

  await reelay(run, ['models', '--provider', 'airforce'], environment)
  for (const { path, prompt, options } of videos) {
    const words = [prompt, '--provider', 'airforce', ...options.split(' '), '-o', path, '--force']
    await reelay(run, ['generate', ...words], environment)
  }

  const films = await filmsSideBySide({ folder, load, packages })

  console.log('\nSaved, and read back:')
  const verdicts = [...videos, ...films].map(({ path, expected }) => {
    const { seconds, width, height } = readMp4(readFileSync(path))
    const isRight = seconds === expected.seconds && Math.abs(width / height - expected.ratio) < 0.01
    console.log(`  ${path}  ${seconds} s, ${width} x ${height}${isRight ? '' : ', which is not what was asked for'}`)
    return isRight
  })
  const command = `node ${relative(process.cwd(), main)}`
  console.log(`
Next:
  play the videos, or read what the command can do: ${command} --help
  make more of them, still free:  ${command} generate "a paper boat" --model wan-2.6 --simulate
  with a key of your own:         AIRFORCE_API_KEY=... ${command} models`)
  return verdicts.every(Boolean)
}

/** Resolves with what the simulator says of itself once it listens. */
async function startSimulator() {
  const words = ['simulate', 'airforce', '--port', '0', '--speed', '600', '--json']
  simulator = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(simulator, 'exit').then(([code]) => {
    throw new Error(`the simulator ended with ${code} before it listened`)
  })
  const [line] = await Promise.race([once(createInterface({ input: simulator.stdout }), 'line'), ended])
  // From here on it may end; that is how the demo ends.
  ended.catch(() => {})
  return JSON.parse(line)
}

/** The command itself, in this process: four starts of Node.js would take longer than all the rest. */
async function reelay(run, words, environment) {
  console.log(`\n$ reelay ${words.map((word) => (/^[\w./:=-]+$/.test(word) ? word : `"${word}"`)).join(' ')}`)
  const { stdout, stderr } = process
  const env = { ...process.env, ...environment }
  const code = await run({ argv: words, env, stdout, stderr, cwd: process.cwd(), signal: stop.signal })
  if (code !== 0) throw new Error(`reelay ${words[0]} ended with ${code}`)
}

/** A real PNG: a sky that turns from night to dawn. */
function makePng(width, height) {
  const rows = Array.from({ length: height }, (_, y) => {
    const dawn = y / height
    const pixel = [40 + 200 * dawn, 30 + 110 * dawn, 90 + 40 * dawn]
    return Buffer.from([0, ...Array.from({ length: width }, () => pixel).flat()])
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.concat(rows))
  return Buffer.concat([signature, pngChunk('IHDR', header), pngChunk('IDAT', data), pngChunk('IEND', Buffer.alloc(0))])
}

function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(8 + body.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.set(body, 4)
  chunk.writeUInt32BE(crc32(body), 4 + body.length)
  return chunk
}

/** Length and frame size, as the file's own header says them. */
function readMp4(file) {
  const movie = findBox(file, ['moov', 'mvhd'])
  const track = findBox(file, ['moov', 'trak', 'tkhd'])
  const isLong = movie[0] === 1
  const timescale = movie.readUInt32BE(isLong ? 20 : 12)
  const duration = isLong ? Number(movie.readBigUInt64BE(24)) : movie.readUInt32BE(16)
  // Width and height end the box, as 16.16 fixed-point numbers.
  const size = (offset) => track.readUInt32BE(track.length - offset) / 65_536
  return { seconds: duration / timescale, width: size(8), height: size(4) }
}

function findBox(bytes, [type, ...inner]) {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const body = bytes.subarray(at + 8, at + length)
    if (bytes.toString('latin1', at + 4, at + 8) === type) return inner.length === 0 ? body : findBox(body, inner)
    if (length < 8) break
    at += length
  }
  throw new Error(`not an MP4: it has no ${type}`)
}
