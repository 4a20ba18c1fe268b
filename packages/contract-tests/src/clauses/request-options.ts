import { createClient } from '@reelay/core'
import type { ProviderRequest } from '@reelay/core/provider'
import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import { difference } from '../fixtures/pointer.ts'
import { anyCreate, subjects, viewOf, type Subject } from './cases/samples.ts'

/** Sends each sample that has vendor options by a client, which reads them before, and with the options as the caller wrote them. */
export async function compareReadings(context: ClauseContext): Promise<void> {
  for (const subject of subjects(context))
    await context.sandbox(anyCreate(subject), async (sandbox) => {
      const written = subject.sample.providerOptions?.[sandbox.provider.id]
      if (written !== undefined) await compareReading(sandbox, subject, written)
    })
}

async function compareReading(sandbox: Sandbox, { mode, sample }: Subject, written: object): Promise<void> {
  const { provider, call } = sandbox
  const finished: ProviderRequest[] = []
  const observed: typeof provider = {
    ...provider,
    create: (request, given) => {
      finished.push(request)
      return provider.create(request, given)
    },
  }
  const client = createClient({ providers: [observed], ...call, limits: { [provider.id]: false } })
  const byClient = await sentBy(sandbox, `create of samples.${mode}`, () => client.create(sample))
  const [request] = finished
  if (!request) return sandbox.fail(`create of samples.${mode}: the client asked the provider for nothing`)
  const what = `create of samples.${mode} with its vendor options as they are written`
  const byProvider = await sentBy(sandbox, what, () => provider.create({ ...request, options: { ...written } }, call))
  const found = difference(byProvider, byClient)
  sandbox.check(
    found === undefined,
    `vendor options are read twice: ${found?.pointer} is ${String(found?.left)} where they are read once, and ${String(found?.right)} by a client`,
  )
}

async function sentBy(sandbox: Sandbox, what: string, create: () => Promise<unknown>): Promise<unknown[]> {
  const before = sandbox.requests.length
  await sandbox.accept(what, create)
  return sandbox.requests
    .slice(before)
    .filter(({ operation }) => operation !== 'models')
    .map(viewOf)
}
