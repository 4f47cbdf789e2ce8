import type { Clock } from '../../../shared/clock.ts'
import { wait } from '../../../shared/clock.ts'
import { t } from '../../../shared/language/language.ts'
import type { Outcome, OutcomeKind, Target } from '../../../shared/termination.ts'
import type { TerminateAnswer } from '../connectors/connector.ts'
import type { ServerAccess } from './access.ts'
import type { Evidence, Sighting } from './sighting.ts'

/** Seconds after an answer at which the server is read again, as long as the session is still listed. */
const CHECKS = [1, 2, 5, 15, 30, 60].map((seconds) => seconds * 1000)

/** When a session that is still listed counts as still present, and one that nobody could read about as unknown; ms after the request. */
export const WINDOW = 60_000

/** A list that takes long to read is read less often, so that a bulk run is not spent on reading. */
const READ_SHARE = 3

/** The answers that only a read can turn into an outcome. */
export type OpenAnswer = Extract<TerminateAnswer, { kind: 'accepted' | 'not-found' | 'no-answer' | 'failed' }>

/**
 * The outcome of an answer and what a read after it shows, or null while the question is open. `over`: there will be no further read.
 * `together`: the request named more than this session, so that its answer may be about another one.
 */
export function settle(answer: OpenAnswer, sighting: Sighting | null, over: boolean, together = false): Omit<Outcome, 'at'> | null {
  if (sighting?.kind === 'absent') return whenAbsent(answer, together)
  if (answer.kind === 'failed') {
    return over || sighting?.kind === 'listed' ? outcome('failed', failureInWords(answer.problem.message, sighting)) : null
  }
  if (!over) return null
  if (sighting?.kind === 'changed') return outcome('unknown', sighting.again)
  return sighting?.kind === 'listed' ? outcome('still-present', presentDetail(answer, together)) : whenUnread(answer)
}

/** What the server said of a request that failed, and what a read after it shows. */
function failureInWords(answer: string, sighting: Sighting | null): string {
  if (sighting?.kind === 'absent') return t('runs.failedAbsent', { answer })
  if (sighting?.kind === 'listed') return t('runs.failedListed', { answer })
  return sighting?.kind === 'changed' ? t('runs.failedAgain', { answer, again: sighting.again }) : answer
}

/** What a server said, for as long as nobody knows what it did. */
export function answerInWords(answer: OpenAnswer): string {
  switch (answer.kind) {
    case 'accepted':
      return t('runs.accepted')
    case 'not-found':
      return t('runs.notFound')
    case 'no-answer':
    case 'failed':
      return answer.problem.message
  }
}

/**
 * What became of a user on a server that lists no sessions, from the answer alone: nobody can see what the request did, so nothing more is
 * said than what the server said.
 */
export function settleUnseen(answer: OpenAnswer): Omit<Outcome, 'at'> {
  switch (answer.kind) {
    case 'accepted':
      return outcome('unknown', t('runs.userAccepted'))
    case 'not-found':
      return outcome('failed', t('runs.userNotFound'))
    case 'no-answer':
      return outcome('unknown', t('runs.userUnseen', { answer: answer.problem.message }))
    case 'failed':
      return outcome('failed', answer.problem.message)
  }
}

function whenAbsent(answer: OpenAnswer, together: boolean): Omit<Outcome, 'at'> {
  switch (answer.kind) {
    case 'accepted':
      return outcome('terminated', null)
    case 'not-found':
      if (together) return outcome('terminated', t('runs.absentTogether'))
      return outcome('already-gone', t('runs.absentNotFound'))
    case 'no-answer':
      return outcome('terminated', t('runs.absentNoAnswer'))
    case 'failed':
      return outcome('failed', failureInWords(answer.problem.message, { kind: 'absent' }))
  }
}

function whenUnread(answer: Exclude<OpenAnswer, { kind: 'failed' }>): Omit<Outcome, 'at'> {
  if (answer.kind === 'accepted') return outcome('unknown', t('runs.unreadAccepted'))
  if (answer.kind === 'not-found') return outcome('unknown', t('runs.unreadNotFound'))
  return outcome('unknown', t('runs.unread', { answer: answer.problem.message }))
}

function presentDetail(answer: Exclude<OpenAnswer, { kind: 'failed' }>, together: boolean): string {
  if (answer.kind === 'not-found' && together) return t('runs.presentTogether')
  if (answer.kind === 'not-found') return t('runs.presentNotFound')
  if (answer.kind === 'no-answer') return t('runs.presentNoAnswer')
  return t('runs.presentAccepted')
}

