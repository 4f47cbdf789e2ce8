import { inEnglish, t } from '../../../../shared/language/language.ts'
import { type Fields, fieldValues } from '../../../../shared/profile/field.ts'
import type { InputValues } from '../../../../shared/profile/input.ts'
import type { TIME_FIELDS, TimeField, TimeRule } from '../../../../shared/profile/time.ts'
import type { Account } from '../../../../shared/session.ts'
import type { DecodedSession } from '../connector.ts'
import type { Identity, ReadId, Why } from './identity.ts'
import { type Beside, isRow } from './path.ts'
import { type Placed, rawOf } from './placed.ts'
import { timeReader } from './time.ts'
import { plainGetter, textReader, type ValueReader } from './values.ts'

/** How far a beginning that is counted back from a length may differ between two reads, in ms; whole minutes jump by one. */
const COUNTED_WITHIN = 10_000
const MINUTES_WITHIN = 70_000
/** What is said of a time that can't be read, and of one that came twice because clocks were put back. */
const UNREAD: Readonly<Record<TimeField, Why>> = {
  createdAt: () => t('reading.createdUnread'),
  lastActiveAt: () => t('reading.lastActiveUnread'),
  expiresAt: () => t('reading.expiresUnread'),
}
const TWICE: Readonly<Record<TimeField, Why>> = {
  createdAt: () => t('reading.createdTwice'),
  lastActiveAt: () => t('reading.lastActiveTwice'),
  expiresAt: () => t('reading.expiresTwice'),
}

export type TimeRules = Readonly<Partial<Record<TimeField, TimeRule>>>

/** In how many rows a time was given, and in how many it could be read. */
export interface TimeCount {
  readonly given: number
  readonly read: number
}

/** Rows that became sessions, and what was wrong with the others. */
export interface DecodedRows {
  readonly sessions: readonly DecodedSession[]
  /** Rows that could not be read at all, for want of a usable id. */
  readonly dropped: number
  /** Why, and which facts of the kept rows could not be read; a handful of sentences. */
  readonly reasons: readonly string[]
  /** The same in English, for the second line of a problem. */
  technical(): readonly string[]
  readonly times: Readonly<Record<(typeof TIME_FIELDS)[number], TimeCount>>
  /** The number of the list that each session came from. */
  readonly lists: readonly number[]
}

/** Tells of a session whether it is Rollcall's own; null where that can't be known. */
export type TellOwn = (
  placed: Placed,
  session: { readonly sessionId: string; readonly user: string | null; readonly userId: string | null },
) => boolean | null

/** A profile's fields compiled for one server. */
export interface RowDecoder {
  /** Turns rows into sessions; never throws, whatever the rows are. A flag of the row counts before `tellOwn`. */
  decode(rows: readonly Placed[], tellOwn?: TellOwn | null): DecodedRows
}

export interface DecoderOptions {
  readonly fields: Fields
  readonly times: TimeRules
  readonly identity: Identity
  readonly inputs: InputValues
}

/** Compiles fields and times. Throws `bad-input` for a pattern or a time zone that can't be used. */
export function rowDecoder({ fields, times, identity, inputs }: DecoderOptions): RowDecoder {
  const user = textReader(fields.user)
  const userId = textReader(fields.userId)
  const displayName = textReader(fields.displayName)
  const email = textReader(fields.email)
  const project = textReader(fields.project)
  const organisation = textReader(fields.organisation)
  const type = textReader(fields.type)
  const node = textReader(fields.node)
  const address = textReader(fields.address)
  const userAgent = textReader(fields.userAgent)
  const account = accountReader(fields)
  const own = ownReader(fields)
  const takesArrays = fieldValues(fields.sessionId).some((value) => /^\[\d/.test(typeof value === 'string' ? value : ''))
  // The server's clock at the row that is being read, for times that are counted from it.
  let at = 0
  const readTimes = timesReader(fields, times, { inputs, now: () => at })
  const within = withinOf(times.createdAt)

  return {
    decode(rows, tellOwn = null) {
      const sessions: DecodedSession[] = []
      const lists: number[] = []
      const troubles = new Troubles()
      const counts = new TimeCounts(troubles)
      for (let index = 0; index < rows.length; index += 1) {
        const placed = rows[index]
        if (placed === undefined) continue
        const { row, beside } = placed
        at = placed.origin.at
        const { id, why } = isRow(row) || (takesArrays && Array.isArray(row)) ? identity.read(row, beside) : NO_OBJECT
        if (id === null) {
          troubles.drop(why, index)
          continue
        }
        const moments = readTimes(row, beside)
        const createdAt = counts.take('createdAt', moments.createdAt, index)
        const name = user(row, beside)
        const nameId = userId(row, beside)
        lists.push(placed.origin.list)
        sessions.push({
          sessionId: id,
          user: name,
          userId: nameId,
          displayName: displayName(row, beside),
          email: email(row, beside),
          project: project(row, beside),
          organisation: organisation(row, beside),
          type: type(row, beside),
          node: node(row, beside),
          address: address(row, beside),
          userAgent: userAgent(row, beside),
          createdAt,
          createdWithin: createdAt === null ? 0 : within,
          lastActiveAt: counts.take('lastActiveAt', moments.lastActiveAt, index),
          expiresAt: counts.take('expiresAt', moments.expiresAt, index),
          account: account(row, beside),
          own: own(row, beside) ?? (tellOwn === null ? null : tellOwn(placed, { sessionId: id, user: name, userId: nameId })),
          raw: rawOf(placed),
        })
      }
      return {
        sessions,
        dropped: troubles.dropped,
        reasons: troubles.sentences(),
        technical: () => inEnglish(() => troubles.sentences()),
        times: counts.all,
        lists,
      }
    },
  }
}

/** Counts what went wrong, by kind, and remembers the first row of each. */
class Troubles {
  dropped = 0
  readonly #counts = new Map<Why, { first: number; rows: number }>()

  drop(why: Why, index: number): void {
    this.dropped += 1
    this.note(why, index)
  }

  note(why: Why, index: number): void {
    const count = this.#counts.get(why)
    if (count === undefined) this.#counts.set(why, { first: index, rows: 1 })
    else count.rows += 1
  }

  sentences(): readonly string[] {
    return [...this.#counts].map(([why, { first, rows }]) => {
      const at = { why: why(), row: first + 1 }
      return rows === 1 ? t('reading.atRow', at) : t('reading.atRows', { ...at, rows })
    })
  }
}

