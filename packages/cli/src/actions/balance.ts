import { connectNamed } from '../connect.ts'
import { assertOffers } from '../offers.ts'
import type { Session } from '../session.ts'
import { showCost, simulatedNote } from '../show.ts'

/** Says how much money is left at a provider. */
export async function showBalance(name: string, session: Session): Promise<void> {
  const { terminal, signal, flags } = session
  const { client, provider } = await connectNamed(name, session)
  assertOffers(provider, 'balance', 'tell the balance')
  const { amount, currency } = await client.balance({ provider: provider.id, signal })
  terminal.data({ provider: provider.id, amount, currency, ...(flags.simulate && { simulated: true }) })
  terminal.result(`${provider.id} has ${showCost({ amount, currency })} left`)
  if (flags.simulate) terminal.note(simulatedNote)
}
