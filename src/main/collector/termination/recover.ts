import { RollcallError } from '../../../shared/errors.ts'
import type { Outcome } from '../../../shared/termination.ts'
import type { Database } from '../../store/database.ts'
import { type PlacedTarget, targetsInDoubt, targetsNotAsked, unfinishedRuns } from '../../store/journal/run-queries.ts'
import { finishRun, interruptRun, recordOutcomes } from '../../store/journal/runs.ts'
import type { ReadReport } from './access.ts'
import { indexRead, sight } from './sighting.ts'

/**
 * Closes the runs that the end of the program cut off. What was never asked is not attempted; what was asked and has no outcome stays in
 * doubt until a read shows it. Nothing is ever sent again. A run that only lacked its last line is finished.
 */
export function closeInterruptedRuns(journal: Database, at: number): void {
  for (const runId of unfinishedRuns(journal)) {
    const notAsked = targetsNotAsked(journal, runId)
    const outcome: Outcome = { kind: 'not-attempted', detail: 'Rollcall ended before it was asked.', at }
    recordOutcomes(
      journal,
      notAsked.map(({ place }) => ({ place, outcome })),
    )
    if (notAsked.length === 0 && targetsInDoubt(journal, runId).length === 0) finishRun(journal, runId, at)
    else interruptRun(journal, runId, at)
  }
}

interface Resolved {
  readonly placed: PlacedTarget
  readonly outcome: Outcome
}

/** Targets that were asked before an interruption, until a complete read of their server tells what became of them. */
export class InDoubt {
  readonly #journal: Database
  readonly #onWritten: () => void
  #targets: readonly PlacedTarget[]

  constructor(journal: Database, onWritten: () => void) {
    this.#journal = journal
    this.#onWritten = onWritten
    this.#targets = targetsInDoubt(journal)
  }

  /** How many are still open. */
  get size(): number {
    return this.#targets.length
  }

  onRead({ serverId, read, at }: ReadReport): void {
    const here = this.#targets.filter(({ target }) => target.key.serverId === serverId)
    if (here.length === 0) return
    const index = indexRead(read, new Set(here.map(({ target }) => target.key.sessionId)))
    const resolved: Resolved[] = []
    for (const placed of here) {
      if (sight(index, read.complete, placed.target).kind === 'listed') {
        resolved.push({ placed, outcome: { kind: 'still-present', detail: LISTED, at } })
      } else if (read.complete) resolved.push({ placed, outcome: { kind: 'terminated', detail: NOT_LISTED, at } })
    }
    this.#resolve(resolved)
  }

  /** A server that left the list is not read any more. */
  onRemoved(serverId: string, at: number): void {
    const here = this.#targets.filter(({ target }) => target.key.serverId === serverId)
    this.#resolve(here.map((placed) => ({ placed, outcome: { kind: 'unknown', detail: REMOVED, at } })))
  }

  /** While the disk takes nothing they stay in doubt; the next read tells it again. */
  #resolve(resolved: readonly Resolved[]): void {
    if (resolved.length === 0) return
    try {
      recordOutcomes(
        this.#journal,
        resolved.map(({ placed, outcome }) => ({ place: placed.place, outcome })),
      )
    } catch (error) {
      if (error instanceof RollcallError) return
      throw error
    }
    const done = new Set(resolved.map(({ placed }) => placed))
    this.#targets = this.#targets.filter((placed) => !done.has(placed))
    this.#onWritten()
  }
}

const NOT_LISTED = "No longer listed after an interruption; whether Rollcall's request ended it is not known."
const LISTED = 'Still listed after an interruption. Rollcall does not send a request again by itself.'
const REMOVED = 'The server was taken off the list before a read could tell what became of it.'
