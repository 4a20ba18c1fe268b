import { stringify } from 'yaml'
import type { Operation, Spec } from './spec.ts'
import { isTree, textAt, treeAt, type Tree } from './tree.ts'

const shared = new Set(['schemas', 'parameters', 'responses', 'requestBodies', 'headers', 'examples', 'links'])
const verbs = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

/** The document as YAML with these operations alone and what they refer to; the very text when nothing has to go. */
export function prune({ document, text, operations }: Spec, wanted: readonly Operation[]): string {
  if (operations.length === wanted.length) return text
  const paths = Object.entries(treeAt(document, 'paths')).flatMap(([path, item]) => {
    const methods = wanted.filter((one) => one.path === path).map(({ method }) => method)
    const kept = isTree(item) ? Object.entries(item).filter(([key]) => !verbs.has(key) || methods.includes(key)) : []
    const calls = kept.map(([key, value]) => [key, verbs.has(key) ? withoutCallbacks(value) : value] as const)
    return methods.length > 0 ? [[path, Object.fromEntries(calls)] as const] : []
  })
  const slim: Tree = { ...document, paths: Object.fromEntries(paths) }
  const used = new Set<string>()
  collect(slim['paths'], document, used)
  const components = Object.entries(treeAt(document, 'components')).map(([kind, members]) => {
    const kept = Object.entries(isTree(members) ? members : {}).filter(
      ([name]) => !shared.has(kind) || used.has(`#/components/${kind}/${name}`),
    )
    return [kind, Object.fromEntries(kept)] as const
  })
  const { webhooks: _webhooks, tags: _tags, ...rest } = slim
  const left = components.filter(([kind, members]) => kind !== 'callbacks' && Object.keys(members).length > 0)
  return stringify({ ...rest, components: Object.fromEntries(left) })
}

/** Nobody generates anything from callbacks, and their names are more than some tools can resolve. */
function withoutCallbacks(operation: unknown): unknown {
  if (!isTree(operation)) return operation
  const { callbacks: _callbacks, ...rest } = operation
  return rest
}

/** Everything that is referred to, however far away. */
function collect(value: unknown, document: Tree, used: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, document, used)
  if (!isTree(value)) return
  const reference = textAt(value, '$ref')
  if (reference !== undefined && !used.has(reference)) {
    used.add(reference)
    const keys = reference.replace(/^#\//, '').split('/')
    collect(
      keys.reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), document),
      document,
      used,
    )
  }
  for (const one of Object.values(value)) collect(one, document, used)
}
