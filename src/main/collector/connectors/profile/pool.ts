/**
 * Does some work for each item, a few at once, in order of the items as far as it begins. The first error ends the others and is thrown
 * when all have stopped. `work` may say `stop`: nothing further is begun, and what is under way is finished.
 */
export async function inPool<Item>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: Item, index: number, signal: AbortSignal) => Promise<'stop' | undefined>,
): Promise<void> {
  const controller = new AbortController()
  const both = AbortSignal.any([signal, controller.signal])
  let next = 0
  let stopped = false
  const failed: unknown[] = []

  async function run(): Promise<void> {
    while (!stopped && next < items.length) {
      const index = next
      next += 1
      try {
        if ((await work(items[index] as Item, index, both)) === 'stop') stopped = true
      } catch (error) {
        // What ends after the first failure only ends because of it.
        if (failed.length === 0) failed.push(error)
        stopped = true
        controller.abort(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, run))
  signal.throwIfAborted()
  if (failed.length > 0) throw failed[0]
}
