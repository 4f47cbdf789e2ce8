import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { closeDatabase, openDatabase, prepared } from '../../src/main/store/database.ts'
import { timed } from './measure.ts'

const TABLE = `CREATE TABLE flat (server INTEGER, sid TEXT, user TEXT, user_id TEXT, display_name TEXT, email TEXT, type TEXT, address TEXT,
  agent TEXT, created REAL, last_active REAL, expires REAL, poll INTEGER, own INTEGER)`
const INSERT = `INSERT INTO flat VALUES (${'?, '.repeat(13)}?)`

interface Row {
  readonly id: string
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string; readonly email: string }
  readonly type: string
  readonly ipAddress: string
  readonly userAgent: string
  readonly createdAt: string
  readonly lastActiveAt: string
  readonly expiresAt: string
}

/**
 * F, what every ratio is taken against: JSON.parse of these pages, three dates per row, and one prepared INSERT per row into one table
 * without an index, in one transaction. In ms; the file is made and deleted outside the clock.
 */
export function measureFloor(folder: string, pages: readonly string[]): number {
  const file = join(folder, 'floor.db')
  const database = openDatabase({
    file,
    readOnly: false,
    applicationId: 1,
    migrations: [{ version: 1, sql: TABLE }],
    synchronous: 'NORMAL',
  })
  const insert = prepared(database, INSERT)
  const write = database.transaction(() => {
    for (const text of pages) {
      for (const row of (JSON.parse(text) as { sessions: Row[] }).sessions) {
        const { user } = row
        insert.run(
          1,
          row.id,
          user.name,
          user.id,
          user.displayName,
          user.email,
          row.type,
          row.ipAddress,
          row.userAgent,
          Date.parse(row.createdAt),
          Date.parse(row.lastActiveAt),
          Date.parse(row.expiresAt),
          1,
          null,
        )
      }
    }
  })
  const took = timed(() => write())
  closeDatabase(database)
  rmSync(file)
  return took
}
