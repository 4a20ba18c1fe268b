// Runs commands for the checks, keeping what they print.
import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const isWindows = process.platform === 'win32'
const PATH = join(root, 'node_modules', '.bin') + delimiter + process.env.PATH

/** Runs a line as a shell would: `{ code, output }`. */
export function runLine(line) {
  return capture(spawn(line, { ...settings(root), shell: true }))
}

/** Runs a program: `{ code, output }`, with both streams in the order they came. */
export function run(program, parameters, folder = root) {
  const quote = (text) => (isWindows ? `"${text}"` : text)
  return capture(spawn(program, parameters.map(quote), { ...settings(folder), shell: isWindows }))
}

/** Like `map` with a function that returns a promise, but never more than two of them at work; results keep the order. */
export async function mapTwoAtATime(list, work) {
  const results = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < list.length; index = next++) results[index] = await work(list[index])
  }
  await Promise.all([worker(), worker()])
  return results
}

function settings(folder) {
  return { cwd: folder, env: { ...process.env, PATH, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] }
}

function capture(child) {
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stderr.on('data', (chunk) => chunks.push(chunk))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }))
  })
}
