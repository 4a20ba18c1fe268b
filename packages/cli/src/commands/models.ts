import type { Command } from 'commander'
import type { OpenSession } from '../session.ts'

/** Adds `reelay models`. */
export function addModels(program: Command, open: OpenSession): void {
  program
    .command('models')
    .description('list the models of a provider: what each takes, and what it costs')
    .addHelpText(
      'after',
      `
"?" means that the vendor does not say, and any value is let through; "-" that the model has no such option.

Examples:
  reelay models
  reelay models --provider airforce --json | jq '.models[].id'`,
    )
    .action(async (_flags: unknown, command: Command) => {
      const { showModels } = await import('../actions/models.ts')
      await showModels(await open(command))
    })
}
