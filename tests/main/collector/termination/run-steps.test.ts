import { beforeEach, describe, expect, it } from 'vitest'
import type { Ask, AskResult } from '../../../../src/main/collector/connectors/requests.ts'
import type { ServerAccess } from '../../../../src/main/collector/termination/access.ts'
import { TerminationRun } from '../../../../src/main/collector/termination/run.ts'
import type { Sighting } from '../../../../src/main/collector/termination/sighting.ts'
import type { Database } from '../../../../src/main/store/database.ts'
import { verifyChain } from '../../../../src/main/store/journal/entries.ts'
import { readRun } from '../../../../src/main/store/journal/run-queries.ts'
import { startRun } from '../../../../src/main/store/journal/runs.ts'
import { NOTHING_KNOWN } from '../../../../src/shared/server.ts'
import type { RunTarget } from '../../../../src/shared/termination.ts'
import { aTarget, freshJournal } from '../../store/journal/fixture.ts'
import { scriptedDraft } from '../polling/scripted-server.ts'
import { VirtualClock } from '../virtual-clock.ts'

const TARGET = aTarget('a')
const LISTED: Sighting = { kind: 'listed', own: null, repeated: false }
const LATER: AskResult = { kind: 'throttled', retryAfterMs: 1000 }

let clock: VirtualClock
let journal: Database
let sent: number

beforeEach(() => {
  clock = new VirtualClock()
  journal = freshJournal()
  sent = 0
})

/** Runs one target on a server that answers "later" once; `seen` is what a read shows before it is asked again. */
async function askedTwice(seen: Sighting, change: Partial<ServerAccess> = {}): Promise<RunTarget | undefined> {
  startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets: [TARGET], leftOut: {} })
  const access: ServerAccess = {
    server: scriptedDraft('keep'),
    capabilities: { ...NOTHING_KNOWN, terminateOne: true },
    terminateRefused: false,
    blocked: () => null,
    readFresh: () => Promise.reject(new Error('not asked here')),
    ask: async (ready) => {
      if (ready(null) === null) return { kind: 'cancelled' }
      sent += 1
      run.onRead({ serverId: 'keep', complete: true, startedAt: clock.monotonic(), at: clock.now(), sighting: () => seen })
      Object.assign(access, change)
      return LATER
    },
    refuseTerminate: () => undefined,
  }
  const environment = {
    journal,
    clock,
    access: () => access,
    known: () => [],
    onUnwritable: () => undefined,
    onWritten: () => undefined,
    onAnswered: () => undefined,
  }
  const run = new TerminationRun(
    { runId: 'run', targets: [{ target: TARGET, sighting: LISTED }] },
    environment,
    new AbortController().signal,
  )
  const work = run.work()
  await clock.pass(120_000)
  await work
  return readRun(journal, 'run')?.targets[0]
}

describe('a target that was turned away with "later" and has an intent', () => {
  it.each([
    [
      'another session',
      { kind: 'changed', own: null, what: 'its id now belongs to eve', again: 'Its id now belongs to eve.' },
      'failed',
      /belongs to eve/,
    ],
    ['the own session', { kind: 'listed', own: true, repeated: false }, 'failed', /Rollcall's own session/],
    ['nothing', { kind: 'absent' }, 'already-gone', /no longer listed it, so it was not asked again/],
  ] as const)(
    'is not asked again when a read then shows %s, and has failed rather than never been attempted',
    async (_, seen, kind, words) => {
      const target = await askedTwice(seen)
      expect(sent).toBe(1)
      expect(target?.outcome).toMatchObject({ kind, detail: expect.stringMatching(words) })
      expect(target?.outcome?.detail).toContain('asked too often')
      expect(verifyChain(journal).firstBad).toBeNull()
    },
  )

  it('has failed as well when the right to end sessions was found missing meanwhile', async () => {
    const target = await askedTwice(LISTED, { terminateRefused: true })
    expect([sent, target?.outcome?.kind]).toEqual([1, 'failed'])
  })

  it('is asked again when nothing speaks against it', async () => {
    const target = await askedTwice(LISTED)
    expect([sent, target?.outcome?.kind]).toEqual([4, 'failed'])
  })
})

describe('sessions that could not go into one request after all', () => {
  /** Runs three targets that are ended together, on a server whose connector can't name one of them; gives what was asked. */
  async function apart(seen: (sessionId: string) => Sighting): Promise<readonly Ask[]> {
    const targets = ['a', 'b', 'c'].map((id) => aTarget(id))
    startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets, leftOut: {} })
    const asked: Ask[] = []
    const show = (sighting: (sessionId: string) => Sighting) =>
      run.onRead({
        serverId: 'keep',
        complete: true,
        startedAt: clock.monotonic(),
        at: clock.now(),
        sighting: ({ key }) => sighting(key.sessionId),
      })
    const access: ServerAccess = {
      server: scriptedDraft('keep'),
      capabilities: { ...NOTHING_KNOWN, terminateOne: true },
      terminateRefused: false,
      blocked: () => null,
      readFresh: async () => {
        show(() => ({ kind: 'absent' }))
        throw new Error('shown above')
      },
      ask: async (ready) => {
        const what = ready({ atMost: 5, groupOf: () => '' })
        if (what === null) return { kind: 'cancelled' }
        asked.push(what)
        if (what.kind === 'one') return { kind: 'accepted', status: 204 }
        show(seen)
        return { kind: 'unsent', problem: { code: 'not-allowed', message: 'Nothing was sent.', next: '' } }
      },
      refuseTerminate: () => undefined,
    }
    const environment = {
      journal,
      clock,
      access: () => access,
      known: () => [],
      onUnwritable: () => undefined,
      onWritten: () => undefined,
      onAnswered: () => undefined,
    }
    const watched = targets.map((target) => ({ target, sighting: LISTED }))
    const run = new TerminationRun({ runId: 'run', targets: watched }, environment, new AbortController().signal)
    const work = run.work()
    await clock.pass(120_000)
    await work
    return asked
  }

  it('are asked to end one by one, each with the intent it has', async () => {
    const asked = await apart(() => LISTED)
    expect(asked.map((what) => (what.kind === 'many' ? what.sessionIds : [what.kind]))).toEqual([
      ['a', 'b', 'c'],
      ['one'],
      ['one'],
      ['one'],
    ])
    expect(readRun(journal, 'run')).toMatchObject({ state: 'done', counts: { terminated: 3 } })
    expect(verifyChain(journal).firstBad).toBeNull()
  })

  it('are left alone by what a read shows in between, and nobody says that the server turned them away', async () => {
    const changed: Sighting = { kind: 'changed', own: null, what: 'its id now belongs to eve', again: 'Its id now belongs to eve.' }
    const seen: Readonly<Record<string, Sighting>> = { a: LISTED, b: changed }
    const asked = await apart((id) => seen[id] ?? { kind: 'absent' })
    expect(asked.slice(1)).toEqual([{ kind: 'one', sessionId: 'a' }])
    const [, b, c] = readRun(journal, 'run')?.targets ?? []
    expect(b?.outcome).toMatchObject({ kind: 'not-attempted', detail: expect.stringMatching(/^The session changed/) })
    expect(c?.outcome).toMatchObject({ kind: 'already-gone', detail: expect.stringMatching(/was not asked/) })
  })
})
