import { Option, type Command } from 'commander'
import { parsePositive } from '../arguments.ts'
import type { GenerateFlags } from '../actions/generate.ts'
import type { OpenSession } from '../session.ts'
import { addRequestOptions } from './request-options.ts'

/** Adds `reelay generate`. */
export function addGenerate(program: Command, open: OpenSession): void {
  addRequestOptions(program.command('generate'))
    .description('create a video, wait for it and save it; this costs money')
    .option('-o, --output <file>', 'where to save it (default: <model>-<id>.mp4 in the current folder)')
    .option('-f, --force', 'replace the file if it exists')
    .option(
      '-t, --timeout <seconds>',
      'stop waiting after this long and a last poll of up to 5 s; the job goes on',
      parsePositive,
      1800,
    )
    .addOption(
      new Option('--no-wait', 'only create the job, and say how to go on').conflicts(['output', 'force', 'timeout']),
    )
    .addHelpText(
      'after',
      `
Everything is checked before anything is spent. Ctrl-C stops the waiting, not the job, and says how to go on.

Examples:
  reelay generate "a red fox in the snow" --model wan-2.6 --duration 8 -o fox.mp4
  reelay generate "the dragon takes off" --model kling-1 --image dragon.png --no-wait`,
    )
    .action(async (prompt: string | undefined, flags: GenerateFlags, command: Command) => {
      const { generate } = await import('../actions/generate.ts')
      await generate(prompt, flags, await open(command))
    })
}
