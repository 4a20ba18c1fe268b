/** An object of a parsed document. */
export type Tree = Readonly<Record<string, unknown>>

/** Whether it is an object and no list. */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object under a key; empty when there is none. */
export function treeAt(tree: Tree, key: string): Tree {
  const value = tree[key]
  return isTree(value) ? value : {}
}

/** The text under a key; undefined when there is none. */
export function textAt(tree: Tree, key: string): string | undefined {
  const value = tree[key]
  return typeof value === 'string' ? value : undefined
}

/** The list under a key; empty when there is none. */
export function listAt(tree: Tree, key: string): readonly unknown[] {
  const value = tree[key]
  return Array.isArray(value) ? value : []
}
