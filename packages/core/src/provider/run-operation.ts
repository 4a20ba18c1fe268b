import { load } from '../load.ts'
import type { ProviderCall } from '../model/video-provider.ts'
import type { Context } from './definition.ts'
import type { OperationContext, OperationContextOptions } from './operation-context.ts'

/** Runs the operations of one provider, each with an HTTP client of its own; errors become VideoErrors. */
export interface OperationRunner<Paths, Settings> {
  run<T>(
    operation: string,
    call: ProviderCall | undefined,
    work: (context: Context<Paths, Settings>, reading: Pick<OperationContext, 'clean' | 'accepted'>) => Promise<T>,
  ): Promise<T>
  stream<T>(
    operation: string,
    call: ProviderCall | undefined,
    work: (
      context: Context<Paths, Settings>,
      reading: Pick<OperationContext, 'clean' | 'accepted'>,
    ) => AsyncIterable<T>,
  ): AsyncGenerator<T>
}

/** Makes the runner; the code that a call needs is loaded at the first call. */
export function createOperationRunner<Paths, Settings>(
  shared: OperationContextOptions,
  settings: Settings,
): OperationRunner<Paths, Settings> {
  return {
    async run(operation, call, work) {
      const { openOperationContext } = await load()
      const { http, mend, ...reading } = openOperationContext(shared, operation, call)
      try {
        return await work({ http, settings }, reading)
      } catch (error) {
        throw mend(error)
      }
    },
    async *stream(operation, call, work) {
      const { openOperationContext } = await load()
      const { http, mend, ...reading } = openOperationContext(shared, operation, call)
      try {
        yield* work({ http, settings }, reading)
      } catch (error) {
        throw mend(error)
      }
    },
  }
}
