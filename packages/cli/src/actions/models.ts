import type { ModeCapability, OfferedModel } from '@reelay/core'
import { askEach } from '../ask-each.ts'
import { connectAll } from '../connect.ts'
import type { Session } from '../session.ts'
import { showCost, showTable, simulatedNote } from '../show.ts'

/** Lists the models of the providers. */
export async function showModels(session: Session): Promise<void> {
  const { terminal, signal, flags } = session
  const { client, providers } = await connectAll(session)
  const { found, failures } = await askEach(providers, ({ id }) => client.models({ provider: id, signal }))
  const models = found.flat()
  const isMarked = flags.simulate ? { simulated: true } : {}
  const failed = failures.length > 0 && { failures: failures.map((failure) => failure.toJSON()) }
  terminal.data({ models, ...failed, ...isMarked })
  const hasSeveral = providers.length > 1
  const head = [...(hasSeveral ? ['PROVIDER'] : []), 'MODEL', 'PRICE', 'MODES', 'DURATION', 'RATIOS', 'RESOLUTIONS']
  const rows = models.flatMap((model) => rowsOf(model).map((row) => (hasSeveral ? [model.provider, ...row] : row)))
  terminal.result(showTable(head, rows, (text) => terminal.style(text, 'bold')))
  for (const { message } of failures) terminal.note(`reelay: ${message}`)
  if (flags.simulate) terminal.note(simulatedNote)
}

/** One row for all modes that take the same; the model is named once. */
function rowsOf({ id, price, modes }: OfferedModel): string[][] {
  const none = { names: ['-'], cells: ['-', '-', '-'] }
  const takes = new Map<string, { names: string[]; cells: string[] }>()
  for (const [name, mode] of Object.entries(modes)) {
    const cells = mode ? [showDuration(mode.duration), showWords(mode.aspectRatios), showWords(mode.resolutions)] : []
    const key = cells.join('\n')
    takes.set(key, { names: [...(takes.get(key)?.names ?? []), name], cells })
  }
  const cost = price ? `${showCost(price)}/${price.per === 'second' ? 's' : 'video'}` : '?'
  const rows = takes.size === 0 ? [none] : [...takes.values()]
  return rows.map(({ names, cells }, index) => [
    ...(index === 0 ? [id === '*' ? '* (any other)' : id, cost] : ['', '']),
    names.join(', '),
    ...cells,
  ])
}

function showDuration(duration: ModeCapability['duration']): string {
  if (!duration) return duration === null ? '?' : '-'
  if ('values' in duration) return `${duration.values.join(', ')} s`
  return duration.min === duration.max ? `${duration.min} s` : `${duration.min}-${duration.max} s`
}

function showWords(words: readonly string[] | null | undefined): string {
  return words?.join(' ') ?? (words === null ? '?' : '-')
}
