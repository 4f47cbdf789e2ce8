import { setImmediate as turn } from 'node:timers/promises'
import { RollcallError } from '../../../shared/errors.ts'
import type { Outcome } from '../../../shared/termination.ts'
import type { Database } from '../../store/database.ts'
import type { TargetPlace } from '../../store/journal/run-queries.ts'
import { recordOutcomes } from '../../store/journal/runs.ts'

/** Outcomes in one transaction: under 50 ms, and far fewer waits for the disk than one by one. */
const SLICE = 200

export interface PlacedOutcome {
  readonly place: TargetPlace
  readonly outcome: Outcome
}

/** What an outcome writer tells. */
export interface OutcomeListener {
  readonly onWritten: () => void
  /** The disk took nothing; what was added waits in memory for the next `flush`. */
  readonly onUnwritable: (error: RollcallError) => void
}

/** Writes outcomes down, each once: a few at once, many in slices, so that one read that settles thousands holds up nothing else. */
export class OutcomeWriter {
  readonly #journal: Database
  readonly #listener: OutcomeListener
  readonly #waiting: PlacedOutcome[] = []
  #writing = false
  #last: Promise<void> = Promise.resolve()

  constructor(journal: Database, listener: OutcomeListener) {
    this.#journal = journal
    this.#listener = listener
  }

  /** The first slice is on the disk when this returns, unless others are before it. */
  add(outcomes: readonly PlacedOutcome[]): void {
    this.#waiting.push(...outcomes)
    this.#begin()
  }

  /** Resolves when everything is on the disk, or with false when that takes nothing now. Rejects with a defect that was met. */
  async flush(): Promise<boolean> {
    await this.#last
    this.#begin()
    await this.#last
    return this.#waiting.length === 0
  }

  #begin(): void {
    if (this.#writing || this.#waiting.length === 0) return
    this.#last = this.#write()
    this.#last.catch(() => undefined)
  }

  async #write(): Promise<void> {
    this.#writing = true
    try {
      while (this.#waiting.length > 0) {
        const slice = this.#waiting.slice(0, SLICE)
        recordOutcomes(this.#journal, slice)
        this.#waiting.splice(0, slice.length)
        this.#listener.onWritten()
        if (this.#waiting.length > 0) await turn()
      }
    } catch (error) {
      if (!(error instanceof RollcallError)) throw error
      this.#listener.onUnwritable(error)
    } finally {
      this.#writing = false
    }
  }
}
