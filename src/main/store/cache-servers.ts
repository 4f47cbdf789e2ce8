import { type Database, prepared } from './database.ts'

/** A server's short number in cache.db, and whether its expiry times move along with activity. */
export interface CacheServer {
  readonly number: number
  readonly slides: boolean
}

/** null when nothing of this server was ever written. */
export function findCacheServer(cache: Database, serverId: string): CacheServer | null {
  const row = prepared<{ id: number; slides: number }>(cache, 'SELECT id, slides FROM server WHERE server_id = ?').get(serverId)
  return row === undefined ? null : { number: row.id, slides: row.slides === 1 }
}

/** The number of this server, given now if it had none. Call it inside the transaction that uses it. */
export function cacheServerNumber(cache: Database, serverId: string): number {
  const known = findCacheServer(cache, serverId)
  if (known !== null) return known.number
  return Number(prepared(cache, 'INSERT INTO server (server_id) VALUES (?)').run(serverId).lastInsertRowid)
}

/** Notes that this server moves expiry times along with activity. */
export function markSliding(cache: Database, server: number): void {
  prepared(cache, 'UPDATE server SET slides = 1 WHERE id = ?').run(server)
}

/** Every server that history is kept of: number by id. */
export function cacheServers(cache: Database): Map<string, number> {
  const rows = prepared<{ id: number; server_id: string }>(cache, 'SELECT id, server_id FROM server').all()
  return new Map(rows.map((row) => [row.server_id, row.id]))
}
