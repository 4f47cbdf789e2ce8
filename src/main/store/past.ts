import { cacheServers } from './cache-servers.ts'
import { type Database, prepared } from './database.ts'
import { frameTimeAt, listingAt } from './frames.ts'
import type { GridSource } from './grid.ts'
import { fillMoment, MOMENT_ROWS } from './moment.ts'
import { sessionsAt } from './polls.ts'

/** A past moment, ready to be asked like the live table. */
export interface PastMoment {
  readonly source: GridSource
  /** Epoch seconds of the read each server's rows come from; null where nothing was read by then. */
  readonly readTimes: ReadonlyMap<string, number | null>
  /** Rows of all servers asked for in `readTimes`, whether they were filled in or not. */
  readonly total: number
}

/** Looks up past moments over one read-only connection, one at a time; the last one stays filled for its next page. */
export interface Past {
  /** `at` in epoch ms. `serverIds` in the order of their names; only those in `wanted` (none: all) get rows. */
  at(at: number, serverIds: readonly string[], wanted: readonly string[]): PastMoment
}

export function createPast(cache: Database): Past {
  cache.exec('CREATE TEMP TABLE IF NOT EXISTS site (id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, complete_at INTEGER)')
  let filled = ''
  return {
    at: (at, serverIds, wanted) => {
      const numbers = cacheServers(cache)
      const readTimes = new Map(serverIds.map((serverId) => [serverId, readTime(cache, numbers.get(serverId), at)]))
      const shown = serverIds.filter((serverId) => wanted.length === 0 || wanted.includes(serverId))
      const moment = JSON.stringify(shown.map((serverId) => [serverId, readTimes.get(serverId)]))
      if (moment !== filled) {
        filled = ''
        fill(cache, shown, numbers, readTimes)
        filled = moment
      }
      const source = { database: cache, rows: MOMENT_ROWS, indexed: false, numbers }
      return { source, readTimes, total: totalAt(cache, numbers, readTimes) }
    },
  }
}

function readTime(cache: Database, server: number | undefined, at: number): number | null {
  return server === undefined ? null : frameTimeAt(cache, server, Math.floor(at / 1000))
}

function fill(
  cache: Database,
  serverIds: readonly string[],
  numbers: ReadonlyMap<string, number>,
  readTimes: ReadonlyMap<string, number | null>,
): void {
  const listings = serverIds.flatMap((serverId) => {
    const t = readTimes.get(serverId)
    const server = numbers.get(serverId)
    if (server === undefined || t === null || t === undefined) return []
    return listingAt(cache, server, t)?.listing ?? []
  })
  fillMoment(cache, listings)
  cache.exec('DELETE FROM temp.site')
  const rank = prepared(cache, 'INSERT INTO temp.site (id, rank) VALUES (?, ?)')
  for (const [index, serverId] of serverIds.entries()) {
    const server = numbers.get(serverId)
    if (server !== undefined) rank.run(server, index)
  }
}

function totalAt(cache: Database, numbers: ReadonlyMap<string, number>, readTimes: ReadonlyMap<string, number | null>): number {
  let total = 0
  for (const [serverId, t] of readTimes) {
    const server = numbers.get(serverId)
    if (server !== undefined && t !== null) total += sessionsAt(cache, server, t)
  }
  return total
}
