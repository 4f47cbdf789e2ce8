import { findCacheServer } from './cache-servers.ts'
import { type Database, prepared } from './database.ts'

/** Users per transaction: keeps the write-ahead log and each pause of the collector short. */
const CHUNK = 200

/** Deletes everything that is kept of a server and gives the space back. Frames and polls go first, so nothing half-deleted is shown. */
export function deleteHistory(cache: Database, serverId: string): void {
  const server = findCacheServer(cache, serverId)?.number
  if (server === undefined) return
  cache.transaction(() => {
    prepared(cache, 'DELETE FROM frame WHERE server = ?').run(server)
    prepared(cache, 'DELETE FROM poll WHERE server = ?').run(server)
  })()
  while (deleteSomeUsers(cache, server) > 0);
  prepared(cache, 'DELETE FROM server WHERE id = ?').run(server)
  cache.pragma('incremental_vacuum')
}

/** Versions have no index by server; they are found through their users. */
function deleteSomeUsers(cache: Database, server: number): number {
  const users = prepared<{ id: number }>(cache, 'SELECT id FROM usr WHERE server = ? LIMIT ?').all(server, CHUNK)
  cache.transaction(() => {
    for (const { id } of users) {
      prepared(cache, 'DELETE FROM ver WHERE usr = ?').run(id)
      prepared(cache, 'DELETE FROM usr WHERE id = ?').run(id)
    }
  })()
  return users.length
}
