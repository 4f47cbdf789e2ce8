import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { recordIntent, recordOutcome, startRun } from '../../../../src/main/store/journal/runs.ts'
import type { Target } from '../../../../src/shared/termination.ts'

const [folder = '', count = '0'] = process.argv.slice(2)
const journal = openJournal(folder, { readOnly: false })
const targets = Array.from({ length: 50 }, (_, index): Target => {
  const key = { serverId: 'keep', sessionId: `s${index}`, duplicate: 0 }
  return {
    kind: 'session',
    key,
    serverName: 'Keep',
    user: 'ann',
    address: null,
    agentWords: null,
    createdAt: null,
    userId: null,
    wholeUser: false,
  }
})
startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets, leftOut: {} })
for (let position = 0; position < Number(count); position += 1) {
  recordIntent(journal, { runId: 'run', position }, 2)
  recordOutcome(journal, { runId: 'run', position }, { kind: 'terminated', detail: null, at: 3 })
}
journal.close()
