import { RollcallError } from '../../../shared/errors.ts'
import type { SessionKey } from '../../../shared/session.ts'
import type { Plan } from '../../../shared/termination.ts'
import { acknowledgeRun, startRun } from '../../store/journal/runs.ts'
import type { ReadReport, TerminationEnvironment } from './access.ts'
import { type Review, review } from './plan.ts'
import { closeInterruptedRuns, InDoubt } from './recover.ts'
import { TerminationRun } from './run.ts'

/** Reviews that were opened and not confirmed; the oldest are dropped. */
const MOST_PLANS = 50

/** Everything that ends sessions: reviewed plans, runs under way, and what an interruption left open. */
export class Terminations {
  readonly #environment: TerminationEnvironment
  readonly #ended = new AbortController()
  readonly #plans = new Map<string, Review>()
  readonly #runs = new Map<string, { readonly run: TerminationRun; readonly work: Promise<void> }>()
  readonly #onDefect: (error: unknown) => void
  readonly #inDoubt: InDoubt

  /** Closes what the last end of the program cut off. */
  constructor(environment: TerminationEnvironment, onDefect: (error: unknown) => void) {
    this.#environment = environment
    this.#onDefect = onDefect
    if (!environment.journal.readonly) this.#closeInterrupted()
    this.#inDoubt = new InDoubt(environment.journal, environment.onWritten)
  }

  /** Freezes sessions as targets and reads their servers again. */
  async review(keys: readonly SessionKey[]): Promise<Plan> {
    const reviewed = await review(this.#environment, keys)
    this.#plans.set(reviewed.plan.planId, reviewed)
    for (const planId of [...this.#plans.keys()].slice(0, -MOST_PLANS)) this.#plans.delete(planId)
    return reviewed.plan
  }

  /**
   * Starts the run of a reviewed plan, each plan once. Throws `unknown-plan`, `nothing-to-do`, `bad-input` when `count` is not the number
   * of targets that will end, and `journal-unwritable`; nothing was sent then.
   */
  confirm(planId: string, count: number, reason: string | null): string {
    const reviewed = this.#plans.get(planId)
    if (reviewed === undefined) throw unknownPlan()
    const targets = reviewed.plan.targets.filter(({ verdict }) => verdict.kind === 'will-end').map(({ target }) => target)
    if (targets.length === 0) throw nothingToDo()
    if (targets.length !== count) throw otherCount(count, targets.length)
    const runId = crypto.randomUUID()
    startRun(this.#environment.journal, {
      runId,
      startedAt: this.#environment.clock.now(),
      reason,
      targets,
      leftOut: leftOut(reviewed.plan),
    })
    this.#plans.delete(planId)
    this.#environment.onWritten()
    this.#begin(new TerminationRun({ runId, targets, sightings: reviewed.sightings }, this.#environment, this.#ended.signal))
    return runId
  }

  /** No request of this run starts after this call. A run that is over stays as it is. */
  stopRun(runId: string): void {
    this.#runs.get(runId)?.run.stop()
  }

  /** Somebody has read how a run ended. */
  acknowledge(runId: string): void {
    acknowledgeRun(this.#environment.journal, runId)
    this.#environment.onWritten()
  }

  /** Whether a run still has something open on a server. */
  busyWith(serverId: string): boolean {
    return [...this.#runs.values()].some(({ run }) => run.involves(serverId))
  }

  onRead(report: ReadReport): void {
    this.#inDoubt.onRead(report)
    for (const { run } of this.#runs.values()) run.onRead(report)
  }

  onServerRemoved(serverId: string): void {
    this.#inDoubt.onRemoved(serverId, this.#environment.clock.now())
  }

  /** Ends with the program: nothing more is sent or written, and what is open is found at the next start. */
  async stop(): Promise<void> {
    this.#ended.abort()
    await Promise.all([...this.#runs.values()].map(({ work }) => work))
  }

  /** On a disk that takes nothing this waits for the next start: what was cut off stays as it is. */
  #closeInterrupted(): void {
    try {
      closeInterruptedRuns(this.#environment.journal, this.#environment.clock.now())
    } catch (error) {
      if (!(error instanceof RollcallError)) throw error
      this.#onDefect(error)
    }
  }

  #begin(run: TerminationRun): void {
    const work = run
      .work()
      .catch(this.#onDefect)
      .finally(() => this.#runs.delete(run.runId))
    this.#runs.set(run.runId, { run, work })
  }
}

function leftOut(plan: Plan): Record<string, number> {
  const others = plan.targets.map(({ verdict }) => verdict.kind).filter((kind) => kind !== 'will-end')
  return Object.fromEntries([...Map.groupBy(others, (kind) => kind)].map(([kind, all]) => [kind, all.length]))
}

function unknownPlan(): RollcallError {
  return new RollcallError({
    code: 'unknown-plan',
    message: 'This review was confirmed already, or it is too old.',
    next: 'Select the sessions and open the review again. Nothing was sent now.',
  })
}

function nothingToDo(): RollcallError {
  return new RollcallError({
    code: 'nothing-to-do',
    message: 'None of the sessions in this review will end.',
    next: 'Close the review. Nothing was sent.',
  })
}

function otherCount(said: number, actual: number): RollcallError {
  return new RollcallError({
    code: 'bad-input',
    message: `The button said ${said}, but the review holds ${actual} sessions that will end, so nothing was sent.`,
    next: 'Open the review again and compare its list.',
  })
}