/** Counts given and readable times, and notes the others. */
class TimeCounts {
  readonly all = { createdAt: { given: 0, read: 0 }, lastActiveAt: { given: 0, read: 0 }, expiresAt: { given: 0, read: 0 } }
  readonly #troubles: Troubles

  constructor(troubles: Troubles) {
    this.#troubles = troubles
  }

  take(field: TimeField, value: number | null, index: number): number | null {
    if (value === null) return null
    const count = this.all[field]
    count.given += 1
    if (Number.isFinite(value)) {
      count.read += 1
      return value
    }
    if (Number.isNaN(value)) {
      this.#troubles.note(UNREAD[field], index)
      return null
    }
    // It was understood; it is the clock change that took its meaning.
    count.read += 1
    this.#troubles.note(TWICE[field], index)
    return null
  }
}

const NO_OBJECT: ReadId = { id: null, why: () => t('reading.noObject') }

interface Moments {
  readonly createdAt: number | null
  readonly lastActiveAt: number | null
  readonly expiresAt: number | null
}
type TimeOf = (row: unknown, beside: Beside | null, base: number | null) => number | null

/** Reads a row's times, those that are counted from another one after it. What it gives holds until it is called again. */
function timesReader(
  fields: Fields,
  times: TimeRules,
  context: Parameters<typeof timeReader>[1],
): (row: unknown, beside: Beside | null) => Moments {
  const createdOf = timeField(fields, times, 'createdAt', context)
  const lastOf = timeField(fields, times, 'lastActiveAt', context)
  const expiresOf = timeField(fields, times, 'expiresAt', context)
  const createdLater = baseOf(times.createdAt) === 'lastActiveAt'
  const expiresFromLast = baseOf(times.expiresAt) === 'lastActiveAt'
  // One for all rows, because there are a hundred thousand of them.
  const moments = { createdAt: null as number | null, lastActiveAt: null as number | null, expiresAt: null as number | null }
  return (row, beside) => {
    const first = createdLater ? null : createdOf(row, beside, null)
    const lastActiveAt = lastOf(row, beside, first)
    const createdAt = createdLater ? createdOf(row, beside, lastActiveAt) : first
    moments.createdAt = createdAt
    moments.lastActiveAt = lastActiveAt
    moments.expiresAt = expiresOf(row, beside, expiresFromLast ? lastActiveAt : createdAt)
    return moments
  }
}

function withinOf(rule: TimeRule | undefined): number {
  if (typeof rule !== 'object' || rule.kind !== 'duration') return 0
  return rule.unit === 'minutes' ? MINUTES_WITHIN : COUNTED_WITHIN
}

function baseOf(rule: TimeRule | undefined): string {
  return typeof rule === 'object' && rule.kind === 'duration' ? rule.from : 'now'
}

/** The first way that gives a time counts; what can't be read is only said when no other way gives one. */
function timeField(fields: Fields, times: TimeRules, field: TimeField, context: Parameters<typeof timeReader>[1]): TimeOf {
  const read = timeReader(times[field] ?? 'iso', context, field)
  const getters = fieldValues(fields[field]).map(plainGetter)
  const [only] = getters
  if (only === undefined) return () => null
  if (getters.length === 1) return (row, beside, base) => read(only(row, beside), base)
  return (row, beside, base) => {
    let unread: number | null = null
    for (const get of getters) {
      const at = read(get(row, beside), base)
      if (at !== null && Number.isFinite(at)) return at
      unread ??= at
    }
    return unread
  }
}

/** Words as they are; `true` under a name that says which, such as `isOwner`. Any other value is an ordinary account. */
function accountReader(fields: Fields): ValueReader<Account> {
  const candidates = fieldValues(fields.account).map((value) => ({
    get: plainGetter(value),
    meaning: accountIn(typeof value === 'string' ? (value.split('.').at(-1) ?? '') : ''),
  }))
  return (row, beside) => {
    for (const { get, meaning } of candidates) {
      const value = get(row, beside)
      if (value === true && meaning !== null) return meaning
      if (typeof value === 'string') {
        const account = accountIn(value)
        if (account !== null) return account
      }
    }
    return null
  }
}

function accountIn(word: string): Account | null {
  if (/owner/i.test(word)) return 'owner'
  if (/service|robot|machine/i.test(word)) return 'service'
  return /anonymous/i.test(word) ? 'anonymous' : null
}

/** A truth value as it stands there; the words `true` and `false` where the profile itself put them. */
function ownReader(fields: Fields): ValueReader<boolean> {
  const getters = fieldValues(fields.own).map((value) => ({ get: plainGetter(value), words: typeof value !== 'string' }))
  return (row, beside) => {
    for (const { get, words } of getters) {
      const value = get(row, beside)
      if (typeof value === 'boolean') return value
      if (words && (value === 'true' || value === 'false')) return value === 'true'
    }
    return null
  }
}
