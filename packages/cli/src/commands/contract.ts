import { Option, type Command } from 'commander'
import type { DriftFlags } from '../actions/contract-drift.ts'
import type { ReportFlags } from '../actions/contract-report.ts'
import type { RecordFlags } from '../actions/contract-record.ts'
import type { JudgeFlags } from '../actions/contract-run.ts'
import { collect, parseNumber, parseWhole, reporters } from '../arguments.ts'
import type { OpenSession } from '../session.ts'

/** Adds `reelay contract`, with everything that an author of a provider does with the suite. */
export function addContract(program: Command, open: OpenSession): void {
  const contract = program
    .command('contract')
    .description('judge a provider that you write by the contract suite; only record and drift ask a vendor')
  for (const add of [addRun, addVerify, addReport, addExplain, addRecord, addDrift]) add(contract, open)
}

const exitCodes = `
Exit codes:
    0  conformant
    1  a promise is broken
    2  wrong usage, or a wrong configuration or fixture; nothing was judged
    3  the suite itself is at fault
    4  a declared deviation has expired`

function addRun(contract: Command, open: OpenSession): void {
  contract
    .command('run')
    .description('judge a provider, clause by clause')
    .argument('<config>', 'module whose default export is the configuration, in TypeScript or JavaScript')
    .option('--clause <id>', 'judge only this clause (repeatable)', collect)
    .option('--group <group>', 'judge only this group: a letter, or what its ids begin with (repeatable)', collect)
    .option('--seed <number>', 'whole number; the same seed gives the same run', parseWhole)
    .option('--fixture <id>', 'tell only of the clauses that play this fixture')
    .addOption(new Option('--reporter <kind>', 'what to write').choices(reporters).default('table'))
    .option('-o, --output <file>', 'where to write it (default: stdout; github: the summary of the job)')
    .addHelpText(
      'after',
      `
Examples:
  reelay contract run test/contract.config.ts
  reelay contract run test/contract.config.ts --clause ERR-429 --seed 7
  reelay contract run test/contract.config.ts --reporter json -o conformance.json
${exitCodes}`,
    )
    .action(async (config: string, flags: JudgeFlags, command: Command) => {
      const { judge } = await import('../actions/contract-run.ts')
      await judge(config, flags, await open(command))
    })
}

function addVerify(contract: Command, open: OpenSession): void {
  contract
    .command('verify')
    .description('check the fixtures alone: form, quotes, provenance, secrets')
    .argument('<config>', 'the configuration, or a folder of fixtures')
    .addHelpText(
      'after',
      `
Examples:
  reelay contract verify test/contract.config.ts
  reelay contract verify test/fixtures --json`,
    )
    .action(async (path: string, _flags: unknown, command: Command) => {
      const { verify } = await import('../actions/contract-verify.ts')
      await verify(path, await open(command))
    })
}

function addReport(contract: Command, open: OpenSession): void {
  contract
    .command('report')
    .description('show what runs have found, of one or several providers side by side')
    .argument('<files...>', 'each a conformance.json')
    .option('--html <file>', 'write one page that needs no network')
    .option('--junit <file>', 'write JUnit XML')
    .option('--github [file]', 'write Markdown (default: to the summary of the GitHub job)')
    .addHelpText(
      'after',
      `
Examples:
  reelay contract report conformance.json
  reelay contract report acme.json apixo.json --html conformance.html`,
    )
    .action(async (files: readonly string[], flags: ReportFlags, command: Command) => {
      const { showReports } = await import('../actions/contract-report.ts')
      await showReports(files, flags, await open(command))
    })
}

function addExplain(contract: Command, open: OpenSession): void {
  contract
    .command('explain')
    .description('say what a clause demands, why, and how to keep it')
    .argument('<clause>', 'its id, such as ERR-429')
    .addHelpText(
      'after',
      `
Examples:
  reelay contract explain ERR-429
  reelay contract explain SUB-02 --json | jq -r .fix`,
    )
    .action(async (clause: string, _flags: unknown, command: Command) => {
      const { explain } = await import('../actions/contract-explain.ts')
      await explain(clause, await open(command))
    })
}

function addRecord(contract: Command, open: OpenSession): void {
  contract
    .command('record')
    .description('record fixtures at the live vendor, with your key; asks before each create')
    .argument('<config>', 'the configuration, whose samples are sent')
    .option('--scenario <name>', 'record only this scenario (repeatable; default: the usual ones)', collect)
    .option('-o, --output <folder>', 'where the fixtures go (default: the folder of the configuration)')
    .option('--replace', 'write over fixtures that tell the same scenarios')
    .option('--yes', 'agree to every create')
    .option('--max-cost <amount>', 'agree to creates that cost at most this together', parseNumber)
    .option('--tier <name>', 'of the account, such as paid; the stamp has it')
    .option('--run <who>', 'who records (default: the URL of the CI run); the stamp has it')
    .option('--commit <id>', 'of the provider (default: the one of git); the stamp has it')
    .option('--redact <pointer>', 'hide what stands there in bodies, such as /user/name (repeatable)', collect)
    .option('--keep-header <name>', 'keep a header that fixtures leave out (repeatable)', collect)
    .addHelpText(
      'after',
      `
The key and the address come from the variables of the provider, such as ACME_API_KEY and ACME_BASE_URL. A scenario sends at
most one create; the name of its job is shown as soon as there is one.

Examples:
  reelay contract record test/contract.config.ts --scenario models --tier paid --run Ada
  reelay contract record test/contract.config.ts --max-cost 2 --tier paid --run Ada --replace

Exit codes:
    0  every scenario is on a fixture
    1  one of them is not
    2  wrong usage, or a wrong configuration; nothing was spent`,
    )
    .action(async (config: string, flags: RecordFlags, command: Command) => {
      const { recordFixtures } = await import('../actions/contract-record.ts')
      await recordFixtures(config, flags, await open(command))
    })
}

function addDrift(contract: Command, open: OpenSession): void {
  contract
    .command('drift')
    .description('hold the live vendor against the fixtures: whether it still answers as they say')
    .argument('<config>', 'module whose default export is the configuration, in TypeScript or JavaScript')
    .addOption(
      new Option(
        '--tier <number>',
        '0: pages and refusals, without a key; 1: free calls with the key; 2: one paid video',
      )
        .choices(['0', '1', '2'])
        .default('0'),
    )
    .option('--max-cost <usd>', 'most that tier 2 may spend, in USD; without it nothing is bought', parseNumber)
    .option('--assume-cost <usd>', 'what a video counts whose price nobody says; without it none is made', parseNumber)
    .addHelpText(
      'after',
      `
The key and the address come from the variables of the provider, such as ACME_API_KEY and ACME_BASE_URL.

Examples:
  reelay contract drift test/contract.config.ts
  reelay contract drift test/contract.config.ts --tier 2 --max-cost 0.50

Exit codes:
    0  everything in the tier was checked, and is the same
    2  wrong usage, or a wrong configuration or fixture; nobody was asked
    3  drifted: the vendor has changed in a way that breaks the provider
    4  changed: everything was checked, and what has changed breaks nothing
    5  quarantine: the vendor had no time, or was not there for all of it
    6  stale key: the vendor does not take the key
    7  unchecked: something could not be checked, so nobody knows`,
    )
    .action(async (config: string, flags: DriftFlags, command: Command) => {
      const { checkVendor } = await import('../actions/contract-drift.ts')
      await checkVendor(config, flags, await open(command))
    })
}
