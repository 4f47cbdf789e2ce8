import type { ChangeSet, LiveRow } from '../../../shared/change.ts'
import type { Listing, ListingChange } from '../../store/listing.ts'
import { firstSeen } from '../../store/session-record.ts'
import { countSessions, eachSession, expiresAt, type ServerMemory, type SessionState } from './memory.ts'
import { millisecondsOf } from './times.ts'

/** What one read did to the file and to memory. */
export interface Taken {
  readonly complete: boolean
  readonly ended: readonly SessionState[]
  readonly started: readonly SessionState[]
  readonly touched: readonly SessionState[]
  /** Those of `started` and `touched` whose expiry follows another rule than before. */
  readonly expiryMoved: readonly SessionState[]
}

/** What the reader is told, at most the number of changed sessions long. `t` in epoch seconds; `completeFrom` as `firstSeen` takes it. */
export function changeSetOf(serverId: string, t: number, completeFrom: number | null, taken: Taken): ChangeSet {
  const { complete, ended, started, touched, expiryMoved } = taken
  const moves = expiryMoved.length > 0 || touched.some(({ expiry }) => expiry.exception !== null || !Number.isNaN(expiry.ttl))
  return {
    kind: 'changes',
    serverId,
    pollAt: t * 1000,
    complete,
    started: started.map((state) => liveRow(state, completeFrom)),
    ended: versionsOf(ended),
    touched: versionsOf(touched),
    lastActive: numbersOf(touched, (state) => state.lastActive * 1000),
    expires: moves ? numbersOf(touched, (state) => expiresAt(state) * 1000) : null,
  }
}

function liveRow(state: SessionState, completeFrom: number | null): LiveRow {
  const { user } = state
  return [
    state.version,
    state.sessionId,
    state.duplicate,
    user.user,
    user.userId,
    user.displayName,
    user.email,
    user.project,
    user.organisation,
    state.type?.text ?? null,
    state.node,
    state.address,
    state.agent?.text ?? null,
    state.agent?.words ?? null,
    state.createdAt,
    millisecondsOf(state.lastActive),
    millisecondsOf(expiresAt(state)),
    user.account,
    ownFlag(state.own),
    state.agent?.browser ?? null,
    state.agent?.system ?? null,
    state.agent?.device ?? null,
    firstSeen(state.since, completeFrom) === null ? null : state.since * 1000,
  ]
}

function ownFlag(own: boolean | null): 0 | 1 | null {
  if (own === null) return null
  return own ? 1 : 0
}

/** The same for a delta frame: sorted by id. */
export function frameChangeOf({ ended, started, touched, expiryMoved }: Taken): ListingChange {
  const startedSorted = byVersion(started)
  const touchedSorted = byVersion(touched)
  return {
    ended: versionsOf(ended).sort(),
    started: versionsOf(startedSorted),
    startedActive: numbersOf(startedSorted, (state) => state.lastActive),
    touched: versionsOf(touchedSorted),
    touchedActive: numbersOf(touchedSorted, (state) => state.lastActive),
    expires: new Map(expiryMoved.map((state) => [state.version, state.expiry.exception])),
  }
}

/** Everything that is listed now, for a keyframe. */
export function wholeListing(memory: Pick<ServerMemory, 'sessions' | 'completeAt'>): Listing {
  const states = new Array<SessionState>(countSessions(memory.sessions))
  let length = 0
  const expires = new Map<number, number>()
  const readAt = new Map<number, number>()
  for (const state of eachSession(memory.sessions)) {
    states[length++] = state
    if (state.expiry.exception !== null) expires.set(state.version, state.expiry.exception)
    if (!Number.isNaN(state.readAt) && !(state.readAt <= memory.completeAt)) readAt.set(state.version, state.readAt)
  }
  const sorted = byVersion(states)
  return {
    ids: versionsOf(sorted),
    lastActive: numbersOf(sorted, (state) => state.lastActive),
    expires,
    completeAt: memory.completeAt,
    readAt,
  }
}

/** `Int32Array.from` with a function takes several times as long, and this runs for every session of every poll. */
function versionsOf(states: readonly SessionState[]): Int32Array<ArrayBuffer> {
  const versions = new Int32Array(states.length)
  for (let index = 0; index < states.length; index += 1) versions[index] = states[index]?.version ?? 0
  return versions
}

function numbersOf(states: readonly SessionState[], of: (state: SessionState) => number): Float64Array<ArrayBuffer> {
  const numbers = new Float64Array(states.length)
  for (const [index, state] of states.entries()) numbers[index] = of(state)
  return numbers
}

/** Servers list in an order of their own, mostly a stable one; then this is one walk. */
function byVersion(states: readonly SessionState[]): readonly SessionState[] {
  const isSorted = states.every((state, index) => index === 0 || (states[index - 1]?.version ?? 0) < state.version)
  return isSorted ? states : states.toSorted((one, other) => one.version - other.version)
}
