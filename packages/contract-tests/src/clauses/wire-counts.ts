import type { ClauseContext, Operation, Sandbox } from '../harness/clause.ts'
import { alone, callsOf, makeJob } from './cases/calls.ts'
import { subjects } from './cases/samples.ts'

/** Makes every call, and counts what it sends: what is on the fixture for it, once, and nothing before, beside or after it. */
export async function countCalls(context: ClauseContext): Promise<void> {
  for (const { mode, sample, scenario } of subjects(context)) {
    const uploads = context.fixture(scenario).exchanges.filter(({ operation }) => operation === 'upload').length
    await context.sandbox({ fixtures: scenario, only: ['upload', 'create'], isLoose: true }, async (sandbox) => {
      // What the models take, a client asks for once.
      await sandbox.accept('models', () => sandbox.client.models())
      for (const what of [`create of samples.${mode}`, `another create of samples.${mode}`]) {
        const sent = await sentBy(sandbox, what, () => sandbox.client.create(sample))
        sandbox.equal(sent, { ...(uploads > 0 && { upload: uploads }), create: 1 }, `what ${what} sends`)
      }
    })
  }
  const job = await makeJob(context)
  const [, ...others] = callsOf(context)
  for (const call of others) {
    const { operation } = call
    await context.sandbox({ ...alone(call), isLoose: true }, async (sandbox) => {
      for (const what of [operation, `another ${operation}`])
        sandbox.equal(
          await sentBy(sandbox, what, () => call.run(sandbox, job)),
          { [operation]: 1 },
          `what ${what} sends`,
        )
    })
  }
}

async function sentBy(
  sandbox: Sandbox,
  what: string,
  action: () => Promise<unknown>,
): Promise<Partial<Record<Operation, number>>> {
  const before = sandbox.requests.length
  await sandbox.accept(what, action)
  await sandbox.clock.quiet()
  const counted: Partial<Record<Operation, number>> = {}
  for (const { operation } of sandbox.requests.slice(before))
    if (operation) counted[operation] = (counted[operation] ?? 0) + 1
  return counted
}
