import { type Database, prepared } from './database.ts'
import type { Listing } from './listing.ts'

/** The live ids of a moment. Times are epoch seconds. */
const TABLE = `CREATE TEMP TABLE IF NOT EXISTS moment (
  id INTEGER PRIMARY KEY, last_active INTEGER, read_at INTEGER, expires_differs INTEGER NOT NULL DEFAULT 0, expires INTEGER
)`

/**
 * The rows of the moment with the columns of the live table. CROSS JOIN pins the order: left to itself SQLite starts from `ver` and takes
 * a hundred times as long.
 */
export const MOMENT_ROWS = `(
  SELECT m.id, v.server, v.sid, v.duplicate, u.user, u.user_id, u.display_name, u.email, u.project, u.organisation,
    y.text AS type, v.node, v.address, a.text AS agent, a.words AS agent_words, v.created, m.last_active,
    CASE WHEN m.expires_differs THEN m.expires WHEN v.ttl NOT NULL AND m.last_active NOT NULL THEN m.last_active + v.ttl ELSE v.expires END AS expires,
    u.account, v.own, m.read_at, a.browser, a.system, a.device,
    CASE WHEN coalesce(v.since, v.seen_from) > (SELECT complete_from FROM temp.site WHERE site.id = v.server)
      THEN coalesce(v.since, v.seen_from) END AS first_seen,
    CASE WHEN trim(u.user) <> '' THEN substr(u.search, 1, instr(u.search, char(10)) - 1) END AS user_sort,
    address_key(v.address) AS address_key, subnet_key(address_key(v.address)) AS subnet, nullif(y.text, '') AS type_key, suspect(u.user) AS suspect, skeleton(u.user) AS skeleton,
    v.typ AS type_id, v.agent AS agent_id, u.search AS user_search,
    CASE WHEN v.node GLOB '*[^ -~]*' THEN fold(v.node) ELSE upper(v.node) END AS node_search,
    CASE WHEN v.address GLOB '*[^ -~]*' THEN fold(v.address) ELSE upper(v.address) END AS address_search,
    CASE WHEN typeof(v.sid) = 'blob' THEN NULL WHEN v.sid GLOB '*[^ -~]*' THEN fold(v.sid) ELSE upper(v.sid) END AS sid_search
  FROM temp.moment m CROSS JOIN ver v ON v.id = m.id CROSS JOIN usr u ON u.id = v.usr
    LEFT JOIN typ y ON y.id = v.typ LEFT JOIN agent a ON a.id = v.agent
)`

/**
 * How a search looks for a term in `MOMENT_ROWS`: together the same texts as the live table's one. Agents and types are few, so they are
 * looked through once, and rows are compared by number: not having to look up a row's agent saves a third of the time.
 */
export const MOMENT_SEARCH = [
  'instr(user_search, ?) > 0',
  'agent_id IN (SELECT id FROM agent WHERE instr(search, ?) > 0)',
  'type_id IN (SELECT id FROM typ WHERE instr(search, ?) > 0)',
  'instr(node_search, ?) > 0',
  'instr(address_search, ?) > 0',
  'instr(sid_search, ?) > 0',
] as const

/** Rows per statement: most of the time of a single insert is spent on the way to SQLite. */
const BATCH = 50

const INSERT = 'INSERT INTO temp.moment (id, last_active) VALUES'

/** Replaces the moment's table with these listings (of different servers). */
export function fillMoment(cache: Database, listings: readonly Listing[]): void {
  cache.exec(TABLE)
  cache.exec('DELETE FROM temp.moment')
  for (const listing of listings) {
    insertIds(cache, listing)
    const readAt = prepared(cache, 'UPDATE temp.moment SET read_at = ? WHERE id = ?')
    for (const [id, t] of listing.readAt) readAt.run(t, id)
    const expiry = prepared(cache, 'UPDATE temp.moment SET expires_differs = 1, expires = ? WHERE id = ?')
    for (const [id, expires] of listing.expires) expiry.run(Number.isNaN(expires) ? null : expires, id)
  }
}

/** NaN, an unknown time, is bound as NULL. */
function insertIds(cache: Database, { ids, lastActive }: Listing): void {
  const many = prepared(cache, `${INSERT} ${new Array(BATCH).fill('(?, ?)').join(', ')}`)
  const one = prepared(cache, `${INSERT} (?, ?)`)
  const whole = ids.length - (ids.length % BATCH)
  const values = new Array<number | undefined>(BATCH * 2)
  for (let start = 0; start < whole; start += BATCH) {
    for (let index = 0; index < BATCH; index += 1) {
      values[index * 2] = ids[start + index]
      values[index * 2 + 1] = lastActive[start + index]
    }
    many.run(...values)
  }
  for (let index = whole; index < ids.length; index += 1) one.run(ids[index], lastActive[index])
}
