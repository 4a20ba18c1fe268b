// No function is longer than 80 lines; what was longer when the rule came may only shrink.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const longestFunction = 80

/**
 * The debts: a function by its file and name, and the most lines that it may have. Lower a number with the function, and
 * delete the line when the function has 80 lines.
 */
const debts = {}

/** One finding for each function that is too long, and for each debt that is higher than it has to be. */
export function functionFindings(root, files, allowed = debts) {
  const found = files.flatMap((file) => longFunctions(root, file))
  const findings = found.flatMap(({ place, lines, file, line }) => {
    const most = allowed[place] ?? longestFunction
    if (lines > most) return [`${file}:${line}: ${place.split('#')[1]} has ${lines} lines, allowed ${most}: split it by idea`]
    return lines < most ? [`scripts/check-functions.mjs: ${place} has ${lines} lines now: lower its number`] : []
  })
  const names = new Set(found.map(({ place }) => place))
  const paid = Object.keys(allowed).filter((place) => !names.has(place))
  return [...findings, ...paid.map((place) => `scripts/check-functions.mjs: ${place} is no longer too long: delete it`)]
}

function longFunctions(root, file) {
  const ts = compiler(root)
  const text = readFileSync(join(root, file), 'utf8')
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
function compiler(root) {
  loaded ??= createRequire(join(root, 'tools/codegen/package.json'))('typescript')
  return loaded
}