function outcome(kind: OutcomeKind, detail: string | null): Omit<Outcome, 'at'> {
  return { kind, detail }
}

/** A target that was asked and waits for a read. */
interface Pending<Item> {
  readonly item: Item
  readonly answer: OpenAnswer
  readonly together: boolean
  /** Monotonic ms of the answer: only a read that started later tells anything. */
  readonly answeredAt: number
  checks: number
  last: Sighting | null
}

/** What became of one target. */
export interface Settled<Item> {
  readonly item: Item
  readonly outcome: Omit<Outcome, 'at'>
}

/** Finds out what became of the targets of one server, with one read for all of them at a time. */
export class Verifier<Item extends { readonly target: Target }> {
  readonly #access: ServerAccess
  readonly #clock: Clock
  readonly #ended: AbortSignal
  readonly #onSettled: (settled: readonly Settled<Item>[]) => void
  readonly #pending = new Set<Pending<Item>>()
  #work: Promise<void> | null = null
  #busyUntil = 0

  /** `onSettled` is told of each item once, unless the program ends before: of all at once that one read settles. */
  constructor(access: ServerAccess, clock: Clock, ended: AbortSignal, onSettled: (settled: readonly Settled<Item>[]) => void) {
    this.#access = access
    this.#clock = clock
    this.#ended = ended
    this.#onSettled = onSettled
  }

  /** Takes on one answered target. `together`: with others in one request. */
  add(item: Item, answer: OpenAnswer, together = false): void {
    this.#pending.add({ item, answer, together, answeredAt: this.#clock.monotonic(), checks: 0, last: null })
    this.#work ??= this.#run()
  }

  /** Resolves when nothing is pending. */
  async done(): Promise<void> {
    while (this.#work !== null && !this.#ended.aborted) await this.#work
  }

  /** Any read of this server tells something, whoever asked for it. */
  onRead(evidence: Evidence): void {
    const covered = [...this.#pending].filter((pending) => pending.answeredAt <= evidence.startedAt)
    for (const pending of covered) {
      const sighting = evidence.sighting(pending.item.target)
      pending.checks += 1
      if (sighting.kind === 'listed' || evidence.complete) pending.last = sighting
    }
    this.#settle(covered, false)
  }

  async #run(): Promise<void> {
    while (this.#pending.size > 0 && !this.#ended.aborted) {
      await wait(this.#clock, this.#untilNextCheck(), this.#ended)
      if (this.#pending.size === 0 || this.#ended.aborted) break
      await this.#check()
    }
    this.#work = null
  }

  #untilNextCheck(): number {
    const due = Math.min(...[...this.#pending].map(({ answeredAt, checks }) => answeredAt + (CHECKS[checks] ?? WINDOW)))
    return Math.max(due, this.#busyUntil) - this.#clock.monotonic()
  }

  async #check(): Promise<void> {
    const before = this.#clock.monotonic()
    const asked = [...this.#pending].map((pending) => ({ pending, checks: pending.checks }))
    const block = this.#access.blocked()
    // A read that succeeds comes back through onRead; one that fails counts as a check without a sighting.
    const failed =
      block !== null ||
      (await this.#access.readFresh().then(
        () => false,
        () => true,
      ))
    // What the end of the program broke off says nothing; the next start reads again.
    if (this.#ended.aborted) return
    if (failed) for (const { pending, checks } of asked) forget(pending, checks)
    const after = this.#clock.monotonic()
    this.#busyUntil = after + READ_SHARE * (after - before)
    const hopeless = (this.#access.blocked() ?? { waitMs: 0 }).waitMs === null
    const over = asked.map(({ pending }) => pending).filter(({ answeredAt }) => hopeless || after - answeredAt >= WINDOW)
    this.#settle(over, true)
  }

  #settle(asked: readonly Pending<Item>[], over: boolean): void {
    const settled: Settled<Item>[] = []
    for (const pending of asked) {
      const outcome = this.#pending.has(pending) ? settle(pending.answer, pending.last, over, pending.together) : null
      if (outcome === null) continue
      this.#pending.delete(pending)
      settled.push({ item: pending.item, outcome })
    }
    if (settled.length > 0) this.#onSettled(settled)
  }
}

/** What an earlier read showed no longer counts once a later one failed. */
function forget(pending: Pending<unknown>, checks: number): void {
  pending.checks = Math.max(pending.checks, checks + 1)
  pending.last = null
}
