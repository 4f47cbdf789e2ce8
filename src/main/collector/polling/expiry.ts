import { type Expiry, expiresAt, type SessionState } from './memory.ts'

/** Two roundings to whole seconds may differ by so much. */
const TOLERANCE = 1

/**
 * How a session's expiry goes on after a read. Many servers move it along with every request; as a new version per request that would be
 * most of the file, so such an expiry is kept as a time to live. One that changes in any other way becomes an exception in the frame.
 * Gives the very same object when nothing changed. Times are epoch seconds, NaN for unknown.
 */
export function nextExpiry(state: SessionState, lastActive: number, expires: number): Expiry {
  const { expiry } = state
  if (isNear(expires, expiresAt({ ...pick(state), lastActive }))) return expiry
  const slid = slidingTtl(state, lastActive, expires)
  if (slid !== null) return { ttl: slid, exception: null }
  if (isNear(expires, expiresAt({ ...pick(state), lastActive, expiry: { ttl: expiry.ttl, exception: null } }))) {
    return { ttl: expiry.ttl, exception: null }
  }
  return { ttl: expiry.ttl, exception: expires }
}

function pick({ expiry, firstExpires }: SessionState): Pick<SessionState, 'expiry' | 'firstExpires'> {
  return { expiry, firstExpires }
}

/** The time to live when activity and expiry moved by the same for the first time in this version, so that it also fits its past. */
function slidingTtl({ expiry, firstExpires, lastActive: before, moved }: SessionState, lastActive: number, expires: number): number | null {
  if (moved || expiry.exception !== null || !Number.isNaN(expiry.ttl) || Object.is(before, lastActive)) return null
  const ttl = expires - lastActive
  return isNear(ttl, firstExpires - before) ? ttl : null
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= TOLERANCE || (Number.isNaN(one) && Number.isNaN(other))
}
