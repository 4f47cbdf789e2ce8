import { wait } from '../../../shared/clock.ts'
import { RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Guard } from '../../../shared/session.ts'
import type { Outcome, Target } from '../../../shared/termination.ts'
import { finishRun, markStopping, recordIntents } from '../../store/journal/runs.ts'
import type { Batch, TerminateAnswer } from '../connectors/connector.ts'
import { type Ask, type AskResult, AT_ONCE } from '../connectors/requests.ts'
import type { ServerAccess, TerminationEnvironment } from './access.ts'
import { guardInWords, guardTarget } from './guard.ts'
import { type Item, Lane, type Unit } from './lane.ts'
import { OutcomeWriter } from './outcomes.ts'
import { userOf } from './person.ts'
import { type Evidence, lookAgain, type Watched, type Watcher } from './sighting.ts'
import { answerInWords, type OpenAnswer, type Settled, settleUnseen, Verifier } from './verify.ts'

/** How often a server may say "later" to one target before it counts as failed. */
const MOST_ATTEMPTS = 4

/** Pause before an outcome that could not be written down is tried again. */
const WRITE_AGAIN = 2000

/** What a run is made from: its targets in the order of the journal, each with the newest row of it. */
export interface RunPlan {
  readonly runId: string
  readonly targets: readonly Watched[]
}

/**
 * Ends the targets of one confirmed plan: for each one its guards again, its intent in the journal, one request (of its own, or with
 * others where the server takes several), and the outcome that a read after it shows. The run must be in the journal already. `ended` is the end of the program: what is open then is left for the next start.
 */
export class TerminationRun implements Watcher {
  readonly runId: string
  readonly #environment: TerminationEnvironment
  readonly #ended: AbortSignal
  readonly #stopping = new AbortController()
  readonly #lanes: ReadonlyMap<string, Lane>
  readonly #outcomes: OutcomeWriter
  #stopWords = t('runs.stopped')

