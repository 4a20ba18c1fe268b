import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { parsePositive } from './arguments.ts'
import { addBalance } from './commands/balance.ts'
import { addContract } from './commands/contract.ts'
import { addGenerate } from './commands/generate.ts'
import { addJobs } from './commands/jobs.ts'
import { addModels } from './commands/models.ts'
import { addPlan } from './commands/plan.ts'
import { addSimulate } from './commands/simulate.ts'
import { exitCodeHelp } from './exit-codes.ts'
import type { GlobalFlags, Session } from './session.ts'
import type { Terminal, TextOutput } from './terminal.ts'

/** What the parser needs of a run. */
export interface ProgramOptions {
  terminal: Terminal
  stdout: TextOutput
  /** Makes a session once the options are known. */
  open: (flags: GlobalFlags) => Promise<Session>
}

const commands = [addModels, addPlan, addGenerate, addJobs, addBalance, addSimulate, addContract]

const firstSteps = `
From nothing to a first video:
  1. export AIRFORCE_API_KEY=...      the key of your vendor; or add --simulate: free, offline, no key
  2. reelay models                    what there is, and what it costs
  3. reelay generate "a red fox in the snow" --model wan-2.6 --duration 5

A job is named provider:id, such as airforce:f47ac10b-58cc-4372-a567-0e02b2c3d479. Keys come from the environment or from
a file (--key-file, REELAY_KEY_FILE), never from an option. NO_COLOR and FORCE_COLOR are honoured.

Exit codes:
${exitCodeHelp()}`

/** Runs the command that the arguments name. Throws a VideoError for arguments that make no sense. */
export async function parse(argv: readonly string[], { terminal, stdout, open }: ProgramOptions): Promise<void> {
  const program = new Command('reelay')
    .description('Generates videos with any installed provider: plan, create, follow, save.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .option('--provider <name>', 'provider or package to ask (default: the only one that is installed)')
    .option('--json', 'one JSON document on stdout (watch: one a line), errors as JSON on stderr')
    .option('--simulate', 'ask a simulator instead of the vendor: no key, no network, no cost')
    .option('--speed <factor>', 'simulated seconds per second', parsePositive, 100)
    .option('--key-file <path>', 'file of lines such as ACME_API_KEY=...')
    .addHelpText('after', firstSteps)
    .configureHelp({ showGlobalOptions: true, helpWidth: 110, styleTitle: (title) => terminal.style(title, 'bold') })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      // What commander has to say reaches stderr as the error that it throws.
      writeErr: () => {},
      getOutHasColors: () => terminal.style(' ', 'bold') !== ' ',
    })
    .exitOverride()
  for (const add of commands) add(program, async (command) => open(await globalFlags(command)))
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return
    throw await usageError(explain(error))
  }
}

async function globalFlags(command: Command): Promise<GlobalFlags> {
  const flags = command.optsWithGlobals<GlobalFlags>()
  const isIdle = flags.simulate !== true && command.name() !== 'simulate'
  if (isIdle && command.getOptionValueSourceWithGlobals('speed') === 'cli') {
    throw await usageError('--speed is for simulators: add --simulate, or leave it out')
  }
  return flags
}

// Core takes longest to load, and help does without it.
async function usageError(message: string): Promise<Error> {
  const { VideoError } = await import('@reelay/core')
  return new VideoError('invalid_request', message)
}

function explain({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'no command; see reelay --help'
  // The message repeats what was typed, and that may be a key.
  if (code === 'commander.unknownOption' && /'--?(api[-_]?)?(key|token|secret)(?!-file)\b/i.test(message)) {
    const ways = 'put it into the environment, or into a file for --key-file'
    return `a key is never an option, as others could read it in the list of processes and in the history: ${ways}`
  }
  return message.replace(/^error: /, '').replaceAll(/(?<!\s)\s*\n\s*/g, ' ')
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : ''
}
