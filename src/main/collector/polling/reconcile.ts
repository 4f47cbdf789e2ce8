import type { DecodedSession, SnapshotRead } from '../connectors/connector.ts'
import { distinctRows } from '../connectors/repeats.ts'
import { nextExpiry } from './expiry.ts'
import { type Expiry, eachSession, findSession, type ServerMemory, type SessionState } from './memory.ts'
import { wholeMilliseconds, wholeSeconds } from './times.ts'

/** A row that needs a new version, or an old one opened again. */
export interface Started {
  readonly session: DecodedSession
  readonly duplicate: number
  /** The same session's version until now, when one of its facts changed. */
  readonly before: SessionState | null
  /** The version that was ended by the last complete read although the session lives. */
  readonly reopens: SessionState | null
}

/** A listed session of which only volatile facts changed; in a partial read, every listed one. Epoch seconds. */
export interface Touched {
  readonly state: SessionState
  readonly lastActive: number
  readonly expiry: Expiry
}

export interface Difference {
  readonly started: readonly Started[]
  readonly ended: readonly SessionState[]
  readonly touched: readonly Touched[]
}

/** Compares a read with what was known. Changes nothing. A read that is not complete never ends a session. */
export function reconcile(previous: Pick<ServerMemory, 'sessions' | 'gone'>, read: SnapshotRead): Difference {
  const rows = distinctRows(read.sessions)
  const started: Started[] = []
  const touched: Touched[] = []
  const compare = (session: DecodedSession, duplicate: number): void => {
    const state = findSession(previous.sessions, session.sessionId, duplicate)
    if (state === undefined) {
      started.push({ session, duplicate, before: null, reopens: goneButSame(previous, session, duplicate) })
    } else if (!isSame(state, session)) {
      started.push({ session, duplicate, before: state, reopens: null })
    } else {
      const touch = touchOf(state, session, read.complete)
      if (touch !== null) touched.push(touch)
    }
  }
  for (const session of rows.first.values()) compare(session, 0)
  for (const more of rows.further.values()) {
    for (const [index, session] of more.entries()) compare(session, index + 1)
  }
  return { started, touched, ended: read.complete ? missing(previous, rows) : [] }
}

function goneButSame(previous: Pick<ServerMemory, 'gone'>, session: DecodedSession, duplicate: number): SessionState | null {
  const state = findSession(previous.gone, session.sessionId, duplicate)
  return state !== undefined && isSame(state, session) ? state : null
}

function missing(previous: Pick<ServerMemory, 'sessions'>, rows: ReturnType<typeof distinctRows>): SessionState[] {
  const ended: SessionState[] = []
  for (const state of eachSession(previous.sessions)) {
    const { sessionId, duplicate } = state
    const listed = duplicate === 0 ? rows.first.has(sessionId) : duplicate <= (rows.further.get(sessionId)?.length ?? 0)
    if (!listed) ended.push(state)
  }
  return ended
}

/** Whether a row says of a session what is known of it already, apart from the facts that move. */
function isSame(state: SessionState, session: DecodedSession): boolean {
  const { user } = state
  return (
    user.user === session.user &&
    state.address === session.address &&
    (state.agent === null ? null : state.agent.text) === session.userAgent &&
    isSameMoment(state.createdAt, session) &&
    (state.type === null ? null : state.type.text) === session.type &&
    state.node === session.node &&
    user.userId === session.userId &&
    user.displayName === session.displayName &&
    user.email === session.email &&
    user.project === session.project &&
    user.organisation === session.organisation &&
    user.account === session.account &&
    state.own === session.own
  )
}

/** A time that is counted back from a length comes out a little differently at each read; the one that was seen first is kept. */
function isSameMoment(before: number | null, { createdAt, createdWithin }: DecodedSession): boolean {
  const now = wholeMilliseconds(createdAt)
  return before === now || (before !== null && now !== null && Math.abs(before - now) <= createdWithin)
}

function touchOf(state: SessionState, session: DecodedSession, complete: boolean): Touched | null {
  const lastActive = wholeSeconds(session.lastActiveAt)
  const expiry = nextExpiry(state, lastActive, wholeSeconds(session.expiresAt))
  if (complete && Object.is(lastActive, state.lastActive) && expiry === state.expiry) return null
  return { state, lastActive, expiry }
}
