/** Says how one clause is judged again, with the same outcome: one line that can be pasted. */
export type Rerun = (clause: string, seed: number) => string

/** For a program of one's own. */
export const rerunInProgram: Rerun = (clause, seed) => `runContract({ ...config, only: ['${clause}'], seed: ${seed} })`

/** A command line of these words; what a shell would take apart or read something into is quoted. */
export function commandOf(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}

function quoted(word: string): string {
  if (/^[\w./:=@,+-]+$/.test(word)) return word
  // Every shell knows double quotes, but some look for variables and commands between them.
  return /["$`!\\]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`
}
