import type { Command } from 'commander'
import type { SimulateFlags } from '../actions/simulate.ts'
import { collectFault, faultShape, parsePort, parseWhole } from '../arguments.ts'
import type { OpenSession } from '../session.ts'

/** Adds `reelay simulate`. */
export function addSimulate(program: Command, open: OpenSession): void {
  program
    .command('simulate')
    .description('play a vendor on a port of this machine until Ctrl-C, for any client in any language')
    .argument('<provider>', 'whose vendor to play')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', parsePort, 4010)
    .option('--seed <number>', 'whole number; the same seed and calls give the same ids and durations', parseWhole, 1)
    .option('--fault <fault>', `something that goes wrong: ${faultShape} (repeatable)`, collectFault)
    .addHelpText(
      'after',
      `
Faults: reset and lost (the connection dies before, or after, the request is processed), truncate, html,
status=CODE, delay=MILLISECONDS. "operation" is an operationId of the vendor's OpenAPI file, or media.

Examples:
  reelay simulate airforce --speed 20
  reelay simulate airforce --port 0 --fault status=503@getVideo#2 --fault lost@createVideo%0.1 --json`,
    )
    .action(async (provider: string, flags: SimulateFlags, command: Command) => {
      const { simulate } = await import('../actions/simulate.ts')
      await simulate(provider, flags, await open(command))
    })
}
