import { once } from 'node:events'
import { VideoError } from '@reelay/core'
import type { Session } from './session.ts'

/**
 * Asks on the terminal whether to go on with what cannot be undone. Throws `aborted` unless the answer is y or yes, and
 * `invalid_request` naming `--yes` where nobody can be asked.
 */
export async function confirm(question: string, { terminal, stdin, signal, canAsk }: Session): Promise<void> {
  if (!canAsk) {
    throw new VideoError('invalid_request', 'this cannot be undone, and there is no terminal to ask on: say --yes')
  }
  terminal.draw(`${question} [y/N] `)
  const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort')
  const answer = await Promise.race([stopped.then(() => ''), readLine(stdin)])
  if (/^y(es)?$/i.test(answer.trim())) return
  // Neither Ctrl-C nor the end of the input ends the line.
  if (!answer.endsWith('\n')) terminal.draw('\n')
  throw new VideoError('aborted', 'nothing was done')
}

async function readLine(stdin: Session['stdin']): Promise<string> {
  let text = ''
  for await (const chunk of stdin) {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    if (text.includes('\n')) break
  }
  return text
}
