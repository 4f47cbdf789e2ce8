import { wait } from '../../../shared/clock.ts'
import { RollcallError } from '../../../shared/errors.ts'
import { sessionKeyText } from '../../../shared/session.ts'
import type { Outcome, Target } from '../../../shared/termination.ts'
import { finishRun, markStopping, recordIntent, recordOutcomes } from '../../store/journal/runs.ts'
import type { AskResult, ReadReport, ServerAccess, TerminationEnvironment } from './access.ts'
import { GUARD_WORDS, guardTarget } from './guard.ts'
import { indexRead, type Sighting, sight } from './sighting.ts'
import { type OpenAnswer, Verifier } from './verify.ts'

/** Requests under way at one server. */
const AT_ONCE = 2

/** How often a server may say "later" to one target before it counts as failed. */
const MOST_ATTEMPTS = 4

/** This many refusals for want of a right in a row mean that the right is missing, not that one session is special. */
const MOST_REFUSALS = 3

/** Pause before an outcome that could not be written down is tried again. */
const WRITE_AGAIN = 2000

/** One target on its way through a run. */
interface Item {
  readonly position: number
  readonly target: Target
  /** The newest row of it. */
  sighting: Sighting | null
  asked: boolean
  settled: boolean
  attempts: number
}

/** The part of a run that belongs to one server. */
interface Lane {
  readonly access: ServerAccess | null
  readonly waiting: Item[]
  readonly items: readonly Item[]
  readonly verifier: Verifier | null
  refusals: number
  /** Why nothing more is sent to this server. */
  halted: string | null
}

/** What a run is made from. */
export interface RunPlan {
  readonly runId: string
  readonly targets: readonly Target[]
  readonly sightings: ReadonlyMap<string, Sighting>
}

/**
 * Ends the targets of one confirmed plan: for each one its guards again, its intent in the journal, one request, and the outcome that a
 * read after it shows. The run must be in the journal already. `ended` is the end of the program: what is open then is left for the next start.
 */
export class TerminationRun {
  readonly runId: string
  readonly #environment: TerminationEnvironment
  readonly #ended: AbortSignal
  readonly #stopping = new AbortController()
  readonly #lanes: ReadonlyMap<string, Lane>
  readonly #unwritten: { readonly item: Item; readonly outcome: Outcome }[] = []
  #stopWords = 'The run was stopped before it was asked.'

  constructor(plan: RunPlan, environment: TerminationEnvironment, ended: AbortSignal) {
    this.runId = plan.runId
    this.#environment = environment
    this.#ended = ended
    const items = plan.targets.map((target, position) => newItem(target, position, plan.sightings))
    const groups = Map.groupBy(items, ({ target }) => target.key.serverId)
    this.#lanes = new Map([...groups].map(([serverId, group]) => [serverId, this.#newLane(environment.access(serverId), group)]))
  }

  /** Whether this run still has something open on a server. */
  involves(serverId: string): boolean {
    return this.#lanes.get(serverId)?.items.some((item) => !item.settled) ?? false
  }

