import type { ErrorCode } from '../../../shared/errors.ts'
import type { Hold } from '../../../shared/server.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** Hidden windows need no fresher rows than this many intervals. */
const HIDDEN_FACTOR = 3

/** Polls of servers with one interval drift apart by up to this part of it, so that they never come as one burst. */
const SKEW = 0.05

/** Longest pause between two attempts on a server that fails, unless its own interval is longer. */
const LONGEST_BACK_OFF = 5 * MINUTE

/** The next poll is planned by these facts alone. */
export interface ScheduleFacts {
  readonly intervalSeconds: number
  readonly hidden: boolean
  /** Failed reads in a row. */
  readonly failures: number
  /** How long the server still asks to be left alone, in ms; 0 when it does not. */
  readonly waitMs: number
}

/**
 * Milliseconds from the end of one read to the next. A failing server is never asked more often than a healthy one: on top of the interval
 * comes a random part of a span that doubles with each failure (full jitter), so that servers that failed together come back apart.
 */
export function nextDelay(facts: ScheduleFacts, random: () => number): number {
  const interval = facts.intervalSeconds * SECOND * (facts.hidden ? HIDDEN_FACTOR : 1)
  const skewed = interval * (1 + SKEW * (2 * random() - 1))
  const delay = facts.failures === 0 ? skewed : skewed + random() * backOffSpan(interval, facts.failures)
  return Math.max(delay, facts.waitMs === 0 ? 0 : facts.waitMs + random() * SECOND)
}

function backOffSpan(interval: number, failures: number): number {
  const doubled = interval * (2 ** Math.min(failures, 16) - 1)
  return Math.min(doubled, Math.max(LONGEST_BACK_OFF - interval, interval * SKEW))
}

/** Delay of the first read of each server after a start, so that many servers do not all begin in one moment. */
export function startDelay(index: number, random: () => number): number {
  return index * 50 + random() * 50
}

/** A timer that fires this much late by the clock slept with the machine; all of them then wake at once. */
export const OVERSLEPT = 10 * SECOND

/** The first reads after the machine slept, or changed its network, are spread over this time. */
const WAKE_SPAN = 5 * SECOND

/** Delay of the first read after the machine slept. */
export function wakeDelay(random: () => number): number {
  return random() * WAKE_SPAN
}

/** Delay of the first read after the machine slept, of the `index`th of `count` servers that are all read then: evenly apart. */
export function staggeredDelay(index: number, count: number, random: () => number): number {
  return ((index + random()) / count) * WAKE_SPAN
}

/** How often a server may turn down the credential before nobody asks it again: accounts get locked by more. */
const MOST_SIGN_IN_FAILURES = 2

/** Whether a problem means that the server must not be asked again until somebody acts. `signInFailures` counts this one too. */
export function holdAfter(code: ErrorCode, signInFailures: number): Hold | null {
  switch (code) {
    case 'sign-in-failed':
      return signInFailures >= MOST_SIGN_IN_FAILURES ? 'sign-in-failed' : null
    case 'no-right':
      return 'no-right'
    case 'certificate-changed':
      return 'certificate'
    case 'practice-off':
      return 'practice-off'
    case 'credential-needed':
    case 'credential-missing':
    case 'credential-changed':
    case 'keychain-absent':
    case 'keychain-locked':
    case 'keychain-stuck':
      return 'credential'
    default:
      return null
  }
}
