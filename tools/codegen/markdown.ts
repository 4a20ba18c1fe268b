/** The first line of a generated Markdown file; `source` is a path from the repository's root. */
export function markdownMark(source: string): string {
  return `<!-- Generated from ${source}: do not edit, run \`pnpm generate\`. -->\n`
}

/** A Markdown table; what a cell holds is Markdown, too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // A bar ends a cell even inside a code span.
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return `${line(head)}|${head.map(() => '---|').join('')}\n` + rows.map(line).join('')
}

/** A piece of code in a sentence. */
export function code(text: string): string {
  return `\`${text}\``
}

/** A type; one that names something described elsewhere leads there. */
export function typeCode(type: string, links: ReadonlyMap<string, string>): string {
  const [link] = (type.match(/[A-Z]\w+/g) ?? []).flatMap((name) => links.get(name) ?? [])
  return link === undefined ? code(type) : `[${code(type)}](${link})`
}

/** A page with new text between `<!-- name:start -->` and `<!-- name:end -->`; throws when it has no such place. */
export function fillRegion(page: string, { path, name, text }: { path: string; name: string; text: string }): string {
  const start = `<!-- ${name}:start -->\n`
  const end = `<!-- ${name}:end -->`
  const from = page.indexOf(start)
  const to = page.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error(`codegen: ${path} has no lines ${start.trim()} and ${end}`)
  return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`
}