  /** No request starts after this call. */
  stop(): void {
    if (this.#stopping.signal.aborted) return
    this.#stopping.abort()
    markStopping(this.#environment.journal, this.runId)
    this.#environment.onWritten()
  }

  /** Feeds a read of any server to the targets on it. */
  onRead(report: ReadReport): void {
    const lane = this.#lanes.get(report.serverId)
    if (lane === undefined) return
    lane.verifier?.onRead(report)
    const open = lane.items.filter((item) => !item.settled)
    const index = indexRead(report.read, new Set(open.map(({ target }) => target.key.sessionId)))
    for (const item of open) {
      const sighting = sight(index, report.read.complete, item.target)
      if (sighting.kind !== 'unseen') item.sighting = sighting
    }
  }

  /** Resolves when every target has its outcome in the journal and the run is closed, or when the program ends. */
  async work(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => this.#workLane(lane)))
    while (!this.#ended.aborted && !this.#close()) await wait(this.#environment.clock, WRITE_AGAIN, this.#ended)
  }

  #newLane(access: ServerAccess | null, items: readonly Item[]): Lane {
    const verifier = access === null ? null : new Verifier(access, this.#environment.clock, this.#ended)
    const halted = access === null ? 'The server was removed from the list before it was asked.' : null
    return { access, waiting: [...items], items, verifier, refusals: 0, halted }
  }

  async #workLane(lane: Lane): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#endOneAfterAnother(lane)))
    if (this.#ended.aborted) return
    this.#settleAll(lane.waiting.splice(0).map((item) => ({ item, outcome: this.#notAttempted(lane) })))
    await lane.verifier?.done()
  }

  async #endOneAfterAnother(lane: Lane): Promise<void> {
    for (;;) {
      if (this.#ended.aborted || this.#stopping.signal.aborted || lane.halted !== null) return
      const item = lane.waiting.shift()
      if (item === undefined) return
      await this.#endOne(lane, item)
    }
  }

  async #endOne(lane: Lane, item: Item): Promise<void> {
    const { access } = lane
    while (access !== null && !item.settled) {
      const result = await access.ask(item.target.key.sessionId, () => this.#ready(lane, access, item))
      if (this.#ended.aborted) return
      if (result.kind === 'cancelled') return this.#callOff(lane, item)
      if (result.kind === 'blocked' && result.waitMs === null) return this.#halt(lane, item, result.problem.message)
      const waitMs = this.#waitAfter(lane, item, result)
      if (waitMs === null) return
      await wait(this.#environment.clock, waitMs, AbortSignal.any([this.#stopping.signal, this.#ended]))
      if (this.#stopping.signal.aborted || lane.halted !== null) return this.#callOff(lane, item)
    }
  }

  /** The last look before a request. When it says yes, the intent is on the disk. */
  #ready(lane: Lane, access: ServerAccess, item: Item): boolean {
    if (this.#stopping.signal.aborted || lane.halted !== null) return false
    const objection = objectionTo(item, access)
    if (objection !== null) {
      this.#settleAll([{ item, outcome: { ...objection, at: this.#now() } }])
      return false
    }
    if (item.asked) return true
    try {
      recordIntent(this.#environment.journal, { runId: this.runId, position: item.position }, this.#now())
    } catch (error) {
      this.#giveUp(error)
      return false
    }
    item.asked = true
    this.#environment.onWritten()
    return true
  }

  /** Takes an answer in. Gives the time to wait before the same target is asked again, or null when it is not to be. */
  #waitAfter(lane: Lane, item: Item, result: Exclude<AskResult, { kind: 'cancelled' }>): number | null {
    switch (result.kind) {
      case 'blocked':
        return result.waitMs ?? 0
      case 'throttled':
        item.attempts += 1
        // The loop knows how long to wait, and says so when it is asked again.
        if (item.attempts < MOST_ATTEMPTS) return 0
        this.#settleOne(item, { kind: 'failed', detail: 'The server kept answering that it is asked too often. Nothing was ended.' })
        return null
      case 'refused':
        this.#settleOne(item, { kind: 'refused', detail: result.problem.message })
        this.#countRefusal(lane, result.problem.code === 'sign-in-failed', result.problem.message)
        return null
      default:
        lane.refusals = 0
        this.#verify(lane, item, result)
        return null
    }
  }

  #verify(lane: Lane, item: Item, answer: OpenAnswer): void {
    lane.verifier?.add(item.target, answer, (outcome) => this.#settleOne(item, outcome))
  }

  /** A credential that is not accepted ends this server's part at once; a missing right does when it is met again and again. */
  #countRefusal(lane: Lane, signInFailed: boolean, message: string): void {
    lane.refusals += 1
    if (signInFailed) lane.halted ??= `${message} The rest of this server was not asked.`
    if (lane.refusals < MOST_REFUSALS) return
    lane.halted ??= `${message} It refused ${MOST_REFUSALS} times in a row, so the rest was not asked.`
    if (!signInFailed) lane.access?.refuseTerminate()
  }

  #halt(lane: Lane, item: Item, words: string): void {
    lane.halted ??= words
    this.#callOff(lane, item)
  }

  /** Nothing was sent this time. A target that had been asked before was turned away with "later" then. */
  #callOff(lane: Lane, item: Item): void {
    if (item.settled) return
    if (!item.asked) this.#settleAll([{ item, outcome: this.#notAttempted(lane) }])
    else {
      const why = lane.halted ?? 'The run was stopped before it was asked again.'
      this.#settleOne(item, { kind: 'failed', detail: `The server answered that it is asked too often. ${why}` })
    }
  }

  /** Without a journal nothing is ended: not here, and not on the run's other servers. */
  #giveUp(error: unknown): void {
    if (!(error instanceof RollcallError)) throw error
    this.#stopWords = error.problem.message
    this.#stopping.abort()
    this.#environment.onUnwritable(error)
  }

  #notAttempted(lane: Lane): Outcome {
    return { kind: 'not-attempted', detail: lane.halted ?? this.#stopWords, at: this.#now() }
  }

  #settleOne(item: Item, outcome: Omit<Outcome, 'at'>): void {
    this.#settleAll([{ item, outcome: { ...outcome, at: this.#now() } }])
  }

  #settleAll(settled: readonly { readonly item: Item; readonly outcome: Outcome }[]): void {
    const fresh = settled.filter(({ item }) => !item.settled)
    for (const { item } of fresh) item.settled = true
    this.#unwritten.push(...fresh)
    this.#write()
  }

  /** Outcomes wait in memory while the disk takes nothing, and no request is sent in the meantime. */
  #write(): boolean {
    if (this.#unwritten.length === 0) return true
    const placed = this.#unwritten.map(({ item, outcome }) => ({ place: { runId: this.runId, position: item.position }, outcome }))
    try {
      recordOutcomes(this.#environment.journal, placed)
    } catch (error) {
      this.#giveUp(error)
      return false
    }
    this.#unwritten.length = 0
    this.#environment.onWritten()
    return true
  }

  #close(): boolean {
    try {
      if (!this.#write()) return false
      finishRun(this.#environment.journal, this.runId, this.#now())
    } catch (error) {
      this.#giveUp(error)
      return false
    }
    this.#environment.onWritten()
    return true
  }

  #now(): number {
    return this.#environment.clock.now()
  }
}

function newItem(target: Target, position: number, sightings: ReadonlyMap<string, Sighting>): Item {
  const sighting = sightings.get(sessionKeyText(target.key)) ?? null
  return { position, target, sighting, asked: false, settled: false, attempts: 0 }
}

/** Why a target is not asked after all, from the newest row of it, as its outcome. */
function objectionTo(item: Item, access: ServerAccess): Omit<Outcome, 'at'> | null {
  const guard = guardTarget(item.target, access, item.sighting)
  if (guard !== null) return { kind: 'not-attempted', detail: GUARD_WORDS[guard] }
  if (item.sighting?.kind === 'changed') {
    return { kind: 'not-attempted', detail: `The session changed after the review: ${item.sighting.what}.` }
  }
  if (item.sighting?.kind === 'absent' && !item.asked) {
    return { kind: 'already-gone', detail: 'A complete read after the review no longer listed it, so it was not asked.' }
  }
  return null
}
