import type { Problem } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Target } from '../../../shared/termination.ts'
import type { Batch, TerminateAnswer } from '../connectors/connector.ts'
import { isReached } from '../connectors/reached.ts'
import type { ServerAccess } from './access.ts'
import { sentName, type UserBy, userOf } from './person.ts'
import type { Sighting, Watched } from './sighting.ts'
import type { Verifier } from './verify.ts'

/** This many refusals for want of a right in a row mean that the right is missing, not that one session is special. */
const MOST_REFUSALS = 3

/** This many requests in a row without an answer mean that the server is gone: each further one would wait for its whole deadline. */
const MOST_SILENCES = 3

/** Targets of one request at most, whatever the server allows: their intents are written in one transaction, under 50 ms. */
const MOST_TOGETHER = 200

/** One target on its way through a run; `sighting` is the newest row of it. */
export interface Item extends Watched {
  readonly position: number
  readonly target: Target
  sighting: Sighting
  /** Its intent is in the journal. */
  asked: boolean
  /** Its request was answered with "later". */
  turnedAway: boolean
  settled: boolean
}

/** What goes into one request: one session, as many as the server takes together, or all of one user. */
export interface Unit {
  readonly items: Item[]
  readonly wholeUser: boolean
  /** Nothing goes into a request with it. */
  readonly alone: boolean
  attempts: number
}

/** The part of a run that belongs to one server, and why nothing more is sent to it. */
export class Lane {
  readonly access: ServerAccess | null
  readonly verifier: Verifier<Item> | null
  readonly items: readonly Item[]
  readonly #waiting: Unit[]
  readonly #groups = new Map<Item, string>()
  #refusals = 0
  #silences = 0
  #halted: string | null

  constructor(access: ServerAccess | null, verifier: Verifier<Item> | null, items: readonly Item[]) {
    this.access = access
    this.verifier = verifier
    this.items = items
    this.#waiting = unitsOf(items, access?.capabilities.userBy ?? 'userId')
    this.#halted = access === null ? t('runs.serverRemoved') : null
  }

  /** Why nothing more is sent to this server, or null. */
  get halted(): string | null {
    return this.#halted
  }

  /** The first reason stands. */
  halt(words: string): void {
    this.#halted ??= words
  }

  /** Whether there is something left to ask. */
  get hasNext(): boolean {
    return this.#halted === null && this.#waiting.length > 0
  }

  /** What to ask next, or null. */
  next(): Unit | null {
    return this.#halted === null ? (this.#waiting.shift() ?? null) : null
  }

  /** Puts sessions that may go into the same request into this unit, as many as the server takes. */
  fill(unit: Unit, batch: Batch): void {
    const [first] = unit.items
    if (first === undefined || unit.wholeUser || unit.alone) return
    const group = this.#groupOf(first, batch)
    const most = Math.min(batch.atMost, MOST_TOGETHER)
    for (let index = 0; index < this.#waiting.length && unit.items.length < most; ) {
      const other = this.#waiting[index]
      const [item] = other?.items ?? []
      if (item === undefined || other?.wholeUser === true || other?.alone === true || this.#groupOf(item, batch) !== group) index += 1
      else {
        unit.items.push(item)
        this.#waiting.splice(index, 1)
      }
    }
  }

  /** These could not go into one request, and nothing was sent: each goes next by itself. */
  part(items: readonly Item[]): void {
    this.#waiting.unshift(...items.map((item) => ({ items: [item], wholeUser: false, alone: true, attempts: 0 })))
  }

  #groupOf(item: Item, batch: Batch): string {
    const known = this.#groups.get(item)
    if (known !== undefined) return known
    const group = batch.groupOf(item.target.key.sessionId)
    this.#groups.set(item, group)
    return group
  }

  /** What nobody will ask any more. */
  takeRest(): readonly Item[] {
    return this.#waiting.splice(0).flatMap(({ items }) => items)
  }

  /** Takes in how a request went, and ends this part when others would go the same way. */
  hear(answer: TerminateAnswer): void {
    if (answer.kind !== 'throttled') this.#refusals = answer.kind === 'refused' ? this.#refusals + 1 : 0
    this.#silences = isSilence(answer) ? this.#silences + 1 : 0
    if (answer.kind === 'refused') this.#countRefusal(answer.problem)
    else if ('problem' in answer && this.#silences >= MOST_SILENCES) {
      this.halt(t('runs.silent', { answer: answer.problem.message, count: MOST_SILENCES }))
    }
  }

  /** A credential that is not accepted ends this server's part at once; a missing right does when it is met again and again. */
  #countRefusal({ code, message }: Problem): void {
    if (code === 'sign-in-failed') this.halt(t('runs.signInFailed', { answer: message }))
    else if (this.#refusals >= MOST_REFUSALS) {
      this.halt(t('runs.refusedInARow', { answer: message, count: MOST_REFUSALS }))
      this.access?.refuseTerminate()
    }
  }
}

/** One unit for each session, and one for all whom one request logs out: those whom it names alike. */
function unitsOf(items: readonly Item[], by: UserBy): Unit[] {
  const units: Unit[] = []
  const users = new Map<string, Unit>()
  for (const item of items) {
    const { target } = item
    const name = target.wholeUser ? sentName(userOf(target), by) : null
    const same = name === null ? undefined : users.get(name)
    if (same !== undefined) same.items.push(item)
    else {
      const unit: Unit = { items: [item], wholeUser: target.wholeUser, alone: false, attempts: 0 }
      units.push(unit)
      if (name !== null) users.set(name, unit)
    }
  }
  return units
}

/** Never answered, or never even sent. */
function isSilence(answer: TerminateAnswer): boolean {
  return answer.kind === 'no-answer' || (answer.kind === 'failed' && !isReached(answer.problem))
}
