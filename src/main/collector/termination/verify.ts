import type { Clock } from '../../../shared/clock.ts'
import { wait } from '../../../shared/clock.ts'
import type { Outcome, OutcomeKind, Target } from '../../../shared/termination.ts'
import type { TerminateAnswer } from '../connectors/connector.ts'
import type { ReadReport, ServerAccess } from './access.ts'
import { indexRead, type Sighting, sight } from './sighting.ts'

/** Seconds after an answer at which the server is read again, as long as the session is still listed. */
const CHECKS = [1, 2, 5, 15, 30, 60].map((seconds) => seconds * 1000)

/** When a session that is still listed counts as still present, and one that nobody could read about as unknown. */
const WINDOW = 60_000

/** A list that takes long to read is read less often, so that a bulk run is not spent on reading. */
const READ_SHARE = 3

/** The answers that only a read can turn into an outcome. */
export type OpenAnswer = Extract<TerminateAnswer, { kind: 'accepted' | 'not-found' | 'no-answer' | 'failed' }>

/** The outcome of an answer and what a read after it shows, or null while the question is open. `over`: there will be no further read. */
export function settle(answer: OpenAnswer, sighting: Sighting | null, over: boolean): Omit<Outcome, 'at'> | null {
  const seen = seenIn(sighting)
  if (seen === 'absent') return whenAbsent(answer)
  if (answer.kind === 'failed' && (over || seen === 'listed')) return outcome('failed', failedDetail(answer, seen))
  if (!over) return null
  return seen === 'listed' ? outcome('still-present', presentDetail(answer)) : whenUnread(answer)
}

type Seen = 'absent' | 'listed' | 'unread'

/** Another session under the same id is not this one. */
function seenIn(sighting: Sighting | null): Seen {
  if (sighting === null || sighting.kind === 'unseen') return 'unread'
  return sighting.kind === 'listed' ? 'listed' : 'absent'
}

function whenAbsent(answer: OpenAnswer): Omit<Outcome, 'at'> {
  switch (answer.kind) {
    case 'accepted':
      return outcome('terminated', null)
    case 'not-found':
      return outcome('already-gone', 'The server no longer knew it, and a complete read after that does not list it.')
    case 'no-answer':
      return outcome('terminated', `The answer to the request was lost; a complete read after it no longer lists the session.`)
    case 'failed':
      return outcome('failed', failedDetail(answer, 'absent'))
  }
}

function whenUnread(answer: OpenAnswer): Omit<Outcome, 'at'> {
  if (answer.kind === 'accepted')
    return outcome('unknown', 'The server accepted the request, but its list could not be read completely after it.')
  if (answer.kind === 'not-found')
    return outcome('unknown', 'The server did not know the session, but its list could not be read completely after it.')
  if (answer.kind === 'failed') return outcome('failed', failedDetail(answer, 'unread'))
  return outcome('unknown', `${answer.problem.message} Its list could not be read completely after it.`)
}

function presentDetail(answer: OpenAnswer): string {
  if (answer.kind === 'not-found') return 'The server answered that it does not know the session, and goes on listing it.'
  if (answer.kind === 'no-answer') return 'The request got no answer, and the session is still listed.'
  return 'The server accepted the request, and still listed the session a minute later.'
}

function failedDetail(answer: Extract<OpenAnswer, { kind: 'failed' }>, seen: Seen): string {
  const words = { absent: ' A complete read after it no longer lists the session.', listed: ' The session is still listed.', unread: '' }
  return `${answer.problem.message}${words[seen]}`
}

function outcome(kind: OutcomeKind, detail: string | null): Omit<Outcome, 'at'> {
  return { kind, detail }
}

/** A target that was asked and waits for a read. */
interface Pending {
  readonly target: Target
  readonly answer: OpenAnswer
  /** Monotonic ms of the answer: only a read that started later tells anything. */
  readonly answeredAt: number
  readonly settled: (outcome: Omit<Outcome, 'at'>) => void
  checks: number
  last: Sighting | null
}

/** Finds out what became of the targets of one server, with one read for all of them at a time. */
export class Verifier {
  readonly #access: ServerAccess
  readonly #clock: Clock
  readonly #ended: AbortSignal
  readonly #pending = new Set<Pending>()
  #work: Promise<void> | null = null
  #busyUntil = 0

  constructor(access: ServerAccess, clock: Clock, ended: AbortSignal) {
    this.#access = access
    this.#clock = clock
    this.#ended = ended
  }

  /** Takes on one answered target; `settled` is called exactly once with what became of it, unless the program ends before. */
  add(target: Target, answer: OpenAnswer, settled: (outcome: Omit<Outcome, 'at'>) => void): void {
    this.#pending.add({ target, answer, answeredAt: this.#clock.monotonic(), settled, checks: 0, last: null })
    this.#work ??= this.#run()
  }

  /** Resolves when nothing is pending. */
  async done(): Promise<void> {
    while (this.#work !== null && !this.#ended.aborted) await this.#work
  }

  /** Any read of this server tells something, whoever asked for it. */
  onRead({ read, startedAt }: ReadReport): void {
    const covered = [...this.#pending].filter((pending) => pending.answeredAt <= startedAt)
    if (covered.length === 0) return
    const index = indexRead(read, new Set(covered.map(({ target }) => target.key.sessionId)))
    for (const pending of covered) {
      const sighting = sight(index, read.complete, pending.target)
      pending.checks += 1
      if (sighting.kind === 'listed' || read.complete) pending.last = sighting
      this.#settle(pending, false)
    }
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
    if (failed) for (const { pending, checks } of asked) forget(pending, checks)
    const after = this.#clock.monotonic()
    this.#busyUntil = after + READ_SHARE * (after - before)
    const hopeless = (this.#access.blocked() ?? { waitMs: 0 }).waitMs === null
    for (const { pending } of asked) if (hopeless || after - pending.answeredAt >= WINDOW) this.#settle(pending, true)
  }

  #settle(pending: Pending, over: boolean): void {
    if (!this.#pending.has(pending)) return
    const found = settle(pending.answer, pending.last, over)
    if (found === null) return
    this.#pending.delete(pending)
    pending.settled(found)
  }
}

/** What an earlier read showed no longer counts once a later one failed. */
function forget(pending: Pending, checks: number): void {
  pending.checks = Math.max(pending.checks, checks + 1)
  pending.last = null
}
