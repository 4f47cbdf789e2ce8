import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { journalRouter } from '../../../../src/main/reader/api/journal.ts'
import { terminationsRouter } from '../../../../src/main/reader/api/terminations.ts'
import { RunAnswers } from '../../../../src/main/reader/run-answers.ts'
import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { finishRun, recordIntent, recordOutcome, startRun } from '../../../../src/main/store/journal/runs.ts'
import { aTarget, freshJournal, temporaryFolder } from '../../store/journal/fixture.ts'

describe('what the window reads of the journal', () => {
  it('is there as soon as the collector has written it, through a connection that can only read', async () => {
    const folder = temporaryFolder()
    const writer = freshJournal(folder)
    const journal = openJournal(folder, { readOnly: true })
    const answers = new RunAnswers()
    const client = createRouterClient({ journal: journalRouter({ journal }), terminations: terminationsRouter({ journal, answers }) })
    expect(await client.terminations.list({})).toEqual([])
    startRun(writer, { runId: 'run', startedAt: 10, reason: null, targets: [aTarget('a'), aTarget('b')], leftOut: {} })
    recordIntent(writer, { runId: 'run', position: 0 }, 20)
    expect((await client.terminations.run({ runId: 'run' }))?.targets.map(({ step }) => step)).toEqual(['asked', 'waiting'])
    answers.take({ kind: 'answered', runId: 'run', positions: [0, 1], words: 'Keep says no.' })
    answers.take({ kind: 'answered', runId: 'other', positions: [0], words: 'Yes.' })
    expect((await client.terminations.run({ runId: 'run' }))?.targets.map(({ answer }) => answer)).toEqual(['Keep says no.', undefined])
    recordOutcome(writer, { runId: 'run', position: 0 }, { kind: 'terminated', detail: null, at: 30 })
    recordOutcome(writer, { runId: 'run', position: 1 }, { kind: 'refused', detail: 'No.', at: 31 })
    finishRun(writer, 'run', 40)
    expect((await client.terminations.run({ runId: 'run' }))?.targets.map(({ answer }) => answer)).toEqual([undefined, undefined])
    const [summary] = await client.terminations.list({})
    expect(summary).toMatchObject({ state: 'done', total: 2, counts: { terminated: 1, refused: 1, failed: 0, unknown: 0 } })
    expect((await client.journal.page({ search: 'refused' })).entries.map(({ text }) => text)).toEqual(['ann on Keep: refused. No.'])
    expect(await client.journal.verify()).toEqual({ entries: 5, firstBad: null })
    expect(await client.terminations.run({ runId: 'none' })).toBeNull()
    expect(() => journal.exec('DELETE FROM run')).toThrow(/readonly/)
    journal.close()
  })
})
