import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ingest, loadMemory } from '../../../src/main/collector/polling/ingest.ts'
import { emptyCache } from '../../../src/main/store/cache.ts'
import { rowsById } from '../../../src/main/store/grid.ts'
import { type GridSource, liveSource } from '../../../src/main/store/grid-source.ts'
import { findLines, groupKeyText } from '../../../src/main/store/group-lines.ts'
import { applyChanges, createLive, describeSites, siteNumbers } from '../../../src/main/store/live.ts'
import { GROUPINGS, type Grouping } from '../../../src/shared/session.ts'
import { contextOf, filterOf, filterServer } from './filter-samples.ts'
import { nothingElse, read, session } from './history-samples.ts'

const NOW = 1_800_000_000_000
const CONTEXT = contextOf(NOW / 1000, filterServer('keep', NOW / 1000), filterServer('pure', NOW / 1000))

function sourceOf(sessions: Readonly<Record<'keep' | 'pure', Parameters<typeof session>[0][]>>): GridSource {
  const cache = emptyCache()
  const live = createLive()
  for (const serverId of ['keep', 'pure'] as const) {
    applyChanges(live, ingest(cache, loadMemory(cache, serverId), read(sessions[serverId].map(session)), NOW, nothingElse))
  }
  describeSites(
    live,
    ['keep', 'pure'].map((serverId) => ({ serverId, idleSeconds: null })),
  )
  return liveSource(live, siteNumbers(live))
}

const find = (text = '', column: 'user' | 'lastActiveAt' = 'user') => ({
  filter: filterOf(text),
  sort: [{ column, direction: column === 'user' ? ('asc' as const) : ('desc' as const) }],
})

/** A page as one line per line: a group as its key, a session as its id. */
function linesOf(source: GridSource, by: Grouping, open: boolean, except: readonly string[], offset = 0, limit = 100): string[] {
  const found = findLines(source, find(), { by, open, except }, { offset, limit }, CONTEXT, groupKeyText)
  const rows = rowsById(source, found.ids).map(({ sessionId }) => sessionId)
  const groups = new Map(found.groups.map(({ position, key, sessions }) => [position, `${groupKeyText(key)} (${sessions})`]))
  const count = groups.size + rows.length
  return Array.from({ length: count }, (_, position) => groups.get(position) ?? rows.shift() ?? 'missing')
}

const SESSIONS = {
  keep: [
    { sessionId: 'a1', user: 'Anna', address: '10.0.0.1', type: 'web', lastActiveAt: NOW - 1000 },
    { sessionId: 'a2', user: 'anna', address: '10.0.0.2', type: 'API', lastActiveAt: NOW - 9000 },
    { sessionId: 'b1', user: 'bob', address: '10.0.0.1', type: 'web', lastActiveAt: NOW },
    { sessionId: 'n1' },
  ],
  pure: [
    { sessionId: 'a3', user: 'ANNA', address: '10.0.1.1', type: 'web' },
    { sessionId: 'm1', user: 'monitor', account: 'anonymous' as const, address: '10.0.0.1' },
  ],
}

describe('lines of groups', () => {
  const source = sourceOf(SESSIONS)

  it('stand in the order of what they have in common, what is not known last', () => {
    expect(linesOf(source, 'user', false, [])).toEqual(['ANNA (3)', 'BOB (1)', 'MONITOR (1)', ' (1)'])
    expect(linesOf(source, 'type', false, [])).toEqual(['API (1)', 'web (3)', ' (2)'])
    expect(
      findLines(source, find(), { by: 'subnet', open: false, except: [] }, { offset: 0, limit: 9 }, CONTEXT, groupKeyText).groups,
    ).toEqual([
      expect.objectContaining({ sessions: 4, users: 2, addresses: 2, servers: 2, lastActive: NOW / 1000 }),
      expect.objectContaining({ sessions: 1, users: 1, addresses: 1, servers: 1, lastActive: null }),
      expect.objectContaining({ key: null, sessions: 1, users: 0, addresses: 0, servers: 1 }),
    ])
  })

  it('have their sessions below them where they stand open', () => {
    expect(linesOf(source, 'user', false, ['ANNA', ''])).toEqual(['ANNA (3)', 'a1', 'a2', 'a3', 'BOB (1)', 'MONITOR (1)', ' (1)', 'n1'])
    expect(linesOf(source, 'user', true, ['ANNA'])).toEqual(['ANNA (3)', 'BOB (1)', 'b1', 'MONITOR (1)', 'm1', ' (1)', 'n1'])
  })

  it('count users, addresses and servers, but no anonymous ones and nothing that is not known', () => {
    const { groups, lines, matching } = findLines(
      source,
      find(),
      { by: 'user', open: false, except: [] },
      { offset: 0, limit: 9 },
      CONTEXT,
      groupKeyText,
    )
    expect({ lines, matching }).toEqual({ lines: 4, matching: 6 })
    expect(groups.map(({ users, addresses, servers }) => [users, addresses, servers])).toEqual([
      [1, 3, 2],
      [1, 1, 1],
      [0, 1, 1],
      [0, 0, 1],
    ])
  })

  it('come by their newest activity where that is what is sorted by', () => {
    const group = { by: 'user', open: false, except: [] } as const
    const { groups } = findLines(source, find('', 'lastActiveAt'), group, { offset: 0, limit: 9 }, CONTEXT, groupKeyText)
    expect(groups.map(({ key }) => key)).toEqual(['BOB', 'ANNA', 'MONITOR', null])
  })

  it('hold only what the filter finds', () => {
    const group = { by: 'user', open: true, except: [] } as const
    const found = findLines(source, find('type=web'), group, { offset: 0, limit: 9 }, CONTEXT, groupKeyText)
    expect(found).toMatchObject({ lines: 5, matching: 3 })
    expect(found.groups.map(({ key, sessions }) => [key, sessions])).toEqual([
      ['ANNA', 2],
      ['BOB', 1],
    ])
  })

  it('are the same on pages of any size, whichever groups stand open', () => {
    const keys = ['ANNA', 'BOB', 'MONITOR', '', 'web', 'API', '1', '2']
    fc.assert(
      fc.property(
        fc.constantFrom(...GROUPINGS),
        fc.boolean(),
        fc.subarray(keys),
        fc.integer({ min: 1, max: 5 }),
        (by, open, except, size) => {
          const whole = linesOf(source, by, open, except)
          const pages = Array.from({ length: 14 }, (_, page) => linesOf(source, by, open, except, page * size, size)).flat()
          expect(pages).toEqual(whole.slice(0, 14 * size))
          expect(whole).not.toContain('missing')
        },
      ),
    )
  })
})
