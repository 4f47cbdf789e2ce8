import type { Account } from '../../shared/session.ts'

const MINUTE = 60_000

/** A session that is idle for longer is listed no more and refused, but stays in the server's books until it expires. */
export const IDLE_TIMEOUT = 60 * MINUTE

/** A user with this many listed sessions is refused another. */
export const SESSIONS_PER_USER = 10

/** Who a session belongs to, as far as the practice server knows. An empty username is somebody who has not signed in. */
export interface Identity {
  readonly username: string
  readonly userId: string | null
  readonly displayName: string | null
  readonly email: string | null
  readonly account: Account | null
}

/** When its user is active: at a steady pace (ms) for people and programs in the world, or at the last request somebody really made. */
export type Activity =
  | { readonly kind: 'pace'; readonly pace: number; readonly phase: number }
  | { readonly kind: 'seen'; readonly at: number }

/** One session in a practice server's books. Times are epoch ms. */
export interface PracticeSession extends Identity {
  readonly id: string
  readonly type: string
  readonly project: string
  readonly projectDescription: string
  readonly organisation: string
  readonly userAgent: string
  readonly address: string
  readonly createdAt: number
  /** It ends then, whatever its user does. */
  readonly expiresAt: number
  readonly activity: Activity
  /** Stays until it expires or somebody ends it; the others come and go. */
  readonly steady: boolean
  /** The console's own session. */
  readonly own: boolean
}

/** When the session was last used, as of `now`. */
export function lastActiveAt(session: PracticeSession, now: number): number {
  const { activity } = session
  const last = activity.kind === 'seen' ? activity.at : now - ((((now - activity.phase) % activity.pace) + activity.pace) % activity.pace)
  return Math.max(session.createdAt, Math.min(last, now))
}

/** Still in the books. */
export function exists(session: PracticeSession, now: number): boolean {
  return now < session.expiresAt
}

/** Listed, and good for another request. */
export function isAlive(session: PracticeSession, now: number): boolean {
  return exists(session, now) && now - lastActiveAt(session, now) < IDLE_TIMEOUT
}
