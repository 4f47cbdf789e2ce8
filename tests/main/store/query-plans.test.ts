import { describe, expect, it } from 'vitest'
import { ingest, loadMemory } from '../../../src/main/collector/polling/ingest.ts'
import { emptyCache } from '../../../src/main/store/cache.ts'
import { cacheServerNumber, findCacheServer } from '../../../src/main/store/cache-servers.ts'
import { fillCrowd } from '../../../src/main/store/crowd.ts'
import type { Database } from '../../../src/main/store/database.ts'
import { storedAgent } from '../../../src/main/store/dictionaries.ts'
import { deleteHistory } from '../../../src/main/store/forget.ts'
import { frameTimeAt, listingAt } from '../../../src/main/store/frames.ts'
import { pageQuery, rowsById, select } from '../../../src/main/store/grid.ts'
import { type GridSource, liveSource } from '../../../src/main/store/grid-source.ts'
import { findLines, groupKeyText } from '../../../src/main/store/group-lines.ts'
import { createLive } from '../../../src/main/store/live.ts'
import { findEnded, findLive, repeatedIds, siblingsOf } from '../../../src/main/store/live-details.ts'
import { summarise } from '../../../src/main/store/live-summary.ts'
import { createPast } from '../../../src/main/store/past.ts'
import { nextPollTime, pollTimes, sessionsAt } from '../../../src/main/store/polls.ts'
import { type RecordColumns, recordFromColumns } from '../../../src/main/store/session-record.ts'
import { storedUser } from '../../../src/main/store/users.ts'
import { storedVersion } from '../../../src/main/store/versions.ts'
import { type GridQuery, gridQuerySchema } from '../../../src/shared/session.ts'
import { contextOf, filterOf, filterServer } from './filter-samples.ts'
import { nothingElse, read, session } from './history-samples.ts'

/** What SQLite is going to do, one step per line. */
function plan(database: Database, sql: string, parameters: readonly unknown[] = []): string {
  const count = sql.split('?').length - 1
  const bound = [...parameters, ...new Array(Math.max(0, count - parameters.length)).fill(1)]
  const rows = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...bound)
  return rows.map(({ detail }) => detail).join('\n')
}

const CONTEXT = contextOf(1_800_000_000, filterServer('a', 1_800_000_000))

function pagePlan(source: GridSource, query: Partial<GridQuery>): string {
  const { filter, sort } = gridQuerySchema.parse(query)
  const { sql, parameters } = pageQuery(select(source, filterOf(filter), CONTEXT), sort)
  return plan(source.database, sql, [...parameters, 100, 0])
}

function liveRows(live = createLive()): GridSource {
  return liveSource(live, new Map([['a', 1]]))
}

function pastSource(): GridSource {
  const cache = emptyCache()
  ingest(cache, loadMemory(cache, 'a'), read([session({ sessionId: 'x', user: 'anna' })]), 1_800_000_000_000, nothingElse)
  return createPast(cache).at(1_800_000_000_000, [{ serverId: 'a', idleSeconds: null }]).source
}

