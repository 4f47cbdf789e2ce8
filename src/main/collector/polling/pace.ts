import type { Clock } from '../../../shared/clock.ts'
import { nextDelay, type ScheduleFacts } from './schedule.ts'

/** What a pace is worked out from beside what happened. */
export interface PaceEnvironment {
  readonly clock: Clock
  readonly random: () => number
}

/** How soon one server may be read again, by what became of the reads before. All spans are in ms. */
export interface Pace {
  /** A read was taken in: whatever the server asked for before is over. */
  succeeded(): void
  failed(): void
  /** An attempt ended just now: the next one is planned from here, however often it is planned. */
  ended(): void
  /** The server asks to be left alone for so long; what it asked for before still holds when that is longer. */
  keepQuiet(ms: number): void
  /** How long the server still asks to be left alone; 0 when it does not. */
  quietFor(): number
  /** The pause until the next read by the interval of the server. */
  planned(facts: Pick<ScheduleFacts, 'intervalSeconds' | 'hidden'>): number
  /** The pause until a read that is wanted after `delay`: longer when the server asks to be left alone. */
  wanted(delay: number): number
}

/** The pace of a server that was not read yet. */
export function createPace({ clock, random }: PaceEnvironment): Pace {
  let failures = 0
  let quietUntil = 0
  let endedAt: number | null = null
  const quietFor = (): number => Math.max(0, quietUntil - clock.monotonic())
  return {
    succeeded() {
      failures = 0
      quietUntil = 0
    },
    failed() {
      failures += 1
    },
    ended() {
      endedAt = clock.monotonic()
    },
    keepQuiet(ms) {
      quietUntil = Math.max(quietUntil, clock.monotonic() + ms)
    },
    quietFor,
    planned(facts) {
      const waitMs = quietFor()
      const passed = endedAt === null ? Number.POSITIVE_INFINITY : clock.monotonic() - endedAt
      return Math.max(nextDelay({ ...facts, failures, waitMs }, random) - passed, waitMs, 0)
    },
    wanted(delay) {
      const waitMs = quietFor()
      return Math.max(delay, waitMs === 0 ? 0 : waitMs + random() * 1000)
    },
  }
}
