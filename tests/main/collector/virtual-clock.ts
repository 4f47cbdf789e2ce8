import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../../src/shared/clock.ts'

interface Timer {
  readonly due: number
  readonly work: () => void
}

/** A clock that stands still until it is told to go on. Its wall clock can jump, as real ones do. */
export class VirtualClock implements Clock {
  readonly #timers = new Set<Timer>()
  #monotonic = 1000
  #wall = 1_790_000_000_000

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#monotonic
  }

  after(delay: number, work: () => void): () => void {
    // What a real timer does with a delay that does not fit into 32 bits.
    const timer = { due: this.#monotonic + (delay > 2 ** 31 - 1 ? 1 : Math.max(delay, 0)), work }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** The wall clock is set, forward or back; no time passes. */
  jump(ms: number): void {
    this.#wall += ms
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.size
  }

  /** Lets time pass, timer by timer, and everything that follows from each. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonic + ms
    await settle()
    for (let next = this.#nextBefore(end); next !== null; next = this.#nextBefore(end)) {
      this.#timers.delete(next)
      this.#goTo(Math.max(next.due, this.#monotonic))
      next.work()
      await settle()
    }
    this.#goTo(end)
  }

  #nextBefore(end: number): Timer | null {
    let first: Timer | null = null
    for (const timer of this.#timers) if (timer.due <= end && (first === null || timer.due < first.due)) first = timer
    return first
  }

  #goTo(moment: number): void {
    this.#wall += moment - this.#monotonic
    this.#monotonic = moment
  }
}

/** Lets every promise that can go on go on. */
export async function settle(): Promise<void> {
  await setImmediate()
}
