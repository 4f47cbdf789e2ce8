import type { Target } from '../../../shared/termination.ts'
import type { DecodedSession, SnapshotRead } from '../connectors/connector.ts'

/** What one read shows of one target. `unseen`: not in it, but the read is incomplete and proves nothing. */
export type Sighting =
  | { readonly kind: 'listed'; readonly session: DecodedSession; readonly repeated: boolean }
  | { readonly kind: 'changed'; readonly what: string; readonly session: DecodedSession }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unseen' }

/** The rows of a read by id, for the few ids that are asked about. */
export type ReadIndex = ReadonlyMap<string, readonly DecodedSession[]>

/** Walks a read once and keeps the rows with these ids. */
export function indexRead(read: SnapshotRead, sessionIds: ReadonlySet<string>): ReadIndex {
  const index = new Map<string, DecodedSession[]>()
  for (const session of read.sessions) {
    if (!sessionIds.has(session.sessionId)) continue
    const rows = index.get(session.sessionId)
    if (rows === undefined) index.set(session.sessionId, [session])
    else rows.push(session)
  }
  return index
}

/** Tells whether a read still lists the very session that was frozen, another one under its id, or none. */
export function sight(index: ReadIndex, complete: boolean, target: Target): Sighting {
  const rows = index.get(target.key.sessionId) ?? []
  const [first] = rows
  if (first === undefined) return complete ? { kind: 'absent' } : { kind: 'unseen' }
  const same = rows.find((row) => changeOf(target, row) === null)
  if (same === undefined) return { kind: 'changed', what: changeOf(target, first) ?? '', session: first }
  return { kind: 'listed', session: same, repeated: rows.some((row) => row !== same && !isSameRow(row, same)) }
}

/** Servers that compute the sign-in time from an uptime give it a little differently each time. */
const CREATED_TOLERANCE = 2000

/** What makes this row another session than the frozen one, in words; null when it is the same. */
function changeOf(target: Target, row: DecodedSession): string | null {
  if (wellFormed(target.user) !== wellFormed(row.user)) {
    return `its id now belongs to ${row.user === null || row.user === '' ? 'an unnamed user' : row.user}`
  }
  if (target.createdAt === null || row.createdAt === null) return null
  return Math.abs(target.createdAt - row.createdAt) > CREATED_TOLERANCE ? 'it was created at another time' : null
}

/** Texts come back from a file in this form. */
function wellFormed(text: string | null): string | null {
  return text?.toWellFormed() ?? null
}

const COMPARED = ['user', 'userId', 'type', 'address', 'userAgent', 'createdAt', 'own'] as const

/** Two rows of one answer that differ at most in their last activity are one session that moved between two pages. */
function isSameRow(left: DecodedSession, right: DecodedSession): boolean {
  return COMPARED.every((field) => left[field] === right[field])
}
