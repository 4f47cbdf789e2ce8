import { beforeEach, describe, expect, it } from 'vitest'
import type { DecodedSession, SnapshotRead } from '../../../../src/main/collector/connectors/connector.ts'
import type { ServerAccess } from '../../../../src/main/collector/termination/access.ts'
import { show } from '../../../../src/main/collector/termination/sighting.ts'
import { type OpenAnswer, Verifier } from '../../../../src/main/collector/termination/verify.ts'
import { type Problem, RollcallError } from '../../../../src/shared/errors.ts'
import { NOTHING_KNOWN } from '../../../../src/shared/server.ts'
import type { Outcome, Target } from '../../../../src/shared/termination.ts'
import { aTarget } from '../../store/journal/fixture.ts'
import { scriptedDraft } from '../polling/scripted-server.ts'
import { settle, VirtualClock } from '../virtual-clock.ts'

const ACCEPTED: OpenAnswer = { kind: 'accepted', status: 204 }
const PROBLEM: Problem = { code: 'server-error', message: 'No.', next: '' }

let clock: VirtualClock
let reads: number[]
/** What the next reads show; null: the read fails. */
let shown: SnapshotRead | null
let blocked: { problem: Problem; waitMs: number | null } | null
interface Item {
  readonly index: number
  readonly target: Target
}

let verifier: Verifier<Item>
let outcomes: (Outcome['kind'] | undefined)[]
let details: (string | null)[]
/** How many were told of at a time. */
let batches: number[]

function row(change: Partial<DecodedSession> = {}): DecodedSession {
  const unknown = {
    userId: null,
    displayName: null,
    email: null,
    project: null,
    organisation: null,
    type: null,
    node: null,
    userAgent: null,
  }
  const facts = { lastActiveAt: null, expiresAt: null, account: null, own: null, raw: null, createdWithin: 0, address: '10.0.0.1' }
  return { ...unknown, ...facts, sessionId: 'a', user: 'ann', createdAt: 1_700_000_000_000, ...change }
}

function list(rows: readonly DecodedSession[], complete = true): SnapshotRead {
  return { sessions: rows, complete, incomplete: complete ? null : 'cut', unreadable: { count: 0, reasons: [] }, clockOffset: null }
}

beforeEach(() => {
  clock = new VirtualClock()
  reads = []
  shown = list([row()])
  blocked = null
  outcomes = []
  details = []
  batches = []
  const access: ServerAccess = {
    server: scriptedDraft('keep'),
    capabilities: { ...NOTHING_KNOWN, terminateOne: true },
    terminateRefused: false,
    blocked: () => blocked,
    readFresh: async () => {
      reads.push(clock.monotonic())
      if (shown === null) throw new RollcallError(PROBLEM)
      showRead(shown, clock.monotonic())
      return shown
    },
    ask: () => Promise.reject(new Error('not asked here')),
    refuseTerminate: () => undefined,
  }
  verifier = new Verifier(access, clock, new AbortController().signal, (settled) => {
    batches.push(settled.length)
    for (const { item, outcome } of settled) {
      outcomes[item.index] = outcome.kind
      details[item.index] = outcome.detail
    }
  })
})

function add(answer: OpenAnswer = ACCEPTED): void {
  verifier.add({ index: outcomes.push(undefined) - 1, target: aTarget('a') }, answer)
}

function showRead(read: SnapshotRead, startedAt: number): void {
  const watcher = { watched: () => [aTarget('a')], onRead: verifier.onRead.bind(verifier) }
  show({ serverId: 'keep', startedAt, at: clock.now(), read }, [watcher])
}

describe('finding out what became of a session', () => {
  it('reads after 1, 2, 5, 15, 30 and 60 seconds while it is still listed, then says still present', async () => {
    const begin = clock.monotonic()
    add()
    await clock.pass(59_000)
    expect(outcomes).toEqual([undefined])
    await clock.pass(30_000)
    expect(reads.map((at) => at - begin)).toEqual([1000, 2000, 5000, 15_000, 30_000, 60_000])
    expect(outcomes).toEqual(['still-present'])
    await verifier.done()
  })

  it('ends with the first complete read that lacks it', async () => {
    add()
    await clock.pass(1500)
    shown = list([])
    await clock.pass(600)
    expect([outcomes, reads.length]).toEqual([['terminated'], 2])
  })

  it('takes no read for an answer that began before the session was asked to end', async () => {
    const startedAt = clock.monotonic()
    await clock.pass(10)
    add()
    showRead(list([]), startedAt)
    await settle()
    expect(outcomes).toEqual([undefined])
    showRead(list([]), clock.monotonic())
    expect(outcomes).toEqual(['terminated'])
  })

  it.each([
    ['another user', { user: 'alice@corp' }, 'for alice@corp'],
    ['another time', { createdAt: 1_700_000_060_000 }, 'for ann, created at another time'],
  ])('takes a row with %s under its id for no proof, and says at the end that it is unknown', async (_, change, words) => {
    shown = list([row(change)])
    add()
    add({ kind: 'not-found' })
    add({ kind: 'failed', problem: PROBLEM })
    await clock.pass(59_000)
    expect(outcomes).toEqual([undefined, undefined, undefined])
    await clock.pass(2000)
    expect(outcomes).toEqual(['unknown', 'unknown', 'failed'])
    for (const detail of details) expect(detail).toContain(`its id is listed again, ${words}`)
  })

  it('ends as soon as that row is gone as well', async () => {
    shown = list([row({ user: 'alice@corp' })])
    add()
    await clock.pass(3000)
    shown = list([])
    await clock.pass(3000)
    expect(outcomes).toEqual(['terminated'])
  })

  it('is unknown when the last reads failed, whatever an earlier one showed', async () => {
    add()
    await clock.pass(3000)
    shown = null
    await clock.pass(90_000)
    expect(outcomes).toEqual(['unknown'])
  })

  it('does not wait a minute for a server that can not be asked any more', async () => {
    blocked = { problem: PROBLEM, waitMs: null }
    add()
    await clock.pass(1100)
    expect([outcomes, reads]).toEqual([['unknown'], []])
  })

  it('asks nothing of a server that wants to be left alone, and goes on after it', async () => {
    blocked = { problem: PROBLEM, waitMs: 20_000 }
    add()
    await clock.pass(20_000)
    expect(reads).toEqual([])
    blocked = null
    shown = list([])
    await clock.pass(11_000)
    expect(outcomes).toEqual(['terminated'])
  })

  it('settles all that wait with one read, each by its own answer', async () => {
    shown = list([])
    add()
    add({ kind: 'not-found' })
    add({ kind: 'no-answer', problem: PROBLEM })
    add({ kind: 'failed', problem: PROBLEM })
    await clock.pass(1100)
    expect([outcomes, reads.length]).toEqual([['terminated', 'already-gone', 'terminated', 'failed'], 1])
    expect(batches).toEqual([4])
  })
})
