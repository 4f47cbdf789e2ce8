import { findCacheServer } from './cache-servers.ts'
import { type Database, emptyLog, prepared } from './database.ts'

/** How long one step writes, in ms, and how many rows it takes between two looks at the clock. */
const STEP = 15
const ROWS = 50
/** Polls and frames that one step deletes; a frame holds a whole listing. */
const POLLS = 2000
const FRAMES = 20
/** Users whose versions are looked up together, versions that one step looks through, pages that one step gives back. */
const USERS = 200
const SCANNED = 20_000
const TEXTS_AT_ONCE = 500
const PAGES = 200

/** How often, and after how many ms, a log is tried again that somebody is reading from. */
const LOG_TRIES = 50
const LOG_WAIT = 100

/** A server whose history is being deleted has a name that no id can look like, so that it is found by nobody but by this file. */
const HIDDEN = 'removed '

/** How many ms to wait, with everything that was done so far on the disk, before the next step. */
type Steps<Result = void> = Generator<number, Result>

/**
 * Deletes everything that is kept of a server: nobody's name stays behind in the cache's files. It is out of sight after the first step.
 * Each step is one short transaction. Stopped in the middle, `finishDeletions` goes on.
 */
export function* deleteHistory(cache: Database, serverId: string): Steps {
  const server = findCacheServer(cache, serverId)?.number
  if (server === undefined) return
  prepared(cache, 'UPDATE server SET server_id = ? WHERE id = ?').run(`${HIDDEN}${crypto.randomUUID()}`, server)
  yield 0
  yield* finishDeletions(cache)
}

/** Goes on with deletions that were begun and not finished, in this run of the program or before. Steps as in `deleteHistory`. */
export function* finishDeletions(cache: Database): Steps {
  const servers = idsFrom(cache, `SELECT id FROM server WHERE server_id GLOB '${HIDDEN}*'`)
  if (servers.length === 0) return
  for (const server of servers) yield* deleteRows(cache, server)
  for (const table of TEXTS) yield* deleteUnusedTexts(cache, table)
  yield* dropCopies(cache)
  yield* giveBackPages(cache)
  // While the log may hold old pages the server's number stays: it is the note that something is left to do.
  if (yield* emptiedLog(cache)) yield* eachOf(cache, servers, 'DELETE FROM server WHERE id = ?')
}

/**
 * Writes over what is about people before any of it is deleted. Deleting moves rows to other pages as pages empty, and of a row that was
 * moved a copy stays in its old page, which nothing overwrites when the row itself is deleted.
 */
function* deleteRows(cache: Database, server: number): Steps {
  const users = idsFrom(cache, 'SELECT id FROM usr WHERE server = ?', server)
  yield* eachOf(cache, users, BLANK_USER)
  yield* eachVersionOf(cache, users, BLANK_VERSION)
  yield* whileAny(cache, 'DELETE FROM frame WHERE id IN (SELECT id FROM frame WHERE server = ? LIMIT ?)', server, FRAMES)
  yield* whileAny(cache, 'DELETE FROM poll WHERE (server, t) IN (SELECT server, t FROM poll WHERE server = ? LIMIT ?)', server, POLLS)
  yield* eachVersionOf(cache, users, 'DELETE FROM ver WHERE id = ?')
  yield* eachOf(cache, users, 'DELETE FROM usr WHERE id = ?')
}

/** As many bytes of nothing: the row keeps its size, so SQLite writes over the old bytes where they stand. */
function blank(columns: readonly string[]): string {
  return columns.map((column) => `${column} = CAST(zeroblob(octet_length(${column})) AS TEXT)`).join(', ')
}

const BLANK_USER = `UPDATE usr SET ${blank(['user', 'user_id', 'display_name', 'email', 'project', 'organisation', 'search'])} WHERE id = ?`
const BLANK_VERSION = `UPDATE ver SET ${blank(['node', 'address', 'other'])},
  sid = CASE typeof(sid) WHEN 'text' THEN CAST(zeroblob(octet_length(sid)) AS TEXT) ELSE zeroblob(length(sid)) END WHERE id = ?`

