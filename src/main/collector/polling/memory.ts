import type { Agent, SessionType } from '../../store/dictionaries.ts'
import type { User } from '../../store/users.ts'

/**
 * What is remembered of one live session between two reads. Texts that many sessions share are one object. Times are epoch seconds with
 * NaN for unknown, but for `createdAt`, epoch ms.
 */
export interface SessionState {
  /** Id of its open version in cache.db. */
  readonly version: number
  readonly sessionId: string
  readonly duplicate: number
  readonly user: User
  readonly type: SessionType | null
  readonly node: string | null
  readonly agent: Agent | null
  readonly address: string | null
  readonly createdAt: number | null
  readonly own: boolean | null
  /** When the session was first seen, in whichever version. */
  readonly since: number
  /** Expiry as the version has it. */
  readonly firstExpires: number
  lastActive: number
  expiry: Expiry
  /** The last activity moved while the expiry stood still, so this version's expiry does not slide. */
  moved: boolean
  /** When a partial read last listed it; the last complete read counts for all. */
  readAt: number
}

/** How a session's expiry follows: `exception` where given, else last activity + `ttl` (seconds; NaN: none), else as first seen. */
export interface Expiry {
  readonly ttl: number
  /** Epoch seconds, NaN for unknown; null: no exception. */
  readonly exception: number | null
}

/** Sessions by duplicate number and id. */
export type Sessions = Map<number, Map<string, SessionState>>

/** What the collector remembers of one server between two reads. Opaque to everything but `ingest`. */
export interface ServerMemory {
  readonly serverId: string
  /** Its number in cache.db; null until something was written. */
  server: number | null
  sessions: Sessions
  /** Sessions the last complete read no longer listed: the next one may show that they were only missed. */
  gone: Sessions
  users: Map<string, User>
  /** The file knows users of this server that may not be in `users`. */
  usersInFile: boolean
  slides: boolean
  completeAt: number
  /** The first complete read there ever was; null when there was none. */
  completeFrom: number | null
  /** Time of the newest frame; null when there is none. */
  frameAt: number | null
  /** Deltas since the last keyframe. */
  deltas: number
  /** A write failed: what is remembered may be ahead of what is on disk, so it is read again first. */
  stale: boolean
}

export function findSession(sessions: Sessions, sessionId: string, duplicate: number): SessionState | undefined {
  return sessions.get(duplicate)?.get(sessionId)
}

export function putSession(sessions: Sessions, state: SessionState): void {
  const same = sessions.get(state.duplicate)
  if (same === undefined) sessions.set(state.duplicate, new Map([[state.sessionId, state]]))
  else same.set(state.sessionId, state)
}

export function dropSession(sessions: Sessions, { sessionId, duplicate }: SessionState): void {
  const same = sessions.get(duplicate)
  same?.delete(sessionId)
  if (same?.size === 0) sessions.delete(duplicate)
}

/** All of them, in no order that means anything. */
export function* eachSession(sessions: Sessions): Generator<SessionState> {
  for (const same of sessions.values()) yield* same.values()
}

export function countSessions(sessions: Sessions): number {
  let count = 0
  for (const same of sessions.values()) count += same.size
  return count
}

/** When a session expires, in epoch seconds; NaN when unknown. */
export function expiresAt(state: Pick<SessionState, 'expiry' | 'firstExpires' | 'lastActive'>): number {
  if (state.expiry.exception !== null) return state.expiry.exception
  const slid = state.lastActive + state.expiry.ttl
  return Number.isNaN(slid) ? state.firstExpires : slid
}