/** The plan of every statement that `work` prepares on the connection it is given. */
function plansOf(database: Database, work: (database: Database) => void, ...without: readonly string[]): string[] {
  const asked: string[] = []
  const watched = new Proxy(database, {
    get(target, name) {
      const value = Reflect.get(target, name, target)
      if (name === 'prepare') {
        return (sql: string) => {
          asked.push(sql)
          return target.prepare(sql)
        }
      }
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  work(watched)
  return asked.filter((sql) => !sql.startsWith('INSERT INTO live ') && !without.includes(sql)).map((sql) => plan(database, sql))
}

const nobody = { user: null, userId: null, displayName: null, email: null, project: null, organisation: null, account: null }
const record = recordFromColumns([1, 1, 'a', 0, 'anna', ...new Array(19).fill(null)] as unknown as RecordColumns)

describe('live pages', () => {
  it('walk the user index for the sort everybody starts with', () => {
    expect(pagePlan(liveRows(), {})).toContain('SCAN r USING INDEX live_user')
  })

  it.each(['lastActiveAt', 'expiresAt', 'readAt', 'createdAt'] as const)(
    'sort %s without any index, because keeping one costs every poll',
    (column) => {
      const steps = pagePlan(liveRows(), { sort: [{ column, direction: 'desc' }] })
      expect(steps).toContain('USE TEMP B-TREE FOR ORDER BY')
      expect(steps).not.toContain('INDEX')
    },
  )

  it('never walk an index when a text is looked for', () => {
    for (const column of ['user', 'serverName', 'lastActiveAt'] as const) {
      const steps = pagePlan(liveRows(), { filter: 'anna', sort: [{ column, direction: 'asc' }] })
      expect(steps).toContain('SCAN r')
      expect(steps).not.toContain('live_user')
      expect(steps).not.toContain('live_server')
    }
  })

  it('never walk an index when a type is asked for', () => {
    expect(pagePlan(liveRows(), { filter: 'type=web' })).not.toMatch(/USING.*INDEX live/)
  })

  it('look only at the rows of a server when one is asked for', () => {
    expect(pagePlan(liveRows(), { filter: 'server=a', sort: [{ column: 'lastActiveAt', direction: 'desc' }] })).toContain(
      'SEARCH r USING INDEX live_server (server=?)',
    )
  })

  it('look through all rows in the order in which they lie for any other filter, whatever index would fit', () => {
    for (const filter of ['user=anna', 'ip=10.0.0.1', 'type=""', '-server=a', 'idle>5m', 'device:phone']) {
      expect(pagePlan(liveRows(), { filter, sort: [{ column: 'createdAt', direction: 'asc' }] }), filter).not.toMatch(
        /(SCAN|SEARCH) r .*INDEX/,
      )
    }
  })

  it('look through user agents and addresses of users without the rows', () => {
    expect(pagePlan(liveRows(), { filter: 'agent:chrome' })).toMatch(/SCAN r\n.*LIST SUBQUERY 1\nSCAN agent/)
    expect(pagePlan(liveRows(), { filter: 'addresses<2' })).toContain('live USING COVERING INDEX live_user')
  })

  it('count the addresses of users along an index, remember who has several, and look only at the rows of those', () => {
    const live = createLive()
    const fill = plansOf(live, (watched) => fillCrowd(watched), 'SELECT total_changes()')
    expect(fill.at(-1)).toMatch(/^SEARCH live USING COVERING INDEX live_user \(user_sort>\?\)\nUSE TEMP B-TREE FOR count\(DISTINCT\)$/)
    const steps = pagePlan(liveRows(live), { filter: 'addresses>1 anna', sort: [{ column: 'lastActiveAt', direction: 'desc' }] })
    expect(steps).toMatch(/SEARCH r USING INDEX live_user \(user_sort=\?\)\n.*LIST SUBQUERY 1\nSCAN crowd/)
  })

  it.each([
    ['user', 'live_user'],
    ['address', 'live_address'],
    ['subnet', 'live_subnet'],
    ['type', 'live_type'],
    ['server', 'live_server'],
  ] as const)('are grouped by %s along an index, and what is on the page is found by it', (by, index) => {
    const live = createLive()
    live.exec("INSERT INTO site (server_id) VALUES ('a')")
    live.exec(
      "INSERT INTO live (id, server, sid, duplicate, user, user_sort, address_key, subnet, type_key, search) VALUES (1, 1, 'x', 0, 'u', 'U', 'a', 'a', 't', '')",
    )
    const find = { filter: filterOf(''), sort: gridQuerySchema.parse({}).sort }
    const plans = plansOf(live, (watched) => {
      findLines(
        { ...liveRows(live), database: watched },
        find,
        { by, open: true, except: [] },
        { limit: 100, offset: 0 },
        CONTEXT,
        groupKeyText,
      )
    })
    expect(plans).toHaveLength(3)
    expect(plans[0]).toContain(`SCAN r USING COVERING INDEX ${index}`)
    expect(plans[0]).not.toContain('GROUP BY')
    for (const steps of plans.slice(1)) expect(steps).toMatch(by === 'type' ? /SCAN r|live_type/ : new RegExp(`SEARCH r USING .*${index}`))
  })

  it.each(['server', 'type'] as const)(
    'count users and addresses of few large groups by %s along an index, without remembering any',
    (by) => {
      const live = createLive()
      live.exec("INSERT INTO site (server_id) VALUES ('a')")
      live.exec(`WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 20000)
      INSERT INTO live (id, server, sid, duplicate, type, type_key, user_sort, address_key, last_active, search)
      SELECT n, 1, 'x' || n, 0, 'web', 'web', 'U' || (n % 9000), n % 7000, n, '' FROM n`)
      const find = { filter: filterOf(''), sort: gridQuerySchema.parse({}).sort }
      const group = { by, open: false, except: [] }
      const plans = plansOf(live, (watched) => {
        const { groups } = findLines(
          { ...liveRows(live), database: watched },
          find,
          group,
          { limit: 100, offset: 0 },
          CONTEXT,
          groupKeyText,
        )
        expect(groups).toMatchObject([{ sessions: 20_000, users: 9000, addresses: 7000, servers: 1, lastActive: 20_000 }])
      })
      expect(plans).toHaveLength(4)
      expect(plans[1]).toMatch(/^SCAN r(\n|$)/)
      for (const steps of plans.slice(2)) expect(steps).toMatch(new RegExp(`^SCAN live USING COVERING INDEX live_${by}\\w*$`))
    },
  )

  it('fetch rows by their id', () => {
    expect(plansOf(createLive(), (live) => rowsById(liveRows(live), [1]))).toEqual(['SEARCH live USING INTEGER PRIMARY KEY (rowid=?)'])
  })

  it('find a session by its key, its siblings and repeated ids through an index', () => {
    expect(plansOf(createLive(), (live) => findLive(live, 1, 'a', 0))).toEqual(['SEARCH live USING INDEX live_server (server=? AND sid=?)'])
    expect(plansOf(createLive(), (live) => siblingsOf(live, record)).join()).toContain('SEARCH live USING INDEX live_user (user_sort=?)')
    expect(plansOf(createLive(), (live) => repeatedIds(liveRows(live)))).toEqual(['SCAN live USING INDEX live_repeated'])
  })

  it('are counted by server through its index', () => {
    for (const steps of plansOf(createLive(), (live) => summarise(live, 1))) expect(steps).toMatch(/INDEX live_server\w* \(server=\?\)/)
  })
})

describe('a past moment', () => {
  it('starts from its ids and looks every version, user, type and agent up by its row id', () => {
    const queries: Partial<GridQuery>[] = [
      {},
      { filter: 'anna' },
      { filter: 'type=web' },
      { sort: [{ column: 'lastActiveAt', direction: 'desc' }] },
    ]
    for (const query of queries) {
      const steps = pagePlan(pastSource(), query).split('\n')
      const tables = steps.filter((step) => /^(SCAN|SEARCH) [mvuya]\b/.test(step)).map((step) => step.replace(/ LEFT-JOIN$/, ''))
      expect(tables[0]).toBe('SCAN m')
      for (const step of tables.slice(1)) expect(step).toMatch(/^SEARCH [vuya] USING INTEGER PRIMARY KEY \(rowid=\?\)$/)
    }
  })

  it('fetches the rows of a page by their ids, without walking the moment', () => {
    const source = pastSource()
    expect(plan(source.database, `SELECT user FROM ${source.rows} WHERE id = ?`)).not.toContain('SCAN')
  })
})

describe('history', () => {
  const cache = emptyCache()

  it('finds a user state through the user, also when that is unknown', () => {
    const [find] = plansOf(cache, (watched) => storedUser(watched, 1, { ...nobody }, true))
    expect(find).toBe('SEARCH usr USING INDEX usr_user (server=? AND user=?)')
  })

  it('has no index on versions but the one by user and time', () => {
    const sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'ver'"
    expect(cache.prepare(sql).all()).toEqual([{ name: 'ver_usr', sql: 'CREATE INDEX ver_usr ON ver (usr, seen_from)' }])
  })

  it('finds a frame, a poll and a version without a scan or a sort', () => {
    const plans = plansOf(cache, (watched) => {
      listingAt(watched, 1, 1)
      frameTimeAt(watched, 1, 1)
      pollTimes(watched, 1)
      nextPollTime(watched, 1, 1)
      sessionsAt(watched, 1, 1)
      storedVersion(watched, 1)
      findCacheServer(watched, 's')
    })
    expect(plans.length).toBeGreaterThan(7)
    for (const steps of plans) {
      expect(steps).toMatch(/^SEARCH/)
      expect(steps).not.toMatch(/SCAN|TEMP B-TREE/)
    }
  })

  it('looks for an ended session among the newest versions only', () => {
    cacheServerNumber(cache, 's')
    const plans = plansOf(cache, (watched) => findEnded(watched, 's', 'a', 0))
    expect(plans[1]).toMatch(/^SEARCH ver USING INTEGER PRIMARY KEY \(rowid>\?\)/)
  })

  it('deletes a server’s versions through its users', () => {
    const number = cacheServerNumber(cache, 'gone')
    storedUser(cache, number, { ...nobody }, false)
    storedAgent(cache, 'curl', { number: 1, read: () => ({ words: null, browser: null, system: null, device: null }) })
    const plans = plansOf(cache, (watched) => {
      for (const _ of deleteHistory(watched, 'gone'));
    })
    expect(plans.join('\n')).toContain('SEARCH ver USING COVERING INDEX ver_usr (usr=?)')
    expect(plans).toContain('SEARCH ver USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)\nUSE TEMP B-TREE FOR DISTINCT')
    for (const steps of plans) expect(steps).not.toMatch(/SCAN (ver|usr|frame|poll|server)\b/)
  })
})
