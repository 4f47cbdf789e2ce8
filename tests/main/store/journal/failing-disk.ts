import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { recordIntent, startRun } from '../../../../src/main/store/journal/runs.ts'
import { RollcallError } from '../../../../src/shared/errors.ts'
import type { Target } from '../../../../src/shared/termination.ts'

/** Run where some fsync fails: writes intents until one is refused, and prints how many were said to be written and why the next was not. */
const [folder = ''] = process.argv.slice(2)
const journal = openJournal(folder, { readOnly: false })
const targets = Array.from({ length: 100 }, (_, index): Target => {
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
let written = 0
let refusal: (string | null)[] = []
try {
  for (; written < targets.length; written += 1) recordIntent(journal, { runId: 'run', position: written }, 2)
} catch (error) {
  if (!(error instanceof RollcallError)) throw error
  refusal = [error.code, error.cause instanceof RollcallError ? error.cause.code : null]
}
console.log(JSON.stringify({ written, refusal }))
process.exit()
