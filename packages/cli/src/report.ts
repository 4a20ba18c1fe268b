import { isEnd, isVideoError, VideoError, type Job } from '@reelay/core'
import { exitCodeOf, stoppedCode } from './exit-codes.ts'
import { jobName } from './job-name.ts'
import { messageOf } from './load.ts'
import { plainText } from './show.ts'
import type { GlobalFlags } from './session.ts'
import { jsonOf, type Terminal } from './terminal.ts'

/** What an error is reported with. */
export interface ReportContext {
  terminal: Terminal
  /** Whether Ctrl-C, or whatever aborts the signal, ended the run. */
  isStopped: boolean
  flags: Partial<GlobalFlags>
  /** Variables that should hold a key and do not, by the id of their provider. */
  missingKeys: ReadonlyMap<string, string>
  /** Ids of providers whose vendors list no jobs. */
  listless: ReadonlySet<string>
}

/** Says on stderr what went wrong and how to go on; returns the exit code. */
export function report(thrown: unknown, { terminal, isStopped, flags, missingKeys, listless }: ReportContext): number {
  const error = isVideoError(thrown) ? nameKey(thrown, missingKeys, flags) : thrown
  if (!isVideoError(error)) {
    const message = messageOf(error)
    say(terminal, [message], { name: 'Error', code: 'internal', message })
    return isStopped ? stoppedCode : 1
  }
  const lines = isStopped ? sayStopped(error, flags, listless) : [sayWhat(error), ...sayNext(error, flags, listless)]
  say(terminal, lines, error.toJSON())
  return isStopped ? stoppedCode : exitCodeOf(error)
}

/** The command that goes on with a job. */
export function commandFor(
  verb: 'watch' | 'download',
  job: Pick<Job, 'provider' | 'id'>,
  flags: Partial<GlobalFlags>,
): string {
  const { keyFile, provider } = flags
  return [
    `reelay ${verb} ${jobName(job)}`,
    // A package with a name of its own is not found by the id of its provider.
    ...(provider !== undefined && provider !== job.provider ? [`--provider ${provider}`] : []),
    ...(keyFile === undefined ? [] : [`--key-file ${/^[\w./~-]+$/.test(keyFile) ? keyFile : `'${keyFile}'`}`]),
  ].join(' ')
}

/** A key that is not there can be given in more ways on a command line than core knows. */
function nameKey(
  error: VideoError,
  missingKeys: ReadonlyMap<string, string>,
  { keyFile }: Partial<GlobalFlags>,
): VideoError {
  const { code, provider = '', status, operation } = error
  const variable = missingKeys.get(provider)
  if (code !== 'authentication' || status !== undefined || variable === undefined) return error
  const missing =
    keyFile === undefined
      ? `set ${variable}, or name a file that sets it with --key-file,`
      : `neither ${keyFile} nor the environment sets ${variable};`
  const ways = `${missing} or try it free with --simulate`
  return new VideoError(code, `${provider}: no key: ${ways}`, { provider, operation })
}

function say(terminal: Terminal, [first = '', ...rest]: readonly string[], data: object): void {
  const prefix = terminal.noteStyle('reelay:', 'red')
  const lines = [`${prefix} ${plainText(first)}`, ...rest.map(plainText)]
  terminal.draw(`${terminal.isJson ? jsonOf(data) : lines.join('\n')}\n`)
}

function sayWhat({ message, job, charged }: VideoError): string {
  if (job?.status !== 'failed' && job?.status !== 'expired') return message
  return `${message} (${charged === 'no' ? 'not charged' : charged === 'yes' ? 'charged' : 'perhaps charged'})`
}

function sayNext(
  { code, job, provider, operation }: VideoError,
  flags: Partial<GlobalFlags>,
  listless: ReadonlySet<string>,
): string[] {
  // The simulator of a command ends with it, and its jobs too.
  if (flags.simulate) {
    return code === 'not_found'
      ? ['with --simulate each command has a simulator of its own; for one that stays: reelay simulate <provider>']
      : []
  }
  if (code === 'submission_unknown') return [sayWhere(provider, listless)]
  // Nobody polled the job that was to be cancelled: what it is doing is not known.
  if (!job || code === 'expired' || operation === 'cancel') return []
  if (!isEnd(job)) return [`continue with: ${commandFor('watch', job, flags)}`]
  const canSave = job.status === 'completed' && operation !== 'generate'
  return canSave ? [`save it with: ${commandFor('download', job, flags)}`] : []
}

function sayWhere(provider: string | undefined, listless: ReadonlySet<string>): string {
  if (provider === undefined) return 'look for it with: reelay list'
  return listless.has(provider)
    ? `${provider} lists no jobs: look for it in the records of your account there`
    : `look for it with: reelay list --provider ${provider}`
}

// What changes something at the vendor and is no billable call.
const changes = new Set(['cancel', 'delete', 'deleteAll', 'setRetention'])

/** An abort is not a failure of the job; whoever pressed Ctrl-C wants to know what goes on without them. */
function sayStopped(
  { code, job, provider, submitted, operation = '' }: VideoError,
  flags: Partial<GlobalFlags>,
  listless: ReadonlySet<string>,
): string[] {
  if (flags.simulate) return ['stopped; the simulated job is gone']
  if (code === 'submission_unknown') {
    return ['stopped while the job was created: it may exist, and may be billed', sayWhere(provider, listless)]
  }
  if (changes.has(operation)) return ['stopped before the vendor answered: it may have done it']
  if (!job) return [submitted === 'no' ? 'stopped; nothing was submitted' : 'stopped']
  const save = commandFor('download', job, flags)
  if (job.status === 'completed') return [`stopped; the video was not saved — continue with: ${save}`]
  return [
    `stopped watching; the job goes on at the vendor — continue with: ${commandFor('watch', job, flags)}`,
    `save the video once it is done: ${save}`,
  ]
}
