import { describe, expect, it } from 'vitest'
import type { Database } from '../../../src/main/store/database.ts'
import { findRows } from '../../../src/main/store/grid.ts'
import { liveSource } from '../../../src/main/store/grid-source.ts'
import { createLive } from '../../../src/main/store/live.ts'
import { gridQuerySchema } from '../../../src/shared/session.ts'
import { contextOf, filterOf, filterServer } from './filter-samples.ts'

const NOW = 1_800_000_000
const CONTEXT = contextOf(NOW, filterServer('a', NOW))
const { sort } = gridQuerySchema.parse({ sort: [{ column: 'lastActiveAt', direction: 'desc' }] })

/** 12 000 sessions; the number of each is how long it has been active. */
function manyRows(): Database {
  const live = createLive()
  live.exec("INSERT INTO site (server_id) VALUES ('a')")
  live.exec(`WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 12000)
    INSERT INTO live (id, server, sid, duplicate, last_active, search) SELECT n, 1, 'x' || n, 0, n, 'ANNA' FROM n`)
  return live
}

function page(live: Database, offset: number, filter = '') {
  return findRows(liveSource(live, new Map([['a', 1]])), { filter: filterOf(filter), sort }, { limit: 2, offset }, CONTEXT)
}

/** Works with a connection that counts the statements it prepares. */
function prepares(live: Database, work: (watched: Database) => void): number {
  let count = 0
  const prepare = live.prepare
  live.prepare = ((sql: string) => {
    count += 1
    return prepare.call(live, sql)
  }) as typeof prepare
  work(live)
  live.prepare = prepare
  return count
}

describe('pages far down', () => {
  it('go on where the pages before them ended, and count what is found', () => {
    const live = manyRows()
    expect(page(live, 4999)).toEqual({ ids: [7001, 7000], matching: 12_000 })
    expect(page(live, 5001)).toEqual({ ids: [6999, 6998], matching: 12_000 })
    expect(page(live, 11_999, 'anna')).toEqual({ ids: [1], matching: 12_000 })
    expect(page(live, 12_000, 'anna')).toEqual({ ids: [], matching: 12_000 })
  })

  it('come from what was found for the page before them', () => {
    const live = manyRows()
    page(live, 6000, 'anna')
    expect(prepares(live, () => page(live, 6002, 'anna'))).toBe(0)
    expect(prepares(live, () => page(live, 6002))).toBeGreaterThan(0)
  })

  it('are looked up anew once a row is another, is gone or is new', () => {
    const live = manyRows()
    expect(page(live, 6000).ids).toEqual([6000, 5999])
    live.exec('UPDATE live SET last_active = 99999 WHERE id = 1')
    expect(page(live, 6000).ids).toEqual([6001, 6000])
    live.exec('DELETE FROM live WHERE id = 1')
    expect(page(live, 6000)).toEqual({ ids: [6000, 5999], matching: 11_999 })
    live.exec("INSERT INTO live (id, server, sid, duplicate, last_active, search) VALUES (1, 1, 'x', 0, 99999, 'ANNA')")
    expect(page(live, 6000)).toEqual({ ids: [6001, 6000], matching: 12_000 })
  })

  it('keep two answers, and let go of the older', () => {
    const live = manyRows()
    for (const filter of ['', 'an', 'ann']) page(live, 6000, filter)
    for (const filter of ['an', 'ann'])
      expect(
        prepares(live, () => page(live, 6000, filter)),
        filter,
      ).toBe(0)
    expect(prepares(live, () => page(live, 6000))).toBeGreaterThan(0)
  })
})
