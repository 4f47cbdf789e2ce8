import { type Problem, RollcallError } from '../../../shared/errors.ts'
import type { PollStatus, Server } from '../../../shared/server.ts'
import type { Batch, Connector, SnapshotRead, TerminateAnswer } from '../connectors/connector.ts'
import { type Ask, type AskResult, AT_ONCE, type Block } from '../connectors/requests.ts'
import { GivenUp, readBeforeBackstop } from './backstop.ts'
import { type Connection, createConnection } from './connection.ts'
import { createGate } from './gate.ts'
import { createPace, type Pace } from './pace.ts'
import type { PollEnvironment } from './poll-environment.ts'
import { defectProblem, noListProblem, quietProblem, removedProblem } from './problems.ts'
import { holdAfter, OVERSLEPT, wakeDelay } from './schedule.ts'
import { send, waitOf } from './send.ts'
import { afterFailure, afterRead, medianOffset, type PollHistory, statusAtStart } from './status.ts'
import { takeTurn } from './turn.ts'

/** How long a server that says "too many requests" is left alone when it does not say for how long: its interval is longer in any case. */
const SHORT_QUIET_MS = 1000

/** Thrown into a read by `stop`; nobody sees it. */
class Stopped extends Error {}

/** A read that was begun or waits for its turn. */
interface Upcoming {
  readonly promise: Promise<SnapshotRead>
  /** Aborted when somebody waits for it. */
  readonly hurry: AbortController
}

/**
 * Reads one server again and again: armed anew after each read, never two reads at once, and quiet while the server is paused, held or
 * asked to be left alone. All requests to the server pass through here, so that reads and terminations share one memory of its troubles.
 */
export class PollLoop {
  readonly #environment: PollEnvironment
  readonly #gate = createGate(AT_ONCE)
  readonly #ended = new AbortController()
  readonly #connection: Connection
  readonly #pace: Pace
  #server: Server
  #status: PollStatus
  #current: Upcoming | null = null
  #next: Upcoming | null = null
  #callOffTimer: (() => void) | null = null
  #signInFailures = 0
  #offsets: readonly number[] = []
  /** How soon to read again when the read under way fails, because the machine slept in the middle of it; null for the usual time. */
  #againAfter: number | null = null

  constructor(server: Server, history: PollHistory, environment: PollEnvironment) {
    this.#server = server
    this.#environment = environment
    this.#connection = createConnection({ connect: () => environment.connect(this.#server), onDefect: environment.onDefect })
    this.#pace = createPace(environment)
    this.#status = statusAtStart(server.id, history)
  }

  get server(): Server {
    return this.#server
  }

  get status(): PollStatus {
    return this.#status
  }

