import { implement } from '@orpc/server'
import { readContract } from '../../../shared/contract/read.ts'
import { listRuns, readRun } from '../../store/journal/run-queries.ts'
import type { Reader } from '../reader.ts'

const { terminations } = implement(readContract)

/** Answers what is known of runs: each target, its step and its outcome, as the journal holds them. */
export function terminationsRouter(reader: Pick<Reader, 'journal' | 'answers'>) {
  return {
    list: terminations.list.handler(({ input }) => listRuns(reader.journal, input.limit)),
    run: terminations.run.handler(({ input }) => {
      const run = readRun(reader.journal, input.runId)
      return run === null ? null : reader.answers.addTo(run)
    }),
  }
}
