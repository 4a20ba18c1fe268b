// Runs every `check:*` script of the root package.json, all of them even if one fails.
// Usage: node scripts/check.mjs [--verbose] [--summary]
//   --verbose   shows the output of the checks that pass, too
//   --summary   ends with the time that it took, and a line "N passed, N failed": each test counts, each other check is one
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mapTwoAtATime, root, runLine } from './check-process.mjs'

const { values: options } = parseArgs({ options: { verbose: { type: 'boolean' }, summary: { type: 'boolean' } } })
const temporary = mkdtempSync(join(tmpdir(), 'reelay-check-'))
const testReport = join(temporary, 'tests.json')

try {
  const results = await runAll(checks())
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0)
  if (options.summary) {
    console.log(timeTaken())
    const skipped = total('skipped')
    console.log(`${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  }
  process.exitCode = total('failed') > 0 ? 1 : 0
} finally {
  rmSync(temporary, { recursive: true, force: true })
}

function checks() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const found = Object.entries(scripts).filter(([name]) => name.startsWith('check:'))
  if (found.length === 0) throw new Error('package.json names no check:* script')
  return found.map(([name, command]) => ({ name, command, isTests: command.startsWith('vitest run') }))
}

/** Two at a time, and what is listed last, the longest, first: that takes two thirds of the time of one by one. */
async function runAll(list) {
  const results = new Map()
  let shown = 0
  const finish = async (check) => {
    results.set(check, await run(check))
    // In the order of package.json, each as soon as those before it are done.
    for (; results.has(list[shown]); shown++) report(list[shown], results.get(list[shown]))
  }
  await mapTwoAtATime(list.toReversed(), finish)
  return [...results.values()]
}

async function run({ command, isTests }) {
  const line = isTests
    ? `${command} --allowOnly=false --reporter=default --reporter=json --outputFile.json="${testReport}"`
    : command
  const begin = performance.now()
  const { code, output } = await runLine(line)
  const seconds = (performance.now() - begin) / 1000
  if (isTests) return { ...countTests(code), output, seconds }
  const notes = output.split('\n').filter((text) => /^(note|skipped): /.test(text))
  const skipped = notes.filter((text) => text.startsWith('skipped: ')).length
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped, notes, output, seconds }
}

/** A run that executed nothing, or that failed outside a test, is a failure of its own. */
function countTests(code) {
  let files = []
  try {
    files = JSON.parse(readFileSync(testReport, 'utf8')).testResults
  } catch {
    return { passed: 0, failed: 1, skipped: 0, notes: ['vitest wrote no report'] }
  }
  const tests = files.flatMap(({ name, assertionResults }) => assertionResults.map((test) => ({ ...test, file: name })))
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failing = tests.filter(({ status }) => status === 'failed').length
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const nothing = passed + failing === 0
  const failed = Math.max(failing + broken, code !== 0 || nothing ? 1 : 0)
  const notes = skipped.map(({ file, fullName }) => `skipped: ${fullName} (${file.slice(root.length + 1)})`)
  if (nothing) notes.unshift('vitest executed no test')
  return { passed, failed, skipped: skipped.length, notes }
}

/** The wall time of this process, and the CPU time of every process that it started, where the system tells it in hundredths. */
function timeTaken() {
  const seconds = (number) => `${number.toFixed(0)} s`
  const wall = `${seconds(performance.now() / 1000)} wall`
  if (process.platform !== 'linux') return `took ${wall}`
  // After the name, which may hold anything: state is field 3, and those of the children that have ended are 16 and 17.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ')
  const [user, system] = [fields[13], fields[14]].map((ticks) => seconds(Number(ticks) / 100))
  return `took ${wall}, ${user} user and ${system} system of CPU`
}

function report({ name, isTests }, { passed, failed, notes, output, seconds }) {
  const showsOutput = failed > 0 || options.verbose
  const count = isTests ? `  ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}` : ''
  if (showsOutput) console.log(output.trimEnd())
  console.log(`${failed > 0 ? 'FAILED' : 'ok    '} ${name.padEnd(16)} ${seconds.toFixed(1).padStart(5)} s${count}`)
  if (isTests || !showsOutput) for (const note of notes) console.log(`         ${note}`)
}
