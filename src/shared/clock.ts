/** Time as the program sees it. Handed in wherever something waits, so that tests can run a day in a second. */
export interface Clock {
  /** Epoch ms of this machine's clock, which may jump in both directions; for what is shown and stored. */
  now(): number
  /** Milliseconds that only grow; for every duration and deadline. */
  monotonic(): number
  /** Runs `work` once after `delay` ms. The answer calls it off. */
  after(delay: number, work: () => void): () => void
}

/** A timer with a longer delay fires at once instead (32-bit overflow). */
const LONGEST_DELAY = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delay, work) => {
    const timer = setTimeout(work, Math.min(Math.max(delay, 0), LONGEST_DELAY))
    return () => clearTimeout(timer)
  },
}

/** Resolves after `delay` ms, or as soon as `signal` is aborted, whichever comes first. */
export function wait(clock: Clock, delay: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = (): void => {
      callOff()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const callOff = clock.after(delay, end)
    signal.addEventListener('abort', end, { once: true })
  })
}
