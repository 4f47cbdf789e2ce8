import { beforeEach, describe, expect, it } from 'vitest'
import type { ServerAccess, TerminationEnvironment } from '../../../../src/main/collector/termination/access.ts'
import { InDoubt } from '../../../../src/main/collector/termination/recover.ts'
import type { Sighting } from '../../../../src/main/collector/termination/sighting.ts'
import type { Database } from '../../../../src/main/store/database.ts'
import { readRun } from '../../../../src/main/store/journal/run-queries.ts'
import { interruptRun, recordIntent, startRun } from '../../../../src/main/store/journal/runs.ts'
import type { Clock } from '../../../../src/shared/clock.ts'
import { NOTHING_KNOWN, type Server } from '../../../../src/shared/server.ts'
import { aTarget, freshJournal } from '../../store/journal/fixture.ts'
import { scriptedDraft } from '../polling/scripted-server.ts'
import { VirtualClock } from '../virtual-clock.ts'

const LISTED: Sighting = { kind: 'listed', own: null, repeated: false }

let clock: VirtualClock
let journal: Database
let reads: number[]

beforeEach(() => {
  clock = new VirtualClock()
  journal = freshJournal()
  reads = []
})

/** One target that was asked `ago` ms before this start, on a server that goes on listing it; timers fire `early` ms before their time. */
function start(ago: number, { early = 0, server = {} }: { readonly early?: number; readonly server?: Partial<Server> } = {}): InDoubt {
  const target = aTarget('a')
  startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets: [target], leftOut: {} })
  recordIntent(journal, { runId: 'run', position: 0 }, clock.now() - ago)
  interruptRun(journal, 'run', clock.now())
  const access: ServerAccess = {
    server: scriptedDraft('keep', server),
    capabilities: { ...NOTHING_KNOWN, terminateOne: true },
    terminateRefused: false,
    blocked: () => null,
    readFresh: async () => {
      reads.push(clock.monotonic())
      const evidence = { serverId: 'keep', complete: true, startedAt: clock.monotonic(), at: clock.now() }
      inDoubt.onRead({ ...evidence, sighting: () => LISTED })
      return { sessions: [], complete: true, incomplete: null, unreadable: { count: 0, reasons: [] }, clockOffset: null }
    },
    ask: () => Promise.reject(new Error('not asked here')),
    refuseTerminate: () => undefined,
  }
  const hasty: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (delay, work) => clock.after(Math.max(delay > early ? delay - early : delay, 0), work),
  }
  const environment: TerminationEnvironment = {
    journal,
    clock: hasty,
    access: () => access,
    known: () => [],
    onUnwritable: () => undefined,
    onWritten: () => undefined,
    onAnswered: () => undefined,
  }
  const inDoubt = new InDoubt(environment, new AbortController().signal)
  return inDoubt
}

function outcome(): string | undefined {
  return readRun(journal, 'run')?.targets[0]?.outcome?.kind
}

describe('a target in doubt', () => {
  it.each([
    ['just now', 0, 60_000],
    ['forty seconds ago', 40_000, 20_000],
    ['at a time that is still to come, by a clock that was set back', -3_600_000, 60_000],
  ])('that was asked %s is read once the server had its minute', async (_, ago, wait) => {
    const begin = clock.monotonic()
    start(ago)
    await clock.pass(wait - 1)
    expect([reads, outcome()]).toEqual([[], undefined])
    await clock.pass(10)
    expect([reads, outcome()]).toEqual([[begin + wait], 'still-present'])
    await clock.pass(3_600_000)
    expect(reads).toHaveLength(1)
  })

  it('is settled by that read also when the timer fires a moment early', async () => {
    start(0, { early: 3 })
    await clock.pass(61_000)
    expect([reads.length, outcome()]).toEqual([1, 'still-present'])
  })

  it('that was asked long ago is left to the first poll', async () => {
    const inDoubt = start(3_600_000)
    await clock.pass(120_000)
    expect(reads).toEqual([])
    inDoubt.onRead({ serverId: 'keep', complete: false, startedAt: clock.monotonic(), at: clock.now(), sighting: () => LISTED })
    expect(outcome()).toBe('still-present')
  })

  it('does not make a paused server be read', async () => {
    start(0, { server: { paused: true } })
    await clock.pass(120_000)
    expect([reads, outcome()]).toEqual([[], undefined])
  })
})
