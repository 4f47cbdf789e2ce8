import type { Account } from '../../shared/session.ts'
import { type Database, prepared } from './database.ts'
import { decodeDelta, decodeKeyframe, FRAME_CODEC } from './frame-codec.ts'
import { KIND } from './frames.ts'
import { storedSessionId } from './session-id.ts'

/** Which session to look for: its newest version, and the key it has on a server of cache.db. */
export interface SessionInFile {
  readonly server: number
  readonly sessionId: string
  readonly duplicate: number
  readonly version: number
}

/** One state of a session, with what a person may be told of it. Times are epoch seconds but for `created`, epoch ms. */
export interface SessionState {
  readonly id: number
  readonly seenFrom: number
  /** `OPEN_END` while it is listed. */
  readonly seenTo: number
  readonly user: string | null
  readonly userId: string | null
  readonly displayName: string | null
  readonly email: string | null
  readonly project: string | null
  readonly organisation: string | null
  readonly account: Account | null
  readonly type: string | null
  readonly node: string | null
  readonly address: string | null
  readonly agent: string | null
  readonly created: number | null
  readonly own: number | null
}

/** More states of one session than this are not gone back through. */
const MOST_STATES = 100
/** So many newest versions of one user are looked through; those without a user name share one. */
const MOST_OF_USER = 20_000
/** Among so many older versions an earlier state under another user is looked for; about 20 ms. */
const LOOKED_THROUGH = 100_000

interface Link {
  readonly id: number
  readonly usr: number
  readonly seenFrom: number
  /** null: the session was first seen in this version. */
  readonly since: number | null
}

const LINK = 'id, usr, seen_from AS seenFrom, since'

/**
 * The states of a session, oldest first. A state whose user differs from the next one's has no index that leads to it; when it is not
 * among the versions shortly before, the list begins after it.
 */
export function statesOf(cache: Database, session: SessionInFile): SessionState[] {
  const states = chainOf(cache, session).map(({ id }) => stateOf(cache, id))
  return states.filter((state) => state !== null).toReversed()
}

/** Newest first. */
function chainOf(cache: Database, session: SessionInFile): Link[] {
  const newest = prepared<Link>(cache, `SELECT ${LINK} FROM ver WHERE id = ?`).get(session.version)
  const chain: Link[] = []
  const ofUsers = new Map<number, readonly Link[]>()
  for (let link = newest; link !== undefined && chain.length < MOST_STATES; link = before(cache, session, link, ofUsers)) chain.push(link)
  return chain
}

function before(cache: Database, session: SessionInFile, link: Link, ofUsers: Map<number, readonly Link[]>): Link | undefined {
  if (link.since === null) return undefined
  const ofUser = ofUsers.get(link.usr) ?? linksOfUser(cache, session, link.usr, link.since)
  ofUsers.set(link.usr, ofUser)
  return ofUser.find(({ id }) => id < link.id) ?? linkBelow(cache, session, link.id)
}

/** This session's versions under one user, newest first. */
function linksOfUser(cache: Database, { server, sessionId, duplicate }: SessionInFile, usr: number, since: number): readonly Link[] {
  const sql = `SELECT ${LINK} FROM (
      SELECT * FROM ver INDEXED BY ver_usr WHERE usr = +? AND seen_from >= +? ORDER BY seen_from DESC LIMIT ${MOST_OF_USER}
    ) WHERE server = +? AND sid = +? AND duplicate = +? ORDER BY id DESC`
  return prepared<Link>(cache, sql).all(usr, since, server, storedSessionId(sessionId), duplicate)
}

function linkBelow(cache: Database, { server, sessionId, duplicate }: SessionInFile, id: number): Link | undefined {
  const sql = `SELECT ${LINK} FROM ver WHERE id < ? AND id >= ? AND server = +? AND sid = +? AND duplicate = +? ORDER BY id DESC LIMIT 1`
  return prepared<Link>(cache, sql).get(id, id - LOOKED_THROUGH, server, storedSessionId(sessionId), duplicate)
}

function stateOf(cache: Database, id: number): SessionState | null {
  const sql = `SELECT v.id, v.seen_from AS seenFrom, v.seen_to AS seenTo, u.user, u.user_id AS userId, u.display_name AS displayName, u.email,
      u.project, u.organisation, u.account, y.text AS type, v.node, v.address, a.text AS agent, v.created, v.own
    FROM ver v JOIN usr u ON u.id = v.usr LEFT JOIN typ y ON y.id = v.typ LEFT JOIN agent a ON a.id = v.agent WHERE v.id = ?`
  return prepared<SessionState>(cache, sql).get(id) ?? null
}

