import type { Command } from 'commander'
import type { OpenSession } from '../session.ts'

/** Adds `reelay balance`. */
export function addBalance(program: Command, open: OpenSession): void {
  program
    .command('balance')
    .description('say how much money is left at a provider')
    .argument('<provider>', 'whose account')
    .addHelpText(
      'after',
      `
Examples:
  reelay balance apixo
  reelay balance apixo --json | jq .amount`,
    )
    .action(async (provider: string, _flags: unknown, command: Command) => {
      const { showBalance } = await import('../actions/balance.ts')
      await showBalance(provider, await open(command))
    })
}
