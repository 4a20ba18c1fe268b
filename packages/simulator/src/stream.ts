/** Makes a body out of chunks, each made only when somebody reads on; `onCancel` runs when the reader goes away. */
export function streamOf(
  chunks: AsyncGenerator<Uint8Array>,
  onCancel?: (reason: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(new Uint8Array(value))
      },
      cancel: (reason) => {
        onCancel?.(reason)
        // Not awaited: it only settles once a chunk that is being made is done.
        chunks.return(undefined).catch(() => {})
      },
    },
    // Nothing is made ahead of its reader: on an injected clock, that would move time.
    { highWaterMark: 0 },
  )
}