/** What is known of a session after one read. Epoch seconds. */
export interface SessionRead {
  readonly t: number
  /** Whether this read says anything of it: a partial one that does not name it does not, nor one that can't be read any more. */
  readonly told: boolean
  /** null until something was told. */
  readonly listed: boolean | null
  /** In the server's clock; NaN when it does not tell. */
  readonly lastActive: number
  /** Its expiry from this read on, where that moved by itself; null: as its version says again. */
  readonly expires?: number | null
}

/** What is left of a server's frames: their bytes count, because unpacking them is the work. */
export interface FrameSpan {
  /** Epoch seconds of the first frame to read, which is a whole listing where there is one. */
  readonly first: number
  /** The span had to be cut short. */
  readonly cut: boolean
}

/** The frames to read from `from` to the newest, but no more than `most` bytes of them. null when there is none. */
export function frameSpan(cache: Database, server: number, from: number, most: number): FrameSpan | null {
  const sql = 'SELECT t, kind, length(body) AS size FROM frame WHERE server = +? ORDER BY t DESC'
  let first: number | null = null
  let bytes = 0
  for (const frame of prepared<{ t: number; kind: number; size: number }>(cache, sql).iterate(server)) {
    bytes += frame.size
    if (bytes > most && first !== null) return { first, cut: true }
    first = frame.t
    if (frame.t <= from && !isDelta(frame.kind)) break
  }
  return first === null ? null : { first, cut: false }
}

/** So many frames are taken from the file at once. */
const BATCH = 20

interface FrameRow {
  readonly t: number
  readonly kind: number
  readonly codec: number
  readonly body: Uint8Array
}

/**
 * What the next few reads at or after `t` said of the session with these versions; `last` is what the read before them said. A frame that
 * can't be read counts as no read. An empty answer: there are no more.
 */
export function readsFrom(
  cache: Database,
  server: number,
  versions: ReadonlySet<number>,
  t: number,
  last: SessionRead | null,
): SessionRead[] {
  const sql = `SELECT t, kind, codec, body FROM frame WHERE server = +? AND t >= +? ORDER BY t LIMIT ${BATCH}`
  const reads: SessionRead[] = []
  let before = last
  for (const frame of prepared<FrameRow>(cache, sql).all(server, t)) {
    before = readIn(frame, versions, before)
    reads.push(before)
  }
  return reads
}

function readIn(frame: FrameRow, versions: ReadonlySet<number>, last: SessionRead | null): SessionRead {
  const before = { t: frame.t, told: false, listed: last?.listed ?? null, lastActive: last?.lastActive ?? Number.NaN }
  if (frame.codec !== FRAME_CODEC) return before
  try {
    return isDelta(frame.kind) ? fromDelta(frame, versions, before) : fromKeyframe(frame, versions)
  } catch {
    return before
  }
}

function fromKeyframe({ t, body }: FrameRow, versions: ReadonlySet<number>): SessionRead {
  const { ids, lastActive } = decodeKeyframe(body, t)
  const index = placeOf(ids, versions)
  return { t, told: true, listed: index >= 0, lastActive: lastActive[index] ?? Number.NaN }
}

function fromDelta({ t, kind, body }: FrameRow, versions: ReadonlySet<number>, before: SessionRead): SessionRead {
  const { started, startedActive, touched, touchedActive, ended, expires } = decodeDelta(body, t)
  const begins = placeOf(started, versions)
  if (begins >= 0) return { t, told: true, listed: true, lastActive: startedActive[begins] ?? Number.NaN }
  if (placeOf(ended, versions) >= 0) return { t, told: true, listed: false, lastActive: Number.NaN }
  const moves = placeOf(touched, versions)
  if (moves < 0) return { ...before, told: before.listed !== null && (kind & KIND.partial) === 0 }
  const exception = [...expires].find(([id]) => versions.has(id))
  const read = { t, told: true, listed: true, lastActive: touchedActive[moves] ?? Number.NaN }
  return exception === undefined ? read : { ...read, expires: exception[1] }
}

function isDelta(kind: number): boolean {
  return (kind & KIND.delta) !== 0
}

function placeOf(ids: Int32Array, versions: ReadonlySet<number>): number {
  for (const version of versions) {
    const index = search(ids, version)
    if (index >= 0) return index
  }
  return -1
}

/** Ids ascend. */
function search(ids: Int32Array, wanted: number): number {
  let low = 0
  let high = ids.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const id = ids[middle] ?? 0
    if (id === wanted) return middle
    if (id < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}
