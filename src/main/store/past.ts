import { cacheServers } from './cache-servers.ts'
import { type Database, prepared } from './database.ts'
import { frameTimeAt, listingAt } from './frames.ts'
import type { GridSource } from './grid-source.ts'
import { EMPTY_LISTING } from './listing.ts'
import type { SiteFacts } from './live.ts'
import { fillMoment, MOMENT_ROWS, MOMENT_SEARCH } from './moment.ts'
import { firstCompletePoll, sessionsAt } from './polls.ts'

/** A past moment, ready to be asked like the live table. */
export interface PastMoment {
  readonly source: GridSource
  /** Epoch seconds of the read each server's rows come from; null where nothing was read by then. */
  readonly readTimes: ReadonlyMap<string, number | null>
  /** Epoch seconds of the last complete read by then, by the server's number in the source; null when there was none. */
  readonly completeAt: ReadonlyMap<number, number | null>
  readonly total: number
}

/** Looks up past moments over one read-only connection, one at a time; the last one stays filled for its next page. */
export interface Past {
  /** `at` in epoch ms. Servers in the order of their names. */
  at(at: number, sites: readonly SiteFacts[]): PastMoment
}

/** One server at a moment. */
interface PastServer {
  readonly serverId: string
  /** Its number in cache.db. */
  readonly server: number
  readonly t: number
}

const SITE = `CREATE TEMP TABLE IF NOT EXISTS site (
  id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, complete_at INTEGER, complete_from INTEGER, idle INTEGER, clock INTEGER, idle_clock INTEGER
)`

export function createPast(cache: Database): Past {
  cache.exec(SITE)
  let filled = ''
  let completeAt: ReadonlyMap<number, number | null> = new Map()
  const look: Past['at'] = (at, sites) => {
    const serverIds = sites.map(({ serverId }) => serverId)
    const numbers = cacheServers(cache)
    const readTimes = new Map(serverIds.map((serverId) => [serverId, readTime(cache, numbers.get(serverId), at)]))
    const read = serversRead(serverIds, numbers, readTimes)
    const moment = JSON.stringify([read, sites])
    if (moment !== filled) {
      filled = ''
      completeAt = fill(cache, read, sites)
      filled = moment
    }
    const source = { database: cache, rows: MOMENT_ROWS, indexed: false, search: MOMENT_SEARCH, allTexts: null, numbers }
    return { source, readTimes, completeAt, total: totalAt(cache, read) }
  }
  return { at: (...asked) => cache.transaction(() => look(...asked))() }
}

function readTime(cache: Database, server: number | undefined, at: number): number | null {
  return server === undefined ? null : frameTimeAt(cache, server, Math.floor(at / 1000))
}

function serversRead(
  serverIds: readonly string[],
  numbers: ReadonlyMap<string, number>,
  readTimes: ReadonlyMap<string, number | null>,
): PastServer[] {
  return serverIds.flatMap((serverId) => {
    const server = numbers.get(serverId)
    const t = readTimes.get(serverId)
    return server === undefined || t === null || t === undefined ? [] : [{ serverId, server, t }]
  })
}

/** Puts the rows of these servers into the moment's table, and says when each was last read completely. */
function fill(cache: Database, servers: readonly PastServer[], sites: readonly SiteFacts[]): Map<number, number | null> {
  const idle = new Map(sites.map(({ serverId, idleSeconds }) => [serverId, idleSeconds]))
  const listings = servers.map(({ server, t }) => listingAt(cache, server, t)?.listing ?? EMPTY_LISTING)
  fillMoment(cache, listings)
  cache.exec('DELETE FROM temp.site')
  const insert = prepared(cache, 'INSERT INTO temp.site (id, rank, complete_at, complete_from, idle) VALUES (?, ?, ?, ?, ?)')
  const completeAt = new Map<number, number | null>()
  for (const [rank, { server, serverId }] of servers.entries()) {
    const at = listings[rank]?.completeAt ?? Number.NaN
    completeAt.set(server, Number.isNaN(at) ? null : at)
    insert.run(server, rank, at, firstCompletePoll(cache, server), idle.get(serverId) ?? null)
  }
  return completeAt
}

function totalAt(cache: Database, servers: readonly PastServer[]): number {
  return servers.reduce((total, { server, t }) => total + sessionsAt(cache, server, t), 0)
}
