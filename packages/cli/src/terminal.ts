import { styleText } from 'node:util'

/** Where text goes; `process.stdout` is one. */
export interface TextOutput {
  write(text: string): unknown
  isTTY?: boolean | undefined
  /** Width in characters. */
  columns?: number | undefined
}

/** Styles a piece of text, or leaves it as it is where there are no colours. */
export type Style = (text: string, format: 'bold' | 'dim' | 'green' | 'red' | 'cyan') => string

/** The two outputs of a command, and what may be written on them. */
export interface Terminal {
  isJson: boolean
  /** Whether progress may be drawn over itself. */
  isLive: boolean
  /** Width of the notes' output in characters. */
  columns: number
  /** Width of the results' output in characters; undefined where it is no terminal. */
  resultColumns: number | undefined
  /** For results. */
  style: Style
  /** For notes and progress. */
  noteStyle: Style
  /** A result for people, as one or several lines on stdout. Nothing with `--json`. */
  result(text: string): void
  /** A result for programs, as one line of JSON on stdout. Nothing without `--json`. */
  data(value: unknown): void
  /** A note for people, on stderr. Nothing with `--json`. */
  note(text: string): void
  /** Raw text on stderr: progress, and the error that ends a run. */
  draw(text: string): void
}

/** What decides how a terminal behaves. */
export interface TerminalOptions {
  stdout: TextOutput
  stderr: TextOutput
  env: Readonly<Record<string, string | undefined>>
  isJson: boolean
  /** Default: what each output says of itself. */
  isTerminal?: boolean | undefined
}

/** Opens the two outputs; honours NO_COLOR, FORCE_COLOR and TERM=dumb. */
export function openTerminal({ stdout, stderr, env, isJson, isTerminal }: TerminalOptions): Terminal {
  const secrets = secretsIn(env)
  const isTty = (output: TextOutput): boolean => isTerminal ?? output.isTTY ?? false
  const styleFor = (output: TextOutput): Style => {
    const isColourful = hasColours(env, isTty(output))
    return (text, format) => (isColourful ? styleText(format, text, { validateStream: false }) : text)
  }
  return {
    isJson,
    isLive: isTty(stderr) && env['TERM'] !== 'dumb' && !isJson,
    columns: stderr.columns || 80,
    resultColumns: isTty(stdout) ? stdout.columns : undefined,
    style: styleFor(stdout),
    noteStyle: styleFor(stderr),
    result: (text) => {
      if (!isJson) stdout.write(`${withoutSteering(text)}\n`)
    },
    data: (value) => {
      if (isJson) stdout.write(`${jsonOf(value)}\n`)
    },
    note: (text) => {
      if (!isJson) stderr.write(`${withoutSteering(withoutSecrets(text, secrets))}\n`)
    },
    draw: (text) => void stderr.write(withoutSecrets(text, secrets)),
  }
}

/** Whether to colour: FORCE_COLOR, else NO_COLOR, else whether it is a capable terminal. */
export function hasColours(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: kind } = env
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return !refused && isTerminal && kind !== 'dumb'
}

// Whoever pastes a key into the wrong place must not find it in a log.
function secretsIn(env: Readonly<Record<string, string | undefined>>): string[] {
  const named = Object.entries(env).filter(([name]) => /(KEY|TOKEN|SECRET)$/.test(name))
  return named.flatMap(([, value]) => (value !== undefined && value.length >= 8 ? [value] : []))
}

/** One line of JSON that a terminal takes as text: JSON leaves the controls of C1 and the marks of direction as they are. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Whatever text a result is made of: only line ends, tabs and our own styles reach the terminal. */
function withoutSteering(text: string): string {
  return text.replaceAll(
    /\x1b\[(?:[12]|22|3[1269])m|[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => (sign.length > 1 ? sign : '\ufffd'),
  )
}

/** Text without these secrets, and without the query of any URL: a signed one is as good as a key. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
  return clean.replaceAll(/(https?:\/\/(?:(?!https?:\/\/)[^\s?#"'<>])+)[?#][^\s"'<>]*/gi, '$1?[redacted]')
}
