import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/main/store/database.ts'
import { pageEntries, verifyChain } from '../../../../src/main/store/journal/entries.ts'
import { listRuns, readRun, targetsInDoubt, targetsNotAsked, unfinishedRuns } from '../../../../src/main/store/journal/run-queries.ts'
import {
  acknowledgeRun,
  finishRun,
  interruptRun,
  markStopping,
  recordIntent,
  recordOutcome,
  recordOutcomes,
  startRun,
} from '../../../../src/main/store/journal/runs.ts'
import { OUTCOMES, type Outcome } from '../../../../src/shared/termination.ts'
import { aTarget, freshJournal } from './fixture.ts'

const GONE: Outcome = { kind: 'terminated', detail: null, at: 30 }

function journalWithRun(sessions: readonly string[], runId = 'run'): Database {
  const journal = freshJournal()
  startRun(journal, {
    runId,
    startedAt: 10,
    reason: 'left the company',
    targets: sessions.map((id) => aTarget(id)),
    leftOut: { guarded: 1 },
  })
  return journal
}

describe('a run in the journal', () => {
  it('is there with all its targets before anything is asked', () => {
    const journal = journalWithRun(['a', 'b'])
    expect(readRun(journal, 'run')).toMatchObject({
      runId: 'run',
      number: 1,
      state: 'running',
      reason: 'left the company',
      servers: ['keep'],
      total: 2,
      acknowledged: true,
      targets: [
        { target: aTarget('a'), step: 'waiting', outcome: null },
        { target: aTarget('b'), step: 'waiting', outcome: null },
      ],
    })
  })

  it('shows each target as asked from its intent on, and as settled from its outcome on', () => {
    const journal = journalWithRun(['a', 'b'])
    recordIntent(journal, { runId: 'run', position: 0 }, 20)
    recordIntent(journal, { runId: 'run', position: 1 }, 21)
    recordOutcome(journal, { runId: 'run', position: 1 }, GONE)
    expect(readRun(journal, 'run')?.targets.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['asked', null],
      ['settled', GONE],
    ])
  })

  it('takes one intent and one outcome for each target, and keeps them', () => {
    const journal = journalWithRun(['a'])
    const place = { runId: 'run', position: 0 }
    recordIntent(journal, place, 20)
    recordOutcome(journal, place, GONE)
    const before = verifyChain(journal)
    expect(() => recordIntent(journal, place, 21)).toThrow(/one intent/)
    expect(() => recordOutcome(journal, place, { ...GONE, kind: 'failed' })).toThrow(/one outcome/)
    for (const table of ['intent', 'outcome', 'target']) {
      expect(() => journal.exec(`DELETE FROM ${table}`)).toThrow(/never deleted/)
      expect(() => journal.exec(`UPDATE ${table} SET position = 5`)).toThrow(/never changed|frozen/)
      expect(() => journal.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow(/one intent|one outcome|frozen/)
    }
    expect(verifyChain(journal)).toEqual(before)
    expect(readRun(journal, 'run')?.targets[0]?.outcome).toEqual(GONE)
  })

  it('puts an entry beside each step, which names the target so that the chain covers it', () => {
    const journal = journalWithRun(['a'])
    recordIntent(journal, { runId: 'run', position: 0 }, 20)
    recordOutcome(journal, { runId: 'run', position: 0 }, { ...GONE, detail: 'Checked.' })
    finishRun(journal, 'run', 40)
    const { entries } = pageEntries(journal, { limit: 10, search: '' })
    expect(entries.map(({ kind, text }) => [kind, text])).toEqual([
      ['run-finished', 'Run 1 finished: 1 of 1 terminated.'],
      ['target-outcome', 'ann on Keep: terminated. Checked.'],
      ['target-intent', 'About to end the session of ann on Keep.'],
      ['run-started', 'Run 1 started: terminate 1 session on Keep.'],
    ])
    const identity = { position: 0, sessionId: 'a', user: 'ann', address: '10.0.0.1', createdAt: 1_700_000_000_000 }
    expect(entries[1]?.data).toEqual({ ...identity, outcome: 'terminated', detail: 'Checked.' })
    expect(entries[2]?.data).toEqual(identity)
  })

  it('writes many outcomes together or none of them', () => {
    const journal = journalWithRun(['a', 'b'])
    recordOutcome(journal, { runId: 'run', position: 1 }, GONE)
    const both = [0, 1].map((position) => ({ place: { runId: 'run', position }, outcome: GONE }))
    expect(() => recordOutcomes(journal, both)).toThrow(/one outcome/)
    expect(readRun(journal, 'run')?.targets[0]?.outcome).toBeNull()
  })

  it('is stopping after Stop, done after its end', () => {
    const journal = journalWithRun(['a'])
    markStopping(journal, 'run')
    expect(readRun(journal, 'run')?.state).toBe('stopping')
    recordOutcome(journal, { runId: 'run', position: 0 }, GONE)
    finishRun(journal, 'run', 40)
    expect(readRun(journal, 'run')).toMatchObject({ state: 'done', finishedAt: 40, acknowledged: true })
  })

  it('counts every target once, whatever became of it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...OUTCOMES, null), { minLength: 1, maxLength: 20 }), (kinds) => {
        const journal = journalWithRun(kinds.map((_, index) => `s${index}`))
        for (const [position, kind] of kinds.entries()) {
          if (kind !== null) recordOutcome(journal, { runId: 'run', position }, { kind, detail: null, at: 1 })
        }
        const [summary] = listRuns(journal, 1)
        const sum = Object.values(summary?.counts ?? {}).reduce((total, count) => total + count, 0)
        expect(sum).toBe(kinds.filter((kind) => kind !== null).length)
        expect(summary?.total).toBe(kinds.length)
        journal.close()
      }),
      { numRuns: 15 },
    )
  })
})

describe('a run that was cut off', () => {
  it('tells what was asked from what was not', () => {
    const journal = journalWithRun(['a', 'b', 'c'])
    recordIntent(journal, { runId: 'run', position: 0 }, 20)
    recordOutcome(journal, { runId: 'run', position: 0 }, GONE)
    recordIntent(journal, { runId: 'run', position: 1 }, 21)
    expect(unfinishedRuns(journal)).toEqual(['run'])
    expect(targetsNotAsked(journal, 'run').map(({ target }) => target)).toEqual([aTarget('c')])
    interruptRun(journal, 'run', 50)
    expect(unfinishedRuns(journal)).toEqual([])
    expect(targetsInDoubt(journal).map(({ target }) => target)).toEqual([aTarget('b')])
    expect(readRun(journal, 'run')).toMatchObject({ state: 'interrupted', acknowledged: false })
    acknowledgeRun(journal, 'run')
    expect(readRun(journal, 'run')?.acknowledged).toBe(true)
  })
})

it('no statement is prepared anew for each target', () => {
  const real = freshJournal()
  let prepares = 0
  const journal = new Proxy(real, {
    get: (target, name) => {
      if (name === 'prepare') prepares += 1
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const settle = (runId: string): void => {
    startRun(journal, { runId, startedAt: 1, reason: null, targets: [aTarget('a'), aTarget('b')], leftOut: {} })
    for (const position of [0, 1]) {
      recordIntent(journal, { runId, position }, 2)
      recordOutcome(journal, { runId, position }, { kind: 'terminated', detail: null, at: 3 })
    }
    finishRun(journal, runId, 4)
  }
  settle('first')
  prepares = 0
  settle('second')
  expect(prepares).toBe(0)
})
