import type { CollectorNews } from '../../shared/change.ts'
import type { Run } from '../../shared/termination.ts'

/** Runs whose answers are kept: more than are ever under way at once. */
const MOST_RUNS = 50

type Answered = Extract<CollectorNews, { kind: 'answered' }>

/** What servers said to the requests of runs under way. It is in memory only, and of use only until the outcomes are in the file. */
export class RunAnswers {
  readonly #runs = new Map<string, Map<number, string>>()

  take({ runId, positions, words }: Answered): void {
    const answers = this.#runs.get(runId) ?? new Map<number, string>()
    for (const position of positions) answers.set(position, words)
    // The run that was heard of last is the last to go.
    this.#runs.delete(runId)
    this.#runs.set(runId, answers)
    for (const old of [...this.#runs.keys()].slice(0, -MOST_RUNS)) this.#runs.delete(old)
  }

  /** A run with the answers for those of its targets that have no outcome yet. */
  addTo(run: Run): Run {
    const answers = this.#runs.get(run.runId)
    if (answers === undefined) return run
    const targets = run.targets.map((target, position) => {
      const answer = target.step === 'asked' ? answers.get(position) : undefined
      return answer === undefined ? target : { ...target, answer }
    })
    return { ...run, targets }
  }
}
