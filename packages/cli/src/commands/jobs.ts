import type { Command } from 'commander'
import { parsePositive, parseCount } from '../arguments.ts'
import type { OpenSession } from '../session.ts'
import type { TargetFlags } from '../target.ts'

const example = 'airforce:f47ac10b-58cc-4372-a567-0e02b2c3d479'

/** Adds `reelay get`, `watch`, `list`, `cancel`, `keep`, `delete` and `download`. */
export function addJobs(program: Command, open: OpenSession): void {
  const act = () => import('../actions/jobs.ts')
  program
    .command('get')
    .description('poll a job once')
    .argument('<job>', 'provider:id')
    .addHelpText('after', examples(`reelay get ${example}`, `reelay get ${example} --json | jq -r .status`))
    .action(async (job: string, _flags: unknown, command: Command) => (await act()).getJob(job, await open(command)))
  program
    .command('watch')
    .description('follow a job until it ends')
    .argument('<job>', 'provider:id')
    .option(
      '-t, --timeout <seconds>',
      'stop watching after this long and a last poll of up to 5 s; the job goes on',
      parsePositive,
      1800,
    )
    .addHelpText(
      'after',
      '\nExits with 0 when the job is completed, with 7 when it failed.\nWith --json: the job, one a line, whenever it changes.',
    )
    .addHelpText('after', examples(`reelay watch ${example}`, `reelay watch ${example} --json | jq -r .progress`))
    .action(async (job: string, flags: { timeout: number }, command: Command) =>
      (await act()).watchJob(job, flags, await open(command)),
    )
  program
    .command('list')
    .description('list the jobs that the vendor remembers, newest first')
    .option('--cursor <cursor>', 'where the page begins, as the page before says (default: the newest)')
    .addHelpText('after', examples('reelay list', "reelay list --json | jq -r '.jobs[].status'"))
    .action(async (flags: { cursor?: string }, command: Command) => (await act()).listJobs(flags, await open(command)))
  program
    .command('cancel')
    .description('ask the vendor to stop a job, and say what became of it')
    .argument('<job>', 'provider:id')
    .addHelpText('after', '\nExits with 0, too, when the job had ended before.')
    .addHelpText('after', examples('reelay cancel infrai:job_1', 'reelay cancel infrai:job_1 --json | jq -r .status'))
    .action(async (job: string, _flags: unknown, command: Command) => (await act()).cancelJob(job, await open(command)))
  program
    .command('keep')
    .description('set for how many days the vendor keeps the video of a job')
    .argument('<job>', 'provider:id')
    .requiredOption('--days <number>', 'whole number from 1', parseCount)
    .addHelpText('after', examples('reelay keep infrai:job_1 --days 30', 'reelay keep infrai:job_1 --days 7 --json'))
    .action(async (job: string, flags: { days: number }, command: Command) =>
      (await act()).keepJob(job, flags, await open(command)),
    )
  program
    .command('delete')
    .description('remove a job at the vendor, or all of them')
    .argument('[job]', 'provider:id')
    .option('--all <provider>', 'every job of the account, instead of one; asks before it does')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples(`reelay delete ${example}`, 'reelay delete --all infrai'))
    .action(
      async (job: string | undefined, { all, yes = false }: { all?: string; yes?: boolean }, command: Command) => {
        if (job !== undefined && all !== undefined) command.error('a job and --all: one of the two')
        const { deleteAllJobs, deleteJob } = await act()
        if (all !== undefined) return deleteAllJobs(all, { yes }, await open(command))
        return job === undefined
          ? command.error('no job: name one, or --all <provider>')
          : deleteJob(job, await open(command))
      },
    )
  program
    .command('download')
    .description('save the video of a completed job')
    .argument('<job>', 'provider:id')
    .option('-o, --output <file>', 'where to save it (default: <model>-<id>.mp4 in the current folder)')
    .option('-f, --force', 'replace the file if it exists')
    .option('--video <number>', 'which video, if the job made several', parseCount, 1)
    .addHelpText('after', examples(`reelay download ${example}`, `reelay download ${example} -o fox.mp4 --force`))
    .action(async (job: string, flags: TargetFlags & { video: number }, command: Command) =>
      (await act()).downloadJob(job, flags, await open(command)),
    )
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
