import { describe, expect, it } from 'vitest'
import { OutcomeWriter } from '../../../../src/main/collector/termination/outcomes.ts'
import type { Database } from '../../../../src/main/store/database.ts'
import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { startRun } from '../../../../src/main/store/journal/runs.ts'
import type { RollcallError } from '../../../../src/shared/errors.ts'
import { aTarget } from '../../store/journal/fixture.ts'
import { temporaryFolder } from '../engine.ts'

const MANY = 1000

function journalWithRun(): { journal: Database; folder: string } {
  const folder = temporaryFolder()
  const journal = openJournal(folder, { readOnly: false })
  const targets = Array.from({ length: MANY }, (_, index) => aTarget(`s${index}`))
  startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets, leftOut: {} })
  return { journal, folder }
}

function outcomes(from: number, to: number) {
  return Array.from({ length: to - from }, (_, index) => ({
    place: { runId: 'run', position: from + index },
    outcome: { kind: 'terminated', detail: null, at: 2 } as const,
  }))
}

function written(journal: Database): number {
  return journal.prepare('SELECT count(*) FROM outcome').pluck().get() as number
}

describe('outcomes', () => {
  it('of one read are written in slices, between which everything else has its turn', async () => {
    const { journal } = journalWithRun()
    const seen: number[] = []
    const writer = new OutcomeWriter(journal, { onWritten: () => undefined, onUnwritable: () => undefined })
    const watch = setInterval(() => seen.push(written(journal)), 0)
    writer.add(outcomes(0, MANY - 1))
    expect(written(journal)).toBe(200)
    writer.add(outcomes(MANY - 1, MANY))
    expect(await writer.flush()).toBe(true)
    clearInterval(watch)
    expect(written(journal)).toBe(MANY)
    expect(new Set(seen).size).toBeGreaterThan(1)
    journal.close()
  })

  it('wait while the file takes nothing, and are written once when it does again', async () => {
    const { journal, folder } = journalWithRun()
    const errors: RollcallError[] = []
    const writer = new OutcomeWriter(journal, { onWritten: () => undefined, onUnwritable: (error) => errors.push(error) })
    journal.pragma('busy_timeout = 10')
    const other = openJournal(folder, { readOnly: false })
    other.exec('BEGIN IMMEDIATE')
    writer.add(outcomes(0, 3))
    expect(await writer.flush()).toBe(false)
    expect([written(journal), new Set(errors.map(({ code }) => code))]).toEqual([0, new Set(['journal-unwritable'])])
    other.close()
    writer.add(outcomes(3, 4))
    expect(await writer.flush()).toBe(true)
    expect(written(journal)).toBe(4)
    journal.close()
  })
})
