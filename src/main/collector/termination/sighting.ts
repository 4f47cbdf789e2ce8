import { t } from '../../../shared/language/language.ts'
import type { Target } from '../../../shared/termination.ts'
import type { DecodedSession } from '../connectors/connector.ts'
import { distinctOf } from '../connectors/repeats.ts'
import type { ReadReport } from '../connectors/requests.ts'
import { mayBeAmong, type Person, wellFormed } from './person.ts'

/**
 * What one read shows of one target: no more of its row than the guards need. `changed`: its id is listed, for what looks like another
 * session; `what` says so in words, and `again` what that means after a request. `unseen`: not in the read, but that is incomplete and proves nothing; or the target is a
 * user, whom no read shows. `own` of a target that is ended with all its user's sessions: any of those, or of a
 * namesake's, is Rollcall's own.
 */
export type Sighting =
  | { readonly kind: 'listed'; readonly own: boolean | null; readonly repeated: boolean }
  | { readonly kind: 'changed'; readonly own: boolean | null; readonly what: string; readonly again: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unseen' }

/** What one read shows of the targets it was asked about. */
export interface Evidence {
  readonly serverId: string
  readonly complete: boolean
  /** Monotonic ms at which its first request could leave. */
  readonly startedAt: number
  /** Epoch ms at which it was taken in. */
  readonly at: number
  sighting(target: Target): Sighting
}

/** Whoever has targets that reads tell something about. */
export interface Watcher {
  /** Its targets on this server. */
  watched(serverId: string): readonly Target[]
  onRead(evidence: Evidence): void
}

/** Walks a read once for all who watch its server, and shows it to them. */
export function show({ serverId, read, startedAt, at }: ReadReport, watchers: readonly Watcher[]): void {
  const targets = watchers.flatMap((watcher) => watcher.watched(serverId))
  if (targets.length === 0) return
  const index = indexRows(read.sessions, targets)
  const { complete } = read
  for (const watcher of watchers)
    watcher.onRead({ serverId, complete, startedAt, at, sighting: (target) => sight(index, complete, target) })
}

/** A target with the newest row of it. */
export interface Watched {
  readonly target: Target
  sighting: Sighting
}

/** Keeps sightings current. What a read does not show stays as it was seen last. */
export function lookAgain(watched: Iterable<Watched>, evidence: Evidence): void {
  for (const item of watched) {
    const sighting = evidence.sighting(item.target)
    if (sighting.kind !== 'unseen') item.sighting = sighting
  }
}

/** What a read says of the few targets that are asked about. */
export interface RowIndex {
  readonly byId: ReadonlyMap<string, readonly DecodedSession[]>
  /** Whether logging somebody out could end a row that is Rollcall's own; only looked at for targets that end with all of their user. */
  readonly isOwnUser: (person: Person) => boolean
}

/** Walks a read once and keeps the rows with the ids of these targets. */
export function indexRows(sessions: readonly DecodedSession[], targets: readonly Pick<Target, 'key' | 'wholeUser'>[]): RowIndex {
  const wanted = new Set(targets.map(({ key }) => key.sessionId))
  const named = sessions.filter(({ sessionId }) => wanted.has(sessionId))
  const own = targets.some(({ wholeUser }) => wholeUser) ? sessions.filter((row) => row.own === true) : []
  return { byId: Map.groupBy(named, ({ sessionId }) => sessionId), isOwnUser: mayBeAmong(own) }
}

/** Tells whether a read still lists the very session that was frozen, another one under its id, or none. */
export function sight(index: RowIndex, complete: boolean, target: Target): Sighting {
  if (target.kind === 'user') return { kind: 'unseen' }
  const rows = distinctOf(index.byId.get(target.key.sessionId) ?? [])
  const [first] = rows
  if (first === undefined) return complete ? { kind: 'absent' } : { kind: 'unseen' }
  const same = rows.find((row) => isFrozenSession(target, row))
  if (same === undefined) return { kind: 'changed', own: first.own, ...changeInWords(target, first) }
  const own = target.wholeUser && index.isOwnUser(target) ? true : same.own
  return { kind: 'listed', own, repeated: rows.length > 1 }
}

/** Servers that compute the sign-in time from an uptime give it a little differently each time, also where nobody says so. */
const CREATED_TOLERANCE = 2000

/** A re-used id is told from the same session by its user and by when it was created; where the server gives no time, by the user alone. */
function isFrozenSession(target: Target, row: DecodedSession): boolean {
  if (!isSameUser(target, row)) return false
  const tolerance = Math.max(CREATED_TOLERANCE, row.createdWithin)
  return target.createdAt === null || row.createdAt === null || Math.abs(target.createdAt - row.createdAt) <= tolerance
}

function isSameUser(target: Target, row: DecodedSession): boolean {
  return wellFormed(target.user) === wellFormed(row.user)
}

/** Another row under the same id may be the same session with a changed text, or a new one: after a request it proves nothing. */
function changeInWords(target: Target, row: DecodedSession): { readonly what: string; readonly again: string } {
  const user = row.user === null || row.user === '' ? t('runs.unnamed') : row.user
  if (!isSameUser(target, row)) return { what: t('runs.otherUser', { user }), again: t('runs.againFor', { user }) }
  return { what: t('runs.otherTime'), again: t('runs.againAtOtherTime', { user }) }
}
