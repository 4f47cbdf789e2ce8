import { type Database, prepared } from './database.ts'
import type { Listing } from './listing.ts'

/** The temporary table that holds the live ids of a moment, and the rows they stand for as a table expression. */
const TABLE = `CREATE TEMP TABLE IF NOT EXISTS moment (
  id INTEGER PRIMARY KEY, last_active INTEGER, read_at INTEGER, expires_differs INTEGER NOT NULL DEFAULT 0, expires INTEGER
)`

/**
 * The rows of the moment with the same columns as the live table. CROSS JOIN pins the order: left to itself SQLite starts from `ver` and
 * takes a hundred times as long (performance.md §2.3).
 */
export const MOMENT_ROWS = `(
  SELECT m.id, v.server, v.sid, v.duplicate, u.user, u.user_id, u.display_name, u.email, u.project, u.organisation,
    y.text AS type, v.address, a.text AS agent, a.words AS agent_words, v.created, m.last_active,
    CASE WHEN m.expires_differs THEN m.expires WHEN v.ttl NOT NULL AND m.last_active NOT NULL THEN m.last_active + v.ttl ELSE v.expires END AS expires,
    u.account, v.own, m.read_at,
    CASE WHEN u.user NOT NULL THEN substr(u.search, 1, instr(u.search, char(10)) - 1) END AS user_sort,
    u.search || char(10) || coalesce(a.search, '') || char(10) || coalesce(y.search, '') || char(10) ||
      CASE WHEN v.address GLOB '*[^ -~]*' THEN fold(v.address) ELSE coalesce(upper(v.address), '') END || char(10) ||
      CASE WHEN typeof(v.sid) = 'blob' THEN '' WHEN v.sid GLOB '*[^ -~]*' THEN fold(v.sid) ELSE upper(v.sid) END AS search
  FROM temp.moment m CROSS JOIN ver v ON v.id = m.id CROSS JOIN usr u ON u.id = v.usr
    LEFT JOIN typ y ON y.id = v.typ LEFT JOIN agent a ON a.id = v.agent
)`

/** Replaces the moment's table with these listings (of different servers). */
export function fillMoment(cache: Database, listings: readonly Listing[]): void {
  cache.exec(TABLE)
  cache.exec('DELETE FROM temp.moment')
  const insert = prepared(cache, 'INSERT INTO temp.moment (id, last_active, read_at) VALUES (?, ?, ?)')
  const differ = prepared(cache, 'UPDATE temp.moment SET expires_differs = 1, expires = ? WHERE id = ?')
  cache.transaction(() => {
    for (const listing of listings) {
      const { ids, lastActive, completeAt } = listing
      for (let index = 0; index < ids.length; index += 1) {
        const id = ids[index] as number
        insert.run(id, known(lastActive[index] as number), listing.readAt.get(id) ?? known(completeAt))
      }
      for (const [id, expires] of listing.expires) differ.run(known(expires), id)
    }
  })()
}

function known(time: number): number | null {
  return Number.isNaN(time) ? null : time
}
