import { expect, it } from 'vitest'
import { findRows } from '../../../src/main/store/grid.ts'
import { liveSource } from '../../../src/main/store/grid-source.ts'
import { createLive, replaceRows, siteNumbers } from '../../../src/main/store/live.ts'
import type { SessionRecord } from '../../../src/main/store/session-record.ts'
import { contextOf, filterOf, filterServer } from './filter-samples.ts'

const NOTHING = {
  ...{ duplicate: 0, user: null, userId: null, displayName: null, email: null, project: null, organisation: null, type: null, node: null },
  ...{ address: null, agentWords: null, created: null, lastActive: null, expires: null, account: null, own: null, readAt: null },
  ...{ browser: null, system: null, device: null, firstSeen: null },
} as const satisfies Partial<SessionRecord>

/** Sessions of programs that each call themselves otherwise. */
function* programs(round: number, count: number) {
  for (let id = 1; id <= count; id += 1) {
    const record = { ...NOTHING, id, sessionId: `session ${id}`, agent: `curl/${round}.${id}` }
    yield { record, userText: '' }
  }
}

it('The live table lets user agents go that no session has any more, and finds those that are there', () => {
  const live = createLive()
  const times = { readAt: 1, completeAt: 1 }
  for (let round = 0; round < 5; round += 1) replaceRows(live, 'keep', programs(round, 9000), times)
  const { kept } = live.prepare('SELECT count(*) AS kept FROM agent').get() as { kept: number }
  expect(kept).toBeLessThanOrEqual(27_000)
  const source = liveSource(live, siteNumbers(live))
  const find = (filter: string) =>
    findRows(
      source,
      { filter: filterOf(filter), sort: [{ column: 'sessionId', direction: 'asc' }] },
      { limit: 10, offset: 0 },
      contextOf(1, filterServer('keep', 1)),
    ).matching
  expect([find('agent:curl/4'), find('agent=curl/4.8999'), find('agent:curl/3')]).toEqual([9000, 1, 0])
})
