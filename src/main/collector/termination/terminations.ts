import { RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { type SessionKey, sessionKeyText } from '../../../shared/session.ts'
import type { Plan, Scope } from '../../../shared/termination.ts'
import { acknowledgeRun, startRun } from '../../store/journal/runs.ts'
import type { ReadReport } from '../connectors/requests.ts'
import type { TerminationEnvironment } from './access.ts'
import { review, reviewUser } from './plan.ts'
import { Plans } from './plans.ts'
import { closeInterruptedRuns, InDoubt } from './recover.ts'
import { TerminationRun } from './run.ts'
import { show, type Watched } from './sighting.ts'

/** Everything that ends sessions: reviewed plans, runs under way, and what an interruption left open. */
export class Terminations {
  readonly #environment: TerminationEnvironment
  readonly #ended = new AbortController()
  readonly #plans: Plans
  readonly #runs = new Map<string, { readonly run: TerminationRun; readonly work: Promise<void> }>()
  readonly #onDefect: (error: unknown) => void
  readonly #inDoubt: InDoubt

  /** Closes what the last end of the program cut off. */
  constructor(environment: TerminationEnvironment, onDefect: (error: unknown) => void) {
    this.#environment = environment
    this.#onDefect = onDefect
    this.#plans = new Plans(environment.clock)
    if (!environment.journal.readonly) this.#closeInterrupted()
    this.#inDoubt = new InDoubt(environment, this.#ended.signal)
  }

  /**
   * Freezes sessions as targets, with the scope `user` all that their users have on those servers, and reads the servers again. Throws
   * `unknown-plan` when one of these was changed meanwhile.
   */
  review(keys: readonly SessionKey[], scope: Scope): Promise<Plan> {
    return this.#open(keys, (watch) => review(this.#environment, keys, scope, watch))
  }

  /** Makes a plan to log out one user of a server that can't list its sessions. Throws `unknown-server` and `not-allowed`. */
  reviewUser(serverId: string, user: string): Promise<Plan> {
    const keys = [{ serverId, sessionId: '', duplicate: 0 }]
    return this.#open(keys, async (watch) => reviewUser(this.#environment, serverId, user, watch))
  }

  async #open(keys: readonly SessionKey[], make: (watch: (item: Watched) => void) => Promise<Plan>): Promise<Plan> {
    const open = this.#plans.begin(keys)
    try {
      const plan = await make((item) => open.watched.set(sessionKeyText(item.target.key), item))
      this.#plans.end(open, plan)
      return plan
    } catch (error) {
      this.#plans.drop(open)
      throw error
    }
  }

  /**
   * Starts the run of a reviewed plan, each plan once. Throws `unknown-plan`, also of one that is too old or whose server was changed,
   * `nothing-to-do`, `bad-input` when `count` is not the number of targets that will end, and `journal-unwritable`; nothing was sent then.
   */
  confirm(planId: string, count: number, reason: string | null): string {
    const { open, plan, targets } = this.#plans.get(planId)
    if (targets.length === 0) throw nothingToDo()
    if (targets.length !== count) throw otherCount(count, targets.length)
    const runId = crypto.randomUUID()
    startRun(this.#environment.journal, {
      runId,
      startedAt: this.#environment.clock.now(),
      reason,
      targets: targets.map(({ target }) => target),
      leftOut: leftOut(plan),
    })
    this.#plans.drop(open)
    this.#environment.onWritten()
    this.#begin(new TerminationRun({ runId, targets }, this.#environment, this.#ended.signal))
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

  /** Every read of every server passes by here. */
  onRead(report: ReadReport): void {
    if (this.#ended.signal.aborted) return
    this.#inDoubt.writeAgain()
    show(report, [this.#inDoubt, this.#plans, ...[...this.#runs.values()].map(({ run }) => run)])
  }

  /**
   * A server became another one, in its settings at least: what was reviewed on it has to be reviewed again. `sameList`: what its list
   * shows now still tells what became of the sessions it showed before.
   */
  onServerChanged(serverId: string, name: string, sameList: boolean): void {
    this.#plans.onServerChanged(serverId, name)
    if (!sameList) this.#inDoubt.onListGone(serverId, 'changed')
  }

  onServerRemoved(serverId: string, name: string): void {
    this.#plans.onServerChanged(serverId, name)
    this.#inDoubt.onListGone(serverId, 'removed')
  }

  /** Ends with the program: nothing more is sent, what is known is written, and what is open is found at the next start. */
  async stop(): Promise<void> {
    this.#ended.abort()
    await Promise.all([...this.#runs.values()].map(({ work }) => work))
    await this.#inDoubt.flush()
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

function nothingToDo(): RollcallError {
  return new RollcallError({
    code: 'nothing-to-do',
    message: t('runs.nothingToDo'),
    next: t('runs.nothingToDoNext'),
  })
}

function otherCount(said: number, actual: number): RollcallError {
  return new RollcallError({
    code: 'bad-input',
    message: t('runs.otherCount', { said, actual }),
    next: t('runs.otherCountNext'),
  })
}
