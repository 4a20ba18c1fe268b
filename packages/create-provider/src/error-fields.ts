import { plainName } from './answer-fields.ts'
import { fieldsOf } from './fields.ts'
import type { Operation } from './spec.ts'
import type { Tree } from './tree.ts'

/** Where an error body says what went wrong, in words and as a code. */
export function errorFields(
  document: Tree,
  { error }: Operation,
): { message?: readonly string[]; code?: readonly string[] } {
  const find = (names: readonly string[]): readonly string[] | undefined => {
    const usable = fieldsOf(document, error).filter(({ path, type }) => type === 'string' && !path.includes('*'))
    return usable.find(({ path }) => names.includes(plainName(path.at(-1) ?? '')))?.path
  }
  const message = find(['message', 'detail', 'msg', 'description', 'error_message', 'text'])
  const code = find(['code', 'type', 'error_code'])
  return { ...(message && { message }), ...(code && { code }) }
}
