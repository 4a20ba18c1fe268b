import type { Command } from 'commander'
import type { RequestFlags } from '../request.ts'
import type { OpenSession } from '../session.ts'
import { addRequestOptions } from './request-options.ts'

/** Adds `reelay plan`. */
export function addPlan(program: Command, open: OpenSession): void {
  addRequestOptions(program.command('plan'))
    .description('show what a request would send, cost and come up against; spends nothing')
    .addHelpText(
      'after',
      `
Exits with 2 when no provider can do it.

Examples:
  reelay plan "a red fox in the snow" --model wan-2.6 --duration 8
  reelay plan "the dragon takes off" --model kling-1 --image dragon.png --json`,
    )
    .action(async (prompt: string | undefined, flags: RequestFlags, command: Command) => {
      const { showPlan } = await import('../actions/plan.ts')
      await showPlan(prompt, flags, await open(command))
    })
}
