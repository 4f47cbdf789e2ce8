import { OPEN_END } from './cache-migrations.ts'
import { type Database, prepared } from './database.ts'
import { sessionIdFrom, storedSessionId } from './session-id.ts'

/** One state of a session as it is written. Times are epoch seconds but for `created`, epoch ms. */
export interface NewVersion {
  readonly server: number
  readonly sessionId: string
  readonly duplicate: number
  readonly user: number
  readonly type: number | null
  readonly node: string | null
  readonly address: string | null
  readonly agent: number | null
  readonly created: number | null
  readonly expires: number | null
  readonly ttl: number | null
  readonly own: boolean | null
  readonly seenFrom: number
  /** When the session was first seen, if that was in an earlier version. */
  readonly since: number | null
  /** JSON, or null when the server gave nothing beyond the columns. */
  readonly other: string | null
}

const INSERT = `INSERT INTO ver (server, sid, duplicate, usr, typ, node, address, agent, created, expires, ttl, own, seen_from, seen_to, since, other)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${OPEN_END}, ?, ?)`

/** Opens a version and gives its id; ids ascend. */
export function openVersion(cache: Database, version: NewVersion): number {
  const result = prepared(cache, INSERT).run(
    version.server,
    storedSessionId(version.sessionId),
    version.duplicate,
    version.user,
    version.type,
    version.node,
    version.address,
    version.agent,
    version.created,
    version.expires,
    version.ttl,
    version.own === null ? null : Number(version.own),
    version.seenFrom,
    version.since,
    version.other,
  )
  return Number(result.lastInsertRowid)
}

/** Ends a version at the read that no longer listed it. */
export function closeVersion(cache: Database, id: number, t: number, lastActive: number | null): void {
  prepared(cache, 'UPDATE ver SET seen_to = ?, last_active = ? WHERE id = ?').run(t, lastActive, id)
}

/** Takes an end back: the session was only missed between two pages. */
export function reopenVersion(cache: Database, id: number): void {
  prepared(cache, `UPDATE ver SET seen_to = ${OPEN_END}, last_active = NULL WHERE id = ?`).run(id)
}

/** From now on, and for its past as well, this version's expiry is its last activity plus `ttl` seconds. */
export function setTtl(cache: Database, id: number, ttl: number): void {
  prepared(cache, 'UPDATE ver SET ttl = ? WHERE id = ?').run(ttl, id)
}

/** A version as it stands in the file; the dictionaries' ids are resolved by the caller, who meets the same ones many times. */
export interface StoredVersion extends Omit<NewVersion, 'seenFrom' | 'since' | 'other'> {
  readonly id: number
  /** When the session was first seen, in whichever version. */
  readonly since: number
}

type VersionColumns = [
  server: number,
  sid: Uint8Array | string,
  duplicate: number,
  usr: number,
  typ: number | null,
  node: string | null,
  address: string | null,
  agent: number | null,
  created: number | null,
  expires: number | null,
  ttl: number | null,
  own: number | null,
  since: number,
]

const READ = `SELECT server, sid, duplicate, usr, typ, node, address, agent, created, expires, ttl, own, coalesce(since, seen_from)
  FROM ver WHERE id = ?`

/** null when there is no such version. */
export function storedVersion(cache: Database, id: number): StoredVersion | null {
  const row = prepared<VersionColumns>(cache, READ).raw().get(id)
  if (row === undefined) return null
  const [server, sid, duplicate, user, type, node, address, agent, created, expires, ttl, own, since] = row
  const sessionId = sessionIdFrom(sid)
  return {
    id,
    server,
    sessionId,
    duplicate,
    user,
    type,
    node,
    address,
    agent,
    created,
    expires,
    ttl,
    own: own === null ? null : own === 1,
    since,
  }
}
