import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { verifyChain } from '../../../../src/main/store/journal/entries.ts'
import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { recordIntent, recordOutcome, startRun } from '../../../../src/main/store/journal/runs.ts'
import type { Target } from '../../../../src/shared/termination.ts'

/** Run in a small file system: fills it in the middle of a run and prints what the journal still took, as JSON. */
const [folder = ''] = process.argv.slice(2)
const IN_FLIGHT = 32
const journal = openJournal(folder, { readOnly: false })
const targets = Array.from({ length: 200 }, (_, index): Target => {
  const key = { serverId: 'keep', sessionId: `s${index}`.padEnd(100, 'x'), duplicate: 0 }
  return {
    kind: 'session',
    key,
    serverName: 'Keep',
    user: 'ann',
    address: '10.0.0.1',
    agentWords: null,
    createdAt: null,
    userId: null,
    wholeUser: false,
  }
})
startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets, leftOut: {} })
for (let position = 0; position < IN_FLIGHT; position += 1) recordIntent(journal, { runId: 'run', position }, 2)

fill(join(folder, 'filler'))
const refused = attempts(IN_FLIGHT, 200, (position) => recordIntent(journal, { runId: 'run', position }, 2))
const written = attempts(0, IN_FLIGHT, (position) =>
  recordOutcome(journal, { runId: 'run', position }, { kind: 'terminated', detail: 'x'.repeat(150), at: 3 }),
)
const afterwards = attempts(190, 200, (position) => recordIntent(journal, { runId: 'run', position }, 2))
console.log(
  JSON.stringify({
    refused,
    written,
    afterwards,
    chain: verifyChain(journal).firstBad,
    integrity: journal.pragma('integrity_check', { simple: true }),
  }),
)

function fill(file: string): void {
  const handle = openSync(file, 'w')
  for (const size of [65_536, 4096, 1]) {
    try {
      for (;;) writeSync(handle, Buffer.alloc(size, 1))
    } catch {
      // Full for pieces of this size.
    }
  }
  closeSync(handle)
}

/** How many of these went well, and with what code the others failed. */
function attempts(from: number, to: number, work: (position: number) => void): Record<string, number> {
  const counts: Record<string, number> = {}
  for (let position = from; position < to; position += 1) {
    const result = resultOf(() => work(position))
    counts[result] = (counts[result] ?? 0) + 1
  }
  return counts
}

function resultOf(work: () => void): string {
  try {
    work()
    return 'written'
  } catch (error) {
    return (error as { code: string }).code
  }
}
