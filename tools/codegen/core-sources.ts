import { readdir, readFile } from 'node:fs/promises'
import ts from 'typescript'

/** A member of an interface, as it is written. */
export interface Member {
  name: string
  /** Names of a method's parameters, `?` behind those that may be left out; undefined where it is a property. */
  parameters: string[] | undefined
  /** The type, or what a method returns, without `undefined`. */
  type: string
  isOptional: boolean
  comment: string
}

/** What is written beside the fields of a schema. */
export interface FieldComments {
  comment: string
  /** The comment of the named constant that a field is made of, such as that of `Cost`. */
  commentOfName: string
  /** Comments of the fields below; empty for a field that is no object, or an object with a name of its own. */
  fields: Map<string, FieldComments>
}

/** The comments in core's sources, which no compiled file has. */
export interface CoreSources {
  /** The comment above a constant, a class or an interface. */
  commentOf: (name: string) => string
  /** The comments of a constant that is a zod schema. */
  fieldsOf: (schema: string) => FieldComments
  /** The comments behind the items of a constant that is a list of strings. */
  itemsOf: (list: string) => Map<string, string>
  membersOf: (interfaceName: string) => Member[]
}

/** Reads the sources of the repository in `root`; asking for a name that is not there throws. */
export async function readCoreSources(root: URL): Promise<CoreSources> {
  const folder = new URL('packages/core/src/', root)
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort()
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')))
  const files = texts.map((text, index) =>
    ts.createSourceFile(names[index] ?? '', text.replaceAll('\r\n', '\n'), ts.ScriptTarget.Latest, true),
  )
  const exported = files.flatMap(declarationsIn).filter(isExported)
  const unions = new Map(files.flatMap(unionsIn))

  function find<Found extends Declaration>(name: string, is: (found: Declaration) => found is Found): Found {
    const found = exported.filter(is).find((declaration) => declaration.name?.getText() === name)
    if (found) return found
    throw new Error(`codegen: packages/core/src exports no ${name}`)
  }
  const constant = (name: string): ts.Expression => {
    const { initializer } = find(name, ts.isVariableDeclaration)
    if (initializer) return initializer
    throw new Error(`codegen: ${name} in packages/core/src has no value`)
  }
  const fieldsIn = (expression: ts.Expression): Map<string, FieldComments> => {
    const properties = literalsIn(expression).flatMap(({ properties }) => properties.filter(ts.isPropertyAssignment))
    const fields = new Map<string, FieldComments>()
    for (const property of properties) {
      const name = property.name.getText()
      if (fields.has(name)) continue
      const source = constantIn(property.initializer)?.text
      const named = exported.find((declaration) => declaration.name?.getText() === source)
      const commentOfName = named ? commentAbove(named) : ''
      fields.set(name, {
        comment: commentAbove(property),
        commentOfName,
        fields: fieldsIn(property.initializer),
      })
    }
    return fields
  }
  return {
    commentOf: (name) => commentAbove(find(name, (found): found is Declaration => found.name !== undefined)),
    fieldsOf: (schema) => ({
      comment: commentAbove(find(schema, ts.isVariableDeclaration)),
      commentOfName: '',
      fields: fieldsIn(constant(schema)),
    }),
    itemsOf: (list) => {
      const value = constant(list)
      const array = ts.isAsExpression(value) ? value.expression : value
      if (!ts.isArrayLiteralExpression(array)) throw new Error(`codegen: ${list} in packages/core/src is no list`)
      return new Map(array.elements.filter(ts.isStringLiteral).map((element) => [element.text, commentBehind(element)]))
    },
    membersOf: (name) => {
      const members = find(name, ts.isInterfaceDeclaration).members.flatMap(readMember)
      return members.map((member) => ({ ...member, type: unions.get(member.type) ?? member.type }))
    },
  }
}

type Declaration = ts.VariableDeclaration | ts.InterfaceDeclaration | ts.ClassDeclaration

function declarationsIn(file: ts.SourceFile): Declaration[] {
  return file.statements.flatMap((statement): readonly Declaration[] => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations
    return ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement) ? [statement] : []
  })
}

/** The words that a named union of words stands for. */
function unionsIn(file: ts.SourceFile): [name: string, words: string][] {
  return file.statements.flatMap((statement): [string, string][] => {
    const isUnion = ts.isTypeAliasDeclaration(statement) && ts.isUnionTypeNode(statement.type)
    if (!isUnion || !statement.type.types.every(ts.isLiteralTypeNode)) return []
    return [[statement.name.text, statement.type.getText()]]
  })
}

function isExported(declaration: Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0
}

function commentAbove(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
  return comments.join(' ').replaceAll(/\s+/g, ' ').trim()
}

function commentBehind(element: ts.Expression): string {
  const text = element.getSourceFile().text
  const after = element.end + (text[element.end] === ',' ? 1 : 0)
  const ranges = ts.getTrailingCommentRanges(text, after) ?? []
  return ranges.map(({ pos, end }) => text.slice(pos + 2, end).trim()).join(' ')
}

/** The object literals inside a schema: those of a union side by side, none behind a name. */
function literalsIn(expression: ts.Expression): ts.ObjectLiteralExpression[] {
  if (ts.isObjectLiteralExpression(expression)) return [expression]
  if (ts.isArrayLiteralExpression(expression)) return expression.elements.flatMap(literalsIn)
  if (!ts.isCallExpression(expression)) return []
  const before = schemaBefore(expression)
  if (before) return literalsIn(before)
  const [first] = expression.arguments
  return first ? literalsIn(first) : []
}

/** The named constant that a schema wraps: `Cost` in `z.optional(Cost)`. */
function constantIn(expression: ts.Expression): ts.Identifier | undefined {
  if (ts.isIdentifier(expression)) return expression
  if (!ts.isCallExpression(expression)) return undefined
  const inner = schemaBefore(expression) ?? expression.arguments[0]
  return inner && constantIn(inner)
}

// In `z.string().check(...)` the schema is what stands before the last dot.
function schemaBefore({ expression }: ts.CallExpression): ts.Expression | undefined {
  const isChained = ts.isPropertyAccessExpression(expression) && ts.isCallExpression(expression.expression)
  return isChained ? expression.expression : undefined
}

function readMember(member: ts.TypeElement): Member[] {
  const isMethod = ts.isMethodSignature(member)
  if (!isMethod && !ts.isPropertySignature(member)) return []
  const type = (member.type?.getText() ?? 'unknown').replaceAll(/\s+/g, ' ').replace(/ \| undefined$/, '')
  return [
    {
      name: member.name.getText(),
      parameters: isMethod
        ? member.parameters.map(({ name, questionToken }) => name.getText() + (questionToken ? '?' : ''))
        : undefined,
      type,
      isOptional: member.questionToken !== undefined,
      comment: commentAbove(member),
    },
  ]
}
