import { describe, expect, it } from 'vitest'
import type { DecodedSession } from '../../../src/main/collector/connectors/connector.ts'
import { ingest, loadMemory } from '../../../src/main/collector/polling/ingest.ts'
import { emptyCache } from '../../../src/main/store/cache.ts'
import { findRows, rowsById } from '../../../src/main/store/grid.ts'
import { type GridSource, liveSource } from '../../../src/main/store/grid-source.ts'
import { applyChanges, createLive, describeSites, siteNumbers } from '../../../src/main/store/live.ts'
import { createPast } from '../../../src/main/store/past.ts'
import { type GridQuery, gridQuerySchema, SORT_COLUMNS } from '../../../src/shared/session.ts'
import { contextOf, filterOf, filterServer } from './filter-samples.ts'
import { nothingElse, read, session, uuid } from './history-samples.ts'

const NOW = 1_800_000_000_000
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0'

const KEEP: DecodedSession[] = [
  session({
    sessionId: uuid(0xabc),
    user: 'zoe',
    displayName: 'Zoë Müller',
    email: 'zoe@example.com',
    type: 'web',
    address: '10.0.0.7',
    userAgent: FIREFOX,
    lastActiveAt: NOW - 5000,
  }),
  session({ sessionId: uuid(2), user: 'anna', project: 'Aurora', type: 'API', address: '192.168.1.1', lastActiveAt: NOW - 1000 }),
  session({ sessionId: uuid(3), user: 'Ärger', type: 'web', lastActiveAt: NOW - 9000 }),
]
const PURE: DecodedSession[] = [
  session({ sessionId: 'JSESSION-Éé', user: 'bernd', organisation: 'Strauß GmbH', userAgent: 'curl/8.5.0' }),
  session({ sessionId: 'plain', user: null, account: 'anonymous', lastActiveAt: NOW }),
]

/** The same sessions as live rows and as a past moment. */
function sources(): [name: string, source: GridSource][] {
  const cache = emptyCache()
  const live = createLive()
  for (const [serverId, sessions] of [
    ['pure', PURE],
    ['keep', KEEP],
  ] as const) {
    applyChanges(live, ingest(cache, loadMemory(cache, serverId), read(sessions), NOW, nothingElse))
  }
  const sites = ['keep', 'pure'].map((serverId) => ({ serverId, idleSeconds: null }))
  describeSites(live, sites)
  const past = createPast(cache).at(NOW, sites).source
  return [
    ['live rows', liveSource(live, siteNumbers(live))],
    ['a past moment', past],
  ]
}

const CONTEXT = contextOf(NOW / 1000, filterServer('keep', NOW / 1000, { name: 'KEEP EU' }), filterServer('pure', NOW / 1000))

describe.each(sources())('%s', (_, source) => {
  function find(query: Partial<GridQuery>): { users: (string | null)[]; matching: number } {
    const { filter: text, sort, page, pageSize } = gridQuerySchema.parse(query)
    const part = { limit: pageSize, offset: page * pageSize }
    const { ids, matching } = findRows(source, { filter: filterOf(text), sort }, part, CONTEXT)
    return { users: rowsById(source, ids).map(({ user }) => user), matching }
  }

  it.each([
    ['anna', ['anna']],
    ['ZOE@EXAMPLE', ['zoe']],
    ['müller', ['zoe']],
    ['MULLER', ['zoe']],
    ['strauss', ['bernd']],
    ['"Firefox 131 on win"', ['zoe']],
    ['curl', ['bernd']],
    ['mozilla', []],
    ['aurora', ['anna']],
    ['192.168', ['anna']],
    ['web', ['Ärger', 'zoe']],
    [uuid(0xabc), ['zoe']],
    ['000abc', ['zoe']],
    ['jsession-éÉ', ['bernd']],
    ['pure', ['bernd', null]],
    ['anna; bernd ;;', ['anna', 'bernd']],
    ['no such thing', []],
    ['%', []],
    ["'", []],
  ])('find %s', (search, users) => {
    expect(find({ filter: search })).toEqual({ users, matching: users.length })
  })

  it('sort by user without case and accents, those without a user last in both directions', () => {
    expect(find({}).users).toEqual(['anna', 'Ärger', 'bernd', 'zoe', null])
    expect(find({ sort: [{ column: 'user', direction: 'desc' }] }).users).toEqual(['zoe', 'bernd', 'Ärger', 'anna', null])
  })

  it('sort by last activity, unknown last in both directions', () => {
    expect(find({ sort: [{ column: 'lastActiveAt', direction: 'desc' }] }).users).toEqual([null, 'anna', 'zoe', 'Ärger', 'bernd'])
    expect(find({ sort: [{ column: 'lastActiveAt', direction: 'asc' }] }).users).toEqual(['Ärger', 'zoe', 'anna', null, 'bernd'])
  })

  it('sort by the names of their servers', () => {
    expect(find({ sort: [{ column: 'serverName', direction: 'desc' }] }).users.slice(0, 2)).toEqual(['bernd', null])
  })

  it.each(SORT_COLUMNS)('sorted by %s show every row exactly once on pages of one', (column) => {
    for (const direction of ['asc', 'desc'] as const) {
      const users = Array.from({ length: 6 }, (_, page) => find({ page, pageSize: 1, sort: [{ column, direction }] }).users).flat()
      expect(users.toSorted()).toEqual(['anna', 'bernd', 'zoe', 'Ärger', null].toSorted())
    }
  })

  it('count what matches on every page, also behind the last one', () => {
    expect(find({ filter: 'web', pageSize: 1, page: 1 }).matching).toBe(2)
    expect(find({ filter: 'web', pageSize: 1, page: 9 })).toEqual({ users: [], matching: 2 })
    expect(find({ pageSize: 1, page: 9 })).toEqual({ users: [], matching: 5 })
  })

  it('are limited to servers and types', () => {
    expect(find({ filter: 'server="Keep EU"' }).users).toEqual(['anna', 'Ärger', 'zoe'])
    expect(find({ filter: 'server:unknown' })).toEqual({ users: [], matching: 0 })
    expect(find({ filter: 'type=web' }).users).toEqual(['Ärger', 'zoe'])
    expect(find({ filter: 'type=api,""' }).users).toEqual(['anna', 'bernd', null])
    expect(find({ filter: 'server:keep type=web zoe;anna' }).users).toEqual(['zoe'])
  })
})
