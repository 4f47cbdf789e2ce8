import type { PollStatus } from './server.ts'

/** The `Date` header counts whole seconds and the answer takes its time: less than this is no difference between clocks. */
const NOISE_MS = 2000

/**
 * A server's clock minus ours in ms, for times on screen and for filters that count time; 0 while it is unknown. In whole seconds, and 0 for what is no more than noise, so
 * that the times of all rows do not move to and fro by a second with each poll.
 */
export function clockOffsetOf({ clockOffset }: Pick<PollStatus, 'clockOffset'>): number {
  if (clockOffset === null || Math.abs(clockOffset) < NOISE_MS) return 0
  return Math.round(clockOffset / 1000) * 1000
}
