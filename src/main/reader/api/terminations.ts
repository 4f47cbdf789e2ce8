import { implement } from '@orpc/server'
import { readContract } from '../../../shared/contract/read.ts'
import type { Database } from '../../store/database.ts'
import { listRuns, readRun } from '../../store/journal/run-queries.ts'

const { terminations } = implement(readContract)

/** Answers what is known of runs: each target, its step and its outcome, as the journal holds them. */
export function terminationsRouter(reader: { readonly journal: Database }) {
  return {
    list: terminations.list.handler(({ input }) => listRuns(reader.journal, input.limit)),
    run: terminations.run.handler(({ input }) => readRun(reader.journal, input.runId)),
  }
}
