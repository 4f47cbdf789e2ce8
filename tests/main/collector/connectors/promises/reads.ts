import { expect, it } from 'vitest'
import type { Connector, SnapshotRead } from '../../../../../src/main/collector/connectors/connector.ts'
import { catalogue } from '../../../../../src/main/collector/connectors/registry.ts'
import { ingest, loadMemory } from '../../../../../src/main/collector/polling/ingest.ts'
import { emptyCache } from '../../../../../src/main/store/cache.ts'
import type { Server } from '../../../../../src/shared/server.ts'
import type { Fault } from './gate.ts'
import { another, isReading, opened, problemOf, unhurried } from './opened.ts'
import type { Stage } from './stage.ts'
import type { Subject } from './table.ts'

/** Ways in which one request of many fails. */
const FAILURES: readonly (readonly [string, Fault])[] = [
  ['an error', { status: 500, json: {} }],
  ['a gateway’s page', { status: 502, text: '<html><body><h1>Bad Gateway</h1></body></html>' }],
  ['a page in place of data', { status: 200, text: '<html><body><h1>Soon back</h1></body></html>' }],
  ['something else', { status: 200, json: { message: 'soon back' } }],
  ['nothing', { status: 204 }],
  ['half an answer', 'cut'],
  ['a broken line', 'drop'],
]

/** How a gap is told: what could not be read, or how far it came and why no further. */
const NAMED = /could not be read|\d (?:sessions|users|clients) were read, then: \S/

/** Promise 3: a request that fails in the middle of a read never ends a session. */
export function endsNothingByReading(subject: Subject): void {
  it('takes no session for ended when one request of a read fails, whichever and however', async () => {
    const { stage, connector: usual } = await opened(subject)
    if (!usual.capabilities.list) return
    const connector = another(stage, smallPages(stage.server))
    const all = stage.live().length
    const take = poller(connector)
    for (const [called, fault] of FAILURES) {
      const whole = await connector.read(unhurried())
      expect(whole, called).toMatchObject({ complete: true, incomplete: null })
      expect([whole.sessions.length, take(whole)], called).toEqual([all, []])
      const gaps = await gapsBy(stage, connector, fault, (read, at) => assertHonest(read, take(read), all, `${called}, request ${at}`))
      // Rollcall asks once more where a kept connection broke.
      if (fault !== 'drop') expect(gaps, called).toBeGreaterThan(0)
    }
  })
}

/** Lets each request of a read fail in turn; gives how many reads came out short, having shown each to `look`. */
async function gapsBy(stage: Stage, connector: Connector, fault: Fault, look: (read: SnapshotRead, at: number) => void): Promise<number> {
  for (let at = 1, gaps = 0; ; at += 1) {
    const { read, isOver } = await failing(stage, connector, at, fault)
    if (isOver) return gaps
    if (read?.complete !== true) gaps += 1
    if (read !== null) look(read, at)
  }
}

/** A read ends nothing, and is whole or says what is missing. */
function assertHonest({ sessions, complete, incomplete }: SnapshotRead, ended: readonly number[], all: number, which: string): void {
  expect(ended, which).toEqual([])
  if (complete) expect(sessions, which).toHaveLength(all)
  else expect(incomplete, which).toMatch(NAMED)
  // Users that were listed are no sessions.
  expect(incomplete ?? '', which).not.toMatch(/sessions were read, then: .* its \w+ list\b/)
}

/** Reads with a failing request, the first or a later one; it is over when there are no more requests to fail. */
async function failing(
  { gate }: Stage,
  connector: Connector,
  at: number,
  fault: Fault,
): Promise<{ readonly read: SnapshotRead | null; readonly isOver: boolean }> {
  let count = 0
  gate.fault = ({ purpose }) => {
    if (!isReading(purpose)) return null
    count += 1
    return count === at ? fault : null
  }
  const reading = connector.read(unhurried())
  const problem = await problemOf(reading)
  gate.fault = null
  return { read: problem === null ? await reading : null, isOver: count < at }
}

/** Takes reads into a history as polling does; gives what ended by each. */
function poller(connector: Connector): (read: SnapshotRead) => readonly number[] {
  const cache = emptyCache()
  const memory = loadMemory(cache, 'polled')
  let polls = 0
  return (read) => {
    polls += 1
    return [...ingest(cache, memory, read, polls * 10_000, connector.other).ended]
  }
}

/** The same server with its first list in pages of four, where it has pages. */
function smallPages({ connector, ...server }: Server): Partial<Server> {
  const hasPages = catalogue().find(({ id }) => id === connector.profileId)?.defaults.pageSize !== undefined
  return { ...server, connector: hasPages ? { ...connector, overrides: { ...connector.overrides, pageSize: 4 } } : connector }
}
