import { registerHooks } from 'node:module'

/** Runs what imports packages of this workspace: they resolve to their sources, so that nothing has to be built first. */
export async function withSources<Value>(work: () => Promise<Value>): Promise<Value> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, '@reelay/source'] }),
  })
  try {
    return await work()
  } finally {
    hooks.deregister()
  }
}
