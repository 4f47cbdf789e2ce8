import { type Database, prepared } from '../database.ts'

/** Notes that a server's secret has to leave the keychain, until `clearRemoval`. Call it inside `journalWrite`. */
export function noteRemoval(journal: Database, serverId: string): void {
  prepared(journal, 'INSERT INTO keychain_removal (server_id) VALUES (?) ON CONFLICT DO NOTHING').run(serverId)
}

/** Notes that a server's secret is gone from the keychain, or that another took its place. Call it inside `journalWrite`. */
export function clearRemoval(journal: Database, serverId: string): void {
  prepared(journal, 'DELETE FROM keychain_removal WHERE server_id = ?').run(serverId)
}

/** The servers, most of them no longer on the list, whose secrets may still be in a keychain that was locked or stuck. */
export function pendingRemovals(journal: Database): readonly string[] {
  const rows = prepared<{ id: string }>(journal, 'SELECT server_id AS id FROM keychain_removal ORDER BY server_id').all()
  return rows.map(({ id }) => id)
}
