import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { VideoError } from '@reelay/core'
import { loadConfig } from '../contract-suite.ts'
import { stoppedCode } from '../exit-codes.ts'
import { jobName } from '../job-name.ts'
import { loadRecorder } from '../load-recorder.ts'
import type { Session } from '../session.ts'

/** Options of `reelay contract record`. */
export interface RecordFlags {
  scenario?: readonly string[] | undefined
  /** Folder for the fixtures. */
  output?: string | undefined
  replace?: boolean | undefined
  yes?: boolean | undefined
  maxCost?: number | undefined
  tier?: string | undefined
  run?: string | undefined
  commit?: string | undefined
  redact?: readonly string[] | undefined
  keepHeader?: readonly string[] | undefined
}

type Scenario = import('@reelay/recorder').Scenario
type Recorder = typeof import('@reelay/recorder')
type PaidCreate = import('@reelay/recorder').PaidCreate

/** Records scenarios at the vendor of a configuration, and ends with 1 when one of them gave no fixture. */
export async function recordFixtures(path: string, flags: RecordFlags, session: Session): Promise<void> {
  const { cwd, env, terminal, clock, signal } = session
  checkFlags(session)
  const config = await loadConfig(path, cwd)
  const recorder = await loadRecorder(resolve(cwd, path))
  const names = recorder.recordSettings(config)
  const asker = flags.yes || !session.canAsk ? undefined : openAsker(session)
  const consent = flags.yes ? () => true : flags.maxCost === undefined ? asker?.ask : undefined
  const output = flags.output === undefined ? config.fixtures : pathToFileURL(join(resolve(cwd, flags.output), '/'))
  try {
    const scenarios = await recorder.record({
      config,
      apiKey: env[names.apiKey] ?? '',
      // Empty is as good as not set.
      baseUrl: env[names.baseUrl] || undefined,
      scenarios: flags.scenario?.map((name) => scenarioOf(name, recorder)),
      output,
      isReplacing: flags.replace,
      maxCost: flags.maxCost,
      redact: flags.redact,
      keepHeaders: flags.keepHeader,
      keyTier: flags.tier,
      run: flags.run ?? runOf(env),
      pluginCommit: flags.commit ?? (await commitOf(dirname(resolve(cwd, path)))),
      consent,
      // From here on it costs money: its name must not wait for the end.
      onJob: (job, scenario) => terminal.note(`${scenario}: job ${jobName(job)}`),
      clock,
      signal,
    })
    terminal.data({ folder: fileURLToPath(output), scenarios })
    for (const { scenario, file, provenance, job, findings } of scenarios) {
      terminal.result(
        `${scenario}: ${file === undefined ? `no fixture: ${findings.join('; ')}` : `${file}, ${provenance}`}`,
      )
      if (file === undefined && job) terminal.result(`  job ${jobName(job)} may be paid for: reelay get shows it`)
    }
    const written = scenarios.filter(({ file }) => file !== undefined).length
    terminal.note(`${written} of ${scenarios.length} written to ${relative(cwd, fileURLToPath(output)) || '.'}`)
    if (written < scenarios.length) session.end(signal.aborted ? stoppedCode : 1)
  } catch (error) {
    throw error instanceof TypeError ? refusal(path, error, names, session) : error
  } finally {
    asker?.close()
  }
}

function checkFlags({ flags: { simulate, keyFile } }: Session): void {
  const wrong = simulate
    ? '--simulate: a recording asks the vendor itself; to try it, start reelay simulate and set the variables it prints'
    : keyFile === undefined
      ? undefined
      : '--key-file: record takes the key from the environment alone'
  if (wrong !== undefined) throw new VideoError('invalid_request', wrong)
}

/** Everything that is wrong with the options, one finding a line, in the words of the command line. */
function refusal(path: string, error: TypeError, { apiKey }: { apiKey: string }, { terminal }: Session): VideoError {
  const words = new Map([
    ['consent', '--yes or --max-cost'],
    ['maxCost', '--max-cost'],
    ['keyTier', '--tier'],
    ['run', '--run'],
    ['pluginCommit', '--commit'],
    ['output', '--output'],
    ['redact', '--redact'],
    ['keepHeaders', '--keep-header'],
    ['apiKey', apiKey],
  ])
  const findings = error.message
    .split('\n')
    .map((line) => line.replace(/^\w+(?=: )/, (name) => words.get(name) ?? name))
  for (const finding of findings) terminal.note(finding)
  const more = terminal.isJson ? `: ${findings.join('; ')}` : ''
  return new VideoError('invalid_request', `${path}: ${findings.length} found; nothing was recorded${more}`)
}

/** Throws `invalid_request` with the scenarios that there are. */
function scenarioOf(name: string, { scenarios }: Recorder): Scenario {
  const known = Object.keys(scenarios).filter((one): one is Scenario => Object.hasOwn(scenarios, one))
  const found = known.find((one) => one === name)
  if (found !== undefined) return found
  throw new VideoError('invalid_request', `--scenario ${name}: there is no such scenario; allowed: ${known.join(', ')}`)
}

/** Asks on the terminal before each create. */
function openAsker({ terminal, stdin, signal }: Session): {
  ask: (create: PaidCreate) => Promise<boolean>
  close: () => void
} {
  const chunks = stdin[Symbol.asyncIterator]()
  let text = ''
  const readLine = async (): Promise<string> => {
    while (!text.includes('\n')) {
      const { value, done } = await chunks.next()
      if (done) break
      text += typeof value === 'string' ? value : Buffer.from(value).toString('utf8')
    }
    const [line = '', ...rest] = text.split('\n')
    text = rest.join('\n')
    return line
  }
  return {
    async ask({ scenario, cost }) {
      const price = cost === 'unknown' ? 'costs nobody knows how much' : `costs ${cost.amount} ${cost.currency}`
      terminal.draw(`The create of ${scenario} ${price}. Send it? [y/N] `)
      const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort')
      const line = await Promise.race([stopped.then(() => ''), readLine()])
      // Ctrl-C does not end the line.
      if (signal.aborted) terminal.draw('\n')
      return /^y(es)?$/i.test(line.trim())
    },
    // What still waits for a line must not keep the process.
    close: () => void chunks.return?.(),
  }
}

/** URL of the CI run, where this is one. */
function runOf(env: Session['env']): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env
  return server && repository && id ? `${server}/${repository}/actions/runs/${id}` : undefined
}

/** Commit of the provider; undefined where there is none. */
function commitOf(folder: string): Promise<string | undefined> {
  return new Promise((done) => {
    execFile('git', ['rev-parse', 'HEAD'], { cwd: folder }, (error, stdout) => done(error ? undefined : stdout.trim()))
  })
}