  get #canList(): boolean {
    return this.#environment.canList(this.#server)
  }

  get terminateRefused(): boolean {
    return this.#status.terminateRefused
  }

  /** Begins with a read after `delay` ms. */
  start(delay: number): void {
    this.#arm(delay)
  }

  /** Ends the loop and whatever it is waiting for. Resolves when nothing of it can happen any more. */
  async stop(): Promise<void> {
    this.#ended.abort(new Stopped())
    this.#callOffTimer?.()
    this.#next?.hurry.abort()
    await Promise.allSettled([this.#current?.promise, this.#next?.promise])
    await this.#connection.close()
  }

  /** Takes over whether the server is paused. Anything else that changes makes a new loop. */
  change(server: Server): void {
    this.#server = server
    this.rearm()
  }

  /** Takes over what became known of its secret, in the middle of a read as well. */
  learn(server: Server): void {
    this.#server = server
  }

  /** Plans the next read anew, after the pace changed. */
  rearm(): void {
    if (this.#current === null && this.#next === null) this.#arm()
  }

  /**
   * Reads now, or as soon as the server allows it, and lifts a hold once: for a person who acted. One of many that are refreshed together
   * goes `in turn` with them.
   */
  refresh(when: 'at once' | 'in turn' = 'at once'): void {
    this.#lift()
    if (!this.#canList) return
    const { waitMs } = this.blocked() ?? { waitMs: 0 }
    if (waitMs !== 0) this.#arm(0)
    else if (when === 'in turn') this.#readInBackground()
    else this.readFresh().catch(() => undefined)
  }

  /** The machine slept or changed its network: what was read before may no longer be true, and is read again after `delay` ms. */
  doubt(delay: number): void {
    if (this.#server.paused || !this.#canList) return
    this.#publish({ doubtfulSince: this.#environment.clock.now() })
    if (this.#current !== null) this.#againAfter = delay
    else if (this.#next === null) this.#arm(delay)
  }

  /** Why nothing may be sent to the server now, or null. */
  blocked(): Block | null {
    const { hold, lastAttempt } = this.#status
    if (hold !== null && lastAttempt?.problem != null) return { problem: lastAttempt.problem, waitMs: null }
    const waitMs = this.#pace.quietFor()
    return waitMs > 0 ? { problem: quietProblem(this.#server.name, waitMs), waitMs } : null
  }

  /**
   * A read that starts after this call, taken into the cache like any other; callers that ask while one is still to start share it. It
   * waits for no read of another server. Throws the problem of a failed read, or why none was tried.
   */
  readFresh(): Promise<SnapshotRead> {
    if (!this.#canList) return Promise.reject(new RollcallError(noListProblem(this.#server.name)))
    this.#next ??= this.#follow(this.#current)
    this.#next.hurry.abort()
    return this.#next.promise
  }

  /**
   * Sends one request that ends something. `ready` is called at the last moment before it, with what the connector allows together, and
   * says what is to be ended; what it has to write down is on the disk when it returns, and when it returns null nothing is sent. The
   * connector has read the list before: what it remembers of a session has then been seen by whoever guards the targets.
   */
  async ask(ready: (batch: Batch | null) => Ask | null): Promise<AskResult> {
    for (;;) {
      const leave = await this.#enterToAsk()
      try {
        const block = this.#ended.signal.aborted ? { problem: removedProblem(this.#server.name), waitMs: null } : this.blocked()
        if (block !== null) return { kind: 'blocked', ...block }
        const connector = await this.#connection.open()
        if (!this.#canList || this.#connection.isReady(connector)) return await this.#askBy(connector, ready)
      } catch (error) {
        return { kind: 'blocked', problem: this.#noteFailure(error), waitMs: null }
      } finally {
        leave()
      }
      const unread = await this.readFresh().then(
        () => null,
        (error: unknown) => this.#problemOf(error),
      )
      if (unread !== null) return { kind: 'blocked', ...(this.blocked() ?? { problem: unread, waitMs: null }) }
    }
  }

  async #askBy(connector: Connector, ready: (batch: Batch | null) => Ask | null): Promise<AskResult> {
    const what = this.#ended.signal.aborted ? null : ready(connector.batch)
    if (what === null) return { kind: 'cancelled' }
    const answer = await send(connector, what, this.#ended.signal, (error) =>
      error instanceof Stopped ? removedProblem(this.#server.name) : this.#problemOf(error),
    )
    return answer.kind === 'unsent' ? answer : this.#hear(answer)
  }

  /** Notes that the server refuses terminating as such; a person's Refresh or a new secret clears it. */
  refuseTerminate(): void {
    this.#publish({ terminateRefused: true })
  }

  /** One unit of the gate, or all of it while the last sign-in failed: then a second failure must be known before a third try. */
  async #enterToAsk(): Promise<() => void> {
    for (;;) {
      const alone = this.#signInFailures > 0
      const leave = await this.#gate.enter(alone ? AT_ONCE : 1)
      if (alone || this.#signInFailures === 0) return leave
      leave()
    }
  }

  #hear(answer: TerminateAnswer): TerminateAnswer {
    if (answer.kind === 'accepted' || answer.kind === 'not-found') this.#signInFailures = 0
    const wait = waitOf(answer)
    if (wait !== undefined) this.#pace.keepQuiet(wait)
    if (answer.kind === 'refused' && answer.problem.code === 'sign-in-failed') {
      this.#noteFailure(new RollcallError(answer.problem))
      this.rearm()
    }
    return answer
  }

  #follow(before: Upcoming | null): Upcoming {
    const { places } = this.#environment
    const hurry = new AbortController()
    const read = async (): Promise<SnapshotRead> => {
      await before?.promise.catch(() => undefined)
      this.#callOffTimer?.()
      try {
        return await this.#readAlone(own, await takeTurn(places, this.#gate, AT_ONCE, hurry.signal))
      } catch (error) {
        throw error instanceof Stopped ? new RollcallError(removedProblem(this.#server.name)) : error
      } finally {
        if (this.#next === own) this.#next = null
        if (this.#current === own) this.#current = null
        this.#pace.ended()
        if (this.#next === null) this.#arm(this.#againAfter ?? undefined)
        this.#againAfter = null
      }
    }
    const own: Upcoming = { hurry, promise: read() }
    return own
  }

  async #readAlone(own: Upcoming, leave: () => void): Promise<SnapshotRead> {
    try {
      this.#ended.signal.throwIfAborted()
      const block = this.blocked()
      if (block !== null) throw new RollcallError(block.problem)
      this.#current = own
      this.#next = null
      this.#publish({ polling: true })
      return await this.#read()
    } finally {
      leave()
      this.#publish({ polling: false })
    }
  }

  async #read(): Promise<SnapshotRead> {
    const startedAt = this.#environment.clock.monotonic()
    try {
      const connector = await this.#connection.openToRead()
      const { clock } = this.#environment
      const read = await readBeforeBackstop(connector, { server: this.#server, clock, ended: this.#ended.signal })
      this.#ended.signal.throwIfAborted()
      this.#takeIn(read, startedAt, connector)
      return read
    } catch (error) {
      this.#ended.signal.throwIfAborted()
      const problem = this.#noteFailure(error)
      this.#environment.missed(this.#server, this.#status.lastAttempt?.at ?? this.#moment())
      // What a connector remembers of the sessions outlasts a failed read: it was seen by all who have to see it. A stuck one is no use.
      if (!(error instanceof RollcallError) || error instanceof GivenUp) await this.#connection.close()
      throw new RollcallError(problem)
    }
  }

  /** A cache that can't be written spoils no read: what it shows of ended sessions is as true. */
  #takeIn(read: SnapshotRead, startedAt: number, connector: Connector): void {
    const at = this.#moment()
    this.#connection.hasRead(connector)
    this.#signInFailures = 0
    this.#pace.succeeded()
    this.#againAfter = null
    if (read.clockOffset !== null) this.#offsets = [...this.#offsets, read.clockOffset].slice(-5)
    try {
      const sessions = this.#environment.take(this.#server, read, at, connector)
      this.#publish({ ...afterRead(this.#status, this.#server.name, read, sessions, at), clockOffset: medianOffset(this.#offsets) })
    } catch (error) {
      this.#publish(afterFailure(this.#status, this.#problemOf(error), null, at))
    }
    this.#environment.onRead({ serverId: this.#server.id, startedAt, at, read })
  }

  /** The time of this read: our clock, except that it never stands still or goes back, whatever the clock does. */
  #moment(): number {
    return Math.max(this.#environment.clock.now(), (this.#status.lastAttempt?.at ?? 0) + 1, (this.#status.lastReadAt ?? 0) + 1)
  }

  #noteFailure(error: unknown): Problem {
    const problem = this.#problemOf(error)
    this.#pace.failed()
    if (problem.code === 'sign-in-failed') this.#signInFailures += 1
    if (problem.code === 'sign-in-failed' || problem.code === 'login-page') this.#connection.renew()
    if (problem.retryAfterMs !== undefined || problem.code === 'too-many-requests')
      this.#pace.keepQuiet(problem.retryAfterMs ?? SHORT_QUIET_MS)
    this.#publish(afterFailure(this.#status, problem, holdAfter(problem.code, this.#signInFailures), this.#moment()))
    return problem
  }

  #problemOf(error: unknown): Problem {
    if (error instanceof RollcallError) return error.problem
    this.#environment.onDefect(error)
    return defectProblem(this.#server.name)
  }

  #lift(): void {
    const held = this.#status.hold !== null || this.#status.terminateRefused
    if (!held) return
    this.#signInFailures = 0
    this.#connection.renew()
    this.#publish({ hold: null, terminateRefused: false })
  }

  #arm(delay?: number): void {
    this.#callOffTimer?.()
    const { clock, hidden } = this.#environment
    if (this.#ended.signal.aborted) return
    if (this.#server.paused || this.#status.hold !== null || !this.#canList) {
      this.#publish({ nextPollAt: null })
      return
    }
    const { intervalSeconds } = this.#server
    const pause = delay === undefined ? this.#pace.planned({ intervalSeconds, hidden: hidden() }) : this.#pace.wanted(delay)
    const due = clock.now() + pause
    this.#callOffTimer = clock.after(pause, () => this.#fire(due))
    this.#publish({ nextPollAt: due })
  }

  #fire(due: number): void {
    const { clock, random } = this.#environment
    if (clock.now() - due > OVERSLEPT) this.doubt(wakeDelay(random))
    // A timer may fire a moment early.
    else if (this.blocked() !== null) this.#arm(0)
    else this.#readInBackground()
  }

  #readInBackground(): void {
    this.#next ??= this.#follow(this.#current)
    this.#next.promise.catch(() => undefined)
  }

  #publish(change: Partial<PollStatus>): void {
    if (this.#ended.signal.aborted) return
    this.#status = { ...this.#status, ...change }
    this.#environment.onStatus(this.#status)
  }
}
