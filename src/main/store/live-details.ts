import { foldedName } from '../../shared/guard.ts'
import { findCacheServer } from './cache-servers.ts'
import { type Database, prepared } from './database.ts'
import type { GridSource } from './grid-source.ts'
import { recordsFromFile } from './live-rebuild.ts'
import { firstCompletePoll } from './polls.ts'
import { userSortText } from './row-keys.ts'
import { storedSessionId } from './session-id.ts'
import { RECORD_COLUMNS, type RecordColumns, recordFromColumns, type SessionRecord } from './session-record.ts'

/** An ended session is looked for among so many newest versions; ids have no index in the file. About 0.1 s when it is not there. */
const LOOKED_THROUGH = 500_000

/** The live row with this key, or null. `site` is the server's number in the live table. */
export function findLive(live: Database, site: number, sessionId: string, duplicate: number): SessionRecord | null {
  const sql = `SELECT ${RECORD_COLUMNS} FROM live WHERE server = +? AND sid = +? AND duplicate = +?`
  const row = prepared<RecordColumns>(live, sql).raw().get(site, storedSessionId(sessionId), duplicate)
  return row === undefined ? null : recordFromColumns(row)
}

/** Whether there is a live row with this key. */
export function isListed(live: Database, site: number, sessionId: string, duplicate: number): boolean {
  const sql = 'SELECT 1 FROM live WHERE server = +? AND sid = +? AND duplicate = +?'
  return prepared(live, sql).get(site, storedSessionId(sessionId), duplicate) !== undefined
}

/**
 * The other live sessions under the same user name, whatever its case: first those on the same server, then those on others, where it may be
 * somebody else's. None for a session without a user, nor for API keys and monitors, which share a name.
 */
export function siblingsOf(live: Database, record: SessionRecord): SessionRecord[] {
  const { user, account, server, id } = record
  if (user === null || account === 'anonymous') return []
  // Left to itself SQLite walks all rows of the server.
  const sql = `SELECT ${RECORD_COLUMNS} FROM live INDEXED BY live_user
    WHERE user_sort = +? AND id <> +? ORDER BY server <> +?, last_active DESC, id LIMIT 200`
  const rows = prepared<RecordColumns>(live, sql).raw().all(userSortText(user), id, server).map(recordFromColumns)
  // The index does not tell accents apart; a person's name does.
  return rows.filter((other) => other.user !== null && foldedName(other.user) === foldedName(user))
}

/** Server number and stored session id of every id that several rows of one answer share. There are hardly ever any. */
export function repeatedIds(source: GridSource): ReadonlySet<string> {
  const sql = `SELECT DISTINCT server, sid FROM ${source.rows} WHERE duplicate > 0`
  const rows = prepared<[number, Uint8Array | string]>(source.database, sql).raw().all()
  return new Set(rows.map(([server, sid]) => repeatedIdText(server, sid)))
}

/** One element of `repeatedIds`. */
export function repeatedIdText(server: number, sid: Uint8Array | string): string {
  return `${server}/${typeof sid === 'string' ? sid : Buffer.from(sid).toString('hex')}`
}

/** What of a session only the file knows. */
export interface StoredFacts {
  /** Epoch seconds. */
  readonly firstSeen: number
  readonly other: readonly { readonly name: string; readonly value: string; readonly secret: boolean }[]
}

/** null when the version is not in the file. */
export function storedFacts(cache: Database, version: number): StoredFacts | null {
  const sql = 'SELECT coalesce(since, seen_from) AS firstSeen, other FROM ver WHERE id = ?'
  const row = prepared<{ firstSeen: number; other: string | null }>(cache, sql).get(version)
  if (row === undefined) return null
  const pairs = row.other === null ? [] : (JSON.parse(row.other) as [string, string | null][])
  return { firstSeen: row.firstSeen, other: pairs.map(([name, value]) => ({ name, value: value ?? '', secret: value === null })) }
}

/** The last state of a session that is no longer listed, read at the last poll that listed it; null when it is not among the recent ones. */
export function findEnded(cache: Database, serverId: string, sessionId: string, duplicate: number): SessionRecord | null {
  const server = findCacheServer(cache, serverId)?.number
  if (server === undefined) return null
  const sql = `SELECT id, seen_to AS seenTo, last_active AS lastActive FROM ver
    WHERE id > (SELECT max(id) FROM ver) - ${LOOKED_THROUGH} AND server = +? AND sid = +? AND duplicate = +? ORDER BY id DESC LIMIT 1`
  const row = prepared<{ id: number; seenTo: number; lastActive: number | null }>(cache, sql).get(
    server,
    storedSessionId(sessionId),
    duplicate,
  )
  if (row === undefined) return null
  const readAt = lastReadBefore(cache, server, row.seenTo)
  return (
    recordsFromFile(cache, firstCompletePoll(cache, server))(row.id, { lastActive: row.lastActive, readAt, expires: undefined })?.record ??
    null
  )
}

function lastReadBefore(cache: Database, server: number, t: number): number | null {
  const sql = 'SELECT t FROM poll WHERE server = +? AND t < +? AND ok = 1 ORDER BY t DESC LIMIT 1'
  return prepared<{ t: number }>(cache, sql).get(server, t)?.t ?? null
}