function idsFrom(cache: Database, sql: string, ...parameters: readonly unknown[]): readonly number[] {
  return prepared<{ id: number }>(cache, sql)
    .all(...parameters)
    .map(({ id }) => id)
}

/** Does `sql` with each of these ids. */
function* eachOf(cache: Database, ids: readonly number[], sql: string): Steps {
  const statement = prepared(cache, sql)
  const step = cache.transaction((from: number): number => {
    const end = performance.now() + STEP
    let done = from
    do {
      for (const id of ids.slice(done, done + ROWS)) statement.run(id)
      done += ROWS
    } while (done < ids.length && performance.now() < end)
    return done
  })
  for (let done = 0; done < ids.length; yield 0) done = step(done)
}

/** Versions have no index by server; they are found through their users. */
function* eachVersionOf(cache: Database, users: readonly number[], sql: string): Steps {
  for (let from = 0; from < users.length; from += USERS) {
    const some = JSON.stringify(users.slice(from, from + USERS))
    const versions = idsFrom(cache, 'SELECT id FROM ver WHERE usr IN (SELECT value FROM json_each(?))', some)
    yield* eachOf(cache, versions.toSorted(ascending), sql)
  }
}

function ascending(left: number, right: number): number {
  return left - right
}

function* whileAny(cache: Database, sql: string, server: number, most: number): Steps {
  while (prepared(cache, sql).run(server, most).changes > 0) yield 0
}

/** The texts that versions of all servers share; each with the column that names it. */
const TEXTS = [
  { table: 'agent', column: 'agent' },
  { table: 'typ', column: 'typ' },
] as const

/**
 * Deletes user agents or types that no version names any more. New versions may name them while this runs, so those are looked at again
 * before each deletion. Whoever keeps such texts in memory has to forget them after each step.
 */
function* deleteUnusedTexts(cache: Database, { table, column }: (typeof TEXTS)[number]): Steps {
  const unused = new Set(idsFrom(cache, `SELECT id FROM ${table}`))
  const remove = prepared(cache, `DELETE FROM ${table} WHERE id = ?`)
  const removeSome = cache.transaction((ids: Set<number>) => {
    for (const id of [...ids].slice(0, TEXTS_AT_ONCE)) {
      remove.run(id)
      ids.delete(id)
    }
  })
  for (let scanned = 0; unused.size > 0; ) {
    const newest = idsFrom(cache, 'SELECT coalesce(max(id), 0) AS id FROM ver')[0] ?? 0
    const to = Math.min(scanned + SCANNED, newest)
    for (const id of idsFrom(cache, `SELECT DISTINCT ${column} AS id FROM ver WHERE id > ? AND id <= ?`, scanned, to)) unused.delete(id)
    scanned = to
    if (scanned === newest) removeSome(unused)
    yield 0
  }
}

/**
 * Indexes are built anew, because entries move within them all the time and leave copies. So are SQLite's samples for its plans, which are
 * whole index entries.
 */
function* dropCopies(cache: Database): Steps {
  for (const index of ['usr_user', 'agent', 'typ']) {
    cache.exec(`REINDEX ${index}`)
    yield 0
  }
  const sampled = cache.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4'").get()
  if (sampled !== undefined) cache.exec('DELETE FROM sqlite_stat4')
}

function* giveBackPages(cache: Database): Steps {
  for (let left = Number.POSITIVE_INFINITY; ; ) {
    const pages = cache.pragma('freelist_count', { simple: true }) as number
    if (pages === 0 || pages >= left) return
    left = pages
    cache.pragma(`incremental_vacuum(${PAGES})`)
    yield 0
  }
}

/** False when somebody read from the log all the time. */
function* emptiedLog(cache: Database): Steps<boolean> {
  for (let tries = 0; tries < LOG_TRIES; tries += 1) {
    if (emptyLog(cache)) return true
    yield LOG_WAIT
  }
  return false
}
