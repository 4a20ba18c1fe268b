// No function is longer than 80 lines; what was longer when the rule came may only shrink.
import { createRequire } from 'node:module'

const longestFunction = 80

/**
 * The debts: a function by its file and name, and the most lines that it may have. Lower a number with the function, and
 * delete the line when the function has 80 lines.
 */
export const debts = {
  'packages/provider-openai-videos/src/simulator.ts#openaiVideosSimulator': 158,
  'packages/recorder/src/record/redactor.ts#createRedactor': 87,
}

/** One finding for each function that is too long, and for each debt that is higher than it has to be. */
export function functionFindings(repository, files, allowed = debts) {
  const found = files.flatMap((file) => longFunctions(repository, file))
  const findings = found.flatMap(({ place, lines, file, line }) => {
    const most = allowed[place] ?? longestFunction
    if (lines > most)
      return [`${file}:${line}: ${place.split('#')[1]} has ${lines} lines, allowed ${most}: split it by idea`]
    return lines < most ? [`scripts/check-functions.mjs: ${place} has ${lines} lines now: lower its number`] : []
  })
  const names = new Set(found.map(({ place }) => place))
  const paid = Object.keys(allowed).filter((place) => files.includes(place.split('#')[0]) && !names.has(place))
  return [...findings, ...paid.map((place) => `scripts/check-functions.mjs: ${place} is no longer too long: delete it`)]
}

function longFunctions({ read }, file) {
  const ts = compiler()
  const text = read(file)
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found = []
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body !== undefined) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line
      const lines = source.getLineAndCharacterOfPosition(node.end).line - line + 1
      if (lines > longestFunction) found.push({ place: `${file}#${nameOf(node)}`, file, line: line + 1, lines })
    }
    node.forEachChild(visit)
  }
  visit(source)
  return found
}

function nameOf(node) {
  const named = node.name ?? node.parent.name
  return named?.getText() ?? 'a function without a name'
}

/** TypeScript 5 has a parser that JavaScript can call; TypeScript 7 has none. */
let loaded
function compiler() {
  loaded ??= createRequire(new URL('../tools/codegen/package.json', import.meta.url))('typescript')
  return loaded
}