  constructor(plan: RunPlan, environment: TerminationEnvironment, ended: AbortSignal) {
    this.runId = plan.runId
    this.#environment = environment
    this.#ended = ended
    this.#outcomes = new OutcomeWriter(environment.journal, {
      onWritten: environment.onWritten,
      onUnwritable: (error) => this.#giveUp(error),
    })
    const items = plan.targets.map(newItem)
    const groups = Map.groupBy(items, ({ target }) => target.key.serverId)
    this.#lanes = new Map([...groups].map(([serverId, group]) => [serverId, this.#newLane(environment.access(serverId), group)]))
  }

  /** Whether this run still has something open on a server. */
  involves(serverId: string): boolean {
    return this.watched(serverId).length > 0
  }

  watched(serverId: string): readonly Target[] {
    return openItems(this.#lanes.get(serverId)).map(({ target }) => target)
  }

  /** Feeds a read of any server to the targets on it. */
  onRead(evidence: Evidence): void {
    const lane = this.#lanes.get(evidence.serverId)
    lane?.verifier?.onRead(evidence)
    lookAgain(openItems(lane), evidence)
  }

  /** No request starts after this call. */
  stop(): void {
    if (this.#stopping.signal.aborted) return
    this.#stopping.abort()
    markStopping(this.#environment.journal, this.runId)
    this.#environment.onWritten()
  }

  /** Resolves when every target has its outcome in the journal and the run is closed, or when the program ends. */
  async work(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => this.#workLane(lane)))
    while (!(await this.#finish()) && !this.#ended.aborted) await wait(this.#environment.clock, WRITE_AGAIN, this.#ended)
  }

  #newLane(access: ServerAccess | null, items: readonly Item[]): Lane {
    if (access === null) return new Lane(null, null, items)
    const onSettled = (settled: readonly Settled<Item>[]): void => this.#settle(settled)
    return new Lane(access, new Verifier(access, this.#environment.clock, this.#ended, onSettled), items)
  }

  async #workLane(lane: Lane): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#endOneAfterAnother(lane)))
    if (this.#ended.aborted) return
    const outcome = this.#notAttempted(lane)
    this.#settle(lane.takeRest().map((item) => ({ item, outcome })))
    await lane.verifier?.done()
  }

  async #endOneAfterAnother(lane: Lane): Promise<void> {
    while (!this.#ended.aborted && !this.#stopping.signal.aborted && lane.hasNext) await this.#endNext(lane)
  }

  /** What goes into the request is chosen right before it, so that two requests under way do not share what could go into one. */
  async #endNext(lane: Lane): Promise<void> {
    const { access } = lane
    let unit: Unit | null = null
    while (access !== null && (unit === null || openOf(unit).length > 0)) {
      const result = await access.ask((batch) => {
        unit ??= lane.next()
        return unit === null ? null : this.#ready(lane, access, unit, batch)
      })
      if (this.#ended.aborted) return
      const waitMs = this.#waitAfter(lane, unit, result)
      if (waitMs === null) return
      await wait(this.#environment.clock, waitMs, AbortSignal.any([this.#stopping.signal, this.#ended]))
      if (this.#stopping.signal.aborted || lane.halted !== null) return this.#callOff(lane, unit)
    }
  }

  /** The last look before a request. When it says what to ask, the intents of all that the request ends are on the disk. */
  #ready(lane: Lane, access: ServerAccess, unit: Unit, batch: Batch | null): Ask | null {
    if (this.#stopping.signal.aborted || lane.halted !== null) return null
    // What was asked before is asked again as it was.
    if (batch !== null && unit.items.every(({ asked }) => !asked)) lane.fill(unit, batch)
    this.#settle(objectionsTo(unit, access))
    const items = openOf(unit)
    if (items.length === 0) return null
    const fresh = items.filter(({ asked }) => !asked)
    try {
      const places = fresh.map(({ position }) => ({ runId: this.runId, position }))
      if (places.length > 0) recordIntents(this.#environment.journal, places, this.#environment.clock.now())
    } catch (error) {
      this.#giveUp(error)
      return null
    }
    for (const item of fresh) item.asked = true
    if (fresh.length > 0) this.#environment.onWritten()
    return askFor(items, unit.wholeUser)
  }

  /** Takes in what came of asking. Gives the time to wait before the same targets are asked again, or null when they are not to be. */
  #waitAfter(lane: Lane, unit: Unit | null, result: AskResult): number | null {
    if (result.kind === 'blocked' && result.waitMs !== null) return result.waitMs
    if (result.kind === 'blocked') lane.halt(result.problem.message)
    if (result.kind === 'blocked' || result.kind === 'cancelled' || unit === null) this.#callOff(lane, unit)
    else if (result.kind === 'unsent') lane.part(openOf(unit))
    else {
      lane.hear(result)
      for (const item of unit.items) item.turnedAway = result.kind === 'throttled'
      // The loop knows how long to wait, and says so when it is asked again.
      if (result.kind === 'throttled' && ++unit.attempts < MOST_ATTEMPTS) return 0
      this.#takeAnswer(lane, unit, result)
    }
    return null
  }

  #takeAnswer(lane: Lane, unit: Unit, answer: TerminateAnswer): void {
    const items = openOf(unit)
    if (answer.kind === 'throttled') {
      const detail = t('runs.turnedAwayAlways')
      this.#settle(items.map((item) => ({ item, outcome: { kind: 'failed', detail } })))
    } else if (answer.kind === 'refused') {
      this.#settle(items.map((item) => ({ item, outcome: { kind: 'refused', detail: answer.problem.message } })))
    } else {
      const positions = items.map(({ position }) => position)
      this.#environment.onAnswered(this.runId, positions, answerInWords(answer))
      for (const item of items) this.#findOut(lane, item, answer, unit.wholeUser || items.length > 1)
    }
  }

  /** A read tells what became of a session, whatever the answer was. Of a user on a server without a list there is only the answer. */
  #findOut(lane: Lane, item: Item, answer: OpenAnswer, together: boolean): void {
    if (item.target.kind === 'user') this.#settle([{ item, outcome: settleUnseen(answer) }])
    else lane.verifier?.add(item, answer, together)
  }

  /** Nothing was sent this time. A target that had been asked before was turned away with "later" then. */
  #callOff(lane: Lane, unit: Unit | null): void {
    if (unit === null) return
    const why = lane.halted ?? t('runs.stoppedAgain')
    const outcomeOf = ({ turnedAway }: Item): Omit<Outcome, 'at'> =>
      turnedAway ? { kind: 'failed', detail: t('runs.turnedAway', { why }) } : this.#notAttempted(lane)
    this.#settle(openOf(unit).map((item) => ({ item, outcome: outcomeOf(item) })))
  }

  /** Without a journal nothing is ended: not here, and not on the run's other servers. */
  #giveUp(error: unknown): void {
    if (!(error instanceof RollcallError)) throw error
    this.#stopWords = error.problem.message
    this.#stopping.abort()
    this.#environment.onUnwritable(error)
  }

  #notAttempted(lane: Lane): Omit<Outcome, 'at'> {
    return { kind: 'not-attempted', detail: lane.halted ?? this.#stopWords }
  }

  /** Each target is settled once. Outcomes wait in memory while the disk takes nothing, and no request is sent in the meantime. */
  #settle(settled: readonly Settled<Item>[]): void {
    const at = this.#environment.clock.now()
    const fresh = settled.filter(({ item }) => !item.settled)
    for (const { item } of fresh) item.settled = true
    this.#outcomes.add(
      fresh.map(({ item, outcome }) => ({ place: { runId: this.runId, position: item.position }, outcome: { ...outcome, at } })),
    )
  }

  /** What is known is written down also when the program ends; the run is closed only when it came to its end. */
  async #finish(): Promise<boolean> {
    if (!(await this.#outcomes.flush())) return false
    if (this.#ended.aborted) return true
    try {
      finishRun(this.#environment.journal, this.runId, this.#environment.clock.now())
    } catch (error) {
      this.#giveUp(error)
      return false
    }
    this.#environment.onWritten()
    return true
  }
}

function newItem({ target, sighting }: Watched, position: number): Item {
  return { position, target, sighting, asked: false, turnedAway: false, settled: false }
}

function openItems(lane: Lane | undefined): readonly Item[] {
  return lane?.items.filter((item) => !item.settled) ?? []
}

function openOf({ items }: Unit): readonly Item[] {
  return items.filter(({ settled }) => !settled)
}

/** What one request for these targets has to say. */
function askFor(items: readonly Item[], wholeUser: boolean): Ask {
  const [first] = items
  if (wholeUser && first !== undefined) return { kind: 'user', user: userOf(first.target) }
  if (first !== undefined && items.length === 1) return { kind: 'one', sessionId: first.target.key.sessionId }
  return { kind: 'many', sessionIds: items.map(({ target }) => target.key.sessionId) }
}

/** The targets of a unit that are not asked after all, from their newest rows. What speaks against logging a user out speaks for all. */
function objectionsTo(unit: Unit, access: ServerAccess): readonly Settled<Item>[] {
  const guarded = openOf(unit).map((item) => ({ item, guard: guardTarget(item.target, access, item.sighting) }))
  const shared = unit.wholeUser ? (guarded.find(({ guard }) => guard !== null)?.guard ?? null) : null
  return guarded.flatMap(({ item, guard }) => {
    const outcome = objectionTo(item, item.sighting.kind === 'absent' ? guard : (guard ?? shared), unit.wholeUser)
    return outcome === null ? [] : [{ item, outcome }]
  })
}

/** Why a target is not asked after all, as its outcome. */
function objectionTo({ sighting, turnedAway }: Item, guard: Guard | null, wholeUser: boolean): Omit<Outcome, 'at'> | null {
  const changed = sighting.kind === 'changed' ? t('runs.changedSince', { what: sighting.what }) : null
  const why = guard === null ? changed : guardWords(guard, wholeUser)
  if (why !== null) return turnedAway ? { kind: 'failed', detail: t('runs.turnedAway', { why }) } : { kind: 'not-attempted', detail: why }
  if (sighting.kind !== 'absent') return null
  return { kind: 'already-gone', detail: t(turnedAway ? 'runs.turnedAwayGone' : 'runs.goneBefore') }
}

/** A guard of one session also speaks against a request that would end all sessions of its user. */
function guardWords(guard: Guard, wholeUser: boolean): string {
  const why = guardInWords(guard)
  return wholeUser ? t('runs.noLogout', { why }) : why
}
